#include "ledger/sorted_write.h"

#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

// Small enough that rewriting a file, as erasing a key does, is quick.
constexpr size_t kRowsInFile = 1 << 18;
constexpr size_t kThreadsMax = 8;

rocksdb::Status WriteFile(rocksdb::DB* db, const std::string& name, size_t from, size_t to,
                          const std::function<void(size_t, size_t, const PutRow&)>& rows) {
  // Removed, never overwritten: after a crash it may be another name of a file that the database
  // has already taken in.
  std::error_code error;
  std::filesystem::remove(name, error);
  if (error) return rocksdb::Status::IOError(name, error.message());
  // What is written now is read soon: it may stay in the page cache.
  rocksdb::SstFileWriter file(rocksdb::EnvOptions(), db->GetOptions(), nullptr,
                              /*invalidate_page_cache=*/false);
  rocksdb::Status status = file.Open(name);
  if (status.ok()) {
    rows(from, to, [&](const rocksdb::Slice& key, const rocksdb::Slice& value) {
      if (status.ok()) status = file.Put(key, value);
    });
  }
  if (status.ok()) status = file.Finish();
  return status;
}

}  // namespace

rocksdb::Status WriteSorted(rocksdb::DB* db, const std::string& prefix, size_t count,
                            const std::function<void(size_t, size_t, const PutRow&)>& rows) {
  if (count == 0) return rocksdb::Status::OK();
  const size_t threads = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax);
  const size_t files = std::max(std::min(threads, count), (count + kRowsInFile - 1) / kRowsInFile);
  std::vector<std::string> names;
  for (size_t i = 0; i < files; ++i) names.push_back(absl::StrCat(prefix, "-", i, ".sst"));
  std::vector<rocksdb::Status> written(files);
  std::atomic<size_t> next = 0;
  const auto write = [&] {
    for (size_t i = next++; i < files; i = next++) {
      written[i] = WriteFile(db, names[i], count * i / files, count * (i + 1) / files, rows);
    }
  };
  std::vector<std::thread> others;
  for (size_t i = 1; i < std::min(threads, files); ++i) others.emplace_back(write);
  write();
  for (std::thread& other : others) other.join();

  const auto failed = std::find_if(written.begin(), written.end(),
                                   [](const rocksdb::Status& status) { return !status.ok(); });
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  rocksdb::Status status =
      failed != written.end() ? *failed : db->IngestExternalFile(names, options);
  if (status.ok()) return status;
  std::error_code ignored;  // they are removed before they are made anew, too
  for (const std::string& name : names) std::filesystem::remove(name, ignored);
  return status;
}

}  // namespace izmaksa
