// Damage to the files of a ledger, of every kind that one bit or one interrupted write can do.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/rocks_log_fixture.h"

namespace izmaksa {
namespace {

// RocksDB reads a table's block of properties before it checks the block's sum, and where its
// assertions are kept, as in Debian's, one bit of it (the highest of the block's last number) ends
// the process: loudly, but not in our words.
size_t AssertedBit(const std::string& table) {
  const size_t name =
      table.find("rocksdb.properties");  // the first words of the block that follows
  return name == std::string::npos ? std::string::npos : (name - 9) * 8 + 7;
}

// Flips one bit after the other, in every file. Either everything is read, exactly, or damage is
// reported; never less, never other records. (Every bit with IZMAKSA_EVERY_BIT=1, which
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
    const size_t step = words ? 997 : every_bit ? 1 : 37;
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

}  // namespace
}  // namespace izmaksa
