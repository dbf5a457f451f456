#include "ledger/values.h"

#include <rocksdb/write_batch.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "ledger/endian.h"
#include "ledger/rocks.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kBatchBytesMax = 8 << 20;
// Walking past this many rows costs as much as one search.
constexpr int kStepsMax = 8;

}  // namespace

std::string EncodeValue(Offset true_at, absl::string_view bytes) {
  std::string row;
  row.reserve(8 + bytes.size());
  AppendBig64(row, static_cast<uint64_t>(true_at.position()));
  row.append(bytes.data(), bytes.size());
  return row;
}

absl::StatusOr<Value> DecodeValue(absl::string_view row, absl::string_view what) {
  if (row.size() < 8) return absl::DataLossError(absl::StrCat(what, " is damaged: a row is cut"));
  return Value{Offset(static_cast<int64_t>(FromBig64(row.data()))), row.substr(8)};
}

ValueReader::ValueReader(ValueTable table, size_t keys) : table_(std::move(table)) {
  uint64_t rows = 0;
  table_.db->GetIntProperty(table_.family, rocksdb::DB::Properties::kEstimateNumKeys, &rows);
  if (keys < rows / kStepsMax) return;
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  walk_.reset(table_.db->NewIterator(options, table_.family));
}

absl::Status ValueReader::Read(absl::Span<const std::string> keys,
                               std::vector<rocksdb::PinnableSlice>* rows) {
  rows->clear();
  rows->resize(keys.size());
  if (walk_ == nullptr) {
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<rocksdb::Status> statuses(keys.size());
    table_.db->MultiGet(rocksdb::ReadOptions(), table_.family, slices.size(), slices.data(),
                        rows->data(), statuses.data(), /*sorted_input=*/true);
    for (size_t i = 0; i < statuses.size(); ++i) {
      if (statuses[i].IsNotFound()) {
        (*rows)[i].Reset();
      } else {
        RETURN_IF_ERROR(FromRocks(statuses[i], table_.what));
      }
    }
    return absl::OkStatus();
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    int steps = 0;
    while (walk_->Valid() && steps < kStepsMax && ToView(walk_->key()) < keys[i]) {
      walk_->Next();
      ++steps;
    }
    if (!walk_->Valid() || ToView(walk_->key()) < keys[i]) {
      RETURN_IF_ERROR(FromRocks(walk_->status(), table_.what));
      walk_->Seek(keys[i]);
    }
    if (walk_->Valid() && ToView(walk_->key()) == keys[i]) (*rows)[i].PinSelf(walk_->value());
  }
  return FromRocks(walk_->status(), table_.what);
}

ValueWriter::ValueWriter(ValueTable table, std::string file)
    : table_(std::move(table)), file_(std::move(file)) {}

ValueWriter::~ValueWriter() {
  if (writer_ == nullptr) return;
  writer_.reset();
  std::error_code ignored;  // it is removed before it is made anew, too
  std::filesystem::remove(file_, ignored);
}

absl::Status ValueWriter::StartFile() {
  // Removed, never overwritten: after a crash it may be another name of a file the database has
  // already taken in.
  std::error_code error;
  std::filesystem::remove(file_, error);
  if (error) return FromErrno(error.value(), file_);
  writer_ = std::make_unique<rocksdb::SstFileWriter>(
      rocksdb::EnvOptions(), table_.db->GetOptions(table_.family), table_.family,
      /*invalidate_page_cache=*/false);  // it is read soon
  RETURN_IF_ERROR(FromRocks(writer_->Open(file_), table_.what));
  for (const auto& [key, row] : pending_) {
    RETURN_IF_ERROR(FromRocks(writer_->Put(key, row), table_.what));
  }
  pending_.clear();
  pending_.shrink_to_fit();
  return absl::OkStatus();
}

absl::Status ValueWriter::Put(std::string key, std::string row) {
  if (writer_ != nullptr) return FromRocks(writer_->Put(key, row), table_.what);
  pending_bytes_ += key.size() + row.size();
  pending_.emplace_back(std::move(key), std::move(row));
  return pending_bytes_ > kBatchBytesMax ? StartFile() : absl::OkStatus();
}

absl::Status ValueWriter::Commit() {
  if (writer_ == nullptr) {
    rocksdb::WriteBatch batch;
    for (const auto& [key, row] : pending_) {
      RETURN_IF_ERROR(FromRocks(batch.Put(table_.family, key, row), table_.what));
    }
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    return FromRocks(table_.db->Write(options, &batch), table_.what);
  }
  RETURN_IF_ERROR(FromRocks(writer_->Finish(), table_.what));
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  options.write_global_seqno = false;
  return FromRocks(table_.db->IngestExternalFile(table_.family, {file_}, options), table_.what);
}

}  // namespace izmaksa
