// What the log and the folds share of RocksDB: its words in ours, and opening beside a writer.
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

inline rocksdb::Slice ToSlice(absl::string_view s) { return {s.data(), s.size()}; }
inline absl::string_view ToView(const rocksdb::Slice& s) { return {s.data(), s.size()}; }

// In the words of an operator, about `what` ("the ledger at /srv/izmaksa").
//   no space left      RESOURCE_EXHAUSTED      in use by another process  UNAVAILABLE
//   damaged, or a file of it is missing  DATA_LOSS      not permitted  PERMISSION_DENIED      else
//   INTERNAL
absl::Status FromRocks(const rocksdb::Status& status, absl::string_view what);

// The same for a failed system call on `path`; NOT_FOUND when there is no such file.
absl::Status FromErrno(int error, const std::string& path);

// Makes names created in, or renamed into, a directory durable.
absl::Status SyncDirectory(const std::string& directory);

// An open database and its column families, in the order asked for; the default one last.
class RocksFamilies {
 public:
  RocksFamilies() = default;
  RocksFamilies(RocksFamilies&&) = default;
  RocksFamilies& operator=(RocksFamilies&&) = delete;
  ~RocksFamilies();

  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
};

absl::StatusOr<RocksFamilies> OpenForWriting(const rocksdb::DBOptions& options,
                                             const std::string& directory,
                                             const std::vector<std::string>& families,
                                             const rocksdb::ColumnFamilyOptions& family_options,
                                             absl::string_view what);

// Changes nothing on disk, and may run beside a writer: what it sees is one consistent moment.
// UNAVAILABLE when the writer changes files too fast for that.
absl::StatusOr<RocksFamilies> OpenForReading(rocksdb::DBOptions options,
                                             const std::string& directory,
                                             const std::vector<std::string>& families,
                                             const rocksdb::ColumnFamilyOptions& family_options,
                                             absl::string_view what);

}  // namespace izmaksa
