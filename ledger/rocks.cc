#include "ledger/rocks.h"

#include <errno.h>
#include <fcntl.h>
#include <rocksdb/env.h>
#include <unistd.h>

#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Which version of the database its files describe. A writer records a change of files here before
// it removes any.
std::string Version(const std::string& directory) {
  std::string current;
  rocksdb::Env* env = rocksdb::Env::Default();
  rocksdb::Status status = rocksdb::ReadFileToString(env, directory + "/CURRENT", &current);
  if (!status.ok()) return status.ToString();
  uint64_t size = 0;
  const std::string manifest = current.substr(0, current.find('\n'));
  status = env->GetFileSize(absl::StrCat(directory, "/", manifest), &size);
  return status.ok() ? absl::StrCat(current, size) : status.ToString();
}

// A reader leaves no trace: RocksDB would otherwise rename the writer's LOG and start its own.
class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

std::vector<rocksdb::ColumnFamilyDescriptor> Describe(const std::vector<std::string>& families,
                                                      const rocksdb::ColumnFamilyOptions& options) {
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : families) descriptors.emplace_back(name, options);
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  return descriptors;
}

}  // namespace

absl::Status FromRocks(const rocksdb::Status& status, absl::string_view what) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = status.ToString();
  if (status.IsNoSpace()) {
    return absl::ResourceExhaustedError(
        absl::StrCat("no space left on the device: ", what, " (", text, ")"));
  }
  if (absl::StrContains(text, "/LOCK: ")) {
    return absl::UnavailableError(absl::StrCat(what, " is in use by another process"));
  }
  if (absl::StrContains(text, "Permission denied")) {
    return absl::PermissionDeniedError(absl::StrCat(what, ": permission denied (", text, ")"));
  }
  if (status.IsCorruption()) {
    return absl::DataLossError(absl::StrCat(what, " is damaged (", text, ")"));
  }
  if (status.IsPathNotFound() || status.IsNotFound()) {
    return absl::DataLossError(absl::StrCat(what, " is damaged: a file is missing (", text, ")"));
  }
  return absl::InternalError(absl::StrCat(what, " cannot be read or written (", text, ")"));
}

absl::Status FromErrno(int error, const std::string& path) {
  const std::string text = absl::StrCat(path, ": ", std::strerror(error));
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return absl::ResourceExhaustedError(absl::StrCat("no space left on the device: ", text));
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(text);
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::PermissionDeniedError(text);
    default:
      return absl::InternalError(text);
  }
}

absl::Status SyncDirectory(const std::string& directory) {
  const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FromErrno(errno, directory);
  const absl::Status status = fsync(file) == 0 ? absl::OkStatus() : FromErrno(errno, directory);
  close(file);
  return status;
}

RocksFamilies::~RocksFamilies() {
  for (rocksdb::ColumnFamilyHandle* family : families) db->DestroyColumnFamilyHandle(family);
}

absl::StatusOr<RocksFamilies> OpenForWriting(const rocksdb::DBOptions& options,
                                             const std::string& directory,
                                             const std::vector<std::string>& families,
                                             const rocksdb::ColumnFamilyOptions& family_options,
                                             absl::string_view what) {
  RocksFamilies opened;
  rocksdb::DB* db = nullptr;
  RETURN_IF_ERROR(
      FromRocks(rocksdb::DB::Open(options, directory, Describe(families, family_options),
                                  &opened.families, &db),
                what));
  opened.db.reset(db);
  return opened;
}

absl::StatusOr<RocksFamilies> OpenForReading(rocksdb::DBOptions options,
                                             const std::string& directory,
                                             const std::vector<std::string>& families,
                                             const rocksdb::ColumnFamilyOptions& family_options,
                                             absl::string_view what) {
  options.create_if_missing = false;
  options.info_log = std::make_shared<SilentLogger>();
  // A log file the writer removes between our reading of the manifest and our listing of the
  // directory would be missed without a word: if the version changed meanwhile, what was opened is
  // thrown away.
  for (int attempt = 0; attempt < 100; ++attempt) {
    const std::string version = Version(directory);
    RocksFamilies opened;
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
        options, directory, Describe(families, family_options), &opened.families, &db);
    opened.db.reset(db);
    if (version != Version(directory)) continue;
    RETURN_IF_ERROR(FromRocks(status, what));
    return opened;
  }
  return absl::UnavailableError(
      absl::StrCat(what, " is being written too fast to be read beside its writer; try again"));
}

}  // namespace izmaksa
