#include "ledger/date.h"

#include <gtest/gtest.h>

namespace izmaksa {
namespace {

Date D(const char* text) { return *Date::Parse(text); }

TEST(DateTest, ReadsOnlyRealDaysInOneForm) {
  for (const char* text : {"2024-02-29", "1812-06-24", "2199-12-31", "1969-12-31"})
    EXPECT_EQ(D(text).ToString(), text);
  for (const char* text :
       {"2023-02-30", "2023-02-29", "2023-2-3", " 2023-02-03", "2023-02-03 ", "2023-13-01",
        "2023-00-10", "2023/02/03", "0001-01-01", "2200-01-01", ""}) {
    EXPECT_FALSE(Date::Parse(text).ok()) << text;
  }
}

TEST(DateTest, KnowsWeekdaysAndMonths) {
  EXPECT_EQ(D("2024-04-15").weekday(), 1);
  EXPECT_EQ(D("2024-04-21").weekday(), 7);
  EXPECT_EQ(D("2024-04-15").in_month().ToString(), "2024-04");
  EXPECT_EQ(D("1969-12-31").in_month().ToString(), "1969-12");
  EXPECT_EQ(D("2024-03-01") - D("2024-02-01"), 29);
}

TEST(MonthTest, CountsAcrossYearsAndBefore1970) {
  EXPECT_EQ((Month::Of(2024, 1) - 1).ToString(), "2023-12");
  EXPECT_EQ(Month::Of(1969, 12).ToString(), "1969-12");
  EXPECT_EQ(Month::Of(1959, 1).year(), 1959);
  EXPECT_EQ(Month::Of(2024, 2).last(), D("2024-02-29"));
  EXPECT_EQ(Month::Of(2024, 2).days(), 29);
  EXPECT_EQ(Month::Of(2024, 4).ToWords(), "April 2024");
  EXPECT_EQ(Month::Parse("2024-04")->number(), Month::Of(2024, 4).number());
  for (const char* text : {"2024-13", "2024-4", "2024", "2024-00"})
    EXPECT_FALSE(Month::Parse(text).ok()) << text;
}

TEST(InstantTest, IsASecondInUtc) {
  EXPECT_EQ(Instant::Parse("2024-01-10T08:30:00Z")->ToString(), "2024-01-10T08:30:00Z");
  EXPECT_EQ(Instant::Parse("2024-01-10")->ToString(), "2024-01-10T00:00:00Z");
  EXPECT_EQ(Instant::FromSeconds(-1).date(), D("1969-12-31"));
  for (const char* text :
       {"2024-01-10T24:00:00Z", "2024-01-10 08:30:00", "2024-01-10T08:30:00", "2024-02-30"}) {
    EXPECT_FALSE(Instant::Parse(text).ok()) << text;
  }
}

TEST(DayOfAgeTest, FallsOnTheLastDayOfAShorterMonth) {
  EXPECT_EQ(DayOfAge(D("1959-05-17"), 64, 9), D("2024-02-17"));
  EXPECT_EQ(DayOfAge(D("1959-05-31"), 64, 9), D("2024-02-29"));
  EXPECT_EQ(DayOfAge(D("1960-02-29"), 65), D("2025-02-28"));
}

}  // namespace
}  // namespace izmaksa
