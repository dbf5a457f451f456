// Comma-separated values (RFC 4180) of one line: a value never holds a line break here, so that a
// record is a line and a fault has a line's number.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// Appends the values, quoted where they must be, and a line feed. They hold no line break.
void AppendCsvLine(std::initializer_list<absl::string_view> values, std::string* out);

// The values of a line without its line feed. InvalidArgument when quotes do not match.
absl::StatusOr<std::vector<std::string>> ReadCsvLine(absl::string_view line);

}  // namespace izmaksa
