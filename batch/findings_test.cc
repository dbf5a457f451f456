#include "batch/findings.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kDay = Date::Of(2024, 4, 22);

RunSums Sums() {
  RunSums sums;
  sums.year = 2024;
  sums.programmes = {{"04.01.00", Money::Cents(100)}, {"20.01.00", Money::Cents(7)}};
  sums.programmes_before = {{"04.01.00", Money::Cents(900)}};
  sums.days = {{kDay, Money::Cents(107)}};
  return sums;
}

TEST(FindingsTest, APlanIsExceededByTheCentBeyondIt) {
  Limits limits;
  limits.budget[{"04.01.00", 2024}] = Money::Cents(1000);
  EXPECT_THAT(FindingsOf(limits, Sums()), IsEmpty());
  limits.budget[{"04.01.00", 2024}] = Money::Cents(999);
  EXPECT_THAT(NamesOf(FindingsOf(limits, Sums())), ElementsAre("budget:04.01.00"));
}

TEST(FindingsTest, APlanIsOfItsYearAndOfWhatTheRunPays) {
  Limits limits;
  limits.budget[{"04.01.00", 2023}] = Money::Cents(1);
  limits.budget[{"04.02.00", 2024}] = Money::Cents(1);
  EXPECT_THAT(FindingsOf(limits, Sums()), IsEmpty());
}

TEST(FindingsTest, ADayIsSummedOverRuns) {
  Limits limits;
  limits.daily_max = Money::Cents(200);
  RunSums sums = Sums();
  EXPECT_THAT(FindingsOf(limits, sums), IsEmpty());
  sums.days_before[kDay] = Money::Cents(94);
  EXPECT_THAT(NamesOf(FindingsOf(limits, sums)), ElementsAre("day:2024-04-22"));
}

TEST(FindingsTest, TheTreasuryWantsNoticeOnItsWorkingDayBefore) {
  // Monday; the working day before is Friday, 19 April.
  const std::map<Date, Money> days = {{kDay, Money::Cents(70'000'001)},
                                      {kDay + 1, Money::Cents(70'000'000)}};
  EXPECT_THAT(
      TreasuryNotices(days, Limits().notice_amount),
      ElementsAre("2024-04-22: 700 000.01 euro, more than 700 000.00: the State Treasury "
                  "wants notice by 12:30 on 2024-04-19, and the files by 15:30 on the day"));
  EXPECT_THAT(TreasuryNotices(days, Money()), IsEmpty());
}

}  // namespace
}  // namespace izmaksa
