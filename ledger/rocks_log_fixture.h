// A small ledger of two logs, for tests that look at its files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ledger/log.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"

namespace izmaksa {

namespace fs = std::filesystem;
using Access = RocksLogs::Access;

inline const std::vector<std::string> kNames = {"events-0000", "journal-0000"};

inline std::string Contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void Overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
}

// Every record of every log, or why they cannot all be read.
using Everything = std::map<std::string, std::vector<std::string>>;

inline absl::StatusOr<Everything> ReadAll(RocksLogs& logs) {
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

inline absl::StatusOr<Everything> OpenAndReadAll(const std::string& path, Access access) {
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

}  // namespace izmaksa
