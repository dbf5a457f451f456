#include "processors/benefits/month_by_days.h"

#include "gtest/gtest.h"
#include "processors/told_person.h"

namespace izmaksa {
namespace {

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

// 31.00 a month, so that a day of a month of 31 days is a euro; 62.00 from 16 January 2024.
Due ADayIsAEuro(const Question&, const DayLaw& law) {
  Due due;
  due.Add({Money::Cents(law.day() < Date::Of(2024, 1, 16) ? 3100 : 6200), "by the day", nullptr,
           std::nullopt, std::nullopt, 0});
  return due;
}

Due AskedOf(const ToldPerson& told, absl::string_view benefit, Month month, DayRule rule) {
  const Claim* claim = told.state().FindClaim(benefit);
  const Dues none;
  return MonthByDays({told.state(), BuiltIn(), BuiltIn().Of(benefit), month, none, claim}, rule);
}

ToldPerson Granted(absl::string_view from) {
  ToldPerson told;
  told.Live();
  told.Tell(from, ToldPerson::Decision(DecisionKind::kGranted, "old_age_pension"));
  return told;
}

TEST(MonthByDaysTest, AMonthIsPutTogetherFromItsDays) {
  const ToldPerson told = Granted("2023-12-01");
  const auto due = [&](int year, int month, const ToldPerson& person) {
    return AskedOf(person, "old_age_pension", Month::Of(year, month), ADayIsAEuro);
  };
  EXPECT_EQ(due(2023, 12, told).amount, Money::Cents(3100));
  EXPECT_EQ(due(2023, 11, told).amount, Money());
  EXPECT_STREQ(due(2023, 11, told).none_because, "it is granted from a later day");
  // Nothing that is stored changes on the 16th: the rule is asked about the first day only.
  EXPECT_EQ(due(2024, 1, told).amount, Money::Cents(3100));
  ToldPerson moved = told;
  moved.Tell("2024-01-16", ResidenceChanged{"EE"});
  EXPECT_EQ(due(2024, 1, moved).amount, Money::Cents(1500 + 3200));
}

// Pension ages count quarters of a year: 64 years and 3 months are reached on a day.
TEST(MonthByDaysTest, AQuarterOfAYearOfAgeParts) {
  ToldPerson told = Granted("2023-12-01");
  told.Tell("1959-10-16", PersonRegistered{Date::Of(1959, 10, 16), ""});
  const Due due = AskedOf(told, "old_age_pension", Month::Of(2024, 1), ADayIsAEuro);
  EXPECT_EQ(due.amount, Money::Cents(1500 + 3200));
}

TEST(MonthByDaysTest, MonthsAreAddedToTheLastDayOfAShorterMonth) {
  EXPECT_EQ(AddMonths(Date::Of(2023, 2, 10), 6), Date::Of(2023, 8, 10));
  EXPECT_EQ(AddMonths(Date::Of(2023, 8, 31), 6), Date::Of(2024, 2, 29));
  EXPECT_EQ(AddMonths(Date::Of(2024, 2, 29), -12), Date::Of(2023, 2, 28));
}

TEST(MonthByDaysTest, WhatIsSuspendedOrEndedIsNotDueOnThoseDays) {
  ToldPerson told = Granted("2023-12-11");
  EXPECT_EQ(AskedOf(told, "old_age_pension", Month::Of(2023, 12), ADayIsAEuro).amount,
            Money::Cents(2100));
  told.Tell("2023-12-21", ToldPerson::Decision(DecisionKind::kSuspended, "old_age_pension"));
  told.Tell("2023-12-26", ToldPerson::Decision(DecisionKind::kResumed, "old_age_pension"));
  EXPECT_EQ(AskedOf(told, "old_age_pension", Month::Of(2023, 12), ADayIsAEuro).amount,
            Money::Cents(1600));
  told.Tell("2023-12-31", ToldPerson::Decision(DecisionKind::kEnded, "old_age_pension"));
  const Due due = AskedOf(told, "old_age_pension", Month::Of(2023, 12), ADayIsAEuro);
  EXPECT_EQ(due.amount, Money::Cents(1500));
  Money sum;
  for (const Term& term : due.terms) sum += term.amount;
  EXPECT_EQ(sum, due.amount);
}

TEST(MonthByDaysTest, WhatIsDecidedForADeathDoesNotShortenItsMonth) {
  ToldPerson told = Granted("2023-10-01");
  told.Tell("2023-12-10", PersonDied{});
  told.Tell("2023-12-11", ToldPerson::Decision(DecisionKind::kEnded, "old_age_pension"));
  EXPECT_EQ(AskedOf(told, "old_age_pension", Month::Of(2023, 12), ADayIsAEuro).amount,
            Money::Cents(3100));
  EXPECT_EQ(AskedOf(told, "old_age_pension", Month::Of(2024, 1), ADayIsAEuro).amount, Money());
}

TEST(MonthByDaysTest, LawThatIsNotKnownMakesTheMonthUndetermined) {
  const ToldPerson told = Granted("2023-12-01");
  const DayRule reads_on = [](const Question&, const DayLaw& law) {
    law.Of("indexation", "index_29");  // 2013 is not known
    return NothingDue("forgotten");
  };
  EXPECT_TRUE(AskedOf(told, "old_age_pension", Month::Of(2024, 1), reads_on).determined());
  ToldPerson early = Granted("1990-01-01");
  const Due due = AskedOf(early, "old_age_pension", Month::Of(1995, 1), reads_on);
  EXPECT_FALSE(due.determined());
}

TEST(MonthByDaysTest, AWholePeriodIsRoundedOnce) {
  // 14 400.00 in 365 days, 80 %: eleven days are 347.178…, as a sum of days it would be 347.16.
  const DailyAmount daily{Money::Cents(1440000), 80, 365 * 100};
  const Date first = Date::Of(2023, 1, 28), last = Date::Of(2023, 2, 7);
  Due january, february, march;
  AddDays(Month::Of(2023, 1), first, last, daily, {}, january);
  AddDays(Month::Of(2023, 2), first, last, daily, {}, february);
  AddDays(Month::Of(2023, 3), first, last, daily, {}, march);
  EXPECT_EQ(january.amount, Money::Cents(12625));
  EXPECT_EQ(january.terms.front().times, 4);
  EXPECT_EQ(january.amount + february.amount, Money::Cents(34718));
  EXPECT_TRUE(march.terms.empty());
}

}  // namespace
}  // namespace izmaksa
