// A projection in a column family of RocksDB.
#pragma once

#include <rocksdb/db.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "ledger/chunk.h"
#include "ledger/projection.h"
#include "ledger/values.h"

namespace izmaksa {

// A fold is never the only copy: DATA_LOSS says so.
absl::Status WithRemedy(const absl::Status& status);

class Fold final : public Projection {
 public:
  using Family = std::shared_ptr<rocksdb::ColumnFamilyHandle>;

  // Takes over `family`, which was opened with `options`. `store` begins every error; `directory`
  // takes a file `name`.chunk while a large chunk is written.
  Fold(rocksdb::DB* db, absl::string_view store, std::string name, const std::string& directory,
       rocksdb::ColumnFamilyHandle* family, rocksdb::ColumnFamilyOptions options, bool writable);

  absl::Status Load();  // first; reads position and header

  absl::Status CatchUp(Log& log, Offset stop, const FoldRules& rules, size_t memory_max,
                       const std::function<void(Offset)>& progress) override;
  absl::StatusOr<std::optional<std::string>> Get(PersonId person, Offset* true_at) const override;
  std::unique_ptr<Cursor> Scan(PersonId from) const override;
  absl::Status Reset() override;

  Offset position() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return position_;
  }

  std::string header() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return header_;
  }

  const std::string& name() const { return name_; }

  Family family() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return family_;
  }

 private:
  Family Share(rocksdb::ColumnFamilyHandle* family) const;
  absl::Status FoldChunk(Chunk chunk, Offset stop, const FoldRules& rules);
  // Folds the next persons of `order`, from `at` on.
  absl::Status FoldGroup(absl::Span<const std::pair<PersonId, size_t>> order, size_t* at,
                         Chunk& chunk, Offset stop, const FoldRules& rules, ValueReader* reader,
                         ValueWriter& writer);

  rocksdb::DB* const db_;
  const std::string name_;
  const std::string what_;
  const std::string file_;
  const rocksdb::ColumnFamilyOptions options_;
  const bool writable_;

  std::mutex folding_;        // one CatchUp or Reset at a time
  mutable std::mutex mutex_;  // what follows
  Family family_;
  bool empty_ = true;
  Offset position_;
  std::string header_;
};

}  // namespace izmaksa
