// A door of its own for each test: logs in memory, keys and an index in a directory, and people
// registered before.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "batch/event_json.h"
#include "batch/event_seal.h"
#include "batch/intake.h"
#include "ledger/temp_directory.h"
#include "tests/format_examples.h"
#include "tests/memory_log.h"

namespace izmaksa {

inline std::string Registration(uint64_t person, absl::string_view born = "1951-03-07",
                                absl::string_view family = "Bērziņš") {
  return absl::StrCat(R"({"id":"R-)", person, R"(","source":"register","person":)", person,
                      R"(,"effective":")", born,
                      R"(","recorded":"2020-01-02T08:00:00Z","person_registered":{"born":")", born,
                      R"(","identity":{"given_name":"Jānis","family_name":")", family,
                      R"(","personal_code":"070351-12347"}}})");
}

inline std::string Residence(uint64_t person, absl::string_view id,
                             absl::string_view country = "LV",
                             absl::string_view effective = "2016-01-01") {
  return absl::StrCat(R"({"id":")", id, R"(","source":"register","person":)", person,
                      R"(,"effective":")", effective,
                      R"(","recorded":"2015-12-20T08:00:00Z","residence_changed":{"country":")",
                      country, R"("}})");
}

inline std::string Account(uint64_t person, absl::string_view id,
                           absl::string_view iban = "LV80BANK0000435195001") {
  return absl::StrCat(
      R"({"id":")", id, R"(","source":"cases","person":)", person,
      R"(,"effective":"2013-07-01","recorded":"2013-06-20T10:00:00Z","account_changed":{"account":{"iban":")",
      iban, R"("}}})");
}

class IntakeTest : public testing::Test {
 protected:
  explicit IntakeTest(int shards = 2) : logs_(static_cast<size_t>(shards)) {
    const std::string keys = directory_.path() + "/keys",
                      master = directory_.path() + "/master.key";
    EXPECT_TRUE(KeyStore::Create(keys, master).ok());
    keys_ = KeyStore::Open(keys, master, KeyStore::Access::kReadWrite).value();
    ids_ = IdIndex::Open(directory_.path() + "/ids", shards).value();
    for (MemoryLog& log : logs_) ledger_.events.push_back(&log);
    ledger_.keys = keys_.get();
    ledger_.ids = ids_.get();
    ledger_.known_benefit = KnownInputs;
    ledger_.born =
        [this](
            absl::Span<const PersonId> people) -> absl::StatusOr<std::vector<std::optional<Date>>> {
      EXPECT_TRUE(std::is_sorted(people.begin(), people.end()));
      std::vector<std::optional<Date>> born;
      for (const PersonId person : people) {
        const auto found = born_.find(person.number());
        born.push_back(found == born_.end() ? std::nullopt : std::optional(found->second));
      }
      asked_ += static_cast<int>(people.size());
      return born;
    };
  }

  std::string Write(const std::string& name, const std::vector<std::string>& lines) {
    const std::string path = directory_.path() + "/" + name;
    std::ofstream file(path, std::ios::binary);
    for (const std::string& line : lines) file << line << "\n";
    return path;
  }

  // Appends these lines as one file.
  IntakeResult Append(const std::vector<std::string>& lines) {
    return AppendNamed({Write("events.jsonl", lines)});
  }
  IntakeResult AppendNamed(const std::vector<std::string>& files) {
    const auto result = AppendFiles(files, ledger_);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(IntakeResult());
  }

  // "line field: message" of each fault.
  static std::vector<std::string> Texts(const IntakeResult& result) {
    std::vector<std::string> texts;
    for (const Fault& f : result.faults)
      texts.push_back(absl::StrCat(f.line, " ", f.field, ": ", f.message));
    return texts;
  }

  size_t Stored() const {
    size_t count = 0;
    for (const MemoryLog& log : logs_) count += log.records().size();
    return count;
  }

  // The records of a shard, unsealed and printed.
  std::vector<std::string> Lines(size_t shard) {
    std::vector<std::string> lines;
    for (const std::string& record : logs_[shard].records()) {
      v1::Event event;
      EXPECT_TRUE(event.ParseFromString(record));
      const PersonKey key = keys_->Keys({PersonId(event.person())}).value()[0];
      EXPECT_TRUE(UnsealEvent(key, &event).ok());
      lines.push_back(EventToJson(event));
    }
    return lines;
  }

  TempDirectory directory_;
  std::vector<MemoryLog> logs_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<IdIndex> ids_;
  std::map<uint64_t, Date> born_;  // registered before
  int asked_ = 0;
  IntakeLedger ledger_;
};

class IntakeOfOneShardTest : public IntakeTest {
 protected:
  IntakeOfOneShardTest() : IntakeTest(1) {}
};

}  // namespace izmaksa
