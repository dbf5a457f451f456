#include "batch/intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "batch/event_file.h"
#include "tests/format_examples.h"
#include "tests/intake_place.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(IntakeOfOneShardTest, EveryFactIsStoredAsItWasSent) {
  std::vector<std::string> lines = FormatExamples();
  std::erase_if(lines, [](const std::string& line) { return absl::StrContains(line, "\"also\""); });
  const IntakeResult result = Append(lines);
  EXPECT_THAT(Texts(result), IsEmpty());
  EXPECT_EQ(result.appended, static_cast<int64_t>(lines.size()));
  EXPECT_EQ(Lines(0), lines);
}

TEST_F(IntakeTest, AFactAboutSeveralPeopleIsStoredWithEachOfThem) {
  const std::string birth =
      absl::StrReplaceAll(Registration(3, "2023-05-10"),
                          {{"\"person_registered\"", "\"also\":[1,2],\"person_registered\""}});
  const IntakeResult result = Append({Registration(1), Registration(2), birth});
  EXPECT_THAT(Texts(result), IsEmpty());
  EXPECT_EQ(result.appended, 5);
  for (const uint64_t parent : {1, 2}) {
    const std::vector<std::string> lines = Lines(static_cast<size_t>(ShardOf(PersonId(parent), 2)));
    EXPECT_THAT(lines,
                testing::Contains(absl::StrCat(
                    R"({"id":"R-3@)", parent, R"(","source":"register","person":)", parent,
                    R"(,"effective":"2023-05-10","recorded":"2020-01-02T08:00:00Z","about":3,)"
                    R"("person_registered":{"born":"2023-05-10"}})")));
  }
  EXPECT_EQ(Append({birth}).repeated, 3) << "the same again is stored once";
  EXPECT_THAT(Texts(Append({absl::StrReplaceAll(birth, {{"R-3", "R-4"}, {"[1,2]", "[9]"}})})),
              ElementsAre(HasSubstr("is not registered")));
}

TEST_F(IntakeOfOneShardTest, PersonalDataReachesNoLog) {
  Append({Registration(7), Account(7, "A-1")});
  ASSERT_EQ(logs_[0].records().size(), 2u);
  for (const std::string& record : logs_[0].records()) {
    for (const char* secret : {"Jānis", "Bērziņš", "070351", "435195001"}) {
      EXPECT_FALSE(absl::StrContains(record, secret)) << secret;
    }
  }
  v1::Event account;
  ASSERT_TRUE(account.ParseFromString(logs_[0].records()[1]));
  EXPECT_EQ(account.account_changed().bank(), "LVBANK");
}

TEST_F(IntakeTest, EveryPersonGoesToTheirShardInTheOrderOfTheFiles) {
  std::vector<std::string> lines;
  std::vector<std::vector<std::string>> expected(2);
  for (uint64_t person = 1; person <= 60; ++person) {
    for (const std::string& line :
         {Registration(person), Residence(person, absl::StrCat("L-", person))}) {
      lines.push_back(line);
      expected[static_cast<size_t>(ShardOf(PersonId(person), 2))].push_back(line);
    }
  }
  const std::string first = Write("1.jsonl", {lines.begin(), lines.begin() + 31});
  const std::string second = Write("2.jsonl", {lines.begin() + 31, lines.end()});
  EXPECT_EQ(AppendNamed({first, second}).appended, 120);
  EXPECT_EQ(Lines(0), expected[0]);
  EXPECT_EQ(Lines(1), expected[1]);
}

TEST_F(IntakeTest, NothingIsWrittenWhenAnythingIsWrong) {
  const std::string good = Write("good.jsonl", {Registration(1)});
  const std::string bad =
      Write("bad.jsonl", {Registration(2), "nonsense", Account(2, "A", "LV81BANK0000435195001")});
  const IntakeResult result = AppendNamed({good, bad});
  EXPECT_EQ(result.appended, 0);
  EXPECT_EQ(result.faults_total, 2);
  EXPECT_THAT(
      Texts(result),
      ElementsAre("2 : is not one JSON object",
                  "3 account_changed.account.iban: is not an IBAN (the check digits are wrong)"));
  EXPECT_EQ(result.faults[0].file, bad);
  EXPECT_EQ(Stored(), 0u);
  EXPECT_EQ(keys_->Keys({PersonId(1)}).value()[0].state, PersonKey::State::kMissing);
}

TEST_F(IntakeTest, EverybodyMustBeRegisteredHereOrBefore) {
  born_[2] = Date::Of(1950, 1, 1);
  EXPECT_THAT(Texts(Append({Residence(1, "L-1"), Residence(2, "L-2"), Residence(3, "L-3"),
                            Registration(1)})),
              ElementsAre("3 person: is not registered, neither in these files nor before"));
  EXPECT_EQ(asked_, 2) << "who registers in the files themselves need not be looked up";
}

TEST_F(IntakeTest, NothingHappensBeforeBirth) {
  born_[2] = Date::Of(2000, 1, 1);
  EXPECT_THAT(Texts(Append({Registration(1, "2000-01-01"), Residence(1, "L-1", "LV", "1999-12-31"),
                            Residence(1, "L-2", "LV", "2000-01-01"),
                            Residence(2, "L-3", "LV", "1999-12-31")})),
              ElementsAre("2 effective: is before the person's birth",
                          "4 effective: is before the person's birth"));
}

// The register corrects a birth date to a later one; facts said under the earlier one stay
// acceptable.
TEST_F(IntakeTest, OfSeveralBirthDatesTheEarliestCounts) {
  born_[1] = Date::Of(1999, 1, 1);
  EXPECT_THAT(
      Texts(Append({Registration(1, "2000-01-01"), Residence(1, "L-1", "LV", "1999-06-01")})),
      IsEmpty());
  born_[2] = Date::Of(2001, 1, 1);
  EXPECT_THAT(Texts(Append({Registration(2, "2000-01-01"), Residence(2, "L-2", "LV", "2000-06-01"),
                            Residence(2, "L-3", "LV", "1999-06-01")})),
              ElementsAre("3 effective: is before the person's birth"));
}

TEST_F(IntakeTest, AFaultyRegistrationIsReportedOnce) {
  EXPECT_EQ(Texts(Append({Registration(1, "1951-03-07", "x\\u0001"), Residence(1, "L-1")})).size(),
            1u);
}

TEST_F(IntakeTest, AnErasedPersonsDataIsNotTakenAgain) {
  Append({Registration(1)});
  born_[1] = Date::Of(1951, 3, 7);
  ASSERT_TRUE(keys_->Erase(PersonId(1)).ok());
  EXPECT_THAT(Texts(Append({Residence(1, "L-1"), Account(1, "A-1")})),
              ElementsAre("2 person: was erased; no personal data is taken any more"));
  EXPECT_THAT(Texts(Append({Registration(1)})), testing::Contains(HasSubstr("was erased")));
  EXPECT_EQ(Append({Residence(1, "L-1")}).appended, 1);
}

TEST_F(IntakeTest, ManyFaultsAreCountedAndTheFirstAreKept) {
  std::vector<std::string> lines(5000, "nonsense");
  lines[4000] = Residence(9, "L");
  const IntakeResult result = Append(lines);
  EXPECT_EQ(result.events, 5000);
  EXPECT_EQ(result.faults_total, 5000);
  ASSERT_EQ(result.faults.size(), IntakeResult::kFaultsKept);
  EXPECT_EQ(result.faults.back().line, 1000);
}

// Several blocks: lines are counted through, and faults come in the order of the file.
TEST_F(IntakeTest, LinesAreCountedThroughAllBlocks) {
  std::vector<std::string> lines{Registration(1)};
  while (lines.size() < 60000) lines.push_back(Residence(1, absl::StrCat("L-", lines.size())));
  lines.push_back("nonsense");
  lines.push_back(Residence(2, "last"));
  EXPECT_THAT(Texts(Append(lines)),
              ElementsAre("60001 : is not one JSON object",
                          "60002 person: is not registered, neither in these files nor before"));
  lines.resize(60000);
  EXPECT_EQ(Append(lines).appended, 60000);
  const size_t shard = static_cast<size_t>(ShardOf(PersonId(1), 2));
  EXPECT_EQ(Lines(shard), lines);
  EXPECT_GT(logs_[shard].appends(), 1);
  EXPECT_EQ(Append(lines).repeated, 60000);
}

TEST_F(IntakeTest, ProtobufFilesAreTakenAndTheirFaultsHaveTheirPlace) {
  std::vector<std::string> messages;
  for (const std::string& line : {Registration(1), Account(1, "A")}) {
    EventJsonReader reader;
    v1::Event event;
    FieldFaults faults;
    ASSERT_TRUE(reader.Read(line, &event, &faults));
    messages.push_back(event.SerializeAsString());
  }
  const auto write = [&](const std::string& tail) {
    std::ofstream file(directory_.path() + "/events.pb", std::ios::binary);
    for (const std::string& message : messages) {
      file << static_cast<char>(message.size() | 0x80) << static_cast<char>(message.size() >> 7)
           << message;
    }
    file << tail;
    return directory_.path() + "/events.pb";
  };
  const size_t end = messages[0].size() + messages[1].size() + 4;
  EXPECT_THAT(Texts(AppendNamed({write("\x05"
                                       "ab")})),
              ElementsAre(absl::StrCat("3 : the record is cut off: it should have 5 bytes (byte ",
                                       end, "); the rest of the file was not read")));
  EXPECT_THAT(Texts(AppendNamed({write("\x02"
                                       "ab")})),
              ElementsAre(absl::StrCat(
                  "3 : is not an Event message, or its text is not valid UTF-8 (byte ", end, ")")));
  EXPECT_EQ(Stored(), 0u);
  EXPECT_EQ(AppendNamed({write("")}).appended, 2);
  EXPECT_EQ(Append({Registration(1), Account(1, "A")}).repeated, 2)
      << "both forms are the same events";
}

TEST_F(IntakeTest, OperatingErrorsAreNotFaults) {
  EXPECT_EQ(AppendFiles({directory_.path() + "/none"}, ledger_).status().code(),
            absl::StatusCode::kNotFound);
  ledger_.born = [](absl::Span<const PersonId>) {
    return absl::UnavailableError("the store is busy");
  };
  EXPECT_EQ(AppendFiles({Write("a", {Residence(1, "L")})}, ledger_).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(Stored(), 0u);
}

// What was checked is what is stored, whatever becomes of the file.
TEST_F(IntakeOfOneShardTest, AFileThatChangesAfterItWasCheckedDoesNoHarm) {
  const std::string path = Write("events.jsonl", {Registration(1), Residence(1, "L", "LV")});
  ledger_.progress = [&](const IntakeProgress& progress) {
    if (progress.step == "checking")
      Write("events.jsonl", {Registration(1), Residence(1, "L", "EE")});
  };
  EXPECT_EQ(AppendNamed({path}).appended, 2);
  EXPECT_THAT(Lines(0), ElementsAre(Registration(1), Residence(1, "L", "LV")));
}

TEST_F(IntakeTest, AFileThatChangesBeforeItIsReadAgainIsNotStored) {
  ledger_.memory_max = 0;
  const auto status_after = [&](const std::vector<std::string>& changed) {
    const std::string path = Write("events.jsonl", {Registration(1), Residence(1, "L", "LV")});
    ledger_.progress = [&](const IntakeProgress& progress) {
      if (progress.step == "checking") Write("events.jsonl", changed);
    };
    return AppendFiles({path}, ledger_).status().code();
  };
  EXPECT_EQ(status_after({Registration(1), Residence(1, "L", "EE")}), absl::StatusCode::kAborted);
  EXPECT_EQ(status_after({Registration(1), ""}), absl::StatusCode::kAborted);
  EXPECT_EQ(status_after({Registration(1)}), absl::StatusCode::kAborted);
  EXPECT_EQ(Stored(), 0u);
}

// Files of several blocks, so that some fit into memory and some do not.
TEST_F(IntakeTest, WhatFitsIntoMemoryChangesNothing) {
  std::vector<std::string> lines;
  const std::string name(400, 'x');
  for (uint64_t person = 1; person <= 30000; ++person) {
    lines.push_back(Registration(person, "1951-03-07", name));
    if (person % 3 == 0) lines.push_back(Residence(person, absl::StrCat("L-", person)));
    if (person % 5 == 0) lines.push_back(Residence(person, absl::StrCat("L-", person / 5 * 3)));
  }
  lines[70] = "{}";
  const std::string file = Write("events.jsonl", lines);
  ASSERT_GT(std::filesystem::file_size(file), size_t{2} * EventFile::kBlockSize);
  const std::vector<std::string> faults = Texts(AppendNamed({file}));
  EXPECT_GT(faults.size(), 500u);
  for (const size_t memory_max : {size_t{0}, size_t{10} << 20}) {
    ledger_.memory_max = memory_max;
    EXPECT_EQ(Texts(AppendNamed({file})), faults);
  }
  EXPECT_EQ(Stored(), 0u);

  std::vector<std::string> good;
  for (const std::string& line : lines) {
    if (line != "{}" && line.find("\"residence_changed\"") == std::string::npos)
      good.push_back(line);
  }
  good.push_back(good[12345]);
  Write("events.jsonl", good);
  std::vector<std::vector<std::string>> records;
  for (const size_t memory_max : {size_t{10} << 20, size_t{0}, size_t{1} << 30}) {
    ledger_.memory_max = memory_max;
    std::vector<MemoryLog> logs(2);
    ledger_.events = {&logs[0], &logs[1]};
    const std::string index = absl::StrCat(directory_.path(), "/ids-", memory_max);
    const auto ids = IdIndex::Open(index, 2).value();
    ledger_.ids = ids.get();
    const IntakeResult result = AppendNamed({file});
    EXPECT_EQ(result.repeated, 1);
    EXPECT_EQ(result.appended, static_cast<int64_t>(good.size()) - 1);
    EXPECT_EQ(AppendNamed({file}).repeated, static_cast<int64_t>(good.size()));
    records.push_back(logs[0].records());
    EXPECT_EQ(records.back(), records.front());
  }
}

TEST_F(IntakeTest, ProgressReachesTheEndOfEveryStep) {
  std::map<std::string, int64_t> reached;
  ledger_.progress = [&](const IntakeProgress& progress) {
    reached[std::string(progress.step)] = progress.bytes_total - progress.bytes_done;
  };
  Append({Registration(1)});
  EXPECT_THAT(reached, ElementsAre(testing::Pair("appending", 0), testing::Pair("checking", 0)));
}

TEST_F(IntakeTest, NoFilesAndEmptyFilesAreNothingToDo) {
  EXPECT_EQ(AppendNamed({}).events, 0);
  EXPECT_EQ(AppendNamed({Write("empty", {})}).events, 0);
  EXPECT_EQ(Stored(), 0u);
}

}  // namespace
}  // namespace izmaksa
