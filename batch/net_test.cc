// From gross to net, by published cases and by arithmetic.
#include "batch/net.h"

#include <cstdlib>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
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

Date Day(absl::string_view text) {
  const absl::StatusOr<Date> date = Date::Parse(text);
  CHECK(date.ok());
  return *date;
}

DeductionDetermined Order(DeductionKind kind, const std::string& number, int64_t cents = 0) {
  return {kind,    number, Money::Cents(cents), std::nullopt, std::nullopt, "sealed bailiff",
          "LVTREL"};
}

DeductionDetermined Share(DeductionKind kind, const std::string& number, absl::string_view share,
                          int64_t cents = 0) {
  const absl::StatusOr<Rate> rate = Rate::Parse(share);
  CHECK(rate.ok());
  return {kind, number, Money::Cents(cents), *rate, std::nullopt, "sealed payee", "LVHABA"};
}

// A payment in the making, and the books before it.
struct Case {
  explicit Case(absl::string_view pay_date) { payment.pay_date = Day(pay_date); }

  Case& Part(const char* benefit, int64_t cents) {
    const BenefitLaw& law = BuiltInLaw().Of(benefit);
    const Month month = payment.pay_date.in_month();
    payment.parts.push_back({{benefit, "", month, law.programme}, Money::Cents(cents)});
    if (law.taxable) payment.taxable += Money::Cents(cents);
    if (law.taxed_in_full) payment.taxed_in_full += Money::Cents(cents);
    payment.tax_month = month;
    return *this;
  }

  // A child of an age on the day of payment.
  Case& Child(uint64_t number, absl::string_view born) {
    person.TellAbout(number, born, PersonRegistered{Day(born), ""});
    person.Tell(born, RelationDetermined{Relation::kParentOf, PersonId(number), std::nullopt});
    return *this;
  }

  Net Take() {
    Net net = TakeOff(payment, person.state(), BuiltInLaw(), balances);
    Money tax, recovered, deducted, left;
    for (const PaymentPart& part : payment.parts) {
      tax += part.tax;
      recovered += part.recovered;
      deducted += part.deducted;
      left += part.net();
      EXPECT_GE(part.net(), Money());
    }
    EXPECT_EQ(tax, payment.tax);
    EXPECT_EQ(recovered, payment.recovered);
    EXPECT_EQ(deducted, payment.deducted());
    EXPECT_EQ(left, payment.amount);
    return net;
  }

  ToldPerson person;
  Payment payment;
  Balances balances;
};

int64_t Enforced(const Payment& payment) {
  int64_t cents = 0;
  for (const PaymentDeduction& deduction : payment.deductions) cents += deduction.amount.cents();
  return cents;
}

// Tax is nought in these: what is free of it is more than the pension.
TEST(NetTest, ABailiffTakesHisShareOfWhatLiesAboveWhatIsKept) {
  Case published("2024-10-15");
  published.Part("old_age_pension", 50000);
  published.person.Tell("2024-10-01", Order(DeductionKind::kEnforcement, "Z-1"));
  published.Take();
  EXPECT_EQ(published.payment.amount, Money::Cents(45500)) << "(500 − 350) × 30 %";
  EXPECT_THAT(published.payment.deductions, testing::SizeIs(1));
}

TEST(NetTest, FixtureOfEnforcementFromOctober2024) {
  const char* own = std::getenv("IZMAKSA_FIXTURES");
  const std::string file = absl::StrCat(own == nullptr ? "../shared/fixtures" : own,
                                        "/deductions/enforcement_from_2024-10-01.csv");
  std::ifstream in(file);
  if (!in) GTEST_SKIP() << "not there: " << file;
  std::string line;
  std::getline(in, line);
  int cases = 0;
  while (std::getline(in, line)) {
    const std::vector<std::string> row = absl::StrSplit(line, ',');
    ASSERT_GE(row.size(), 10u) << line;
    if (row[5].empty()) continue;  // only what is kept was published
    int children = 0, debts = 0;
    ASSERT_TRUE(absl::SimpleAtoi(row[3], &children) && absl::SimpleAtoi(row[4], &debts));
    const absl::StatusOr<Money> net = Money::Parse(row[5]), taken = Money::Parse(row[8]),
                                paid = Money::Parse(row[9]);
    ASSERT_TRUE(net.ok() && taken.ok() && paid.ok()) << line;
    Case one(absl::StrCat(row[1].substr(0, 8), "15"));
    // Not taxed, so that what is paid before deductions is the net of the case.
    one.Part("work_capacity_compensation", net->cents());
    ASSERT_FALSE(BuiltInLaw().Of("work_capacity_compensation").taxable);
    for (int child = 0; child < children; ++child) one.Child(100 + child, "2015-06-01");
    for (int debt = 0; debt < debts; ++debt)
      one.person.Tell("2024-10-01", Order(DeductionKind::kEnforcement, absl::StrCat("Z-", debt)));
    one.Take();
    EXPECT_EQ(Enforced(one.payment), taken->cents()) << line;
    EXPECT_EQ(one.payment.amount, *paid) << line;
    ++cases;
  }
  EXPECT_GE(cases, 8);
}

TEST(NetTest, BeforeOctober2024TheMinimumWageWasKept) {
  Case one("2024-09-13");
  one.Part("work_capacity_compensation", 110000);
  one.person.Tell("2024-05-01", Order(DeductionKind::kEnforcement, "Z-1"));
  one.Take();
  EXPECT_EQ(Enforced(one.payment), 33000) << "30 % of 1100; 400 lie above the minimum wage";
  Case less("2024-09-13");
  less.Part("work_capacity_compensation", 80000);
  less.person.Tell("2024-05-01", Order(DeductionKind::kEnforcement, "Z-1"));
  less.Take();
  EXPECT_EQ(Enforced(less.payment), 10000) << "no more than lies above 700";
  Case with_child("2024-09-13");
  with_child.Part("work_capacity_compensation", 80000).Child(7, "2015-06-01");
  with_child.person.Tell("2024-05-01", Order(DeductionKind::kMaintenance, "Z-2"));
  with_child.Take();
  EXPECT_EQ(Enforced(with_child.payment), 34500) << "800 − 350 − 105";
}

TEST(NetTest, BeforeOctober2024OnlyMaintenanceReachedBelowTheMinimumWage) {
  Case one("2024-09-13");
  one.Part("work_capacity_compensation", 100000);
  one.person.Tell("2024-05-01", Order(DeductionKind::kMaintenance, "U-1"));
  one.Take();
  EXPECT_EQ(Enforced(one.payment), 65000) << "all above 350: no share is named";
  Case both("2024-09-13");
  both.Part("work_capacity_compensation", 100000);
  both.person.Tell("2024-05-01", Order(DeductionKind::kMaintenance, "U-1", 5000));
  both.person.Tell("2024-05-01", Order(DeductionKind::kEnforcement, "Z-1"));
  both.Take();
  ASSERT_THAT(both.payment.deductions, testing::SizeIs(2));
  EXPECT_EQ(both.payment.deductions[0].amount, Money::Cents(5000));
  EXPECT_EQ(both.payment.deductions[1].amount, Money::Cents(25000)) << "1000 − 700 − 50";
}

TEST(NetTest, StateSocialBenefitsCannotBeSeized) {
  Case one("2025-03-14");
  one.Part("disabled_child_supplement", 16000).Part("work_capacity_compensation", 50000);
  one.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-1"));
  one.balances.overpaid = Money::Cents(100000);
  one.balances.receivables = {{"2025-01-10", Money::Cents(100000)}};
  one.Take();
  EXPECT_EQ(one.payment.parts[0].net(), Money::Cents(16000));
  EXPECT_EQ(one.payment.seizable, Money::Cents(35000)) << "after recovery";
  EXPECT_EQ(one.payment.recovered, Money::Cents(15000)) << "30 % of 500";
  EXPECT_EQ(Enforced(one.payment), 0) << "350 is below the 370 that are kept";
}

TEST(NetTest, MaintenanceComesFirstAndDebtsShareTheRest) {
  Case one("2025-03-14");
  one.Part("work_capacity_compensation", 137000);  // 1000 above 370; 40 % is 400
  one.person.Tell("2025-01-01", Order(DeductionKind::kMaintenance, "U-1", 10000));
  one.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-1", 20000));
  one.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-2", 40000));
  const Net net = one.Take();
  ASSERT_THAT(one.payment.deductions, testing::SizeIs(3));
  EXPECT_EQ(one.payment.deductions[0].number, "U-1");
  EXPECT_EQ(one.payment.deductions[0].amount, Money::Cents(10000)) << "all that is left of it";
  EXPECT_EQ(one.payment.deductions[1].amount, Money::Cents(12000)) << "300 shared as 200 to 300";
  EXPECT_EQ(one.payment.deductions[2].amount, Money::Cents(18000));
  EXPECT_EQ(net.steps.size(), 3u);
}

TEST(NetTest, AnOrderEndsWhenAllIsCollected) {
  Case one("2025-03-14");
  one.Part("work_capacity_compensation", 137000);
  one.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-1", 20000));
  one.balances.taken = {{"Z-1", Money::Cents(15000)}};
  one.Take();
  EXPECT_EQ(Enforced(one.payment), 5000);
  Case done("2025-03-14");
  done.Part("work_capacity_compensation", 137000);
  done.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-1", 20000));
  done.balances.taken = {{"Z-1", Money::Cents(20000)}};
  EXPECT_THAT(done.Take().steps, testing::IsEmpty());
}

TEST(NetTest, WhatWasTakenEarlierInTheMonthCounts) {
  Case one("2025-03-20");
  one.Part("work_capacity_compensation", 10000);
  one.person.Tell("2025-01-01", Order(DeductionKind::kEnforcement, "Z-1"));
  one.balances.paid.month = Month::Of(2025, 3);
  one.balances.paid.seizable = Money::Cents(47000);
  one.balances.paid.enforced = Money::Cents(3000);  // 30 % of 100
  one.Take();
  EXPECT_EQ(Enforced(one.payment), 3000) << "30 % of 570 − 370, less 30.00";
}

TEST(NetTest, CareTakesItsShareAndLeavesTheRest) {
  Case one("2024-05-15");
  one.Part("old_age_pension", 50000);
  one.person.Tell("2024-01-01", Share(DeductionKind::kCare, "A-1", "0.85", 90000));
  one.Take();
  EXPECT_EQ(Enforced(one.payment), 42500);
  EXPECT_EQ(one.payment.amount, Money::Cents(7500));
  Case cheap("2024-05-15");
  cheap.Part("old_age_pension", 50000);
  cheap.person.Tell("2024-01-01", Share(DeductionKind::kCare, "A-1", "0.85", 30000));
  cheap.Take();
  EXPECT_EQ(Enforced(cheap.payment), 30000) << "no more than the price";
}

TEST(NetTest, TheFeeOfHomeDeliveryIsTakenOfCash) {
  Case one("2024-05-15");
  one.Part("old_age_pension", 50000);
  one.payment.channel = Channel::kHome;
  one.Take();
  EXPECT_EQ(one.payment.amount, Money::Cents(49761));
  EXPECT_THAT(one.payment.deductions, testing::SizeIs(1));
  EXPECT_EQ(one.payment.deductions[0].number, "");
}

TEST(NetTest, RecoveryLeavesTheLeastAndFollowsADecision) {
  Case one("2024-05-15");
  one.Part("old_age_pension", 18000);
  one.balances.overpaid = Money::Cents(100000);
  one.Take();
  EXPECT_EQ(one.payment.recovered, Money::Cents(4300)) << "137.00 stay; 30 % would be 54.00";
  Case decided("2024-05-15");
  decided.Part("old_age_pension", 50000);
  decided.balances.overpaid = Money::Cents(100000);
  decided.person.Tell("2024-01-01", [] {
    DeductionDetermined share = Share(DeductionKind::kRecovery, "L-1", "0.10");
    share.sealed_payee = share.bank = "";
    return share;
  }());
  decided.Take();
  EXPECT_EQ(decided.payment.recovered, Money::Cents(5000));
}

TEST(NetTest, WhatIsTaxedInFullBearsItsOwnTax) {
  Case one("2024-05-15");
  one.Part("sickness_benefit", 10000).Part("old_age_pension", 40000);
  one.Take();
  EXPECT_EQ(one.payment.parts[0].tax, Money::Cents(2000));
  EXPECT_EQ(one.payment.parts[1].tax, Money());
}

TEST(NetTest, SharesAddUpToTheCentAndNoneIsMoreThanItsPart) {
  const auto cents = [](std::initializer_list<int64_t> list) {
    std::vector<Money> amounts;
    for (const int64_t one : list) amounts.push_back(Money::Cents(one));
    return amounts;
  };
  EXPECT_EQ(Spread(Money::Cents(100), cents({100, 100, 100})), cents({34, 33, 33}));
  EXPECT_EQ(Spread(Money::Cents(1), cents({1, 2})), cents({0, 1})) << "the larger remainder";
  EXPECT_EQ(Spread(Money::Cents(3), cents({1, 2})), cents({1, 2}));
  EXPECT_EQ(Spread(Money(), cents({0, 0})), cents({0, 0}));
}

}  // namespace
}  // namespace izmaksa
