#include "ledger/acknowledged.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/crc32c.h"
#include "ledger/endian.h"
#include "ledger/rocks.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kMagic = "izmaksa logs 1\n";
constexpr size_t kSector = 512;
constexpr size_t kSlot = 16;
constexpr off_t kFileSizeMax = 64 << 10;

std::string Header(const std::vector<std::string>& names) {
  std::string header(kMagic);
  for (const std::string& name : names) absl::StrAppend(&header, name, "\n");
  AppendLittle32(header, Crc32c(header));
  header.resize((header.size() + kSector - 1) / kSector * kSector);
  return header;
}

std::string Slot(const std::string& name, int64_t end) {
  std::string slot = Big64(static_cast<uint64_t>(end));
  AppendLittle32(slot, Crc32c(slot, Crc32c(name)));
  slot.resize(kSlot);
  return slot;
}

// The names in a header that is whole, else nothing.
std::vector<std::string> NamesOf(absl::string_view file) {
  if (file.substr(0, kMagic.size()) != kMagic) return {};
  std::vector<std::string> names;
  for (absl::string_view rest = file.substr(kMagic.size());;) {
    const size_t line = rest.find('\n');
    if (line == absl::string_view::npos) return {};
    names.emplace_back(rest.substr(0, line));
    rest.remove_prefix(line + 1);
    const std::string header = Header(names);
    if (file.substr(0, header.size()) == header) return names;
  }
}

absl::Status WriteAll(int file, absl::string_view bytes, size_t at, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FromErrno(errno, path);
    bytes.remove_prefix(static_cast<size_t>(written));
    at += static_cast<size_t>(written);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Acknowledged::Create(const std::string& directory,
                                  const std::vector<std::string>& names) {
  const std::string path = absl::StrCat(directory, "/", kFileName);
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return FromErrno(errno, path);
  std::string bytes = Header(names);
  for (const std::string& name : names) bytes += Slot(name, 0);
  absl::Status status = WriteAll(file, bytes, 0, path);
  if (status.ok() && fsync(file) != 0) status = FromErrno(errno, path);
  close(file);
  return status;
}

absl::StatusOr<std::unique_ptr<Acknowledged>> Acknowledged::Open(
    const std::string& directory, const std::vector<std::string>& names, bool writable) {
  std::string path = absl::StrCat(directory, "/", kFileName);
  const int file = open(path.c_str(), (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (file < 0) return FromErrno(errno, path);
  std::unique_ptr<Acknowledged> result(new Acknowledged(std::move(path), names, file));
  if (writable && flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return FromErrno(errno, result->path_);
    return absl::UnavailableError(
        absl::StrCat("the ledger at ", directory, " is in use by another process"));
  }
  // Beside a writer, a slot may be seen half-written; a moment later it is whole.
  absl::Status status;
  for (int attempt = 0; attempt < (writable ? 1 : 10); ++attempt) {
    status = result->Read();
    if (!absl::IsDataLoss(status)) break;
  }
  RETURN_IF_ERROR(status);
  return result;
}

Acknowledged::~Acknowledged() { close(file_); }

absl::Status Acknowledged::Read() {
  struct stat attributes;
  if (fstat(file_, &attributes) != 0) return FromErrno(errno, path_);
  if (!S_ISREG(attributes.st_mode)) return FromErrno(EINVAL, path_);
  const absl::Status damaged = absl::DataLossError(absl::StrCat("the file ", path_, " is damaged"));
  if (attributes.st_size > kFileSizeMax) return damaged;
  std::string bytes(static_cast<size_t>(attributes.st_size), '\0');
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t got = pread(file_, &bytes[at], bytes.size() - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FromErrno(errno, path_);
    if (got == 0) return damaged;
    at += static_cast<size_t>(got);
  }
  const std::vector<std::string> found = NamesOf(bytes);
  if (found.empty()) return damaged;
  if (found != names_) {
    return absl::FailedPreconditionError(absl::StrCat(path_, ": the ledger holds the logs ",
                                                      absl::StrJoin(found, ", "), "; asked for ",
                                                      absl::StrJoin(names_, ", ")));
  }
  const size_t header = Header(names_).size();
  if (bytes.size() != header + kSlot * names_.size()) return damaged;
  ends_.clear();
  for (size_t i = 0; i < names_.size(); ++i) {
    const absl::string_view slot = absl::string_view(bytes).substr(header + kSlot * i, kSlot);
    const auto end = static_cast<int64_t>(FromBig64(slot.data()));
    if (end < 0 || slot != Slot(names_[i], end)) return damaged;
    ends_.push_back(end);
  }
  return absl::OkStatus();
}

absl::Status Acknowledged::Set(size_t log, int64_t end) {
  return WriteAll(file_, Slot(names_[log], end), Header(names_).size() + kSlot * log, path_);
}

absl::Status Acknowledged::Sync() {
  return fdatasync(file_) == 0 ? absl::OkStatus() : FromErrno(errno, path_);
}

}  // namespace izmaksa
