// A ledger on disk: its logs, the folds of them, and the keys, in one data directory.
//
//   DIR/IZMAKSA      what this directory is: format and number of shards
//   DIR/logs/        control, events-0000 …, journal-0000 … : the ledger itself. Never delete
//   DIR/keys/        the people's keys, wrapped. Never delete
//   DIR/master.key   unwraps them. Keep a copy elsewhere
//   DIR/messages/    the bank's messages as they came, sealed. Never delete
//   DIR/state/       people-0000 …, books-0000 …, ids: folds of the logs. May be deleted and is
//   rebuilt
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "ledger/log.h"
#include "ledger/projection.h"
#include "ledger/seal.h"

namespace izmaksa {

struct LedgerOptions {
  int shards = 2;
  Agency agency;
  PostAccount post;
  int64_t file_payments_max = 50'000;
  std::optional<Month> first_month;  // nullopt: the month of the first run
};

class Ledger {
 public:
  enum class Access { kReadWrite, kReadOnly };

  // Memory for sorting one chunk of one shard's fold.
  static constexpr size_t kFoldMemoryMax = 512u << 20;
  static constexpr int kShardsMax = 256;

  // Makes a new, empty ledger. ALREADY_EXISTS when the directory holds one, or anything else.
  static absl::Status Create(const std::string& directory, const LedgerOptions& options);

  // NOT_FOUND when there is no such directory, FAILED_PRECONDITION when it is not a ledger or of a
  // newer format, UNAVAILABLE when another process writes to it, DATA_LOSS when it is damaged.
  // Read-only access may run beside a writer and sees the ledger as it was when opened.
  static absl::StatusOr<std::unique_ptr<Ledger>> Open(const std::string& directory, Access access);

  const std::string& directory() const { return directory_; }
  int shards() const { return static_cast<int>(events_.size()); }
  Log& control() const { return *control_; }
  Log& events(int shard) const { return *events_[static_cast<size_t>(shard)]; }
  Log& journal(int shard) const { return *journals_[static_cast<size_t>(shard)]; }
  const std::vector<Log*>& all_events() const { return events_; }
  Projection& people(int shard) const { return *people_[static_cast<size_t>(shard)]; }
  Projection& books(int shard) const { return *books_[static_cast<size_t>(shard)]; }
  KeyStore& keys() const { return *keys_; }
  StateStore& state() const { return *state_; }

 private:
  Ledger() = default;
  std::string directory_;
  std::unique_ptr<RocksLogs> logs_;
  std::unique_ptr<StateStore> state_;
  std::unique_ptr<KeyStore> keys_;
  Log* control_ = nullptr;
  std::vector<Log*> events_, journals_;
  std::vector<Projection*> people_, books_;
};

// Runs `work` for every shard, on as many threads as there are processors, and returns the first
// error in order of shard.
absl::Status ForEachShard(int shards, const std::function<absl::Status(int shard)>& work);

}  // namespace izmaksa
