// A payment and a month in full, from ledgers small enough to add up by hand.
#include "batch/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "batch/columns.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr uint64_t kPerson = 1'000'000'001;

Money Cents(int64_t cents) { return Money::Cents(cents); }

PaymentExplanation Explained(SmallLedger& small, const std::string& payment) {
  auto explanation = ExplainPayment(small.ledger(), small.law(), payment);
  if (!explanation.ok()) ADD_FAILURE() << explanation.status();
  CHECK(explanation.ok());
  return *std::move(explanation);
}

MonthExplanation ExplainedMonth(SmallLedger& small, Month month) {
  auto explanation = ExplainMonth(small.ledger(), small.law(), PersonId(kPerson), month);
  CHECK(explanation.ok());
  return *std::move(explanation);
}

void ExpectCalm(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(WidthOf(line), kTextWidth) << line;
}

// The official example, paid from January to April 2024.
class OfficialExampleTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared_ = new SmallLedger(1);
    shared_->AddOfficialExample(kPerson, "Jānis", "Bērziņš");
    for (int month = 1; month <= 4; ++month) shared_->Run(Date::Of(2024, month, 10));
  }
  static void TearDownTestSuite() { delete shared_; }
  static SmallLedger* shared_;  // no test appends to it
};
SmallLedger* OfficialExampleTest::shared_ = nullptr;

TEST_F(OfficialExampleTest, ATermWhoseValueIsUnverifiedIsMarked) {
  const LawFile overlay = {"unverified", R"(id: "pre_1996_supplement" parameter {
    name: "rate_b" meaning: "m" reviewed: "2026-11-21"
    value { from: "2023-10-01" money: "1.52" basis: "b" published: "2023-08-22"
            certainty: UNVERIFIED source: "s" } })"};
  const Law law = *Law::Parse(Law::BuiltInFiles(), {{overlay}});
  const auto marked = ExplainMonth(shared_->ledger(), law, PersonId(kPerson), Month::Of(2024, 4));
  ASSERT_TRUE(marked.ok()) << marked.status();
  EXPECT_THAT(ExplanationText(*marked),
              HasSubstr("2023-08-22, unverified\n                  Unverified: nobody has checked "
                        "this value against a source.\n"));
  EXPECT_THAT(ExplanationText(ExplainedMonth(*shared_, Month::Of(2024, 4))),
              Not(HasSubstr("Unverified")));
}

TEST_F(OfficialExampleTest, SupplementTogetherAndArrears) {
  const PaymentExplanation explanation = Explained(*shared_, "20240410-1000000001-1");
  ASSERT_EQ(explanation.parts.size(), 5u);
  EXPECT_EQ(explanation.parts[0].gross, Cents(480'00));
  EXPECT_EQ(explanation.parts[1].gross, Cents(33'44));
  for (size_t i = 2; i < 5; ++i) EXPECT_EQ(explanation.parts[i].gross, Cents(33'44));
  EXPECT_EQ(explanation.net.withholding.tax, Cents(22'75));  // 20 % of 613.76 − 500.00
  const std::string text = ExplanationText(explanation);
  EXPECT_THAT(text, AllOf(HasSubstr("Jānis Bērziņš, client 1000000001, born 1951-02-03"),
                          HasSubstr("Old-age pension from 2013-07-01"), HasSubstr("22 full years"),
                          HasSubstr("…8910 at bank LVHABA"), HasSubstr("22 × 1.52"),
                          HasSubstr("513.44  together for April 2024"),
                          HasSubstr("100.32  arrears together"), HasSubstr("3 months × 33.44"),
                          HasSubstr("591.01  to the account")));
  EXPECT_THAT(text, Not(HasSubstr("LV97HABA0012345678910")));
  ExpectCalm(text);
}

TEST_F(OfficialExampleTest, EveryTermHasItsArticleAndEvent) {
  const PaymentExplanation explanation = Explained(*shared_, "20240410-1000000001-1");
  for (const ExplainedPart& part : explanation.parts) {
    Money sum;
    for (const Term& term : part.due.terms) {
      sum += term.amount;
      ASSERT_NE(term.law, nullptr);
      EXPECT_FALSE(term.law->basis.empty());
      ASSERT_TRUE(term.fact.has_value());
      EXPECT_EQ(explanation.person.events.count(term.fact->offset), 1u);
    }
    EXPECT_EQ(sum, part.due.amount);
  }
  EXPECT_THAT(ExplanationText(explanation),
              AllOf(HasSubstr("Cabinet Regulation 184 of 30.04.2019, p. 2"),
                    HasSubstr("published 2023-12-07, paid not"),
                    HasSubstr("event E-3 of cases, offset 2, recorded 2023-12-01")));
}

TEST_F(OfficialExampleTest, MonthsPaidBeforeHaveNoSupplementYet) {
  const PaymentExplanation explanation = Explained(*shared_, "20240310-1000000001-1");
  ASSERT_EQ(explanation.parts.size(), 1u);
  EXPECT_EQ(explanation.payment.amount, Cents(480'00));
  EXPECT_THAT(ExplanationText(explanation), Not(HasSubstr("Arrears")));
}

TEST_F(OfficialExampleTest, MonthTellsWhatIsDueBookedAndPaid) {
  const MonthExplanation explanation = ExplainedMonth(*shared_, Month::Of(2024, 1));
  ASSERT_EQ(explanation.benefits.size(), 2u);
  const ExplainedBenefit& supplement = explanation.benefits[1];
  EXPECT_EQ(supplement.due.amount, Cents(33'44));
  EXPECT_EQ(supplement.item->booked(), Cents(33'44));
  ASSERT_EQ(supplement.steps.size(), 2u);  // booked in January, paid in April
  EXPECT_EQ(supplement.steps[0].run, "2024-01-10");
  EXPECT_EQ(supplement.steps[0].accrued, Cents(33'44));
  EXPECT_EQ(supplement.steps[0].payment, "");
  EXPECT_EQ(supplement.steps[1].payment, "20240410-1000000001-1");
  EXPECT_EQ(supplement.steps[1].standing, "in transit");
  const std::string text = ExplanationText(explanation);
  EXPECT_THAT(text, HasSubstr("513.44  due together"));
  ExpectCalm(text);
}

TEST_F(OfficialExampleTest, UnknownPaymentsAndPeopleAreNotFound) {
  for (const char* payment : {"20240410-1000000001-2", "20240410-1000000009-1",
                              "20240411-1000000001-1", "nonsense", "20240410--1"}) {
    EXPECT_TRUE(
        absl::IsNotFound(ExplainPayment(shared_->ledger(), shared_->law(), payment).status()))
        << payment;
  }
  EXPECT_TRUE(absl::IsNotFound(
      ExplainMonth(shared_->ledger(), shared_->law(), PersonId(7), Month::Of(2024, 1)).status()));
}

TEST_F(OfficialExampleTest, OtherLawDoesNotExplainWhatWasBooked) {
  std::vector<LawFile> files = Law::BuiltInFiles();
  for (LawFile& file : files) {
    const size_t at = file.text.find("money: \"1.52\"");
    if (file.path == "pre_1996_supplement/law.textproto" && at != std::string::npos)
      file.text.replace(at, 13, "money: \"1.53\"");
  }
  const auto other = Law::Parse(files);
  ASSERT_TRUE(other.ok()) << other.status();
  const absl::Status status =
      ExplainPayment(shared_->ledger(), *other, "20240410-1000000001-1").status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("this program has other law"));
}

TEST(ExplainTest, LaterFactsDoNotChangeWhatIsSaidOfAPastPayment) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  const std::string before = ExplanationJson(Explained(small, "20240410-1000000001-1"));
  small.RecordedOn(Date::Of(2024, 4, 20));
  small.DetermineRecord(kPerson, Date::Of(2013, 7, 1), 21 * 12, 360);
  small.Run(Date::Of(2024, 5, 10));
  EXPECT_EQ(ExplanationJson(Explained(small, "20240410-1000000001-1")), before);
}

// A record found too long: what was paid too much is set off and recovered, and the terms say so.
TEST(ExplainTest, OverpaymentIsToldApartFromWhatIsDue) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  small.RecordedOn(Date::Of(2024, 4, 20));
  small.DetermineRecord(kPerson, Date::Of(2013, 7, 1), 12 * 12, 360);
  small.Run(Date::Of(2024, 5, 10));
  const PaymentExplanation explanation = Explained(small, "20240510-1000000001-1");
  // Four months at ten years less.
  EXPECT_EQ(explanation.payment.recovered, Cents(4 * 10 * 1'52));
  EXPECT_THAT(ExplanationText(explanation), HasSubstr("-60.80  taken back of what was overpaid"));
  const MonthExplanation april = ExplainedMonth(small, Month::Of(2024, 4));
  EXPECT_EQ(april.benefits[1].item->booked(), Cents(12 * 1'52));
  EXPECT_THAT(ExplanationText(april), HasSubstr("-15.20  booked as overpaid in run 2024-05-10"));
}

TEST(ExplainTest, MoreOfAMonthIsExplainedByWhatWasPaidBefore) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  small.RecordedOn(Date::Of(2024, 4, 20));
  small.DetermineRecord(kPerson, Date::Of(2013, 7, 1), 23 * 12, 360);
  small.Run(Date::Of(2024, 5, 10));
  const PaymentExplanation explanation = Explained(small, "20240510-1000000001-1");
  ASSERT_EQ(explanation.parts.size(), 6u);
  EXPECT_EQ(explanation.parts[2].due.amount, Cents(23 * 1'52));
  EXPECT_EQ(explanation.parts[2].cleared_before, Cents(33'44));
  EXPECT_EQ(explanation.parts[2].gross, Cents(1'52));
  EXPECT_THAT(ExplanationText(explanation), HasSubstr("-33.44  paid or set off by earlier runs"));
}

TEST(ExplainTest, WhatIsSentAnewIsExplainedByTheFirstPayment) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  small.RecordedOn(Date::Of(2024, 4, 18));
  small.Answer(kPerson, "20240410-1000000001-1", BankOutcome::kRejected, "AC04",
               Date::Of(2024, 4, 16));
  small.ChangeAccount(kPerson, SmallLedger::kBankIban, Date::Of(2024, 4, 19));
  small.Run(Date::Of(2024, 4, 25));
  const PaymentExplanation explanation = Explained(small, "20240425-1000000001-1");
  ASSERT_EQ(explanation.reissues.size(), 1u);
  EXPECT_EQ(explanation.reissues[0].payment, "20240410-1000000001-1");
  EXPECT_EQ(explanation.run, "2024-04-10");
  EXPECT_THAT(ExplanationText(explanation),
              AllOf(HasSubstr("which the bank gave back (AC04)"), HasSubstr("…5001 at bank LVBANK"),
                    HasSubstr("100.32  in this payment: 3 months × 33.44")));
  EXPECT_THAT(ExplanationText(ExplainedMonth(small, Month::Of(2024, 4))),
              HasSubstr("returned (AC04), sent anew as 20240425-1000000001-1"));
}

TEST(ExplainTest, WhoWasErasedHasNoName) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  ASSERT_TRUE(small.ledger().keys().Erase(PersonId(kPerson)).ok());
  const std::string text = ExplanationText(Explained(small, "20240410-1000000001-1"));
  EXPECT_THAT(text, AllOf(HasSubstr("(erased)"), Not(HasSubstr("Bērziņš")),
                          HasSubstr("100.32  in this payment: 3 months × 33.44")));
}

}  // namespace
}  // namespace izmaksa
