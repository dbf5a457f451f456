#include "ledger/id_index.h"

#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "ledger/digest.h"
#include "ledger/sorted_read.h"
#include "ledger/sorted_write.h"
#include "ledger/status.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

// Rows: fingerprint of the id → fingerprint of the content, both as 16 bytes big-endian; and one
// row with the positions of all shards, 8 bytes each, under a key that is longer than any
// fingerprint.
constexpr absl::string_view kPositionsRow = "positions of all shards";
using Row = std::array<char, 16>;

// From this many on, they do not go through the memory table.
constexpr size_t kSortedMin = 50000;
constexpr size_t kCatchUpChunk = 4 << 20;
constexpr int kReadLimit = 32768;

void Store(uint64_t number, char* out) {
  for (int i = 0; i < 8; ++i) out[i] = static_cast<char>(number >> (56 - 8 * i));
}

uint64_t Load(const char* bytes) {
  uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | static_cast<uint8_t>(bytes[i]);
  return number;
}

Row RowOf(const Fingerprint& print) {
  Row row;
  Store(print.high, row.data());
  Store(print.low, row.data() + 8);
  return row;
}

rocksdb::Slice AsSlice(const Row& row) { return {row.data(), row.size()}; }
rocksdb::Slice AsSlice(absl::string_view text) { return {text.data(), text.size()}; }

rocksdb::Options StoreOptions() {
  rocksdb::Options options;
  options.compression = rocksdb::kNoCompression;  // fingerprints are random bytes
  options.max_open_files = 512;
  options.write_buffer_size = 32 << 20;
  options.keep_log_file_num = 2;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class RocksIdIndex : public IdIndex {
 public:
  RocksIdIndex(std::string directory, std::unique_ptr<rocksdb::DB> db,
               std::vector<Offset> positions)
      : directory_(std::move(directory)), db_(std::move(db)), positions_(std::move(positions)) {}

  static absl::Status Failed(const std::string& directory, const rocksdb::Status& status) {
    const std::string message =
        absl::StrCat("index of event ids in ", directory, ": ", status.ToString());
    if (status.IsCorruption()) {
      return absl::DataLossError(
          absl::StrCat(message, " (delete the directory; it is rebuilt from the logs)"));
    }
    if (status.IsNoSpace()) return absl::ResourceExhaustedError(message);
    return absl::UnavailableError(message);
  }

  std::vector<Offset> positions() const override { return positions_; }

  absl::Status CatchUp(absl::Span<Log* const> logs) override {
    CHECK(logs.size() == positions_.size());
    std::vector<Entry> entries;
    std::vector<Offset> reached = positions_;
    v1::Event event;
    for (size_t shard = 0; shard < logs.size(); ++shard) {
      ASSIGN_OR_RETURN(const Offset end, logs[shard]->End());
      if (end < positions_[shard]) {
        return absl::DataLossError(absl::StrCat(
            "the events of shard ", shard, " end at ", end.position(), ", but records up to ",
            positions_[shard].position(), " were there before"));
      }
      while (reached[shard] < end) {
        ASSIGN_OR_RETURN(const std::vector<Record> records,
                         logs[shard]->Read(reached[shard], kReadLimit));
        if (records.empty()) break;
        for (const Record& record : records) {
          if (!event.ParseFromString(record.bytes) || event.id().empty()) {
            return absl::DataLossError(absl::StrCat("the record at ", record.offset.position(),
                                                    " of the events of shard ", shard,
                                                    " is not an event"));
          }
          entries.push_back(
              {FingerprintOfId(event.source(), event.id()), FingerprintOf(record.bytes)});
          reached[shard] = record.offset.next();
        }
        if (entries.size() >= kCatchUpChunk) RETURN_IF_ERROR(AddSorted(entries, reached));
      }
    }
    return entries.empty() ? absl::OkStatus() : AddSorted(entries, reached);
  }

  absl::Status Find(absl::Span<const Fingerprint> ids,
                    const std::function<void(size_t, Fingerprint)>& found) const override {
    const auto key_of = [&, rows = std::vector<Row>(kSortedReadBatch)](size_t i) mutable {
      return AsSlice(rows[i % rows.size()] = RowOf(ids[i]));
    };
    const rocksdb::Status status = ReadSorted(
        db_.get(), db_->DefaultColumnFamily(), ids.size(), key_of,
        [&](size_t i, rocksdb::Slice value) {
          found(i, value.size() == 16 ? Fingerprint{Load(value.data()), Load(value.data() + 8)}
                                      : Fingerprint{});
        });
    return status.ok() ? absl::OkStatus() : Failed(directory_, status);
  }

  absl::Status Add(size_t count, const std::function<Entry(size_t)>& entry,
                   const std::vector<Offset>& positions) override {
    CHECK(positions.size() == positions_.size());
    std::string stored(positions.size() * 8, '\0');
    for (size_t i = 0; i < positions.size(); ++i) {
      Store(static_cast<uint64_t>(positions[i].position()), stored.data() + 8 * i);
    }
    rocksdb::WriteBatch batch;
    rocksdb::Status status;
    const auto rows = [&](size_t from, size_t to, const PutRow& put) {
      for (size_t i = from; i < to; ++i) {
        const Entry added = entry(i);
        const Row id = RowOf(added.id), content = RowOf(added.content);
        put(AsSlice(id), AsSlice(content));
      }
    };
    if (count >= kSortedMin) {
      status = WriteSorted(db_.get(), absl::StrCat(directory_, "/new-ids"), count, rows);
    } else {
      rows(0, count, [&](const rocksdb::Slice& id, const rocksdb::Slice& content) {
        if (status.ok()) status = batch.Put(id, content);
      });
    }
    // The positions come last: without them the entries are merely found again. No sync, for the
    // same reason.
    if (status.ok()) status = batch.Put(AsSlice(kPositionsRow), stored);
    if (status.ok()) status = db_->Write(rocksdb::WriteOptions(), &batch);
    if (!status.ok()) return Failed(directory_, status);
    positions_ = positions;
    return absl::OkStatus();
  }

 private:
  // The first of equal ids counts, in the logs' own order.
  absl::Status AddSorted(std::vector<Entry>& entries, const std::vector<Offset>& reached) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.id < b.id; });
    entries.erase(std::unique(entries.begin(), entries.end(),
                              [](const Entry& a, const Entry& b) { return a.id == b.id; }),
                  entries.end());
    std::vector<Fingerprint> ids;
    for (const Entry& entry : entries) ids.push_back(entry.id);
    std::vector<bool> known(entries.size());
    RETURN_IF_ERROR(Find(ids, [&](size_t i, Fingerprint) { known[i] = true; }));
    size_t kept = 0;
    for (size_t i = 0; i < entries.size(); ++i) {
      if (!known[i]) entries[kept++] = entries[i];
    }
    RETURN_IF_ERROR(Add(
        kept, [&](size_t i) { return entries[i]; }, reached));
    entries.clear();
    return absl::OkStatus();
  }

  const std::string directory_;
  const std::unique_ptr<rocksdb::DB> db_;
  std::vector<Offset> positions_;
};

}  // namespace

Fingerprint FingerprintOf(absl::string_view bytes) {
  const Digest digest = Sha256(bytes);
  const char* const hash = reinterpret_cast<const char*>(digest.data());
  return {Load(hash), Load(hash + 8)};
}

Fingerprint FingerprintOfId(absl::string_view source, absl::string_view id) {
  thread_local std::string both;
  both.assign(source.data(), source.size());
  both.push_back('\0');
  both.append(id.data(), id.size());
  return FingerprintOf(both);
}

absl::StatusOr<std::unique_ptr<IdIndex>> IdIndex::Open(const std::string& directory, int shards) {
  rocksdb::Options options = StoreOptions();
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, directory, &opened);
  if (!status.ok()) return RocksIdIndex::Failed(directory, status);
  std::unique_ptr<rocksdb::DB> db(opened);
  std::vector<Offset> positions(static_cast<size_t>(shards));
  std::string stored;
  status = db->Get(rocksdb::ReadOptions(), AsSlice(kPositionsRow), &stored);
  if (!status.ok() && !status.IsNotFound()) return RocksIdIndex::Failed(directory, status);
  if (status.ok()) {
    if (stored.size() != positions.size() * 8) {
      return absl::FailedPreconditionError(absl::StrCat("index of event ids in ", directory,
                                                        ": made for ", stored.size() / 8,
                                                        " shards, not ", shards));
    }
    for (size_t i = 0; i < positions.size(); ++i) {
      positions[i] = Offset(static_cast<int64_t>(Load(stored.data() + 8 * i)));
    }
  }
  return std::make_unique<RocksIdIndex>(directory, std::move(db), std::move(positions));
}

}  // namespace izmaksa
