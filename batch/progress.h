// How far long work has come, for a person at a terminal: rate and time left. Elsewhere plain
// lines, a few of them. Goes to standard error and reaches no record and no file; the one clock of
// the program is here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "absl/strings/string_view.h"

namespace izmaksa {

using Progress = std::function<void(absl::string_view stage, int64_t done, int64_t total)>;

// A meter that draws on standard error. Each stage ends when the next begins, or when the last copy
// of the returned function goes. Thread-safe.
Progress DrawProgress();

}  // namespace izmaksa
