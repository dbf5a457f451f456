#include "ledger/timeline.h"

#include <gtest/gtest.h>

namespace izmaksa {
namespace {

Date D(const char* text) { return *Date::Parse(text); }

TEST(TimelineTest, HoldsAValueUntilTheNextStep) {
  Timeline<int> timeline;
  EXPECT_EQ(timeline.At(D("2024-01-01")), nullptr);
  timeline.Set(D("2024-03-01"), 3);
  timeline.Set(D("2024-01-01"), 1);
  EXPECT_EQ(timeline.At(D("2023-12-31")), nullptr);
  EXPECT_EQ(*timeline.At(D("2024-01-01")), 1);
  EXPECT_EQ(*timeline.At(D("2024-02-29")), 1);
  EXPECT_EQ(*timeline.At(D("2024-03-01")), 3);
  EXPECT_EQ(*timeline.At(D("2099-01-01")), 3);
}

TEST(TimelineTest, ALateFactHoldsOnlyUntilTheNextKnownChange) {
  Timeline<int> timeline;
  timeline.Set(D("2024-03-01"), 3);
  timeline.Set(D("2024-02-01"), 2);
  EXPECT_EQ(*timeline.At(D("2024-02-15")), 2);
  EXPECT_EQ(*timeline.At(D("2024-03-15")), 3);
}

TEST(TimelineTest, ASecondStatementForADayCorrectsTheFirst) {
  Timeline<int> timeline;
  timeline.Set(D("2024-03-01"), 3);
  timeline.Set(D("2024-03-01"), 4);
  EXPECT_EQ(timeline.steps().size(), 1u);
  EXPECT_EQ(*timeline.At(D("2024-03-01")), 4);
}

}  // namespace
}  // namespace izmaksa
