// What is particular to logs in RocksDB: directories, locks, readers beside a writer, full disks.
// Damage is in rocks_log_damage_test.cc, the contract of Log itself in tests/log_contract_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "absl/strings/str_cat.h"
#include "ledger/rocks_log_fixture.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(RocksLogTest, IsCreatedOnceAndWhole) {
  Create();
  EXPECT_TRUE(absl::IsAlreadyExists(RocksLogs::Create(path(), kNames)));
  fs::create_directories(directory_.path() + "/empty");
  EXPECT_TRUE(RocksLogs::Create(directory_.path() + "/empty", kNames).ok());
  fs::create_directories(directory_.path() + "/other/photographs");
  EXPECT_TRUE(absl::IsAlreadyExists(RocksLogs::Create(directory_.path() + "/other", kNames)));
  EXPECT_TRUE(RocksLogs::Create(directory_.path() + "/deep/er", kNames).ok());
  EXPECT_FALSE(fs::exists(path() + ".creating"));
}

TEST_F(RocksLogTest, AnUnfinishedCreationIsNoLedgerAndIsBegunAnew) {
  Create();
  fs::rename(path(), path() + ".creating");
  fs::remove(path() + ".creating/ACKNOWLEDGED");
  EXPECT_TRUE(absl::IsNotFound(RocksLogs::Open(path(), kNames, Access::kReadWrite).status()));
  Create();
  EXPECT_TRUE(Open()->Get("events-0000")->Append({"x"}).ok());
}

TEST_F(RocksLogTest, AMissingOrForeignDirectoryHoldsNoLedger) {
  for (const Access access : {Access::kReadWrite, Access::kReadOnly}) {
    const absl::Status missing = RocksLogs::Open(path(), kNames, access).status();
    EXPECT_TRUE(absl::IsNotFound(missing)) << missing;
    EXPECT_THAT(std::string(missing.message()), HasSubstr("there is no ledger at " + path()));
  }
  EXPECT_FALSE(fs::exists(path()));
  fs::create_directories(path() + "/photographs");
  EXPECT_TRUE(absl::IsNotFound(RocksLogs::Open(path(), kNames, Access::kReadWrite).status()));
  EXPECT_EQ(std::distance(fs::directory_iterator(path()), {}), 1) << "nothing is added to it";
}

TEST_F(RocksLogTest, OtherLogsAreRefusedByName) {
  Create();
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"events-0000"}, {"events-0000", "journal-0000", "control"}}) {
    const absl::Status status = RocksLogs::Open(path(), names, Access::kReadWrite).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("events-0000, journal-0000"));
  }
  const auto logs = RocksLogs::Open(path(), {"journal-0000", "events-0000"}, Access::kReadWrite);
  EXPECT_TRUE(logs.ok()) << "their order is nobody's concern";
}

TEST_F(RocksLogTest, ASecondWriterIsRefused) {
  Create();
  auto logs = Open();
  const absl::Status here = RocksLogs::Open(path(), kNames, Access::kReadWrite).status();
  EXPECT_TRUE(absl::IsUnavailable(here)) << here;
  EXPECT_EQ(here.message(),
            absl::StrCat("the ledger at ", path(), " is in use by another process"));
  const pid_t child = fork();
  if (child == 0) {
    const absl::Status there = RocksLogs::Open(path(), kNames, Access::kReadWrite).status();
    _exit(absl::IsUnavailable(there) ? 7 : 1);
  }
  int ended = 0;
  ASSERT_EQ(waitpid(child, &ended, 0), child);
  EXPECT_TRUE(WIFEXITED(ended) && WEXITSTATUS(ended) == 7);
  EXPECT_TRUE(logs->Get("events-0000")->Append({"x"}).ok()) << "the first is not disturbed";
  logs.reset();
  EXPECT_TRUE(RocksLogs::Open(path(), kNames, Access::kReadWrite).ok());
}

TEST_F(RocksLogTest, AReaderBesideAWriterSeesTheMomentItOpened) {
  Create();
  auto writer = Open();
  ASSERT_TRUE(writer->Get("events-0000")->Append({"a", "b"}).ok());
  auto reader = Open(Access::kReadOnly);
  ASSERT_TRUE(writer->Get("events-0000")->Append({"c"}).ok());
  EXPECT_THAT((*ReadAll(*reader))["events-0000"], ElementsAre("a", "b"));
  EXPECT_THAT((*ReadAll(*Open(Access::kReadOnly)))["events-0000"], ElementsAre("a", "b", "c"));
  EXPECT_EQ(reader->Get("events-0000")->Append({"x"}).code(),
            absl::StatusCode::kFailedPrecondition);
  writer.reset();
  EXPECT_THAT((*ReadAll(*reader))["events-0000"], ElementsAre("a", "b"));
}

// Files come and go under the reader: tables are flushed, write-ahead logs removed. Whatever moment
// it opens at, it sees whole logs.
TEST_F(RocksLogTest, ReadersBesideABusyWriterAlwaysSeeWholeLogs) {
  Create();
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged{0};
  std::thread writer([&] {
    while (!stop) {
      auto logs = Open();  // closing flushes, opening begins a new write-ahead log
      for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(logs->Get("events-0000")->Append({std::string(100, 'x'), "y"}).ok());
        acknowledged += 2;
      }
    }
  });
  for (int i = 0; i < 60; ++i) {
    const int before = acknowledged;
    const auto everything = OpenAndReadAll(path(), Access::kReadOnly);
    EXPECT_TRUE(everything.ok()) << everything.status();
    if (!everything.ok()) continue;
    EXPECT_GE(static_cast<int>(everything->at("events-0000").size()), before);
  }
  stop = true;
  writer.join();
}

TEST_F(RocksLogTest, ReadingLeavesNoTrace) {
  const std::string copy = directory_.path() + "/copy";
  Fill(copy, /*killed=*/true);
  std::map<std::string, std::string> before, after;
  for (const auto& file : fs::directory_iterator(copy)) before[file.path()] = Contents(file);
  ASSERT_TRUE(OpenAndReadAll(copy, Access::kReadOnly).ok());
  for (const auto& file : fs::directory_iterator(copy)) after[file.path()] = Contents(file);
  EXPECT_TRUE(before == after);
}

// Run by the test below in a process that has a disk of 16 megabytes.
TEST(FullDisk, IsSaidAndLosesNothingAcknowledged) {
  const char* directory = std::getenv("IZMAKSA_SMALL_DISK");
  if (directory == nullptr) return;
  const std::string path = absl::StrCat(directory, "/log");
  ASSERT_TRUE(RocksLogs::Create(path, kNames).ok());
  Everything everything = {{"events-0000", {}}, {"journal-0000", {}}};
  {
    auto logs = RocksLogs::Open(path, kNames, Access::kReadWrite);
    ASSERT_TRUE(logs.ok()) << logs.status();
    absl::Status status;
    for (int i = 0; i < 1000 && status.ok(); ++i) {
      const std::string& name = kNames[static_cast<size_t>(i % 2)];
      const std::string record = absl::StrCat(i, std::string(100000, 'x'));
      status = (*logs)->Get(name)->Append({record});
      if (status.ok()) everything[name].push_back(record);
    }
    ASSERT_TRUE(absl::IsResourceExhausted(status)) << status;
    ASSERT_THAT(std::string(status.message()), HasSubstr("no space left on the device"));
    ASSERT_EQ(*ReadAll(**logs), everything);
    const absl::Status again = (*logs)->Get("journal-0000")->Append({"x"});
    ASSERT_TRUE(absl::IsResourceExhausted(again)) << "until it is opened again: " << again;
  }
  const auto full = RocksLogs::Open(path, kNames, Access::kReadWrite);
  ASSERT_TRUE(full.ok() || absl::IsResourceExhausted(full.status())) << full.status();
  ASSERT_EQ(*OpenAndReadAll(path, Access::kReadOnly), everything);
  ASSERT_EQ(mount("tmpfs", directory, "tmpfs", MS_REMOUNT, "size=64m"), 0);
  const auto roomy = RocksLogs::Open(path, kNames, Access::kReadWrite);
  ASSERT_TRUE(roomy.ok()) << roomy.status();
  const auto read = ReadAll(**roomy);
  ASSERT_TRUE(read.ok()) << read.status();
  for (const std::string& name : kNames) {
    // The append that failed may have happened.
    std::vector<std::string> records = read->at(name);
    ASSERT_GE(records.size(), everything[name].size());
    ASSERT_LE(records.size(), everything[name].size() + 1);
    records.resize(everything[name].size());
    ASSERT_EQ(records, everything[name]);
  }
  ASSERT_TRUE((*roomy)->Get("events-0000")->Append({"room again"}).ok());
}

TEST_F(RocksLogTest, AFullDiskIsSaidAndLosesNothingAcknowledged) {
  const pid_t child = fork();
  if (child == 0) {
    if (unshare(CLONE_NEWNS) != 0 ||
        mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, "size=16m") != 0) {
      _exit(77);
    }
    setenv("IZMAKSA_SMALL_DISK", directory_.path().c_str(), 1);
    execl("/proc/self/exe", "ledger_test", "--gtest_filter=FullDisk.*", nullptr);
    _exit(1);
  }
  int ended = 0;
  ASSERT_EQ(waitpid(child, &ended, 0), child);
  ASSERT_TRUE(WIFEXITED(ended));
  if (WEXITSTATUS(ended) == 77) GTEST_SKIP() << "no small disk can be mounted here (needs root)";
  EXPECT_EQ(WEXITSTATUS(ended), 0);
}

}  // namespace
}  // namespace izmaksa
