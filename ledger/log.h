// THE interface of the system: a durable, totally ordered sequence of records. Everything else is a
// fold of a log.
//
// The contract is the intersection of what RocksDB and Apache Kafka promise, written from what
// callers need; one suite (tests/log_contract_test.cc) runs against every implementation.
//
//   * Acknowledged means durable: it survives the process, and power loss.
//   * A failed Append may have happened, wholly or as a prefix, and may still happen later.
//   * Records of one Append keep their order; they are not atomic together.
//   * Offsets increase. They are not dense: never compute one except Offset::next() to read on.
//   * History is complete. If records at or after `from` were lost or damaged, Read fails with
//     DATA_LOSS; it never skips forward.
//   * One writer at a time is expected; more do no harm, because readers decide which
//     records count.
//
// Thread-safe: any thread may call anything.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/ids.h"

namespace izmaksa {

struct Record {
  Offset offset;
  std::string bytes;
};

class Log {
 public:
  // A larger record is refused with INVALID_ARGUMENT before any effect.
  static constexpr size_t kRecordSizeMax = 1 << 20;

  virtual ~Log() = default;

  // Appends all records, in order, and returns when they are durable.
  virtual absl::Status Append(absl::Span<const std::string> records) = 0;

  // The same for records that stand elsewhere in memory, which they need not leave before it
  // returns.
  virtual absl::Status AppendViews(absl::Span<const absl::string_view> records) {
    return Append(std::vector<std::string>(records.begin(), records.end()));
  }

  // Up to `limit` records with offset >= from, in order; fewer only at the end of the log.
  virtual absl::StatusOr<std::vector<Record>> Read(Offset from, int limit) = 0;

  // Where the next record would go: every acknowledged record has a smaller offset.
  virtual absl::StatusOr<Offset> End() = 0;
};

// The embedded logs of a ledger: one RocksDB, a column family per log, one row per append, synced
// writes, concurrent appends sharing a sync. Owns its logs, which live as long as it does.
class RocksLogs {
 public:
  enum class Access { kReadWrite, kReadOnly };

  virtual ~RocksLogs() = default;

  // Creates the store with these logs. ALREADY_EXISTS when the directory is not empty.
  static absl::Status Create(const std::string& directory, const std::vector<std::string>& names);

  // Opens the store with exactly these logs. NOT_FOUND when there is none; UNAVAILABLE when another
  // process has it open for writing and so would we; DATA_LOSS when it is damaged;
  // FAILED_PRECONDITION when it holds other logs. Read-only access sees the logs as they were when
  // opened and may run beside a writer.
  static absl::StatusOr<std::unique_ptr<RocksLogs>> Open(const std::string& directory,
                                                         const std::vector<std::string>& names,
                                                         Access access);

  // The log of that name; it must be one of those opened.
  virtual Log* Get(absl::string_view name) = 0;
};

}  // namespace izmaksa
