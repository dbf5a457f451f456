// A folder for what is made for a while: folds made anew, files written again.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// Removed, with all that is in it, in the end.
class Workshop {
 public:
  // In `parent`, which is made if it is not there; empty: the system's folder for such things.
  // `purpose` becomes a part of its name.
  static absl::StatusOr<std::unique_ptr<Workshop>> Open(const std::string& parent,
                                                        absl::string_view purpose);
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit Workshop(std::string path) : path_(std::move(path)) {}
  const std::string path_;
};

}  // namespace izmaksa
