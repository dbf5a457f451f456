#include "processors/entries.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/list_log.h"
#include "ledger/status.h"
#include "processors/told_runs.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Visits = std::vector<std::pair<uint64_t, int64_t>>;  // person and amount

int64_t AmountOf(const std::string& bytes) {
  const absl::StatusOr<JournalEntry> entry = DecodeEntry(bytes);
  CHECK(entry.ok());
  return entry->postings[0].amount.cents();
}

// What is visited of a run that begins at one record of the journal and ends before another.
Visits Visited(const std::vector<std::string>& journal, const std::string& run, int64_t begin,
               int64_t end) {
  ListLog log(2);
  CHECK(log.Append(journal).ok());
  Visits visits;
  const ShardRun here{run, Offset(), Offset(begin * 2), std::nullopt};
  const absl::Status status =
      ForEachEntry(log, here, Offset(end * 2), [&](PersonId person, const std::string& bytes) {
        visits.emplace_back(person.number(), AmountOf(bytes));
        const absl::StatusOr<std::optional<std::string>> found =
            FindEntry(log, here, Offset(end * 2), person);
        EXPECT_EQ(*found, bytes) << "found alone as among all";
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  return visits;
}

TEST(EntriesTest, ARunsEntriesAreVisitedInOrderOfPerson) {
  const std::vector<std::string> journal = {OpenedRecord("r1", ""),   EntryRecord("r1", 3, 1),
                                            ClosedRecord("r1"),       OpenedRecord("r2", "r1"),
                                            EntryRecord("r2", 1, 10), EntryRecord("r2", 5, 50),
                                            ClosedRecord("r2")};
  EXPECT_THAT(Visited(journal, "r2", 3, 6), ElementsAre(std::pair(1, 10), std::pair(5, 50)));
  EXPECT_THAT(Visited(journal, "r1", 0, 2), ElementsAre(std::pair(3, 1)));
}

TEST(EntriesTest, TheFirstOfRepeatedEntriesIsVisited) {
  const std::vector<std::string> journal = {
      OpenedRecord("r1", ""),   EntryRecord("r1", 4, 40),    EntryRecord("r1", 9, 90),
      EntryRecord("r1", 4, 44), EntryRecord("zombie", 5, 5), EntryRecord("r1", 2, 20),
      EntryRecord("r1", 9, 99), ClosedRecord("r1"),          EntryRecord("r1", 1, 10)};
  EXPECT_THAT(Visited(journal, "r1", 0, 7),
              ElementsAre(std::pair(2, 20), std::pair(4, 40), std::pair(9, 90)));
}

TEST(EntriesTest, ARepeatInPlaceIsVisitedOnce) {
  const std::vector<std::string> journal = {OpenedRecord("r1", ""), EntryRecord("r1", 4, 40),
                                            EntryRecord("r1", 4, 44), EntryRecord("r1", 9, 90)};
  EXPECT_THAT(Visited(journal, "r1", 0, 4), ElementsAre(std::pair(4, 40), std::pair(9, 90)));
}

TEST(EntriesTest, ARunWithoutEntriesVisitsNothing) {
  EXPECT_THAT(Visited({OpenedRecord("r1", ""), ClosedRecord("r1")}, "r1", 0, 1), IsEmpty());
}

TEST(EntriesTest, MoreEntriesThanOneReadHoldsAreAllVisited) {
  std::vector<std::string> journal = {OpenedRecord("r1", "")};
  for (uint64_t person = 1; person <= 10'000; ++person)
    journal.push_back(EntryRecord("r1", person, 1));
  ListLog log;
  ASSERT_TRUE(log.Append(journal).ok());
  int64_t visits = 0;
  ASSERT_TRUE(ForEachEntry(log, {"r1", Offset(), Offset(), {}}, Offset(10'001),
                           [&](PersonId, const std::string&) {
                             ++visits;
                             return absl::OkStatus();
                           })
                  .ok());
  EXPECT_EQ(visits, 10'000);
}

TEST(EntriesTest, AnErrorOfTheVisitorEndsTheVisit) {
  ListLog log;
  ASSERT_TRUE(
      log.Append({OpenedRecord("r1", ""), EntryRecord("r1", 1, 1), EntryRecord("r1", 2, 2)}).ok());
  int visits = 0;
  const absl::Status status = ForEachEntry(log, {"r1", Offset(), Offset(), {}}, Offset(3),
                                           [&](PersonId, const std::string&) {
                                             ++visits;
                                             return absl::CancelledError("enough");
                                           });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(visits, 1);
}

TEST(EntriesTest, APersonsEntriesComeRunByRun) {
  ListLog log;
  ASSERT_TRUE(log.Append({OpenedRecord("r1", ""), EntryRecord("r1", 7, 1), EntryRecord("r1", 8, 2),
                          ClosedRecord("r1"), EntryRecord("r1", 7, 99), OpenedRecord("r2", "r1"),
                          EntryRecord("r2", 7, 3)})
                  .ok());
  ShardRuns runs;
  runs.runs = {{"r1", Offset(), Offset(0), Offset(3)}, {"r2", Offset(), Offset(5), {}}};
  const absl::StatusOr<std::vector<JournalEntry>> both = EntriesOf(log, runs, "r2", PersonId(7));
  ASSERT_TRUE(both.ok());
  ASSERT_EQ(both->size(), 2u);
  EXPECT_EQ((*both)[0].postings[0].amount, Money::Cents(1));
  EXPECT_EQ((*both)[1].postings[0].amount, Money::Cents(3));
  EXPECT_EQ(EntriesOf(log, runs, "r1", PersonId(7))->size(), 1u);
  EXPECT_EQ(EntriesOf(log, runs, "r2", PersonId(9))->size(), 0u);
}

TEST(EntriesTest, HeadsOfOtherRecordsAreNone) {
  EXPECT_EQ(*HeadOfEntry(OpenedRecord("r1", "")), std::nullopt);
  EXPECT_EQ(*HeadOfEntry(ClosedRecord("r1")), std::nullopt);
  const std::string entry = EntryRecord("2024-04-20", 0x8877665544332211, 1);
  const absl::StatusOr<std::optional<EntryHead>> head = HeadOfEntry(entry);
  ASSERT_TRUE(head.ok() && head->has_value());
  EXPECT_EQ((*head)->run, "2024-04-20");
  EXPECT_EQ((*head)->person, PersonId(0x8877665544332211));
}

}  // namespace
}  // namespace izmaksa
