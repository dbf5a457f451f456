#include "ledger/projection.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "ledger/fold.h"
#include "ledger/rocks.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string What(const std::string& directory) { return absl::StrCat("the state at ", directory); }

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions options;
  options.max_background_jobs = 2;
  options.keep_log_file_num = 4;
  options.max_log_file_size = 8 << 20;
  return options;
}

rocksdb::ColumnFamilyOptions FamilyOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 16 << 10;
  table.block_cache = rocksdb::NewLRUCache(256 << 20);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.max_auto_readahead_size = 4 << 20;
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  // Most of a state is sealed bytes; what is left to compress is an eighth of it.
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = 32 << 20;
  options.level_compaction_dynamic_level_bytes = true;
  return options;
}

class Store final : public StateStore {
 public:
  Store(RocksFamilies rocks, const std::vector<std::string>& names, const std::string& directory,
        const rocksdb::ColumnFamilyOptions& options, bool writable)
      : what_(What(directory)), writable_(writable), rocks_(std::move(rocks)) {
    for (size_t i = 0; i < names.size(); ++i) {
      folds_.push_back(std::make_unique<Fold>(rocks_.db.get(), what_, names[i], directory,
                                              rocks_.families[i], options, writable));
    }
    rocks_.families.erase(rocks_.families.begin(),
                          rocks_.families.begin() + static_cast<ptrdiff_t>(names.size()));
  }

  ~Store() override {
    if (writable_) (void)Flush();  // failing, it costs folding again
  }

  absl::Status Load() {
    for (const auto& fold : folds_) RETURN_IF_ERROR(WithRemedy(fold->Load()));
    return absl::OkStatus();
  }

  Projection* Get(absl::string_view name) override {
    for (const auto& fold : folds_) {
      if (fold->name() == name) return fold.get();
    }
    CHECK(!"a projection of that name was opened");
    return nullptr;
  }

  absl::Status Flush() override {
    if (!writable_) return absl::OkStatus();
    for (const auto& fold : folds_) {
      RETURN_IF_ERROR(
          FromRocks(rocks_.db->Flush(rocksdb::FlushOptions(), fold->family().get()), what_));
    }
    return absl::OkStatus();
  }

 private:
  const std::string what_;
  const bool writable_;
  RocksFamilies rocks_;
  std::vector<std::unique_ptr<Fold>> folds_;
};

// The projections that are there; none when there is no store.
absl::StatusOr<std::vector<std::string>> Existing(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  if (!std::filesystem::exists(directory + "/CURRENT", error)) return names;
  RETURN_IF_ERROR(WithRemedy(FromRocks(
      rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), directory, &names), What(directory))));
  names.erase(std::remove(names.begin(), names.end(), rocksdb::kDefaultColumnFamilyName),
              names.end());
  return names;
}

absl::StatusOr<RocksFamilies> OpenFamilies(const std::string& directory,
                                           const std::vector<std::string>& asked,
                                           const rocksdb::ColumnFamilyOptions& family_options,
                                           bool writable, std::vector<std::string>* names) {
  *names = asked;
  ASSIGN_OR_RETURN(const std::vector<std::string> existing, Existing(directory));
  rocksdb::DBOptions options = DatabaseOptions();
  if (!writable) {
    for (const std::string& name : asked) {
      if (std::find(existing.begin(), existing.end(), name) != existing.end()) continue;
      return absl::NotFoundError(
          absl::StrCat("there is no projection '", name, "' at ", directory));
    }
    return OpenForReading(options, directory, asked, family_options, What(directory));
  }
  for (const std::string& name : existing) {
    if (std::find(asked.begin(), asked.end(), name) == asked.end()) names->push_back(name);
  }
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return FromErrno(error.value(), directory);
  // RocksDB makes its LOCK before anything else.
  if (!std::filesystem::is_empty(directory, error) &&
      !std::filesystem::exists(directory + "/LOCK", error)) {
    return absl::FailedPreconditionError(absl::StrCat(directory, " holds something else"));
  }
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  return OpenForWriting(options, directory, *names, family_options, What(directory));
}

}  // namespace

absl::StatusOr<std::unique_ptr<StateStore>> StateStore::Open(
    const std::string& directory, const std::vector<std::string>& projections, Access access) {
  const bool writable = access == Access::kReadWrite;
  const rocksdb::ColumnFamilyOptions options = FamilyOptions();
  std::vector<std::string> names;
  auto rocks = OpenFamilies(directory, projections, options, writable, &names);
  RETURN_IF_ERROR(WithRemedy(rocks.status()));
  auto store = std::make_unique<Store>(*std::move(rocks), names, directory, options, writable);
  RETURN_IF_ERROR(store->Load());
  return store;
}

}  // namespace izmaksa
