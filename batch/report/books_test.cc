#include "batch/report/books.h"

#include <gtest/gtest.h>

namespace izmaksa {
namespace {

Money Cents(int64_t cents) { return Money::Cents(cents); }

TEST(MovesTest, MoneyOfThirdPartiesComesFromTheirAccountAndGoesBackToIt) {
  v1::Totals totals;
  totals.set_deducted(50'00);
  totals.set_paid(130'00);
  totals.set_paid_to_third_parties(50'00);
  totals.set_settled(130'00);
  totals.set_returned(45'00);
  totals.set_rejected_of_third_parties(10'00);
  totals.set_returned_of_third_parties(20'00);
  v1::RunFate& fate = *totals.add_fates();
  fate.set_rejected(15'00);
  fate.set_returned(30'00);
  AccountSums sums;
  for (const Move& move : MovesOf(totals)) {
    sums[static_cast<size_t>(move.debit)].debits += move.amount;
    sums[static_cast<size_t>(move.credit)].credits += move.amount;
  }
  const auto balance = [&](Account account) {
    return sums[static_cast<size_t>(account)].balance();
  };
  EXPECT_EQ(balance(Account::kThirdParty), Cents(-50'00 + 50'00 - 10'00 - 20'00));
  EXPECT_EQ(balance(Account::kPayable), Cents(50'00 + 80'00 - 5'00 - 10'00));
  EXPECT_EQ(balance(Account::kInTransit), Cents(-130'00 + 130'00 + 15'00));
  EXPECT_EQ(balance(Account::kBank), Cents(-130'00 + 30'00));
}

}  // namespace
}  // namespace izmaksa
