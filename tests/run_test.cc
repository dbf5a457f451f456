// The run protocol against real logs: idempotent, resumable at every record, deaf to zombies.
#include "batch/run.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/status.h"
#include "processors/entries.h"
#include "proto/event.pb.h"
#include "proto/journal.pb.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

const Date kJanuary = Date::Of(2024, 1, 10), kFebruary = Date::Of(2024, 2, 9);

RunOptions On(Date date, const std::string& build = "test") {
  return {date, "maker", build, false};
}

std::vector<std::string> RecordsOf(Log& log, Offset from = Offset()) {
  absl::StatusOr<std::vector<Record>> records = log.Read(from, 100'000);
  CHECK(records.ok());
  std::vector<std::string> bytes;
  for (Record& record : *records) bytes.push_back(std::move(record.bytes));
  return bytes;
}

Offset EndOf(Log& log) {
  const absl::StatusOr<Offset> end = log.End();
  CHECK(end.ok());
  return *end;
}

// A ledger on a copy of another's directory, which nobody writes to meanwhile.
class Twin {
 public:
  explicit Twin(const std::string& of) {
    std::filesystem::copy(of, path(), std::filesystem::copy_options::recursive);
    absl::StatusOr<std::unique_ptr<Ledger>> opened =
        Ledger::Open(path(), Ledger::Access::kReadWrite);
    CHECK(opened.ok());
    ledger_ = *std::move(opened);
  }

  Ledger& operator*() { return *ledger_; }
  Ledger* operator->() { return ledger_.get(); }

 private:
  std::string path() const { return directory_.path() + "/ledger"; }
  const TempDirectory directory_;
  std::unique_ptr<Ledger> ledger_;
};

// Nine people in two shards: paid, owed, overpaid, held, given back by the bank.
class RunTest : public ::testing::Test {
 protected:
  RunTest() {
    small_.RecordedOn(Date::Of(2013, 6, 20));
    small_.AddOfficialExample(1000000001, "Jānis", "Bērziņš");
    for (uint64_t person = 1000000002; person <= 1000000008; ++person)
      small_.AddPensioner(person, Date::Of(2010, 1, 1), 400'00 + static_cast<int64_t>(person % 7),
                          120);
    small_.RecordedOn(Date::Of(2024, 1, 2));
    small_.Register(1000000009, "Anna", "Ozola");
    small_.Decide(1000000009, DecisionKind::kGranted, "old_age_pension", Date::Of(2024, 1, 1),
                  300'00);
    CHECK(ExecuteRun(small_.ledger(), small_.law(), On(kJanuary), nullptr).ok());
    small_.RecordedOn(Date::Of(2024, 2, 1));
    small_.Die(1000000002, Date::Of(2023, 12, 30));
    small_.Decide(1000000003, DecisionKind::kAmended, "old_age_pension", Date::Of(2024, 1, 1),
                  300'00);
    small_.Answer(1000000004, "20240110-1000000004-1", BankOutcome::kSettled, "",
                  Date::Of(2024, 1, 15));
    small_.Answer(1000000005, "20240110-1000000005-1", BankOutcome::kReturned, "AC04",
                  Date::Of(2024, 1, 16));
    small_.Close();
  }

  // What the undisturbed run of February appends, log by log.
  struct Undisturbed {
    Digest root;
    std::vector<std::string> control;
    std::vector<std::vector<std::string>> journals;
  };

  Undisturbed RunUndisturbed() {
    Twin calm(small_.directory());
    const Offset control = EndOf(calm->control());
    std::vector<Offset> journals;
    for (int shard = 0; shard < 2; ++shard) journals.push_back(EndOf(calm->journal(shard)));
    const absl::StatusOr<RunState> run = ExecuteRun(*calm, small_.law(), On(kFebruary), nullptr);
    CHECK(run.ok());
    Undisturbed undisturbed{run->root(), RecordsOf(calm->control(), control), {}};
    for (int shard = 0; shard < 2; ++shard)
      undisturbed.journals.push_back(
          RecordsOf(calm->journal(shard), journals[static_cast<size_t>(shard)]));
    return undisturbed;
  }

  // Finishes the run as an operator does: by giving the command again.
  void ExpectFinishes(Twin& twin, const Undisturbed& undisturbed, const std::string& what) {
    const absl::StatusOr<RunState> run = ExecuteRun(*twin, small_.law(), On(kFebruary), nullptr);
    ASSERT_TRUE(run.ok()) << what << ": " << run.status();
    EXPECT_EQ(ToHex(run->root()), ToHex(undisturbed.root)) << what;
    const absl::StatusOr<ControlState> control = FoldControl(twin->control());
    ASSERT_TRUE(control.ok());
    EXPECT_EQ(control->runs.size(), 2u) << what;
  }

  SmallLedger small_;
};

TEST_F(RunTest, ARunMadeAgainAppendsNothing) {
  Twin twin(small_.directory());
  const absl::StatusOr<RunState> first = ExecuteRun(*twin, small_.law(), On(kFebruary), nullptr);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto control = RecordsOf(twin->control());
  const auto journals = std::pair(RecordsOf(twin->journal(0)), RecordsOf(twin->journal(1)));
  const absl::StatusOr<RunState> again = ExecuteRun(*twin, small_.law(), On(kFebruary), nullptr);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->root(), first->root());
  EXPECT_EQ(RecordsOf(twin->control()), control);
  EXPECT_EQ(std::pair(RecordsOf(twin->journal(0)), RecordsOf(twin->journal(1))), journals);
}

TEST_F(RunTest, ARunCutOffAfterAnyRecordIsFinishedToTheSameRoot) {
  const Undisturbed undisturbed = RunUndisturbed();
  ASSERT_EQ(undisturbed.control.size(), 2u);
  for (size_t kept0 = 0; kept0 <= undisturbed.journals[0].size(); ++kept0) {
    const size_t kept1 =
        undisturbed.journals[1].size() - std::min(kept0, undisturbed.journals[1].size());
    Twin twin(small_.directory());
    ASSERT_TRUE(twin->control().Append({undisturbed.control[0]}).ok());
    const auto& journals = undisturbed.journals;
    ASSERT_TRUE(twin->journal(0).Append({journals[0].data(), kept0}).ok());
    ASSERT_TRUE(twin->journal(1).Append({journals[1].data(), kept1}).ok());
    ExpectFinishes(twin, undisturbed, absl::StrCat("kept ", kept0, " and ", kept1));
  }
}

TEST_F(RunTest, RecordsThatLandTwiceCountOnce) {
  const Undisturbed undisturbed = RunUndisturbed();
  Twin twin(small_.directory());
  for (int again = 0; again < 2; ++again) {
    ASSERT_TRUE(twin->control().Append({undisturbed.control[0]}).ok());
    for (int shard = 0; shard < 2; ++shard) {
      std::vector<std::string> records = undisturbed.journals[static_cast<size_t>(shard)];
      records.pop_back();  // its closing
      ASSERT_TRUE(twin->journal(shard).Append(records).ok());
    }
  }
  ExpectFinishes(twin, undisturbed, "twice");
}

TEST_F(RunTest, AZombiesRecordsAfterTheRunAreVoid) {
  const Undisturbed undisturbed = RunUndisturbed();
  Twin twin(small_.directory());
  ExpectFinishes(twin, undisturbed, "first");
  // All it ever sent lands again, months later.
  for (const std::string& record : undisturbed.control)
    ASSERT_TRUE(twin->control().Append({record}).ok());
  for (int shard = 0; shard < 2; ++shard)
    ASSERT_TRUE(twin->journal(shard).Append(undisturbed.journals[static_cast<size_t>(shard)]).ok());
  ExpectFinishes(twin, undisturbed, "after the zombie");
  const absl::StatusOr<RunState> march =
      ExecuteRun(*twin, small_.law(), On(Date::Of(2024, 3, 8)), nullptr);
  ASSERT_TRUE(march.ok()) << march.status();
  EXPECT_EQ(march->previous, "2024-02-09");
  // Eight people are paid or held in March once each; nobody twice.
  int64_t payments = 0;
  for (const auto& shard : march->closed->shards()) payments += shard.totals().payments();
  Twin calm(small_.directory());
  ExpectFinishes(calm, undisturbed, "calm");
  const absl::StatusOr<RunState> calm_march =
      ExecuteRun(*calm, small_.law(), On(Date::Of(2024, 3, 8)), nullptr);
  ASSERT_TRUE(calm_march.ok());
  EXPECT_EQ(march->root(), calm_march->root());
  EXPECT_GT(payments, 0);
}

TEST_F(RunTest, AZombiesStaleOpeningOpensNothing) {
  // It saw the ledger before the run of February, and opens a run of its own.
  const Undisturbed undisturbed = RunUndisturbed();
  v1::ControlRecord stale;
  ASSERT_TRUE(stale.ParseFromString(undisturbed.control[0]));
  stale.mutable_run_opened()->set_run("2024-02-20");
  stale.mutable_run_opened()->set_business_date(Date::Of(2024, 2, 20).days());
  v1::JournalRecord opening;
  opening.mutable_shard_opened()->set_run("2024-02-20");
  opening.mutable_shard_opened()->set_previous("2024-01-10");
  Twin twin(small_.directory());
  ExpectFinishes(twin, undisturbed, "February");
  ASSERT_TRUE(AppendControl(twin->control(), stale).ok());
  for (int shard = 0; shard < 2; ++shard)
    ASSERT_TRUE(twin->journal(shard).Append({opening.SerializeAsString()}).ok());
  const absl::StatusOr<RunState> march =
      ExecuteRun(*twin, small_.law(), On(Date::Of(2024, 3, 8)), nullptr);
  ASSERT_TRUE(march.ok()) << march.status();
  EXPECT_EQ(FoldControl(twin->control())->runs.size(), 3u);
}

TEST_F(RunTest, FactsAfterTheCutOffWaitForTheNextRun) {
  const Undisturbed undisturbed = RunUndisturbed();
  Twin twin(small_.directory());
  ASSERT_TRUE(twin->control().Append({undisturbed.control[0]}).ok());
  // Everybody's events again under new ids would be noise; a death is not.
  for (int shard = 0; shard < 2; ++shard) {
    for (const std::string& bytes : RecordsOf(twin->events(shard))) {
      v1::Event event;
      ASSERT_TRUE(event.ParseFromString(bytes));
      if (!event.has_person_registered()) continue;
      event.set_id(event.id() + "-died");
      event.set_effective(Date::Of(2023, 12, 1).days());
      event.mutable_person_died();
      ASSERT_TRUE(twin->events(shard).Append({event.SerializeAsString()}).ok());
    }
  }
  // Somebody looked meanwhile: the folds stop at the cut-off too.
  const absl::StatusOr<ControlState> control = FoldControl(twin->control());
  ASSERT_TRUE(CatchUp(*twin, *control, nullptr).ok());
  ExpectFinishes(twin, undisturbed, "with facts after the cut-off");
  const absl::StatusOr<RunState> march =
      ExecuteRun(*twin, small_.law(), On(Date::Of(2024, 3, 8)), nullptr);
  ASSERT_TRUE(march.ok());
  for (const auto& shard : march->closed->shards()) EXPECT_EQ(shard.totals().payments(), 0);
}

TEST_F(RunTest, FoldsThatRanAheadAreMadeAnew) {
  const Undisturbed undisturbed = RunUndisturbed();
  Twin twin(small_.directory());
  v1::ControlRecord opened;
  ASSERT_TRUE(opened.ParseFromString(undisturbed.control[0]));
  // A cut-off before the facts of February, which the folds have seen.
  for (int shard = 0; shard < 2; ++shard)
    opened.mutable_run_opened()->set_cutoffs(
        shard,
        FoldControl(twin->control())->runs[0].cutoffs[static_cast<size_t>(shard)].position());
  const absl::StatusOr<ControlState> control = FoldControl(twin->control());
  ASSERT_TRUE(CatchUp(*twin, *control, nullptr).ok());
  ASSERT_TRUE(AppendControl(twin->control(), opened).ok());
  const absl::StatusOr<RunState> run = ExecuteRun(*twin, small_.law(), On(kFebruary), nullptr);
  ASSERT_TRUE(run.ok()) << run.status();
  int64_t paid = 0;
  for (const auto& shard : run->closed->shards()) paid += shard.totals().paid_people();
  EXPECT_EQ(paid, 8) << "nobody's death, return or amendment is known";
}

TEST_F(RunTest, AnOpenRunIsFinishedWithWhatItWasOpenedWith) {
  const Undisturbed undisturbed = RunUndisturbed();
  Twin twin(small_.directory());
  ASSERT_TRUE(twin->control().Append({undisturbed.control[0]}).ok());
  const auto refusal = [&](const RunOptions& options, const Law& law) {
    const absl::Status status = ExecuteRun(*twin, law, options, nullptr).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    return std::string(status.message());
  };
  EXPECT_THAT(refusal(On(Date::Of(2024, 2, 12)), small_.law()), HasSubstr("2024-02-09 is open"));
  EXPECT_THAT(refusal(On(kFebruary, "newer"), small_.law()), HasSubstr("by build test"));
  std::vector<LawFile> files = Law::BuiltInFiles();
  files[0].text += "\n# other bytes\n";
  const absl::StatusOr<Law> other = Law::Parse(files);
  ASSERT_TRUE(other.ok());
  EXPECT_THAT(refusal(On(kFebruary), *other), HasSubstr("other law"));
  ExpectFinishes(twin, undisturbed, "with its own");
}

TEST_F(RunTest, RunsGoForward) {
  Twin twin(small_.directory());
  EXPECT_EQ(ExecuteRun(*twin, small_.law(), On(Date::Of(2024, 1, 9)), nullptr).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ExecuteRun(*twin, small_.law(), On(Date::Of(2050, 1, 9)), nullptr).status().code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(ExecuteRun(*twin, small_.law(), On(kJanuary), nullptr).ok()) << "that one is closed";
}

TEST_F(RunTest, AssessingOnlyWhatChangedDecidesTheSame) {
  for (const Date date : {kFebruary, Date::Of(2024, 4, 10), Date::Of(2024, 9, 10)}) {
    Twin some(small_.directory()), all(small_.directory());
    RunOptions options = On(date);
    const absl::StatusOr<RunState> shortcut = ExecuteRun(*some, small_.law(), options, nullptr);
    options.assess_all = true;
    const absl::StatusOr<RunState> whole = ExecuteRun(*all, small_.law(), options, nullptr);
    ASSERT_TRUE(shortcut.ok() && whole.ok());
    EXPECT_EQ(ToHex(shortcut->root()), ToHex(whole->root())) << date.ToString();
  }
}

TEST_F(RunTest, WithoutTheFoldsAllIsMadeAnew) {
  const Undisturbed undisturbed = RunUndisturbed();
  std::filesystem::remove_all(small_.directory() + "/state");
  Twin twin(small_.directory());
  ExpectFinishes(twin, undisturbed, "without folds");
}

std::map<std::string, std::string> FilesIn(const std::string& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ostringstream content;
    content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[entry.path().filename().string()] = content.str();
  }
  return files;
}

TEST(ReleaseTest, FilesDoNotDependOnTheNumberOfShards) {
  std::vector<std::map<std::string, std::string>> released;
  for (const int shards : {1, 2, 8}) {
    SmallLedger small(shards);
    small.RecordedOn(Date::Of(2013, 6, 20));
    for (uint64_t person = 1000000001; person <= 1000000011; ++person)
      small.AddPensioner(person, Date::Of(2010, 1, 1), 400'00, 120);
    small.Run(kJanuary);
    const TempDirectory out;
    small.Release("2024-01-10", out.path());
    released.push_back(FilesIn(out.path()));
    EXPECT_EQ(released.back().size(), 6u) << "eleven payments, two in a file";
  }
  EXPECT_EQ(released[0], released[1]);
  EXPECT_EQ(released[0], released[2]);
}

TEST(ReleaseTest, WhatWasReleasedIsNotReplaced) {
  SmallLedger small(1);
  small.AddOfficialExample(1000000001, "Jānis", "Bērziņš");
  small.Run(kJanuary);
  const TempDirectory out;
  small.Release("2024-01-10", out.path());
  const auto before = FilesIn(out.path());
  ReleaseOptions options;
  options.out = out.path();
  options.letters = Letters::kBasicLatin;
  EXPECT_EQ(ReleaseRun(small.ledger(), "2024-01-10", options, nullptr, nullptr).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(FilesIn(out.path()), before);
  options.letters = Letters::kLatvian;
  std::filesystem::remove_all(out.path());
  ASSERT_TRUE(ReleaseRun(small.ledger(), "2024-01-10", options, nullptr, nullptr).ok());
  EXPECT_EQ(FilesIn(out.path()), before);
}

}  // namespace
}  // namespace izmaksa
