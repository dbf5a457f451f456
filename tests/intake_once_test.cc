// Every event exactly once, whatever is sent again and whatever fails in between.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <utility>

#include "tests/intake_place.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(IntakeOfOneShardTest, RecordsDependOnNothingButTheFiles) {
  Append({Registration(7), Account(7, "A-1")});
  const std::vector<std::string> first = logs_[0].records();
  MemoryLog other;
  ledger_.events = {&other};
  ids_.reset();
  std::filesystem::remove_all(directory_.path() + "/ids");
  ids_ = IdIndex::Open(directory_.path() + "/ids", 1).value();
  ledger_.ids = ids_.get();
  Append({Registration(7), Account(7, "A-1")});
  EXPECT_EQ(other.records(), first);
}

TEST_F(IntakeTest, TheSameEventAgainIsStoredOnce) {
  EXPECT_EQ(Append({Registration(1), Account(1, "A")}).appended, 2);
  IntakeResult again = Append({Registration(1), Account(1, "A"), Residence(1, "L")});
  EXPECT_THAT(Texts(again), IsEmpty());
  EXPECT_EQ(again.repeated, 2);
  EXPECT_EQ(again.appended, 1);
  again = Append({Residence(1, "L")});
  born_[1] = Date::Of(1951, 3, 7);
  again = Append({Residence(1, "L")});
  EXPECT_EQ(again.repeated, 1);
  EXPECT_EQ(again.appended, 0);
  EXPECT_EQ(Stored(), 3u);
}

TEST_F(IntakeTest, TheSameEventTwiceInTheFilesIsStoredOnce) {
  const std::string spaced = absl::StrCat(" ", Residence(1, "L"), " ");
  const IntakeResult result =
      Append({Registration(1), Residence(1, "L"), Residence(1, "L"), spaced});
  EXPECT_THAT(Texts(result), IsEmpty());
  EXPECT_EQ(result.events, 4);
  EXPECT_EQ(result.repeated, 2);
  EXPECT_EQ(result.appended, 2);
  EXPECT_EQ(Stored(), 2u);
}

TEST_F(IntakeTest, AnIdUsedAgainWithOtherContentIsAFault) {
  const std::string file =
      Write("events.jsonl", {Registration(1), Residence(1, "L"), Residence(1, "L", "EE")});
  EXPECT_THAT(
      Texts(AppendNamed({file})),
      ElementsAre(absl::StrCat("3 id: is used before with other content, in line 2 of ", file)));
  EXPECT_EQ(Stored(), 0u);
  Append({Registration(1), Residence(1, "L")});
  born_[1] = Date::Of(1951, 3, 7);
  EXPECT_THAT(Texts(Append({Residence(1, "L", "EE")})),
              ElementsAre("1 id: is stored already, with other content"));
  EXPECT_THAT(Texts(Append({Registration(1, "1951-03-07", "Kalniņš")})),
              ElementsAre("1 id: is stored already, with other content"));
  EXPECT_EQ(Stored(), 2u);
}

// Another person's event under a known id: their key need not exist for it to be seen as another
// event.
TEST_F(IntakeTest, AnIdUsedAgainForSomebodyNewIsAFault) {
  Append({Registration(1), Account(1, "A")});
  EXPECT_THAT(Texts(Append({Registration(2), Account(2, "A")})),
              ElementsAre("2 id: is stored already, with other content"));
}

// A crash, or a full disk, in the middle of appending: the same files again store the rest, each
// event once.
TEST_F(IntakeTest, AfterAFailedAppendTheSameFilesStoreTheRest) {
  std::vector<std::string> lines;
  for (uint64_t person = 1; person <= 3000; ++person) {
    lines.push_back(Registration(person));
    lines.push_back(Account(person, absl::StrCat("A-", person)));
  }
  const std::string file = Write("events.jsonl", lines);
  logs_[0].FailBeyond(1234);
  EXPECT_EQ(AppendFiles({file}, ledger_).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(logs_[0].records().size(), 1234u);
  logs_[0].FailBeyond(1000000);
  const IntakeResult result = AppendNamed({file});
  EXPECT_THAT(Texts(result), IsEmpty());
  EXPECT_EQ(result.appended + result.repeated, 6000);
  EXPECT_GE(result.repeated, 1234);
  EXPECT_EQ(Stored(), 6000u);
  std::set<std::string> stored;
  for (const MemoryLog& log : logs_) stored.insert(log.records().begin(), log.records().end());
  EXPECT_EQ(stored.size(), 6000u);
}

// The index is a fold: without it the logs themselves tell what is stored.
TEST_F(IntakeTest, ALostIndexIsRebuilt) {
  Append({Registration(1), Account(1, "A")});
  ids_.reset();
  std::filesystem::remove_all(directory_.path() + "/ids");
  ids_ = IdIndex::Open(directory_.path() + "/ids", 2).value();
  ledger_.ids = ids_.get();
  EXPECT_EQ(Append({Registration(1), Account(1, "A")}).repeated, 2);
}

// A record that somebody else appended between our records must not be passed over by the index.
TEST_F(IntakeOfOneShardTest, TheIndexDoesNotPassOverRecordsOfOthers) {
  class Busy : public MemoryLog {
   public:
    absl::Status Append(absl::Span<const std::string> records) override {
      if (absl::Status status = MemoryLog::Append(records); !status.ok() || foreign.empty())
        return status;
      return MemoryLog::Append({std::exchange(foreign, "")});
    }
    std::string foreign;
  } log;
  ledger_.events = {&log};
  EventJsonReader reader;
  v1::Event event;
  FieldFaults faults;
  ASSERT_TRUE(reader.Read(Residence(1, "foreign"), &event, &faults));
  log.foreign = event.SerializeAsString();
  EXPECT_EQ(Append({Registration(1)}).appended, 1);
  EXPECT_EQ(Append({Registration(1), Residence(1, "foreign")}).repeated, 2);
}

}  // namespace
}  // namespace izmaksa
