#include <rocksdb/write_batch.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>

#include "absl/strings/str_cat.h"
#include "ledger/acknowledged.h"
#include "ledger/group_commit.h"
#include "ledger/log.h"
#include "ledger/rocks.h"
#include "ledger/rocks_recovery.h"
#include "ledger/row.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kRowBytes =
    1 << 20;  // a row is closed when it reaches this: it stays below twice as much
constexpr size_t kCommitBytes = 16 << 20;  // a larger append is made durable in several steps

std::string What(const std::string& directory) { return absl::StrCat("the ledger at ", directory); }

class Store;

class RocksLog final : public Log {
 public:
  RocksLog(Store& store, size_t index, std::string name, int64_t end)
      : store_(store), index_(index), name_(std::move(name)), end_(end) {}

  absl::Status Append(absl::Span<const std::string> records) override {
    return AppendViews(std::vector<absl::string_view>(records.begin(), records.end()));
  }
  absl::Status AppendViews(absl::Span<const absl::string_view> records) override;
  absl::StatusOr<std::vector<Record>> Read(Offset from, int limit) override;
  absl::StatusOr<Offset> End() override { return Offset(end_.load(std::memory_order_acquire)); }

 private:
  friend class Store;

  absl::Status Lost(int64_t from, int64_t to) const {
    return absl::DataLossError(absl::StrCat("the log '", name_,
                                            "' has lost its records from offset ", from,
                                            " up to, and not including, ", to));
  }

  Store& store_;
  const size_t index_;
  const std::string name_;
  std::atomic<int64_t> end_;  // rows at or after it are not yet durable, or not ours to show
};

class Store final : public RocksLogs {
 public:
  Store(const std::string& directory, RocksFamilies rocks,
        std::unique_ptr<Acknowledged> acknowledged, const std::vector<std::string>& names,
        const std::vector<int64_t>& ends, bool writable)
      : what_(What(directory)),
        writable_(writable),
        acknowledged_(std::move(acknowledged)),
        rocks_(std::move(rocks)),
        commits_([this](const std::vector<PendingAppend*>& group) { return Commit(group); }) {
    for (size_t i = 0; i < names.size(); ++i) {
      logs_.push_back(std::make_unique<RocksLog>(*this, i, names[i], ends[i]));
    }
  }

  ~Store() override {
    // At rest everything is in checksummed tables, none of it in the write-ahead log. When that
    // cannot be done the next opening recovers.
    if (!writable_ || !commits_.failure().ok()) return;
    if (rocks_.db->Flush(rocksdb::FlushOptions(), rocks_.families).ok())
      (void)acknowledged_->Sync();
  }

  Log* Get(absl::string_view name) override {
    for (const auto& log : logs_) {
      if (log->name_ == name) return log.get();
    }
    CHECK(!"a log of that name was opened");
    return nullptr;
  }

  // Carries over what recovery found. Before any append.
  absl::Status AcknowledgeAll() {
    for (const auto& log : logs_) {
      RETURN_IF_ERROR(acknowledged_->Set(log->index_, log->end_.load(std::memory_order_relaxed)));
    }
    return acknowledged_->Sync();
  }

 private:
  friend class RocksLog;

  absl::Status Commit(const std::vector<PendingAppend*>& group) {
    rocksdb::WriteBatch batch;
    std::map<size_t, int64_t> ends;
    for (const PendingAppend* append : group) {
      const RocksLog& log = *logs_[append->log];
      int64_t& end =
          ends.emplace(append->log, log.end_.load(std::memory_order_relaxed)).first->second;
      for (const PendingAppend::Row& row : append->rows) {
        const std::string key = RowKey(Offset(end));
        const std::string seal = RowSeal(log.name_, Offset(end), row.body);
        const rocksdb::Slice keys[] = {key};
        const rocksdb::Slice values[] = {seal, row.body};
        RETURN_IF_ERROR(
            FromRocks(batch.Put(rocks_.families[append->log], rocksdb::SliceParts(keys, 1),
                                rocksdb::SliceParts(values, 2)),
                      what_));
        end += row.count;
      }
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    RETURN_IF_ERROR(FromRocks(rocks_.db->Write(options, &batch), what_));
    for (const auto& [log, end] : ends) RETURN_IF_ERROR(acknowledged_->Set(log, end));
    for (const auto& [log, end] : ends) logs_[log]->end_.store(end, std::memory_order_release);
    return absl::OkStatus();
  }

  const std::string what_;
  const bool writable_;
  const std::unique_ptr<Acknowledged> acknowledged_;
  const RocksFamilies rocks_;
  std::vector<std::unique_ptr<RocksLog>> logs_;
  GroupCommit commits_;
};

absl::Status RocksLog::AppendViews(absl::Span<const absl::string_view> records) {
  if (!store_.writable_) {
    return absl::FailedPreconditionError(
        absl::StrCat("the log '", name_, "' was opened for reading only"));
  }
  for (const absl::string_view record : records) {
    if (record.size() <= kRecordSizeMax) continue;
    return absl::InvalidArgumentError(absl::StrCat("a record of ", record.size(),
                                                   " bytes is too large for the log '", name_,
                                                   "': at most ", kRecordSizeMax));
  }
  while (!records.empty()) {
    PendingAppend append{index_, {}, 0};
    while (!records.empty() && append.bytes < kCommitBytes) {
      size_t count = 0;
      for (size_t bytes = 0; count < records.size() && bytes < kRowBytes; ++count) {
        bytes += records[count].size() + 4;
      }
      append.rows.push_back({RowBody(records.first(count)), static_cast<int>(count)});
      append.bytes += append.rows.back().body.size();
      records.remove_prefix(count);
    }
    RETURN_IF_ERROR(store_.commits_.Append(std::move(append)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Record>> RocksLog::Read(Offset from, int limit) {
  std::vector<Record> result;
  int64_t next = std::max<int64_t>(from.position(), 0);
  const int64_t end = end_.load(std::memory_order_acquire);
  const int64_t stop = std::min(end, next + std::max(limit, 0));
  if (next >= stop) return result;
  result.reserve(static_cast<size_t>(stop - next));
  std::unique_ptr<rocksdb::Iterator> it(
      store_.rocks_.db->NewIterator(rocksdb::ReadOptions(), store_.rocks_.families[index_]));
  // The row that holds `next` starts at or before it; when there is none the head is lost.
  it->SeekForPrev(RowKey(Offset(next)));
  if (!it->Valid() && it->status().ok()) it->SeekToFirst();
  for (; next < stop; it->Next()) {
    if (!it->Valid()) {
      RETURN_IF_ERROR(FromRocks(it->status(), absl::StrCat("the log '", name_, "', at offset ",
                                                           next, ", of ", store_.what_)));
      return Lost(next, end);
    }
    ASSIGN_OR_RETURN(const Offset first, RowFirst(name_, ToView(it->key())));
    if (first.position() > next) return Lost(next, first.position());
    ASSIGN_OR_RETURN(const auto records, RowRecords(name_, first, ToView(it->value())));
    const int64_t row_end = first.position() + static_cast<int64_t>(records.size());
    if (row_end <= next) {
      // Only the row found by the search may end before: then the one that should follow it is
      // missing.
      it->Next();
      const bool last = !it->Valid();
      RETURN_IF_ERROR(FromRocks(it->status(), store_.what_));
      if (last) return Lost(row_end, end);
      ASSIGN_OR_RETURN(const Offset following, RowFirst(name_, ToView(it->key())));
      return Lost(row_end, following.position());
    }
    if (!result.empty() && first.position() != next) {
      return absl::DataLossError(absl::StrCat(
          "the log '", name_, "' is damaged: two rows hold offset ", first.position()));
    }
    for (; next < std::min(row_end, stop); ++next) {
      const absl::string_view record = records[static_cast<size_t>(next - first.position())];
      result.push_back({Offset(next), std::string(record)});
    }
  }
  return result;
}

std::vector<std::string> Sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  CHECK(!names.empty());
  for (size_t i = 0; i < names.size(); ++i) {
    CHECK(!names[i].empty() && names[i] != rocksdb::kDefaultColumnFamilyName);
    CHECK(names[i].find('\n') == std::string::npos);
    CHECK(i == 0 || names[i] != names[i - 1]);
  }
  return names;
}

}  // namespace

absl::Status RocksLogs::Create(const std::string& directory,
                               const std::vector<std::string>& names) {
  const std::vector<std::string> sorted = Sorted(names);
  const std::string what = What(directory);
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error)) {
    return absl::AlreadyExistsError(absl::StrCat(directory, " is not empty"));
  }
  if (error) return FromErrno(error.value(), directory);
  // Made beside and renamed when whole: a ledger is there or it is not.
  const std::string unfinished = directory + ".creating";
  std::filesystem::create_directories(unfinished, error);
  if (error) return FromErrno(error.value(), unfinished);
  RETURN_IF_ERROR(FromRocks(rocksdb::DestroyDB(unfinished, rocksdb::Options()), what));
  std::filesystem::create_directories(unfinished, error);
  if (error) return FromErrno(error.value(), unfinished);
  {
    rocksdb::DBOptions options = LogDatabaseOptions(rocksdb::WALRecoveryMode::kAbsoluteConsistency);
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.error_if_exists = true;
    ASSIGN_OR_RETURN(const auto rocks,
                     OpenForWriting(options, unfinished, sorted, LogFamilyOptions(), what));
  }
  RETURN_IF_ERROR(Acknowledged::Create(unfinished, sorted));
  RETURN_IF_ERROR(SyncDirectory(unfinished));
  if (rename(unfinished.c_str(), directory.c_str()) != 0) return FromErrno(errno, directory);
  const std::filesystem::path parent = std::filesystem::absolute(directory).parent_path();
  return SyncDirectory(parent.string());
}

absl::StatusOr<std::unique_ptr<RocksLogs>> RocksLogs::Open(const std::string& directory,
                                                           const std::vector<std::string>& names,
                                                           Access access) {
  const std::vector<std::string> sorted = Sorted(names);
  const std::string what = What(directory);
  const bool writable = access == Access::kReadWrite;
  auto acknowledged = Acknowledged::Open(directory, sorted, writable);
  if (absl::IsNotFound(acknowledged.status())) {
    std::error_code error;
    if (std::filesystem::exists(directory + "/CURRENT", error)) {
      return absl::DataLossError(
          absl::StrCat(what, " is damaged, or is no ledger: ", acknowledged.status().message()));
    }
    return absl::NotFoundError(absl::StrCat("there is no ledger at ", directory));
  }
  RETURN_IF_ERROR(acknowledged.status());
  ASSIGN_OR_RETURN(Inspection inspection,
                   InspectLogs(directory, sorted, (*acknowledged)->ends(), what));
  if (!writable) {
    return std::make_unique<Store>(directory, std::move(inspection.view.rocks),
                                   *std::move(acknowledged), sorted, inspection.view.ends, false);
  }
  { const LogsView closed = std::move(inspection.view); }
  ASSIGN_OR_RETURN(auto rocks, OpenForWriting(LogDatabaseOptions(inspection.mode), directory,
                                              sorted, LogFamilyOptions(), what));
  ASSIGN_OR_RETURN(LogsView view, FindEnds(std::move(rocks), sorted, what));
  RETURN_IF_ERROR(CheckEnds(sorted, view.ends, (*acknowledged)->ends()));
  auto store = std::make_unique<Store>(directory, std::move(view.rocks), *std::move(acknowledged),
                                       sorted, view.ends, true);
  RETURN_IF_ERROR(store->AcknowledgeAll());
  return store;
}

}  // namespace izmaksa
