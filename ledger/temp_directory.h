// A directory of a test, removed with all it holds.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "ledger/status.h"

namespace izmaksa {

class TempDirectory {
 public:
  enum class Where { kDisk, kMemory };  // in memory, where the system offers that

  explicit TempDirectory(Where where = Where::kDisk) {
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const bool use_memory = where == Where::kMemory && std::filesystem::exists(memory, error);
    const auto parent = use_memory ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "izmaksa.XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace izmaksa
