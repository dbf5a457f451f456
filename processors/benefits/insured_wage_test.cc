#include "processors/benefits/insured_wage.h"

#include "gtest/gtest.h"
#include "processors/told_person.h"

namespace izmaksa {
namespace {

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

InsuredWagesReported Wages(Month first, Month last, int64_t cents, int excluded_days = 0) {
  InsuredWagesReported report;
  for (Month month = first; month <= last; ++month)
    report.months.push_back({month, Money::Cents(cents), excluded_days});
  return report;
}

DecisionMade Granted(absl::string_view benefit) {
  DecisionMade decision = ToldPerson::Decision(DecisionKind::kGranted, benefit);
  decision.case_id = "B-1";
  decision.application = "A-1";
  return decision;
}

// Insured with 1 200.00 a month from May 2022 to April 2023, and on leave from 3 July 2023.
ToldPerson OnMaternityLeave(int days) {
  ToldPerson told;
  told.Live("1990-03-07");
  told.Tell("2023-05-15", Wages(Month::Of(2022, 5), Month::Of(2023, 4), 120000));
  const Date first = Date::Of(2023, 7, 3);
  told.Tell("2023-07-03", StatusDetermined{Status::kMaternityLeave, first + (days - 1), "B-1"});
  told.Tell("2023-07-03", ApplicationSubmitted{"maternity_benefit", "A-1"});
  return told.Tell("2023-07-03", Granted("maternity_benefit"));
}

Money DueInAll(const ToldPerson& told, absl::string_view benefit) {
  Money all;
  for (Month month = Month::Of(2023, 1); month <= Month::Of(2024, 12); ++month) {
    const Dues dues = Assess(told.state(), BuiltIn(), month);
    const Due* due = FindDue(dues, benefit, "B-1");
    CHECK(due == nullptr || due->determined());
    if (due != nullptr) all += due->amount;
  }
  return all;
}

// W78 and W79: 80 % of 14 400.00 over 365 days; a sum of rounded days would be 3 976.56.
TEST(InsuredWageTest, ACertificateIsRoundedOnceThroughItsMonths) {
  EXPECT_EQ(DueInAll(OnMaternityLeave(126), "maternity_benefit"), Money::Cents(397677));
  EXPECT_EQ(DueInAll(OnMaternityLeave(112), "maternity_benefit"), Money::Cents(353490));
  EXPECT_EQ(DueInAll(OnMaternityLeave(140), "maternity_benefit"), Money::Cents(441863));
}

struct Asked {
  explicit Asked(const ToldPerson& told)
      : question{
            told.state(),       BuiltIn(), BuiltIn().Of("maternity_benefit"),
            Month::Of(2024, 7), none,      told.state().FindClaim("maternity_benefit", "B-1")} {}
  const Dues none;
  const Question question;
};

WageMonths MonthsOf(const ToldPerson& told, Date event) {
  const Asked asked(told);
  const DayLaw law(BuiltIn(), asked.question.own, event);
  return WageMonthsFor(told.state(), law);
}

TEST(InsuredWageTest, TwelveMonthsThatEndTwoMonthsBeforeTheMonthOfTheEventCount) {
  ToldPerson told;
  told.Live();
  EXPECT_EQ(MonthsOf(told, Date::Of(2024, 7, 31)).first, Month::Of(2023, 5));
  EXPECT_EQ(MonthsOf(told, Date::Of(2024, 7, 1)).last, Month::Of(2024, 4));
  told.Tell("2020-01-01", StatusDetermined{Status::kSelfEmployed, std::nullopt});
  for (const int month : {7, 8, 9}) {
    EXPECT_EQ(MonthsOf(told, Date::Of(2024, month, 5)).first, Month::Of(2023, 4));
    EXPECT_EQ(MonthsOf(told, Date::Of(2024, month, 5)).last, Month::Of(2024, 3));
  }
  EXPECT_EQ(MonthsOf(told, Date::Of(2024, 1, 5)).last, Month::Of(2023, 9));
}

TEST(InsuredWageTest, TheWageOfADayIsExactAndCapped) {
  const auto wage = [](int64_t cents, int excluded_days) {
    ToldPerson told = OnMaternityLeave(10);
    told.Tell("2024-06-01", Wages(Month::Of(2023, 5), Month::Of(2024, 4), cents, excluded_days));
    const Asked asked(told);
    return AverageDailyWage(asked.question, Date::Of(2025, 7, 1) - 365, "unpaid_leave_share");
  };
  EXPECT_EQ(wage(120000, 0).sum, Money::Cents(1440000));
  EXPECT_EQ(wage(120000, 0).days, 366);
  EXPECT_EQ(wage(120000, 2).days, 366 - 24);
  // 78 100.00 over 365 days is the most: over 366 days, 6 526.16 a month is not yet more, 6 526.17
  // is.
  EXPECT_EQ(wage(652616, 0).sum, Money::Cents(652616 * 12));
  EXPECT_EQ(wage(652617, 0).sum, Money::Cents(7810000));
  EXPECT_EQ(wage(652617, 0).days, 365);
}

TEST(InsuredWageTest, MonthsNobodyReportedMayMakeItUnknown) {
  ToldPerson told;
  told.Live();
  const Month before = Month::Of(2024, 7);
  const auto insured = [&] { return IsInsured(told.state(), before, 3, 6); };
  EXPECT_EQ(insured(), Insured::kUnknown);
  told.Tell("2024-06-01", Wages(Month::Of(2024, 1), Month::Of(2024, 4), 0));
  EXPECT_EQ(insured(), Insured::kNo);
  told.Tell("2024-06-02", Wages(Month::Of(2024, 3), Month::Of(2024, 3), 100));
  EXPECT_EQ(insured(), Insured::kUnknown);
  told.Tell("2024-07-01", Wages(Month::Of(2024, 5), Month::Of(2024, 6), 100));
  EXPECT_EQ(insured(), Insured::kYes);
}

// What is counted from its first day on does not depend on how long it will last.
TEST(InsuredWageTest, AMonthDoesNotDependOnDaysAfterIt) {
  const auto july = [](int days) {
    return FindDue(Assess(OnMaternityLeave(days).state(), BuiltIn(), Month::Of(2023, 7)),
                   "maternity_benefit", "B-1")
        ->amount;
  };
  EXPECT_EQ(july(29), july(140));
  EXPECT_EQ(july(29), Money::Cents(91529));
}

}  // namespace
}  // namespace izmaksa
