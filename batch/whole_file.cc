#include "batch/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

absl::Status SyncDirectoryOf(const std::string& path) {
  std::string parent = std::filesystem::path(path).parent_path().string();
  if (parent.empty()) parent = ".";
  const int descriptor = open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return SystemError("open", parent);
  const absl::Status status =
      fsync(descriptor) == 0 ? absl::OkStatus() : SystemError("sync", parent);
  close(descriptor);
  return status;
}

}  // namespace

absl::Status SystemError(absl::string_view what, absl::string_view path) {
  if (errno == ENOSPC || errno == EDQUOT) {
    return absl::ResourceExhaustedError(
        absl::StrCat("no space left on the device: cannot ", what, " ", path));
  }
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", what, " ", path));
}

WholeFile::WholeFile(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

WholeFile::~WholeFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

absl::StatusOr<std::unique_ptr<WholeFile>> WholeFile::Open(const std::string& path) {
  std::string temporary = absl::StrCat(path, ".part");
  const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return SystemError("make", temporary);
  return std::unique_ptr<WholeFile>(new WholeFile(path, std::move(temporary), descriptor));
}

absl::Status WholeFile::Append(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError("write", temporary_);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status WholeFile::Commit() {
  if (fsync(descriptor_) != 0) return SystemError("sync", temporary_);
  if (rename(temporary_.c_str(), path_.c_str()) != 0) return SystemError("rename", temporary_);
  close(std::exchange(descriptor_, -1));
  return SyncDirectoryOf(path_);
}

absl::Status WriteWholeFile(const std::string& path, absl::string_view bytes) {
  ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> file, WholeFile::Open(path));
  RETURN_IF_ERROR(file->Append(bytes));
  return file->Commit();
}

}  // namespace izmaksa
