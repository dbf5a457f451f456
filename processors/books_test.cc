#include "processors/books.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/list_log.h"
#include "ledger/status.h"
#include "processors/told_runs.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;

// The books of a journal, folded in chunks as a projection folds them: `sequential` record by
// record, then `apply` person by person.
struct Books {
  ShardRuns runs;
  std::map<uint64_t, std::string> values;

  Money payable(uint64_t person) const {
    const auto found = values.find(person);
    if (found == values.end()) return Money();
    const absl::StatusOr<Balances> balances = DecodeBalances(found->second);
    CHECK(balances.ok());
    return balances->payable;
  }
};

absl::StatusOr<Books> FoldOf(const std::vector<std::string>& journal, size_t chunk = 1000) {
  ListLog log(3);
  CHECK(log.Append(journal).ok());
  const absl::StatusOr<std::vector<Record>> records = log.Read(Offset(), 1 << 20);
  CHECK(records.ok());
  Books books;
  std::string header;
  FoldRules rules = BooksFold();
  for (size_t from = 0; from < records->size(); from += chunk) {
    std::map<PersonId, std::vector<KeyedRecord>> keyed;
    for (size_t i = from; i < std::min(from + chunk, records->size()); ++i) {
      const Record& record = (*records)[i];
      ASSIGN_OR_RETURN(const std::optional<PersonId> person, rules.key(record.bytes));
      ASSIGN_OR_RETURN(const bool counts, rules.sequential(header, record.offset, record.bytes));
      if (counts && person) keyed[*person].push_back({*person, record.offset, record.bytes});
    }
    for (const auto& [person, mine] : keyed) {
      RETURN_IF_ERROR(rules.apply(person, mine, books.values[person.number()]));
    }
    if (chunk == 1)
      rules = BooksFold();  // as after a restart: nothing but the header is remembered
  }
  ASSIGN_OR_RETURN(books.runs, DecodeShardRuns(header));
  return books;
}

Books BooksOf(const std::vector<std::string>& journal) {
  const absl::StatusOr<Books> whole = FoldOf(journal);
  CHECK(whole.ok());
  for (const size_t chunk : {1u, 2u, 3u}) {
    const absl::StatusOr<Books> torn = FoldOf(journal, chunk);
    CHECK(torn.ok());
    EXPECT_EQ(torn->values, whole->values) << "in chunks of " << chunk;
    EXPECT_EQ(torn->runs.void_records, whole->runs.void_records) << "in chunks of " << chunk;
    EXPECT_EQ(torn->runs.runs.size(), whole->runs.runs.size()) << "in chunks of " << chunk;
  }
  return *whole;
}

std::vector<std::string> Names(const ShardRuns& runs) {
  std::vector<std::string> names;
  for (const ShardRun& run : runs.runs) names.push_back(run.run);
  return names;
}

TEST(BooksTest, EntriesOfTheOpenRunCount) {
  const Books books =
      BooksOf({OpenedRecord("r1", "", 17), EntryRecord("r1", 7, 100), EntryRecord("r1", 8, 50)});
  EXPECT_EQ(books.payable(7), Money::Cents(100));
  EXPECT_EQ(books.payable(8), Money::Cents(50));
  ASSERT_NE(books.runs.Open(), nullptr);
  EXPECT_EQ(books.runs.Open()->run, "r1");
  EXPECT_EQ(books.runs.Open()->cutoff, Offset(17));
  EXPECT_EQ(books.runs.LastClosed(), "");
  EXPECT_EQ(books.runs.void_records, 0);
}

TEST(BooksTest, ARunIsOpenedWrittenAndClosed) {
  const Books books =
      BooksOf({OpenedRecord("r1", ""), EntryRecord("r1", 7, 100), ClosedRecord("r1"),
               OpenedRecord("r2", "r1", 5), EntryRecord("r2", 7, 10), ClosedRecord("r2")});
  EXPECT_EQ(books.payable(7), Money::Cents(110));
  EXPECT_EQ(books.runs.Open(), nullptr);
  EXPECT_EQ(books.runs.LastClosed(), "r2");
  ASSERT_NE(books.runs.Find("r1"), nullptr);
  EXPECT_EQ(books.runs.Find("r1")->opened_at, Offset(0));
  EXPECT_EQ(books.runs.Find("r1")->closed_at, Offset(6)) << "offsets step by three here";
  EXPECT_EQ(books.runs.Find("r3"), nullptr);
}

TEST(BooksTest, AnEntryOutsideItsRunIsVoid) {
  const Books books =
      BooksOf({EntryRecord("r1", 7, 1), OpenedRecord("r1", ""), EntryRecord("r0", 7, 2),
               EntryRecord("r1", 7, 100), ClosedRecord("r1"), EntryRecord("r1", 8, 4),
               OpenedRecord("r2", "r1"), EntryRecord("r1", 9, 8)});
  EXPECT_EQ(books.payable(7), Money::Cents(100));
  EXPECT_EQ(books.payable(8), Money());
  EXPECT_EQ(books.payable(9), Money());
  EXPECT_EQ(books.runs.void_records, 4);
}

TEST(BooksTest, TheFirstEntryOfAPersonInARunWins) {
  const Books books =
      BooksOf({OpenedRecord("r1", ""), EntryRecord("r1", 7, 100), EntryRecord("r1", 8, 1),
               EntryRecord("r1", 7, 100), EntryRecord("r1", 7, 999)});
  EXPECT_EQ(books.payable(7), Money::Cents(100));
}

TEST(BooksTest, AZombiesLateOpeningDoesNotOpenStaleBooks) {
  // Its author last saw the journal before r2 was closed, or before anything was.
  const Books books =
      BooksOf({OpenedRecord("r1", ""), ClosedRecord("r1"), OpenedRecord("r2", "r1"),
               ClosedRecord("r2"), OpenedRecord("late", "r1"), EntryRecord("late", 7, 1),
               OpenedRecord("later", ""), EntryRecord("later", 7, 2)});
  EXPECT_THAT(Names(books.runs), ElementsAre("r1", "r2"));
  EXPECT_EQ(books.payable(7), Money());
  EXPECT_EQ(books.runs.void_records, 4);
}

TEST(BooksTest, OneRunIsOpenAtATime) {
  const Books books =
      BooksOf({OpenedRecord("r1", ""), OpenedRecord("rival", ""), EntryRecord("rival", 7, 1),
               EntryRecord("r1", 7, 100), ClosedRecord("rival"), ClosedRecord("r1")});
  EXPECT_THAT(Names(books.runs), ElementsAre("r1"));
  EXPECT_EQ(books.payable(7), Money::Cents(100));
  EXPECT_EQ(books.runs.LastClosed(), "r1");
  EXPECT_EQ(books.runs.void_records, 3);
}

TEST(BooksTest, ARunIsNeverOpenedTwice) {
  const Books books =
      BooksOf({OpenedRecord("r1", ""), ClosedRecord("r1"), OpenedRecord("r1", "r1"),
               EntryRecord("r1", 7, 1), OpenedRecord("r2", "r1"), OpenedRecord("r2", "r1")});
  EXPECT_THAT(Names(books.runs), ElementsAre("r1", "r2"));
  EXPECT_EQ(books.payable(7), Money());
  EXPECT_EQ(books.runs.void_records, 3);
}

TEST(BooksTest, ARepeatedClosingIsVoid) {
  const Books books = BooksOf({OpenedRecord("r1", ""), ClosedRecord("r1"), ClosedRecord("r1")});
  EXPECT_EQ(books.runs.Find("r1")->closed_at, Offset(3));
  EXPECT_EQ(books.runs.void_records, 1);
}

TEST(BooksTest, TheFoldStopsAtARecordItDoesNotKnow) {
  const std::string unknown_kind("\x22\x00", 2), garbage("\xff\xff\xff", 3);
  EXPECT_EQ(FoldOf({OpenedRecord("r1", ""), unknown_kind}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(FoldOf({OpenedRecord("r1", ""), garbage}).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(FoldOf({OpenedRecord("r1", ""), ""}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(BooksTest, TheFoldStopsAtAFieldItDoesNotKnow) {
  v1::JournalRecord opened;
  ASSERT_TRUE(opened.ParseFromString(OpenedRecord("r1", "")));
  opened.mutable_shard_opened()->MergeFromString(std::string("\xa0\x06\x01", 3));
  EXPECT_EQ(FoldOf({opened.SerializeAsString()}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(BooksTest, AnEntryCutShortIsRefusedAtAnyLength) {
  const std::string whole = EntryRecord("2024-04-20", 7, 100);
  for (size_t length = 1; length < whole.size(); ++length) {
    EXPECT_FALSE(FoldOf({OpenedRecord("2024-04-20", ""), whole.substr(0, length)}).ok()) << length;
  }
}

}  // namespace
}  // namespace izmaksa
