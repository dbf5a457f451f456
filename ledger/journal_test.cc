#include "ledger/journal.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/told_journal.h"

namespace izmaksa {
namespace {

TEST(JournalTest, AccruingOwesTheAmount) {
  Balances books;
  Apply(Only("r1", Accrue(kApril, 48000)), books);
  EXPECT_EQ(books.payable, Cents(48000));
  ASSERT_NE(books.Find(kApril), nullptr);
  EXPECT_EQ(books.Find(kApril)->booked(), Cents(48000));
  EXPECT_EQ(books.Find(kApril)->payable(), Cents(48000));
  EXPECT_EQ(books.Find(kMay), nullptr);
  EXPECT_EQ(books.last_run, "r1");
}

TEST(JournalTest, AccruingKeepsTheMonthFromWhichItMayBePaid) {
  Balances books;
  Posting posting = Accrue(kApril, 3344);
  posting.payable_from = Month::Of(2024, 6);
  Apply(Only("r1", posting), books);
  EXPECT_EQ(books.Find(kApril)->payable_from, Month::Of(2024, 6));
}

TEST(JournalTest, ItemsStandInOrderOfPurpose) {
  Balances books;
  for (const Month month : {Month::Of(2024, 5), Month::Of(2024, 3), Month::Of(2024, 4)}) {
    Purpose purpose = kApril;
    purpose.month = month;
    Apply(Only("r1", Accrue(purpose, 100)), books);
  }
  ASSERT_EQ(books.items.size(), 3u);
  EXPECT_EQ(books.items[0].purpose.month, Month::Of(2024, 3));
  EXPECT_EQ(books.items[2].purpose.month, Month::Of(2024, 5));
}

TEST(JournalTest, PayingMovesTheNetIntoTransitAndTheTaxAside) {
  Balances books;
  Apply(Paid("r1", kApril, 61376, 2275), books);
  EXPECT_EQ(books.payable, Money());
  EXPECT_EQ(books.tax, Cents(2275));
  ASSERT_EQ(books.in_transit.size(), 1u);
  EXPECT_EQ(books.in_transit[0].payment, "r1-1");
  EXPECT_EQ(books.in_transit[0].amount, Cents(59101));
  EXPECT_EQ(books.Find(kApril)->cleared, Cents(61376));
  EXPECT_EQ(books.paid.month, Month::Of(2024, 4));
  EXPECT_EQ(books.paid.taxable, Cents(61376));
  EXPECT_EQ(books.paid.tax, Cents(2275));
}

TEST(JournalTest, TaxOfAMonthAddsUpAndBeginsAnewWithTheNext) {
  Balances books;
  Apply(Paid("r1", kApril, 60000, 2000), books);
  Apply(Paid("r2", kApril, 10000, 1500), books);
  EXPECT_EQ(books.paid.taxable, Cents(70000));
  EXPECT_EQ(books.paid.tax, Cents(3500));
  Apply(Paid("r3", kMay, 60000, 2000), books);
  EXPECT_EQ(books.paid.month, Month::Of(2024, 5));
  EXPECT_EQ(books.paid.taxable, Cents(60000));
  EXPECT_EQ(books.paid.tax, Cents(2000));
  EXPECT_EQ(books.tax, Cents(5500));
}

TEST(JournalTest, ReversingWhatWasPaidIsAnOverpayment) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  Apply(Only("r2", Of(PostingKind::kReverse, kApril, 48000)), books);
  EXPECT_EQ(books.overpaid, Cents(48000));
  EXPECT_EQ(books.Find(kApril)->booked(), Money());
  EXPECT_EQ(books.Find(kApril)->payable(), Money());
}

TEST(JournalTest, RecoveringFromWhatIsUnpaidClearsTheItem) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  JournalEntry entry{"r2", PersonId(7), {}, {}, {}, {}};
  entry.postings = {Of(PostingKind::kReverse, kApril, 10000), Accrue(kMay, 48000),
                    Of(PostingKind::kRecover, kMay, 10000)};
  Apply(entry, books);
  EXPECT_EQ(books.overpaid, Money());
  EXPECT_EQ(books.payable, Cents(38000));
  EXPECT_EQ(books.Find(kMay)->payable(), Cents(38000));
}

TEST(JournalTest, RecoveringFromAPaymentIsPartOfItsGross) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  Apply(Only("r2", Of(PostingKind::kReverse, kApril, 10000)), books);
  Apply(Paid("r3", kMay, 48000, 0, 10000), books);
  EXPECT_EQ(books.overpaid, Money());
  EXPECT_EQ(books.payable, Money());
  EXPECT_EQ(books.in_transit.back().amount, Cents(38000));
}

TEST(JournalTest, DeductingOwesAThirdParty) {
  Balances books;
  JournalEntry entry{"r1", PersonId(7), {Accrue(kApril, 48000)}, {}, {}, {}};
  Apply(entry, books);
  Posting deduct = Of(PostingKind::kDeduct, "r2-1", 239);
  Balances after = books;
  Apply(deduct, "r2", after);
  EXPECT_EQ(after.third_party, Cents(239));
  EXPECT_EQ(after.payable, Cents(47761));
}

TEST(JournalTest, SettlingMovesMoneyFromTransitToTheBank) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  Apply(Only("r2", Of(PostingKind::kSettle, "r1-1", 48000)), books);
  EXPECT_TRUE(books.in_transit.empty());
  EXPECT_EQ(books.settled, Cents(48000));
  ASSERT_EQ(books.kept.size(), 1u);
  EXPECT_EQ(books.kept[0].payment, "r1-1");
}

TEST(JournalTest, AReturnFromTransitIsPayableAgain) {
  Balances books;
  Apply(Paid("r1", kApril, 61376, 2275), books);
  Apply(Only("r2", Of(PostingKind::kReturn, "r1-1", 59101)), books);
  EXPECT_TRUE(books.in_transit.empty());
  EXPECT_EQ(books.payable, Cents(59101));
  EXPECT_EQ(books.tax, Cents(2275)) << "the tax stays withheld";
  ASSERT_EQ(books.returned.size(), 1u);
  EXPECT_EQ(books.returned[0].reason, "AC04");
}

TEST(JournalTest, AReturnAfterSettlementTakesTheMoneyBackFromTheBank) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  Apply(Only("r2", Of(PostingKind::kSettle, "r1-1", 48000)), books);
  Apply(Only("r3", Of(PostingKind::kReturn, "r1-1", 48000)), books);
  EXPECT_EQ(books.settled, Money());
  EXPECT_TRUE(books.kept.empty());
  EXPECT_EQ(books.payable, Cents(48000));
}

TEST(JournalTest, AReissueTakesTheReturnedPaymentsPlace) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  Apply(Only("r2", Of(PostingKind::kReturn, "r1-1", 48000)), books);
  JournalEntry entry = Only("r3", Of(PostingKind::kPay, "r3-1", 48000));
  entry.payments = {Reissue("r3-1", "r1-1", 48000)};
  Apply(entry, books);
  EXPECT_TRUE(books.returned.empty());
  EXPECT_EQ(books.payable, Money());
  EXPECT_EQ(books.in_transit[0].payment, "r3-1");
  EXPECT_EQ(books.paid.month, Month::Of(2024, 4)) << "its tax was withheld with the first payment";
}

TEST(JournalTest, RecoveringFromWhatCameBackLeavesTheRest) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  JournalEntry entry = Only("r2", Of(PostingKind::kReverse, kApril, 30000));
  entry.postings.push_back(Of(PostingKind::kReturn, "r1-1", 48000));
  entry.postings.push_back(Of(PostingKind::kRecover, "r1-1", 30000));
  Apply(entry, books);
  EXPECT_EQ(books.overpaid, Money());
  EXPECT_EQ(books.payable, Cents(18000));
  ASSERT_EQ(books.returned.size(), 1u);
  EXPECT_EQ(books.returned[0].amount, Cents(18000));
  JournalEntry rest = Only("r3", Of(PostingKind::kReverse, kApril, 18000));
  rest.postings.push_back(Of(PostingKind::kRecover, "r1-1", 18000));
  Apply(rest, books);
  EXPECT_TRUE(books.returned.empty());
  EXPECT_EQ(books.payable, Money());
}

TEST(JournalTest, OnlyTheLastSettledPaymentsAreKept) {
  Balances books;
  const int count = static_cast<int>(Balances::kKeptMax) + 1;
  for (int i = 0; i < count; ++i) {
    const std::string run = "r" + std::to_string(i);
    Apply(Paid(run, kApril, 100), books);
    Apply(Only(run + "s", Of(PostingKind::kSettle, run + "-1", 100)), books);
  }
  EXPECT_EQ(books.kept.size(), Balances::kKeptMax);
  EXPECT_EQ(books.kept.front().payment, "r1-1");
  EXPECT_EQ(books.settled, Cents(100 * count));
}

using JournalDeathTest = ::testing::Test;

TEST(JournalDeathTest, DiesOnAnAmountThatIsNotPositive) {
  Balances books;
  EXPECT_DEATH(Apply(Accrue(kApril, 0), "r1", books), "is_positive");
  EXPECT_DEATH(Apply(Accrue(kApril, -1), "r1", books), "is_positive");
}

TEST(JournalDeathTest, DiesOnASettlementOfAPaymentNotInTransit) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  EXPECT_DEATH(Apply(Of(PostingKind::kSettle, "r9-1", 48000), "r9", books), "broken invariant");
  EXPECT_DEATH(Apply(Of(PostingKind::kSettle, "r1-1", 47999), "r9", books), "broken invariant");
  EXPECT_DEATH(Apply(Of(PostingKind::kReturn, "r9-1", 48000), "r9", books), "broken invariant");
}

TEST(JournalDeathTest, DiesOnAPaymentWhosePartsDoNotAddUp) {
  Balances books;
  JournalEntry entry = Paid("r1", kApril, 48000);
  entry.payments[0].parts[0].gross = Cents(48001);
  EXPECT_DEATH(Apply(entry, books), "gross");
}

TEST(JournalDeathTest, DiesOnAReissueOfWhatDidNotComeBack) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  JournalEntry entry = Only("r3", Of(PostingKind::kPay, "r3-1", 48000));
  entry.payments = {Reissue("r3-1", "r1-1", 48000)};
  EXPECT_DEATH(Apply(entry, books), "broken invariant");
}

TEST(JournalDeathTest, DiesWhenMoreIsClearedThanWasAccrued) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  JournalEntry twice = Paid("r2", kApril, 48000);
  twice.postings.erase(twice.postings.begin());  // nothing accrued for it
  EXPECT_DEATH(Apply(twice, books), "InBalance");
}

TEST(JournalDeathTest, DiesWhenMoreIsReversedThanWasBooked) {
  Balances books;
  Apply(Paid("r1", kApril, 48000), books);
  EXPECT_DEATH(Apply(Only("r2", Of(PostingKind::kReverse, kApril, 48001)), books), "InBalance");
}

TEST(JournalDeathTest, DiesWhenMoreIsRecoveredThanWasOverpaid) {
  Balances books;
  Apply(Only("r1", Accrue(kApril, 48000)), books);
  EXPECT_DEATH(Apply(Only("r2", Of(PostingKind::kRecover, kApril, 1)), books), "receivables");
}

TEST(JournalDeathTest, DiesWhenAPaymentIsSentWithoutItsPosting) {
  Balances books;
  JournalEntry entry = Paid("r1", kApril, 48000);
  entry.postings.pop_back();
  EXPECT_DEATH(Apply(entry, books), "InBalance");
}

TEST(JournalTest, EveryKindHasItsWord) {
  EXPECT_EQ(NameOf(PostingKind::kAccrue), "accrue");
  EXPECT_EQ(NameOf(PostingKind::kReverse), "reverse");
  EXPECT_EQ(NameOf(PostingKind::kRecover), "recover");
  EXPECT_EQ(NameOf(PostingKind::kWithhold), "withhold");
  EXPECT_EQ(NameOf(PostingKind::kDeduct), "deduct");
  EXPECT_EQ(NameOf(PostingKind::kPay), "pay");
  EXPECT_EQ(NameOf(PostingKind::kSettle), "settle");
  EXPECT_EQ(NameOf(PostingKind::kReturn), "return");
}

}  // namespace
}  // namespace izmaksa
