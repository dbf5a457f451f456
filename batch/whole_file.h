// Files that are there whole or not at all.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// Writes a file under a temporary name beside it, and gives it its name once it is durable: a crash
// leaves the old file or the new one, never half of one. RESOURCE_EXHAUSTED when the disk is full.
class WholeFile {
 public:
  static absl::StatusOr<std::unique_ptr<WholeFile>> Open(const std::string& path);
  ~WholeFile();  // without Commit: as if it had never been opened
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  absl::Status Append(absl::string_view bytes);
  absl::Status Commit();  // call once, at the end

 private:
  WholeFile(std::string path, std::string temporary, int descriptor);
  const std::string path_, temporary_;
  int descriptor_;
};

absl::Status WriteWholeFile(const std::string& path, absl::string_view bytes);

// RESOURCE_EXHAUSTED, NOT_FOUND, …: the last system call's errno as a status, with what was tried.
absl::Status SystemError(absl::string_view what, absl::string_view path);

}  // namespace izmaksa
