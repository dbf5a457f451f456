// What is owed, and how old it is, in a small ledger.
#include "batch/report/outstanding.h"

#include <gtest/gtest.h>

#include "batch/report/books.h"
#include "batch/report/closing_equation.h"
#include "ledger/status.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

Money Cents(int64_t cents) { return Money::Cents(cents); }

std::vector<Closing> Closings(SmallLedger& small, std::optional<Date> as_of = std::nullopt) {
  auto closings = ClosingsUntil(small.Control(), as_of);
  CHECK(closings.ok());
  return *std::move(closings);
}

TEST(OutstandingTest, WhatIsOwedHasItsAge) {
  SmallLedger small;
  constexpr uint64_t kOld = 1'000'000'002, kPoor = 1'000'000'004, kBack = 1'000'000'005;
  small.AddPensioner(kOld, Date::Of(2005, 3, 1), 610'00, 0);
  small.AddPensioner(kBack, Date::Of(2005, 3, 1), 410'00, 0);
  small.Register(kPoor, "Ilze", "Kalna");  // no account
  small.DetermineRecord(kPoor, Date::Of(2016, 3, 1), 0, 360);
  small.Decide(kPoor, DecisionKind::kGranted, "old_age_pension", Date::Of(2016, 3, 1), 400'00,
               Date::Of(2023, 10, 1));
  small.Run(Date::Of(2024, 1, 10));
  small.RecordedOn(Date::Of(2024, 1, 20));
  small.Die(kOld, Date::Of(2023, 12, 30));  // and the bank keeps what January paid
  small.Answer(kBack, "20240110-1000000005-1", BankOutcome::kRejected, "AC04",
               Date::Of(2024, 1, 15));
  small.Run(Date::Of(2024, 2, 10));
  const std::string before = PaperJson(
      UnclaimedPaper(*MakeOutstanding(small.ledger(), small.Control(), Closings(small)), true));
  small.Run(Date::Of(2024, 4, 10));

  const auto book = MakeOutstanding(small.ledger(), small.Control(), Closings(small));
  ASSERT_TRUE(book.ok()) << book.status();
  ASSERT_EQ(book->receivables.size(), 1u);
  EXPECT_EQ(book->receivables[0].person, PersonId(kOld));
  EXPECT_EQ(book->receivables[0].since, Date::Of(2024, 2, 10));
  EXPECT_EQ(book->receivable, Cents(610'00));
  EXPECT_EQ(book->receivable,
            SumsOf(Closings(small))[static_cast<size_t>(Account::kOverpaid)].balance());
  ASSERT_EQ(book->returned.size(), 1u);
  EXPECT_EQ(book->returned[0].since, Date::Of(2024, 1, 10));
  EXPECT_EQ(book->returned[0].reason, "AC04");
  // Four months of who has no account, three of whose money came back.
  ASSERT_EQ(book->unpaid_items.size(), 7u);
  EXPECT_EQ(book->unpaid_items[0].since, Date::Of(2024, 1, 1));

  const auto january = ClosingEquationOf(Closings(small), "2024-01-10");
  ASSERT_TRUE(january.ok()) << january.status();
  EXPECT_EQ(january->in_files.count, 2);
  EXPECT_EQ(january->rejected.count, 1);
  EXPECT_EQ(january->pending.count, 1) << "who had died: the bank has not answered";
  EXPECT_EQ(january->owed, book->came_back);

  const Table ageing = ReceivablesPaper(*book, false).tables[0];
  EXPECT_EQ(ageing.rows[1].cells[2].number(), 610'00) << "60 days";
  EXPECT_EQ(ageing.rows[0].cells[1].number(), 0);
  EXPECT_EQ(ageing.rows[5].cells[2].number(), 610'00);

  // As of February: folded anew, and the same as when it was the last run.
  const auto then =
      MakeOutstanding(small.ledger(), small.Control(), Closings(small, Date::Of(2024, 2, 29)));
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(PaperJson(UnclaimedPaper(*then, true)), before);
}

}  // namespace
}  // namespace izmaksa
