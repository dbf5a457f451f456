// What is particular to logs in RocksDB: directories, locks, readers beside a writer, full disks,
// damage. The contract of Log itself is in tests/log_contract_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/log.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;
using Access = RocksLogs::Access;

const std::vector<std::string> kNames = {"events-0000", "journal-0000"};

std::string Contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
}

// Every record of every log, or why they cannot all be read.
using Everything = std::map<std::string, std::vector<std::string>>;

absl::StatusOr<Everything> ReadAll(RocksLogs& logs) {
  Everything everything;
  for (const std::string& name : kNames) {
    ASSIGN_OR_RETURN(const auto records, logs.Get(name)->Read(Offset(0), 1000000));
    ASSIGN_OR_RETURN(const Offset end, logs.Get(name)->End());
    std::vector<std::string>& bytes = everything[name];
    for (const Record& record : records) bytes.push_back(record.bytes);
    CHECK(end.position() == static_cast<int64_t>(bytes.size()));
  }
  return everything;
}

absl::StatusOr<Everything> OpenAndReadAll(const std::string& path, Access access) {
  ASSIGN_OR_RETURN(const auto logs, RocksLogs::Open(path, kNames, access));
  return ReadAll(*logs);
}

class RocksLogTest : public ::testing::Test {
 protected:
  std::string path() const { return directory_.path() + "/log"; }

  std::unique_ptr<RocksLogs> Open(Access access = Access::kReadWrite) {
    auto logs = RocksLogs::Open(path(), kNames, access);
    CHECK(logs.ok());
    return *std::move(logs);
  }

  void Create() { ASSERT_TRUE(RocksLogs::Create(path(), kNames).ok()); }

  // A small ledger, and its files as a killed process leaves them (`killed`) or as a closed one
  // does.
  Everything Fill(const std::string& copy, bool killed) {
    Create();
    auto logs = Open();
    Everything everything;
    const auto append = [&](const std::string& name, const std::vector<std::string>& records) {
      CHECK(logs->Get(name)->Append(records).ok());
      everything[name].insert(everything[name].end(), records.begin(), records.end());
    };
    append("events-0000", {"born", "married"});
    append("journal-0000", {"accrued 480.00"});
    if (!killed) {
      logs.reset();  // so that there are several tables
      logs = Open();
    }
    append("events-0000", {std::string(60, '\0'), "", "disabled"});
    append("journal-0000", {"paid 513.44", "settled"});
    append("events-0000", {"died"});
    if (!killed) logs.reset();
    fs::copy(path(), copy, fs::copy_options::recursive);
    return everything;
  }

  // Thousands of stores are opened here, and none of these tests cuts the power.
  const TempDirectory directory_{TempDirectory::Where::kMemory};
};

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

// RocksDB reads a table's block of properties before it checks the block's sum, and where its
// assertions are kept, as in Debian's, one bit of it (the highest of the block's last number) ends
// the process: loudly, but not in our words.
size_t AssertedBit(const std::string& table) {
  const size_t name =
      table.find("rocksdb.properties");  // the first words of the block that follows
  return name == std::string::npos ? std::string::npos : (name - 9) * 8 + 7;
}

// Flips one bit after the other, in every file. Either everything is read, exactly, or damage is
// reported; never less, never other records. (Every bit there is with IZMAKSA_EVERY_BIT=1, which
// takes some minutes; else a sample.)
class DamageTest : public RocksLogTest, public ::testing::WithParamInterface<bool> {};

TEST_P(DamageTest, AFlippedBitIsHarmlessOrFoundOut) {
  const std::string copy = directory_.path() + "/copy", scratch = directory_.path() + "/scratch";
  const Everything everything = Fill(copy, /*killed=*/GetParam());
  ASSERT_EQ(*OpenAndReadAll(copy, Access::kReadOnly), everything);
  const bool every_bit = std::getenv("IZMAKSA_EVERY_BIT") != nullptr;
  std::set<std::string> files;
  for (const auto& file : fs::directory_iterator(copy)) files.insert(file.path().filename());
  int count = 0;
  for (const std::string& name : files) {
    const fs::path file = fs::path(copy) / name;
    const std::string whole = Contents(file);
    const bool words = absl::StartsWith(name, "LOG") || absl::StartsWith(name, "OPTIONS");
    const size_t step = every_bit ? 1 : words ? 997 : 37;
    int found = 0, flips = 0;
    for (size_t bit = 0; bit < whole.size() * 8; bit += step) {
      if (bit == AssertedBit(whole)) continue;
      std::string flipped = whole;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      Overwrite(file, flipped);
      std::vector<absl::StatusOr<Everything>> reads;
      reads.push_back(OpenAndReadAll(copy, Access::kReadOnly));
      if (++count % 32 == 0) {
        fs::remove_all(scratch);
        fs::copy(copy, scratch, fs::copy_options::recursive);
        reads.push_back(OpenAndReadAll(scratch, Access::kReadWrite));
      }
      ++flips;
      found += !reads[0].ok();
      for (const auto& read : reads) {
        if (read.ok()) {
          ASSERT_EQ(*read, everything) << name << ", bit " << bit;
        } else {
          ASSERT_TRUE(absl::IsDataLoss(read.status()))
              << name << ", bit " << bit << ": " << read.status();
        }
      }
    }
    Overwrite(file, whole);
    if (every_bit)
      std::cout << name << ": " << flips << " bits, " << found << " reported" << std::endl;
    if (words || name == "IDENTITY" || name == "LOCK") {
      EXPECT_EQ(found, 0) << name;
    } else if (flips > 0 && absl::StrContains(name, ".log") == GetParam()) {
      EXPECT_GT(found, 0) << name;
    }
  }
  EXPECT_EQ(*OpenAndReadAll(copy, Access::kReadWrite), everything);
}

const auto kHowItEnded = [](const auto& test) { return test.param ? "Killed" : "Closed"; };
INSTANTIATE_TEST_SUITE_P(Process, DamageTest, ::testing::Bool(), kHowItEnded);

fs::path WriteAheadLog(const std::string& directory) {
  std::set<fs::path> found;
  for (const auto& file : fs::directory_iterator(directory)) {
    if (file.path().extension() == ".log") found.insert(file.path());
  }
  CHECK(!found.empty());
  return *found.rbegin();
}

// The last append was still being written, and never acknowledged, when the process or the machine
// died. Any part of it may be on the disk, and of power loss also zeros and remains in any order;
// all before it stays.
TEST_F(RocksLogTest, ATornLastWriteIsNoLoss) {
  const std::string copy = directory_.path() + "/copy", scratch = directory_.path() + "/scratch";
  Create();
  Everything everything = {{"events-0000", {"a", "b"}}, {"journal-0000", {"c"}}};
  std::string longer;
  {
    auto logs = Open();
    for (const auto& [name, records] : everything)
      ASSERT_TRUE(logs->Get(name)->Append(records).ok());
    fs::copy(path(), copy, fs::copy_options::recursive);
    ASSERT_TRUE(logs->Get("events-0000")->Append({std::string(90000, 't'), "tail"}).ok());
    longer = Contents(WriteAheadLog(path()));
  }
  const fs::path name = WriteAheadLog(copy).filename();
  const size_t before = Contents(WriteAheadLog(copy)).size();
  ASSERT_EQ(longer.substr(0, before), Contents(WriteAheadLog(copy)));
  const auto torn = [&](const std::string& write_ahead_log) {
    fs::remove_all(scratch);
    fs::copy(copy, scratch, fs::copy_options::recursive);
    Overwrite(scratch / name, write_ahead_log);
    for (const Access access : {Access::kReadOnly, Access::kReadWrite, Access::kReadWrite}) {
      const auto read = OpenAndReadAll(scratch, access);
      ASSERT_TRUE(read.ok()) << read.status();
      ASSERT_EQ(*read, everything);
    }
    auto logs = RocksLogs::Open(scratch, kNames, Access::kReadWrite);
    ASSERT_TRUE((*logs)->Get("events-0000")->Append({"on we go"}).ok());
  };
  for (size_t cut = 1; before + cut < longer.size(); cut += 1 + cut) {
    SCOPED_TRACE(absl::StrCat("cut by ", cut));
    torn(longer.substr(0, longer.size() - cut));
  }
  for (size_t block = before; block < longer.size(); block += 16000) {
    SCOPED_TRACE(absl::StrCat("zeros at ", block));
    std::string zeros = longer;
    const size_t size = std::min<size_t>(4096, zeros.size() - block);
    zeros.replace(block, size, size, '\0');
    torn(zeros);
    std::string remains = longer;
    for (size_t k = 0; k < size; k += 3) remains[block + k] = static_cast<char>(k * 31 + 1);
    torn(remains);
  }
  torn(longer.substr(0, before) + std::string(longer.size() - before, '\0'));
  everything["events-0000"].push_back(std::string(90000, 't'));
  everything["events-0000"].push_back("tail");
  torn(longer);  // whole, it may as well be there
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
