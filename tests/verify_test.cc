// Verify on small ledgers: sound ones, and ones that were damaged on purpose.
#include "batch/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "processors/books.h"
#include "processors/entries.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr uint64_t kPerson = 1'000'000'001, kOther = 1'000'000'002;

class VerifyTest : public testing::Test {
 protected:
  VerifyTest() : small_(2) {
    small_.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
    small_.AddPensioner(kOther, Date::Of(2005, 3, 1), 610'00, 300);
    small_.AddPensioner(kOther + 1, Date::Of(2001, 3, 1), 300'00, 360);
    small_.Run(Date::Of(2024, 4, 10));
    out_ = small_.directory() + "-out";
    released_ = small_.Release("2024-04-10", out_ + "/april");
  }

  VerifyReport Verify() {
    auto report = VerifyLedger(small_.ledger(), {"", out_, true}, nullptr);
    CHECK(report.ok());
    return *std::move(report);
  }

  // The one check at fault.
  static std::string FaultOf(const VerifyReport& report) {
    std::string fault;
    for (const VerifyCheck& check : report.checks) {
      if (check.faults == 0) continue;
      EXPECT_EQ(fault, "") << check.what;
      fault = check.what + ": " + check.first_fault;
    }
    return fault;
  }

  Log& JournalOf(uint64_t person) {
    return small_.ledger().journal(ShardOf(PersonId(person), small_.ledger().shards()));
  }

  SmallLedger small_;
  std::string out_;
  std::vector<ReleasedFile> released_;
};

TEST_F(VerifyTest, SoundLedgerIsInOrder) {
  const VerifyReport report = Verify();
  EXPECT_TRUE(report.in_order()) << VerifyText(report);
  int64_t events = 0, files = 0;
  for (const VerifyCheck& check : report.checks) {
    if (check.counted == "events") events += check.count;
    if (check.counted == "files") files += check.count;
  }
  EXPECT_EQ(events, 12);
  ASSERT_EQ(released_.size(), 2u);
  EXPECT_EQ(files, 2 * static_cast<int64_t>(released_.size()));  // anew, and those there
  EXPECT_THAT(VerifyText(report), HasSubstr("Everything is in order."));
}

TEST_F(VerifyTest, ReadingIsEnough) {
  small_.Reopen(Ledger::Access::kReadOnly);
  EXPECT_TRUE(Verify().in_order());
}

TEST_F(VerifyTest, NothingMadeAnewIsLeftBehind) {
  const TempDirectory place;
  ASSERT_TRUE(VerifyLedger(small_.ledger(), {place.path(), "", false}, nullptr).ok());
  EXPECT_TRUE(std::filesystem::is_empty(place.path()));
}

TEST_F(VerifyTest, ChangedFileIsNamed) {
  std::fstream(out_ + "/april/" + released_[0].name, std::ios::in | std::ios::out) << "!";
  EXPECT_THAT(FaultOf(Verify()),
              AllOf(HasSubstr(released_[0].name), HasSubstr("has other bytes than were released")));
}

TEST_F(VerifyTest, MissingFileIsNamed) {
  std::filesystem::remove(out_ + "/april/" + released_[0].name);
  EXPECT_THAT(FaultOf(Verify()), AllOf(HasSubstr(released_[0].name), HasSubstr("is not there")));
}

TEST_F(VerifyTest, FileThatNoRunReleasedIsNamed) {
  std::ofstream(out_ + "/20240410-PENS-20240415-009.xml") << "<Document/>";
  EXPECT_THAT(FaultOf(Verify()), HasSubstr("20240410-PENS-20240415-009.xml was never released"));
}

TEST_F(VerifyTest, FilesOfOneRunOfSeveralAreEnough) {
  small_.Run(Date::Of(2024, 5, 10));
  small_.Release("2024-05-10", out_ + "-of-may");
  EXPECT_TRUE(Verify().in_order());
}

TEST_F(VerifyTest, VoidRecordsAreNoFault) {
  // A zombie's entry, after its run was closed.
  JournalEntry late;
  late.run = "2024-04-10";
  late.person = PersonId(kPerson);
  late.held = {"late"};
  ASSERT_TRUE(JournalOf(kPerson).Append({EncodeEntry(late)}).ok());
  EXPECT_TRUE(Verify().in_order());
}

TEST_F(VerifyTest, RecordThatIsNoneIsFoundAndTheRestStillChecked) {
  ASSERT_TRUE(JournalOf(kPerson).Append({"not a record"}).ok());
  const VerifyReport report = Verify();
  EXPECT_FALSE(report.in_order());
  EXPECT_THAT(VerifyText(report), AllOf(HasSubstr("the journal they are made from is not sound"),
                                        HasSubstr("people: made anew and compared")));
}

TEST_F(VerifyTest, EventOfAnotherShardIsFound) {
  const int shard = ShardOf(PersonId(kPerson), 2);
  const auto records = small_.ledger().events(shard).Read(Offset(), 1);
  ASSERT_TRUE(records.ok());
  ASSERT_TRUE(small_.ledger().events(1 - shard).Append({(*records)[0].bytes}).ok());
  EXPECT_THAT(FaultOf(Verify()), HasSubstr("is about person 1000000001, who belongs to shard"));
}

// Stored folds that were made from something else than the log.
TEST_F(VerifyTest, StoredBooksThatDifferNameThePerson) {
  const int shard = ShardOf(PersonId(kPerson), 2);
  Projection& books = small_.ledger().books(shard);
  const Offset end = books.position();
  ASSERT_TRUE(books.Reset().ok());
  FoldRules rules = BooksFold();
  const auto apply = rules.apply;
  rules.apply = [&](PersonId person, absl::Span<const KeyedRecord> records, std::string& value) {
    const absl::Status status = apply(person, records, value);
    Balances balances = *DecodeBalances(value);
    if (person == PersonId(kPerson)) balances.settled += Money::Cents(1);
    value = EncodeBalances(balances);
    return status;
  };
  ASSERT_TRUE(
      books.CatchUp(small_.ledger().journal(shard), end, rules, Ledger::kFoldMemoryMax, nullptr)
          .ok());
  EXPECT_THAT(FaultOf(Verify()),
              AllOf(HasSubstr("books: made anew and compared"),
                    HasSubstr("person 1000000001 is stored otherwise than the log tells")));
}

// A journal whose entries are not those the run was closed with.
TEST(VerifyClosingTest, EntriesThatDoNotGiveTheRootAreFound) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  SmallLedger forged(1);
  const auto records = small.ledger().journal(0).Read(Offset(), 10);
  ASSERT_TRUE(records.ok());
  ASSERT_EQ(records->size(), 3u);  // opened, one entry, closed
  JournalEntry entry = *DecodeEntry((*records)[1].bytes);
  entry.payments[0].bank = "LVBANK";
  ASSERT_TRUE(forged.ledger()
                  .journal(0)
                  .Append({(*records)[0].bytes, EncodeEntry(entry), (*records)[2].bytes})
                  .ok());
  const auto control = small.ledger().control().Read(Offset(1), 10);
  ASSERT_TRUE(control.ok());
  for (const Record& record : *control)
    ASSERT_TRUE(forged.ledger().control().Append({record.bytes}).ok());
  const auto report = VerifyLedger(forged.ledger(), {}, nullptr);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(VerifyText(*report),
              HasSubstr("run 2024-04-10: the root of its entries is not the one it was closed"));
  EXPECT_THAT(VerifyJson(*report), HasSubstr("\"in_order\": false"));
}

}  // namespace
}  // namespace izmaksa
