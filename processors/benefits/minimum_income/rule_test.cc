#include "processors/benefits/minimum_income/rule.h"

#include <tuple>

#include "gtest/gtest.h"
#include "processors/benefits.h"
#include "processors/told_person.h"

namespace izmaksa {
namespace {

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

Money Euro(int64_t euro) { return Money::Cents(euro * 100); }

Money Of(const char* rate, const char* median) {
  return Threshold(*Rate::Parse(rate), *Money::Parse(median), Money());
}

TEST(MinimumIncomeTest, ThresholdsAreTheNearestWholeEuro) {
  EXPECT_EQ(Of("0.40", "626.57"), Euro(251));  // 250.628
  EXPECT_EQ(Of("0.60", "626.57"), Euro(376));
  EXPECT_EQ(Of("1.7", "626.57"), Euro(1065));
  EXPECT_EQ(Of("0.20", "626.57"), Euro(125));
  EXPECT_EQ(Of("0.30", "626.57"), Euro(188));
  EXPECT_EQ(Of("0.25", "685.78"), Euro(171));  // 171.445: not up
  EXPECT_EQ(Of("0.25", "850.02"), Euro(213));  // 212.505: not down
  for (const auto& [median, start, disabled, goods, study, study_disabled] :
       {std::tuple{"685.78", 274, 411, 1166, 137, 206}, {"850.02", 340, 510, 1445, 170, 255}}) {
    EXPECT_EQ(Of("0.40", median), Euro(start));
    EXPECT_EQ(Of("0.60", median), Euro(disabled));
    EXPECT_EQ(Of("1.7", median), Euro(goods));
    EXPECT_EQ(Of("0.20", median), Euro(study));
    EXPECT_EQ(Of("0.30", median), Euro(study_disabled));
  }
}

TEST(MinimumIncomeTest, AThresholdIsNotLoweredWhenTheMedianFalls) {
  const Rate share = *Rate::Parse("0.22");
  EXPECT_EQ(Threshold(share, *Money::Parse("800.00"), Money()), Euro(176));
  EXPECT_EQ(Threshold(share, *Money::Parse("800.00"), Euro(187)), Euro(187));
  EXPECT_EQ(Threshold(share, *Money::Parse("900.00"), Euro(187)), Euro(198));
}

// Every published amount is what its share of the median makes. One is not in whole euro: a further
// person's guaranteed income from July 2023 was 0.7 × 125 = 87.50.
TEST(MinimumIncomeTest, WhatWasPublishedIsWhatTheMedianMakes) {
  struct {
    const char *share, *benefit, *first, *further;
  } const thresholds[] = {
      {"share_gmi", "gmi_benefit", "first", "further"},
      {"share_gmi", "state_social_security_benefit", "base", nullptr},
      {"share_childhood", "state_social_security_benefit", "childhood_base", nullptr},
      {"share_childhood", "state_social_security_benefit", "survivor_younger", nullptr},
      {"share_survivor", "state_social_security_benefit", "survivor_older", nullptr},
      {"share_needy", "minimum_income", "needy_first", "needy_further"},
      {"share_low_income", "minimum_income", "low_income_first", "low_income_further"},
  };
  const BenefitLaw& shares = BuiltIn().Of("minimum_income");
  int compared = 0;
  for (const LawValue& median : shares.Find("median")->values) {
    const Date day = median.from;
    const Rate further_share = shares.At("share_further", day)->rate;
    for (const auto& threshold : thresholds) {
      const BenefitLaw& law = BuiltIn().Of(threshold.benefit);
      const Money first = law.At(threshold.first, day)->money;
      const Rate share = shares.At(threshold.share, day)->rate;
      if (median.certainty == Certainty::kUnknown) {
        // What all amounts of 2025 have in common.
        EXPECT_EQ(Threshold(share, *Money::Parse("754.38"), Money()), first) << threshold.first;
        EXPECT_EQ(Threshold(share, *Money::Parse("754.99"), Money()), first) << threshold.first;
      } else {
        EXPECT_EQ(Threshold(share, median.money, Money()), first)
            << threshold.first << " " << day.ToString();
      }
      ++compared;
      if (threshold.further == nullptr) continue;
      const Money further = law.At(threshold.further, day)->money;
      if (further == Money::Cents(8750)) {
        EXPECT_EQ(Multiply(first, further_share, Rounding::kHalfUp), further);
      } else {
        EXPECT_EQ(Threshold(further_share, first, Money()), further)
            << threshold.further << " " << day.ToString();
      }
    }
  }
  EXPECT_EQ(compared, 28);
}

TEST(MinimumIncomeTest, TheStateGivesBackItsShare) {
  const BenefitLaw& law = BuiltIn().Of("minimum_income");
  const auto share = [&](Date day) {
    return StateShare(Money::Cents(10125), law.At("housing_state_share", day)->rate);
  };
  EXPECT_EQ(share(Date::Of(2023, 7, 1)), Money::Cents(3038));
  EXPECT_EQ(share(Date::Of(2023, 6, 30)), Money::Cents(5063));
  EXPECT_EQ(law.At("housing_state_share", Date::Of(2021, 12, 31)), nullptr);
  // The integration benefit proposed about 2013: half of 70 lats.
  EXPECT_EQ(StateShare(Money::Cents(7000), *Rate::Parse("0.50")), Money::Cents(3500));
}

// A proposal that is not law pays nothing until a what-if gives it an amount.
TEST(MinimumIncomeTest, AnOverlayGivesTheIntegrationBenefitItsAmount) {
  ToldPerson told;
  told.Live();
  told.Tell("2024-01-01", ToldPerson::Decision(DecisionKind::kGranted, "integration_benefit"));
  const auto due = [&](const Law& law) {
    const Dues dues = Assess(told.state(), law, Month::Of(2024, 3));
    const Due* found = FindDue(dues, "integration_benefit");
    return found == nullptr ? Money::Cents(-1) : found->amount;
  };
  EXPECT_EQ(due(BuiltIn()), Money());
  const LawFile overlay = {"what-if.textproto",
                           "id: \"integration_benefit\"\n"
                           "parameter { name: \"amount\" meaning: \"A month\" reviewed: "
                           "\"2026-11-21\" value { from: \"2014-01-01\" money: \"99.60\" basis: "
                           "\"None\" published: \"2013-12-31\" certainty: UNVERIFIED source: "
                           "\"None\" } }"};
  const auto law = Law::Parse(Law::BuiltInFiles(), {overlay});
  ASSERT_TRUE(law.ok()) << law.status();
  EXPECT_EQ(due(*law), Money::Cents(9960));
}

}  // namespace
}  // namespace izmaksa
