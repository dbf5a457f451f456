#include "batch/pay_days.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "batch/calendar.h"

namespace izmaksa {
namespace {

Date D(const char* text) { return *Date::Parse(text); }
Month M(const char* text) { return *Month::Parse(text); }

std::string Account(const char* month, int own_day, const char* business_date) {
  return PayDate(M(month), own_day, Channel::kAccount, D(business_date))->ToString();
}
std::string Home(const char* month, int own_day, const char* business_date) {
  return PayDate(M(month), own_day, Channel::kHome, D(business_date))->ToString();
}

TEST(PayDaysTest, AnAccountIsPaidOnTheOwnDayOrThePaymentDayBefore) {
  EXPECT_EQ(Account("2024-01", 15, "2024-01-10"), "2024-01-15");
  EXPECT_EQ(Account("2024-02", 10, "2024-02-05"), "2024-02-09") << "a Saturday";
  EXPECT_EQ(Account("2024-06", 24, "2024-06-05"), "2024-06-21") << "Jāņi and the weekend before";
  EXPECT_EQ(Account("2024-12", 14, "2024-12-02"), "2024-12-13") << "a Saturday worked, TARGET shut";
  EXPECT_EQ(Account("2026-05", 4, "2026-04-20"), "2026-04-30")
      << "1 May and a weekend before 4 May";
}

TEST(PayDaysTest, NoAccountIsPaidBeforeTheBusinessDate) {
  EXPECT_EQ(Account("2024-01", 15, "2024-01-20"), "2024-01-22");
  EXPECT_EQ(Account("2024-03", 10, "2024-03-10"), "2024-03-11");
  EXPECT_EQ(Account("2024-03", 11, "2024-03-11"), "2024-03-11");
}

TEST(PayDaysTest, TheLastDayOfAShorterMonthStandsForThe31st) {
  EXPECT_EQ(Account("2024-02", 31, "2024-02-05"), "2024-02-29");
  EXPECT_EQ(Account("2024-04", 31, "2024-04-05"), "2024-04-30");
}

// The constellation of 2015: 1 January a Thursday, the 2nd a moved day, a weekend, and the Treasury
// opens on the 5th.
TEST(PayDaysTest, WhenTheTreasuryBeginsItsYearOnTheDayItIsPaidInDecember) {
  EXPECT_EQ(Account("2026-01", 5, "2025-12-22"), "2025-12-30");
  EXPECT_EQ(Account("2026-01", 6, "2025-12-22"), "2026-01-06");
  EXPECT_EQ(Account("2024-01", 5, "2023-12-22"), "2024-01-05") << "it has worked since the 2nd";
  EXPECT_EQ(Account("2026-01", 5, "2026-01-02"), "2026-01-05") << "a run of January cannot do so";
}

TEST(PayDaysTest, CashIsBroughtFromThe5thToThe24th) {
  EXPECT_EQ(Home("2024-04", 12, "2024-04-03"), "2024-04-12");
  EXPECT_EQ(Home("2024-04", 1, "2024-03-25"), "2024-04-05");
  EXPECT_EQ(Home("2024-04", 28, "2024-04-03"), "2024-04-24");
  EXPECT_EQ(Home("2024-05", 5, "2024-04-25"), "2024-05-03") << "Sunday, and 4 May before it";
}

TEST(PayDaysTest, CashIsBroughtOnDaysOnWhichLatviaWorksThoughTargetDoesNot) {
  EXPECT_EQ(Home("2024-12", 14, "2024-12-02"), "2024-12-14") << "a Saturday worked";
  EXPECT_EQ(Home("2024-12", 24, "2024-12-02"), "2024-12-20") << "24 December, and the 23rd moved";
}

TEST(PayDaysTest, CashIsNotBroughtBeforeThePostCanHaveIt) {
  // Paid on the second working day before: 10 April for Friday the 12th.
  EXPECT_EQ(Home("2024-04", 12, "2024-04-10"), "2024-04-12");
  EXPECT_EQ(Home("2024-04", 12, "2024-04-11"), "2024-04-15");
  EXPECT_EQ(Home("2024-04", 5, "2024-04-22"), "2024-04-24");
  EXPECT_EQ(Home("2024-04", 5, "2024-04-23"), "2024-05-03") << "on the own day of the next month";
  EXPECT_EQ(Home("2024-12", 24, "2024-12-29"), "2025-01-24");
}

TEST(PayDaysTest, AChangeForOneMonthMovesTheDaysItNames) {
  // As in December 2013, when all cash was brought by the 13th.
  const PayDayChange changes[] = {{M("2023-12"), Channel::kHome, 5, 14, D("2023-12-05")},
                                  {M("2023-12"), Channel::kHome, 15, 24, D("2023-12-13")},
                                  {M("2023-12"), Channel::kAccount, 24, 31, D("2023-12-19")}};
  const auto on = [&](const char* month, int day, Channel channel, const char* business_date) {
    return PayDate(M(month), day, channel, D(business_date), changes)->ToString();
  };
  EXPECT_EQ(on("2023-12", 12, Channel::kHome, "2023-11-27"), "2023-12-05");
  EXPECT_EQ(on("2023-12", 24, Channel::kHome, "2023-11-27"), "2023-12-13");
  EXPECT_EQ(on("2023-12", 24, Channel::kHome, "2023-12-12"), "2023-12-14") << "too late for it";
  EXPECT_EQ(on("2023-12", 12, Channel::kAccount, "2023-11-27"), "2023-12-12");
  EXPECT_EQ(on("2023-12", 27, Channel::kAccount, "2023-11-27"), "2023-12-19");
  EXPECT_EQ(on("2023-12", 27, Channel::kAccount, "2023-12-20"), "2023-12-20");
  EXPECT_EQ(on("2023-11", 12, Channel::kHome, "2023-11-01"), "2023-11-10");
}

TEST(PayDaysTest, EveryDayOfTheCalendarIsOneOnWhichItCanBeDone) {
  for (Month month = M("2020-02"); month < M("2035-12"); ++month) {
    const Date early = month.first() - 20;
    for (int day = 1; day <= 31; ++day) {
      const absl::StatusOr<Date> account = PayDate(month, day, Channel::kAccount, early);
      ASSERT_TRUE(account.ok()) << account.status();
      EXPECT_TRUE(IsPaymentDay(*account));
      EXPECT_LE(*account, month.first() + (day - 1)) << "never later";
      const absl::StatusOr<Date> home = PayDate(month, day, Channel::kHome, early);
      ASSERT_TRUE(home.ok()) << home.status();
      EXPECT_TRUE(IsTreasuryDay(*home));
      EXPECT_LE(*home, month.first() + (std::clamp(day, 5, 24) - 1)) << "never later";
      const absl::StatusOr<Date> funding = PostFundingDate(*home);
      ASSERT_TRUE(funding.ok()) << funding.status();
      EXPECT_TRUE(IsPaymentDay(*funding));
      EXPECT_LT(*funding, *home);
    }
  }
}

TEST(PayDaysTest, ThePostIsPaidTheSecondWorkingDayBefore) {
  EXPECT_EQ(PostFundingDate(D("2024-04-12"))->ToString(), "2024-04-10");
  EXPECT_EQ(PostFundingDate(D("2024-04-05"))->ToString(), "2024-04-03");
  EXPECT_EQ(PostFundingDate(D("2024-04-03"))->ToString(), "2024-03-28") << "over Easter";
  EXPECT_EQ(PostFundingDate(D("2024-12-17"))->ToString(), "2024-12-13")
      << "Saturday the 14th is worked, and TARGET is shut on it";
}

TEST(PayDaysTest, BeyondTheCalendarIsSaid) {
  for (const Channel channel : {Channel::kAccount, Channel::kHome}) {
    EXPECT_EQ(PayDate(M("2036-01"), 5, channel, D("2035-12-20")).status().code(),
              absl::StatusCode::kOutOfRange);
    EXPECT_EQ(PayDate(M("2019-12"), 5, channel, D("2020-01-02")).status().code(),
              absl::StatusCode::kOutOfRange);
  }
  EXPECT_EQ(PayDate(M("2035-12"), 24, Channel::kHome, D("2035-12-30")).status().code(),
            absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace izmaksa
