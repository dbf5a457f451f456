// The rows of a projection in RocksDB, read and written in order of key, as a fold meets them.
//
//   key    person: 8 bytes, big-endian          the fold's own: one byte 0, which sorts before
//   every person value  offset it is true at: 8 bytes, big-endian; then the value    position; then
//   the header
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/ids.h"

namespace izmaksa {

// A row's value taken apart; `bytes` points into it.
struct Value {
  Offset true_at;
  absl::string_view bytes;
};
std::string EncodeValue(Offset true_at, absl::string_view bytes);
absl::StatusOr<Value> DecodeValue(absl::string_view row, absl::string_view what);

// Where the values are, and how an error about them begins.
struct ValueTable {
  rocksdb::DB* db;
  rocksdb::ColumnFamilyHandle* family;
  std::string what;
};

// Reads rows of rising keys. A walk along the table when a large share of it is wanted, single
// look-ups else.
class ValueReader {
 public:
  // `keys`: how many will be asked for in all.
  ValueReader(ValueTable table, size_t keys);

  // The rows of these keys, each empty when there is none (a row never is). Keys rise, also from
  // call to call.
  absl::Status Read(absl::Span<const std::string> keys, std::vector<rocksdb::PinnableSlice>* rows);

 private:
  const ValueTable table_;
  std::unique_ptr<rocksdb::Iterator> walk_;  // null: single look-ups
};

// Writes rows of rising keys, all of them or none: even after a crash, one is there only if every
// other is. Much data goes into a table file of its own, which is taken in whole (five to nine
// times faster, and nothing is compacted).
class ValueWriter {
 public:
  // `file`: where that table file may be made; on the device of the database.
  ValueWriter(ValueTable table, std::string file);
  ~ValueWriter();

  absl::Status Put(std::string key, std::string row);
  absl::Status Commit();  // once, at the end

 private:
  absl::Status StartFile();

  const ValueTable table_;
  const std::string file_;
  std::vector<std::pair<std::string, std::string>> pending_;
  size_t pending_bytes_ = 0;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
};

}  // namespace izmaksa
