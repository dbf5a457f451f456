// Income tax by worked examples: the minimum, the reliefs, the cash basis.
#include "batch/withholding.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/status.h"
#include "processors/told_person.h"

namespace izmaksa {
namespace {

const Law& BuiltInLaw() {
  static const Law& law = *new Law([] {
    absl::StatusOr<Law> parsed = Law::Parse(Law::BuiltInFiles());
    CHECK(parsed.ok());
    return *std::move(parsed);
  }());
  return law;
}

// The tax on a payment, whose terms must add up to what they say.
int64_t Tax(const PersonState& person, Month month, int64_t taxable, int64_t paid_before = 0,
            int64_t tax_before = 0) {
  const Withholding result =
      Withhold(person, BuiltInLaw(), month, {Money::Cents(taxable), Money()},
               {Money::Cents(paid_before), Money()}, Money::Cents(tax_before));
  EXPECT_EQ(result.taxed.above_minimum, Money::Cents(taxable));
  return result.tax.cents();
}

int64_t Tax(Month month, int64_t taxable, int64_t paid_before = 0, int64_t tax_before = 0) {
  return Tax(PersonState(), month, taxable, paid_before, tax_before);
}

constexpr int64_t kOfficialExample = 51344;  // 480.00 and 33.44

TEST(WithholdingTest, TaxIsOnWhatLiesAboveThePensionersMinimum) {
  EXPECT_EQ(Tax(Month::Of(2024, 5), kOfficialExample), 269);  // 20 % of 13.44
  EXPECT_EQ(Tax(Month::Of(2024, 5), 50000), 0);
  EXPECT_EQ(Tax(Month::Of(2024, 5), 50002), 0);  // 0.4 cents
  EXPECT_EQ(Tax(Month::Of(2024, 5), 50003), 1);  // 0.6 cents
}

TEST(WithholdingTest, ArrearsAreTaxedWithTheMonthTheyArePaidIn) {
  EXPECT_EQ(Tax(Month::Of(2024, 3), 58032), 1606);  // 480.00 and three supplements
  EXPECT_EQ(Tax(Month::Of(2024, 4), 61376), 2275);  // and four
}

TEST(WithholdingTest, RateAndMinimumAreThoseOfTheMonthOfPayment) {
  EXPECT_EQ(Tax(Month::Of(2017, 12), 33500), 2300);  // 23 % above 235
  EXPECT_EQ(Tax(Month::Of(2018, 1), 35000), 2000);   // 20 % above 250
  EXPECT_EQ(Tax(Month::Of(2021, 12), 43000), 2000);  // above 330
  EXPECT_EQ(Tax(Month::Of(2022, 6), 45000), 2000);   // above 350
  EXPECT_EQ(Tax(Month::Of(2022, 7), 60000), 2000);   // above 500
  EXPECT_EQ(Tax(Month::Of(2024, 12), 110000), 12000);
  EXPECT_EQ(Tax(Month::Of(2025, 1), 110000), 2550);  // 25.5 % above 1000
}

TEST(WithholdingTest, HalfACentIsRoundedUp) {
  EXPECT_EQ(Tax(Month::Of(2025, 1), 100100), 26);  // 25.5 cents
}

TEST(WithholdingTest, ASecondPaymentInAMonthIsTaxedTogetherWithTheFirst) {
  EXPECT_EQ(Tax(Month::Of(2024, 4), 10000, 48000, 0), 1600);
  EXPECT_EQ(Tax(Month::Of(2024, 4), 10000, 60000, 2000), 2000);
  // Many small payments are taxed as one large one.
  int64_t tax = 0;
  for (int i = 0; i < 700; ++i) tax += Tax(Month::Of(2024, 4), 100, i * 100, tax);
  EXPECT_EQ(tax, 4000);
}

TEST(WithholdingTest, NeitherMoreThanThePaymentNorLessThanNothing) {
  EXPECT_EQ(Tax(Month::Of(2024, 4), 1000, 65400, 0), 1000);
  EXPECT_EQ(Tax(Month::Of(2024, 4), 10000, 60000, 9000), 0) << "no refund: that is the yearly tax";
  EXPECT_EQ(Tax(Month::Of(2024, 4), 0, 90000, 0), 0);
}

TEST(WithholdingTest, DisabilityIsARelief) {
  for (const auto& [group, relief] : {std::pair(1, 15400), std::pair(2, 15400), {3, 12000}}) {
    ToldPerson told;
    told.Tell("2024-01-01", DisabilityDetermined{group, Date::Of(2024, 6, 30), false});
    EXPECT_EQ(Tax(told.state(), Month::Of(2024, 4), 50000 + relief), 0) << group;
    EXPECT_EQ(Tax(told.state(), Month::Of(2024, 4), 60000 + relief), 2000) << group;
    EXPECT_EQ(Tax(told.state(), Month::Of(2024, 7), 60000), 2000) << "it has ended";
  }
}

TEST(WithholdingTest, ThePoliticallyRepressedHaveAReliefOfTheirOwn) {
  ToldPerson told;
  told.Tell("2024-01-01", StatusDetermined{Status::kPoliticallyRepressed, std::nullopt});
  told.Tell("2024-01-01", StatusDetermined{Status::kChernobylLiquidator, std::nullopt});
  EXPECT_EQ(Tax(told.state(), Month::Of(2024, 4), 75400), 2000);  // 500 and 154 are free
  told.Tell("2024-01-01", DisabilityDetermined{1, std::nullopt, false});
  EXPECT_EQ(Tax(told.state(), Month::Of(2024, 4), 90800), 2000) << "and disability another 154";
}

// The Ministry's pages: sickness benefit is taxed with the rate; the pensioner's minimum is for
// pensions.
TEST(WithholdingTest, WhatIsTaxedInFullHasNoMinimum) {
  const auto tax = [](Taxed now, Taxed before, int64_t tax_before) {
    return Withhold(PersonState(), BuiltInLaw(), Month::Of(2024, 5), now, before,
                    Money::Cents(tax_before));
  };
  const Money pension = Money::Cents(51344), sickness = Money::Cents(34718);
  EXPECT_EQ(tax({Money(), sickness}, {}, 0).tax, Money::Cents(6944));
  EXPECT_EQ(tax({pension, sickness}, {}, 0).tax, Money::Cents(269 + 6944));
  EXPECT_EQ(tax({pension, Money()}, {Money(), sickness}, 6944).tax, Money::Cents(269));
  EXPECT_EQ(tax({Money(), sickness}, {pension, Money()}, 269).tax, Money::Cents(6944));
  Money sum;
  for (const Term& term : tax({Money(), sickness}, {}, 0).terms) sum += term.amount;
  EXPECT_EQ(sum, Money::Cents(6944));
}

TEST(WithholdingTest, TheTermsSayWhyTheTaxIsThatMuch) {
  ToldPerson told;
  told.Tell("2024-01-01", DisabilityDetermined{3, std::nullopt, false});
  const Withholding result =
      Withhold(told.state(), BuiltInLaw(), Month::Of(2024, 4), {Money::Cents(30000), Money()},
               {Money::Cents(60000), Money()}, Money::Cents(200));
  EXPECT_EQ(result.tax, Money::Cents(5400));
  ASSERT_EQ(result.terms.size(), 5u);
  EXPECT_EQ(result.terms[0].amount, Money::Cents(90000));
  EXPECT_EQ(result.terms[1].amount, Money::Cents(-50000));
  ASSERT_NE(result.terms[1].law, nullptr);
  EXPECT_EQ(result.terms[1].law->parameter, "pensioner_minimum");
  EXPECT_EQ(result.terms[2].amount, Money::Cents(-12000));
  EXPECT_EQ(result.terms[3].amount, Money::Cents(5600));
  EXPECT_EQ(result.terms[3].of, Money::Cents(28000));
  EXPECT_EQ(result.terms[4].amount, Money::Cents(-200));
}

}  // namespace
}  // namespace izmaksa
