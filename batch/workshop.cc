#include "batch/workshop.h"

#include <stdlib.h>

#include <filesystem>

#include "absl/strings/str_cat.h"

namespace izmaksa {

namespace fs = std::filesystem;

absl::StatusOr<std::unique_ptr<Workshop>> Workshop::Open(const std::string& parent,
                                                         absl::string_view purpose) {
  std::error_code error;
  const fs::path place = parent.empty() ? fs::temp_directory_path(error) : fs::path(parent);
  if (!error) fs::create_directories(place, error);
  std::string name = (place / absl::StrCat("izmaksa-", purpose, ".XXXXXX")).string();
  if (error || mkdtemp(name.data()) == nullptr) {
    return absl::ErrnoToStatus(error ? error.value() : errno,
                               absl::StrCat("cannot make a directory in ", place.string()));
  }
  return std::unique_ptr<Workshop>(new Workshop(name));
}

Workshop::~Workshop() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace izmaksa
