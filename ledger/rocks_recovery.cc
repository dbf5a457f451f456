#include "ledger/rocks_recovery.h"

#include <rocksdb/cache.h>
#include <rocksdb/table.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/ids.h"
#include "ledger/row.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

using rocksdb::WALRecoveryMode;

absl::StatusOr<int64_t> FindEnd(const RocksFamilies& rocks, size_t log, const std::string& name,
                                absl::string_view what) {
  std::unique_ptr<rocksdb::Iterator> it(
      rocks.db->NewIterator(rocksdb::ReadOptions(), rocks.families[log]));
  it->SeekToLast();
  if (!it->Valid()) {
    RETURN_IF_ERROR(FromRocks(it->status(), what));
    return 0;
  }
  ASSIGN_OR_RETURN(const Offset first, RowFirst(name, ToView(it->key())));
  ASSIGN_OR_RETURN(const auto records, RowRecords(name, first, ToView(it->value())));
  return first.position() + static_cast<int64_t>(records.size());
}

absl::StatusOr<LogsView> LookAt(const std::string& directory, const std::vector<std::string>& names,
                                WALRecoveryMode mode, absl::string_view what) {
  ASSIGN_OR_RETURN(auto rocks, OpenForReading(LogDatabaseOptions(mode), directory, names,
                                              LogFamilyOptions(), what));
  return FindEnds(std::move(rocks), names, what);
}

}  // namespace

rocksdb::DBOptions LogDatabaseOptions(WALRecoveryMode mode) {
  rocksdb::DBOptions options;
  options.wal_recovery_mode = mode;
  options.paranoid_checks = true;
  options.max_background_jobs = 2;
  options.db_write_buffer_size = 256 << 20;
  // Bounds the time of a recovery: a quiet log would else keep every file since its last record.
  options.max_total_wal_size = 256 << 20;
  options.keep_log_file_num = 4;
  options.max_log_file_size = 8 << 20;
  return options;
}

rocksdb::ColumnFamilyOptions LogFamilyOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 64 << 10;
  table.block_cache = rocksdb::NewLRUCache(32 << 20);
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = rocksdb::kNoCompression;
  options.bottommost_compression = rocksdb::kNoCompression;
  // A flushed file is read back before the write-ahead log it came from is let go.
  options.paranoid_file_checks = true;
  return options;
}

absl::StatusOr<LogsView> FindEnds(RocksFamilies rocks, const std::vector<std::string>& names,
                                  absl::string_view what) {
  LogsView view{std::move(rocks), {}};
  for (size_t i = 0; i < names.size(); ++i) {
    ASSIGN_OR_RETURN(const int64_t end, FindEnd(view.rocks, i, names[i], what));
    view.ends.push_back(end);
  }
  return view;
}

absl::Status CheckEnds(const std::vector<std::string>& names, const std::vector<int64_t>& ends,
                       const std::vector<int64_t>& acknowledged) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (ends[i] >= acknowledged[i]) continue;
    return absl::DataLossError(absl::StrCat("the log '", names[i],
                                            "' has lost records: it was acknowledged up to offset ",
                                            acknowledged[i], " and ends at ", ends[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<Inspection> InspectLogs(const std::string& directory,
                                       const std::vector<std::string>& names,
                                       const std::vector<int64_t>& acknowledged,
                                       absl::string_view what) {
  // This mode takes an unfinished last write for torn, and stops at all other damage.
  auto strict = LookAt(directory, names, WALRecoveryMode::kTolerateCorruptedTailRecords, what);
  if (strict.ok()) {
    RETURN_IF_ERROR(CheckEnds(names, strict->ends, acknowledged));
    return Inspection{*std::move(strict), WALRecoveryMode::kTolerateCorruptedTailRecords};
  }
  if (!absl::IsDataLoss(strict.status())) return strict.status();
  // After power loss the last write, never acknowledged, may be any mixture of its bytes and zeros.
  // It is that, and no loss, when everything acknowledged stands before the damage, and nothing
  // whole stands behind it.
  auto before = LookAt(directory, names, WALRecoveryMode::kPointInTimeRecovery, what);
  const auto around = LookAt(directory, names, WALRecoveryMode::kSkipAnyCorruptedRecords, what);
  if (!before.ok() || !around.ok() || before->ends != around->ends ||
      !CheckEnds(names, before->ends, acknowledged).ok()) {
    return strict.status();
  }
  return Inspection{*std::move(before), WALRecoveryMode::kPointInTimeRecovery};
}

}  // namespace izmaksa
