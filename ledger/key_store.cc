#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "ledger/seal.h"
#include "ledger/sorted_read.h"
#include "ledger/sorted_write.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Rows: a person's number (8 bytes big-endian) → nonce ‖ wrapped key ‖ tag, or the one byte
// kErasedMark; and one row that is nobody's, with which the master key is recognised.
constexpr size_t kKeySize = 32;
constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kWrappedSize = kNonceSize + kKeySize + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kErasedMark = 'E';
constexpr absl::string_view kCheckRow =
    "\xff"
    "check";

// From this many new keys on, they do not go through the write-ahead log and the memory table.
constexpr size_t kSortedMin = 20000;
constexpr size_t kDrawnTogether = 4096;

using Row = std::array<char, 8>;

Row RowOf(PersonId person) {
  Row row;
  for (int i = 0; i < 8; ++i) row[i] = static_cast<char>(person.number() >> (56 - 8 * i));
  return row;
}

rocksdb::Slice AsSlice(const Row& row) { return {row.data(), row.size()}; }
rocksdb::Slice AsSlice(absl::string_view text) { return {text.data(), text.size()}; }

struct MasterKey {
  std::array<uint8_t, kKeySize> bytes{};
  ~MasterKey() { sodium_memzero(bytes.data(), bytes.size()); }
};

// nonce ‖ ciphertext ‖ tag, into `out` of kWrappedSize bytes that begins with the nonce.
void Wrap(const MasterKey& master, rocksdb::Slice row, const uint8_t* key, uint8_t* out) {
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceSize, nullptr, key, kKeySize,
                                             reinterpret_cast<const uint8_t*>(row.data()),
                                             row.size(), nullptr, out, master.bytes.data());
}

bool Unwrap(const MasterKey& master, rocksdb::Slice row, rocksdb::Slice wrapped, uint8_t* key) {
  const auto* const bytes = reinterpret_cast<const uint8_t*>(wrapped.data());
  return wrapped.size() == kWrappedSize &&
         crypto_aead_xchacha20poly1305_ietf_decrypt(key, nullptr, nullptr, bytes + kNonceSize,
                                                    kWrappedSize - kNonceSize,
                                                    reinterpret_cast<const uint8_t*>(row.data()),
                                                    row.size(), bytes, master.bytes.data()) == 0;
}

absl::Status Failed(const std::string& directory, const rocksdb::Status& status) {
  const std::string message = absl::StrCat("keys in ", directory, ": ", status.ToString());
  if (status.IsCorruption()) return absl::DataLossError(message);
  if (status.IsNoSpace()) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

absl::Status SystemError(absl::string_view what, const std::string& file) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", what, " ", file));
}

absl::Status ReadMasterKey(const std::string& file, MasterKey* master) {
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError("open the master key", file);
  uint8_t bytes[kKeySize + 1];
  const ssize_t size = read(fd, bytes, sizeof(bytes));
  close(fd);
  if (size < 0) return SystemError("read the master key", file);
  std::copy(bytes, bytes + kKeySize, master->bytes.begin());
  sodium_memzero(bytes, sizeof(bytes));
  if (size == kKeySize) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the master key ", file, " is not a file of exactly 32 bytes"));
}

absl::Status WriteMasterKey(const std::string& file) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) return absl::OkStatus();
  if (fd < 0) return SystemError("create the master key", file);
  MasterKey master;
  randombytes_buf(master.bytes.data(), master.bytes.size());
  const bool written =
      write(fd, master.bytes.data(), kKeySize) == static_cast<ssize_t>(kKeySize) && fsync(fd) == 0;
  const absl::Status failure =
      written ? absl::OkStatus() : SystemError("write the master key", file);
  close(fd);
  if (!written) {
    unlink(file.c_str());  // half a key would pass for a wrong one
    return failure;
  }
  // The name is durable only when its folder is.
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  const int folder_fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd < 0 || fsync(folder_fd) != 0) {
    if (folder_fd >= 0) close(folder_fd);
    return SystemError("sync the folder of the master key", file);
  }
  close(folder_fd);
  return absl::OkStatus();
}

rocksdb::Options StoreOptions() {
  rocksdb::Options options;
  options.compression = rocksdb::kNoCompression;  // wrapped keys are random bytes
  options.max_open_files = 256;
  options.write_buffer_size = 16 << 20;
  options.keep_log_file_num = 2;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class RocksKeyStore : public KeyStore {
 public:
  RocksKeyStore(std::string directory, std::unique_ptr<rocksdb::DB> db, const MasterKey& master)
      : directory_(std::move(directory)), db_(std::move(db)), master_(master) {
    constexpr absl::string_view kWhat = "izmaksa account mark";
    crypto_generichash(mark_key_.data(), mark_key_.size(),
                       reinterpret_cast<const uint8_t*>(kWhat.data()), kWhat.size(),
                       master_.bytes.data(), master_.bytes.size());
  }

  absl::StatusOr<std::vector<PersonKey>> Keys(absl::Span<const PersonId> people) override {
    for (size_t i = 1; i < people.size(); ++i) CHECK(people[i - 1] < people[i]);
    std::vector<PersonKey> keys(people.size());
    Row row;
    absl::Status damaged;
    const auto key_of = [&, rows = std::vector<Row>(kSortedReadBatch)](size_t i) mutable {
      return AsSlice(rows[i % rows.size()] = RowOf(people[i]));
    };
    const rocksdb::Status status = ReadSorted(
        db_.get(), db_->DefaultColumnFamily(), people.size(), key_of,
        [&](size_t i, rocksdb::Slice value) {
          row = RowOf(people[i]);
          if (value.size() == 1 && value[0] == kErasedMark) {
            keys[i].state = PersonKey::State::kErased;
          } else if (Unwrap(master_, AsSlice(row), value, keys[i].bytes.data())) {
            keys[i].state = PersonKey::State::kPresent;
          } else if (damaged.ok()) {
            damaged = absl::DataLossError(absl::StrCat(
                "keys in ", directory_, ": the key of person ", people[i].number(), " is damaged"));
          }
        });
    if (!status.ok()) return Failed(directory_, status);
    if (!damaged.ok()) return damaged;
    return keys;
  }

  absl::StatusOr<std::vector<PersonKey>> EnsureKeys(absl::Span<const PersonId> people) override {
    const std::lock_guard<std::mutex> lock(writing_);
    ASSIGN_OR_RETURN(std::vector<PersonKey> keys, Keys(people));
    std::vector<size_t> missing;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (keys[i].state == PersonKey::State::kMissing) missing.push_back(i);
    }
    if (!missing.empty()) RETURN_IF_ERROR(Make(people, missing, keys));
    return keys;
  }

  const MarkKey& mark_key() const override { return mark_key_; }

  absl::Status Erase(PersonId person) override {
    const std::lock_guard<std::mutex> lock(writing_);
    const Row row = RowOf(person);
    const rocksdb::Slice slice = AsSlice(row);
    rocksdb::WriteOptions synced;
    synced.sync = true;
    rocksdb::Status status = db_->Put(synced, slice, rocksdb::Slice(&kErasedMark, 1));
    // The old row lives on in the write-ahead log until the memory table is flushed, and in its
    // file until that file is rewritten.
    if (status.ok()) status = db_->Flush(rocksdb::FlushOptions());
    rocksdb::CompactRangeOptions rewrite;
    rewrite.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    if (status.ok()) status = db_->CompactRange(rewrite, &slice, &slice);
    return status.ok() ? absl::OkStatus() : Failed(directory_, status);
  }

 private:
  // Draws and wraps the keys of people[i] for the given i.
  void Draw(absl::Span<const PersonId> people, absl::Span<const size_t> which,
            std::vector<PersonKey>& keys, const PutRow& put) const {
    constexpr size_t kDrawn = kKeySize + kNonceSize;
    std::string random(which.size() * kDrawn, '\0');
    randombytes_buf(random.data(), random.size());
    std::array<uint8_t, kWrappedSize> wrapped;
    for (size_t n = 0; n < which.size(); ++n) {
      const auto* const drawn = reinterpret_cast<const uint8_t*>(random.data()) + n * kDrawn;
      PersonKey& key = keys[which[n]];
      std::copy(drawn, drawn + kKeySize, key.bytes.begin());
      std::copy(drawn + kKeySize, drawn + kDrawn, wrapped.begin());
      const Row row = RowOf(people[which[n]]);
      Wrap(master_, AsSlice(row), key.bytes.data(), wrapped.data());
      key.state = PersonKey::State::kPresent;
      put(AsSlice(row), {reinterpret_cast<const char*>(wrapped.data()), wrapped.size()});
    }
    sodium_memzero(random.data(), random.size());
  }

  // Makes and stores the keys of people[i] for the given i, all or none.
  absl::Status Make(absl::Span<const PersonId> people, absl::Span<const size_t> which,
                    std::vector<PersonKey>& keys) {
    rocksdb::Status status;
    const auto rows = [&](size_t from, size_t to, const PutRow& put) {
      for (; from < to; from += std::min(kDrawnTogether, to - from)) {
        Draw(people, which.subspan(from, std::min(kDrawnTogether, to - from)), keys, put);
      }
    };
    if (which.size() >= kSortedMin) {
      status = WriteSorted(db_.get(), absl::StrCat(directory_, "/new-keys"), which.size(), rows);
    } else {
      rocksdb::WriteBatch batch;
      rows(0, which.size(), [&](const rocksdb::Slice& row, const rocksdb::Slice& wrapped) {
        if (status.ok()) status = batch.Put(row, wrapped);
      });
      rocksdb::WriteOptions synced;
      synced.sync = true;
      if (status.ok()) status = db_->Write(synced, &batch);
    }
    if (status.ok()) return absl::OkStatus();
    // What is not stored must not be used.
    for (const size_t i : which) keys[i] = PersonKey();
    return Failed(directory_, status);
  }

  const std::string directory_;
  const std::unique_ptr<rocksdb::DB> db_;
  const MasterKey master_;
  MarkKey mark_key_{};
  std::mutex writing_;
};

}  // namespace

absl::Status KeyStore::Create(const std::string& directory, const std::string& master_key_file) {
  CHECK(sodium_init() >= 0);
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error)) {
    return absl::AlreadyExistsError(absl::StrCat("keys: ", directory, " is not empty"));
  }
  std::filesystem::create_directories(directory, error);
  if (error)
    return absl::UnavailableError(absl::StrCat("cannot create ", directory, ": ", error.message()));
  RETURN_IF_ERROR(WriteMasterKey(master_key_file));
  MasterKey master;
  RETURN_IF_ERROR(ReadMasterKey(master_key_file, &master));
  rocksdb::Options options = StoreOptions();
  options.create_if_missing = true;
  options.error_if_exists = true;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, directory, &opened);
  if (!status.ok()) return Failed(directory, status);
  const std::unique_ptr<rocksdb::DB> db(opened);
  const std::array<uint8_t, kKeySize> nothing{};
  std::array<uint8_t, kWrappedSize> wrapped;
  randombytes_buf(wrapped.data(), kNonceSize);
  Wrap(master, AsSlice(kCheckRow), nothing.data(), wrapped.data());
  rocksdb::WriteOptions synced;
  synced.sync = true;
  status = db->Put(synced, AsSlice(kCheckRow),
                   rocksdb::Slice(reinterpret_cast<const char*>(wrapped.data()), wrapped.size()));
  return status.ok() ? absl::OkStatus() : Failed(directory, status);
}

absl::StatusOr<std::unique_ptr<KeyStore>> KeyStore::Open(const std::string& directory,
                                                         const std::string& master_key_file,
                                                         Access access) {
  CHECK(sodium_init() >= 0);
  std::error_code error;
  if (!std::filesystem::exists(directory + "/CURRENT", error)) {
    return absl::NotFoundError(absl::StrCat("there are no keys in ", directory));
  }
  MasterKey master;
  RETURN_IF_ERROR(ReadMasterKey(master_key_file, &master));
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status =
      access == Access::kReadOnly ? rocksdb::DB::OpenForReadOnly(StoreOptions(), directory, &opened)
                                  : rocksdb::DB::Open(StoreOptions(), directory, &opened);
  if (!status.ok()) return Failed(directory, status);
  std::unique_ptr<rocksdb::DB> db(opened);
  std::string wrapped;
  const rocksdb::Status found = db->Get(rocksdb::ReadOptions(), AsSlice(kCheckRow), &wrapped);
  if (found.IsNotFound()) {
    return absl::DataLossError(
        absl::StrCat("keys in ", directory, ": the row that recognises the master key is gone"));
  }
  if (!found.ok()) return Failed(directory, found);
  std::array<uint8_t, kKeySize> opened_check;
  if (!Unwrap(master, AsSlice(kCheckRow), wrapped, opened_check.data())) {
    return absl::PermissionDeniedError(absl::StrCat("the master key ", master_key_file,
                                                    " is not the one the keys in ", directory,
                                                    " were made with"));
  }
  return std::make_unique<RocksKeyStore>(directory, std::move(db), master);
}

}  // namespace izmaksa
