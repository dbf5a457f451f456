#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/journal.h"
#include "ledger/told_journal.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

JournalEntry Rich() {
  JournalEntry entry = Paid("2024-04-20", kApril, 61376, 2275, 101);
  entry.person = PersonId(0x1122334455667788);
  entry.postings[0].payable_from = Month::Of(2024, 6);
  entry.postings[0].purpose.case_id = "child-1";
  entry.postings.push_back(Of(PostingKind::kReturn, "2024-03-20-7-1", 48000));
  entry.payments.push_back(Reissue("2024-04-20-2", "2024-03-20-7-1", 48000));
  entry.held = {"no account is known", "ā"};
  entry.held_amount = Cents(12345);
  return entry;
}

TEST(JournalStoreTest, AnEntryIsReadAsItWasWritten) {
  const std::string bytes = EncodeEntry(Rich());
  const absl::StatusOr<JournalEntry> entry = DecodeEntry(bytes);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(EncodeEntry(*entry), bytes);
  EXPECT_EQ(entry->run, "2024-04-20");
  EXPECT_EQ(entry->person, PersonId(0x1122334455667788));
  ASSERT_EQ(entry->postings.size(), 5u);
  const Posting& accrual = entry->postings[0];
  EXPECT_EQ(accrual.kind, PostingKind::kAccrue);
  EXPECT_EQ(accrual.amount, Cents(61376));
  EXPECT_EQ(accrual.purpose,
            (Purpose{"old_age_pension", "child-1", Month::Of(2024, 4), "04.01.00"}));
  EXPECT_EQ(accrual.payable_from, Month::Of(2024, 6));
  EXPECT_EQ(entry->postings[1].payment, "2024-04-20-1");
  EXPECT_EQ(entry->postings[4].reason, "AC04");
  ASSERT_EQ(entry->payments.size(), 2u);
  const Payment& payment = entry->payments[0];
  EXPECT_EQ(payment.id, "2024-04-20-1");
  EXPECT_EQ(payment.amount, Cents(59000));
  EXPECT_EQ(payment.pay_date, Date::Of(2024, 4, 15));
  EXPECT_EQ(payment.category_purpose, "PENS");
  EXPECT_EQ(payment.bank, "LVHABA");
  EXPECT_EQ(payment.sealed_identity, "identity");
  EXPECT_EQ(payment.sealed_account, "account");
  ASSERT_EQ(payment.parts.size(), 1u);
  EXPECT_EQ(payment.parts[0].purpose, kApril);
  EXPECT_EQ(payment.gross(), Cents(61376));
  EXPECT_EQ(payment.taxable, Cents(61376));
  EXPECT_EQ(payment.tax, Cents(2275));
  EXPECT_EQ(payment.tax_month, Month::Of(2024, 4));
  EXPECT_EQ(payment.recovered, Cents(101));
  EXPECT_EQ(entry->payments[1].reissue_of, "2024-03-20-7-1");
  EXPECT_EQ(entry->held, (std::vector<std::string>{"no account is known", "ā"}));
  EXPECT_EQ(entry->held_amount, Cents(12345));
}

// Stored entries are read, hashed and compared for as long as the ledger lives.
TEST(JournalStoreTest, TheStoredFormOfAnEntryIsPermanent) {
  EXPECT_EQ(absl::BytesToHexString(EncodeEntry(Paid("2024-04-20", kApril, 61376, 2275))),
            "12d0010a0a323032342d30342d32301107000000000000001a2708011080bf071a0f6f6c645f6167655f"
            "70656e73696f6e288b05320830342e30312e3030388b051a13080410c623420c323032342d30342d3230"
            "2d311a14080610ba9b07420c323032342d30342d32302d3122650a0c323032342d30342d32302d3110ba"
            "9b0718e8b502220450454e532a064c564841424132086964656e746974793a076163636f756e7442220a"
            "0f6f6c645f6167655f70656e73696f6e188b052080bf072a0830342e30312e30304880bf0750c623588b"
            "05");
}

TEST(JournalStoreTest, BytesThatAreNoEntryAreRefused) {
  EXPECT_EQ(DecodeEntry("\xff\xff").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DecodeEntry("").status().code(), absl::StatusCode::kDataLoss);
  const std::string bytes = EncodeEntry(Rich());
  EXPECT_EQ(DecodeEntry(absl::string_view(bytes).substr(0, bytes.size() - 1)).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(JournalStoreTest, AFieldOfANewerProgramIsRefused) {
  // JournalEntry in field 2, and in it field 100, which nobody knows here.
  const std::string unknown("\x12\x03\xa0\x06\x01", 5);
  const absl::StatusOr<JournalEntry> entry = DecodeEntry(unknown);
  EXPECT_EQ(entry.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(entry.status().message()), HasSubstr("upgrade"));
}

TEST(JournalStoreTest, APostingOfAKindNobodyKnowsIsRefused) {
  // A posting of kind 99 and 1 cent.
  const std::string unknown("\x12\x06\x1a\x04\x08\x63\x10\x02", 8);
  EXPECT_EQ(DecodeEntry(unknown).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(JournalStoreTest, BalancesAreReadAsTheyWereWritten) {
  Balances books;
  Posting late = Accrue(kMay, 3344);
  late.payable_from = Month::Of(2024, 7);
  late.purpose.case_id = "child-1";
  Apply(Paid("r1", kApril, 61376, 2275), books);
  Apply(Paid("r2", kMay, 50000), books);
  Apply(Only("r3", Of(PostingKind::kSettle, "r1-1", 59101)), books);
  Apply(Only("r4", Of(PostingKind::kReturn, "r2-1", 50000)), books);
  Apply(Paid("r5", kMay, 70000), books);
  Apply(Only("r6", late), books);
  Apply(Only("r7", Of(PostingKind::kReverse, kApril, 5)), books);
  books.third_party = Cents(3);
  const absl::StatusOr<Balances> read = DecodeBalances(EncodeBalances(books));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodeBalances(*read), EncodeBalances(books));
  ASSERT_EQ(read->items.size(), 3u);
  EXPECT_EQ(read->items[0].purpose, kApril);
  EXPECT_EQ(read->items[0].accrued, Cents(61376));
  EXPECT_EQ(read->items[0].reversed, Cents(5));
  EXPECT_EQ(read->items[0].cleared, Cents(61376));
  EXPECT_EQ(read->items[2].purpose.case_id, "child-1");
  EXPECT_EQ(read->items[2].payable_from, Month::Of(2024, 7));
  ASSERT_EQ(read->in_transit.size(), 1u);
  EXPECT_EQ(read->in_transit[0].payment, "r5-1");
  ASSERT_EQ(read->kept.size(), 1u);
  EXPECT_EQ(read->kept[0].payment, "r1-1");
  ASSERT_EQ(read->returned.size(), 1u);
  EXPECT_EQ(read->returned[0].reason, "AC04");
  EXPECT_EQ(read->payable, books.payable);
  EXPECT_EQ(read->overpaid, Cents(5));
  EXPECT_EQ(read->tax, Cents(2275));
  EXPECT_EQ(read->third_party, Cents(3));
  EXPECT_EQ(read->settled, Cents(59101));
  EXPECT_EQ(read->paid.month, Month::Of(2024, 5));
  EXPECT_EQ(read->paid.taxable, Cents(120000));
  EXPECT_EQ(read->last_run, "r7");
}

}  // namespace
}  // namespace izmaksa
