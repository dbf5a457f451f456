#include "batch/bank/csv.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace izmaksa {

void AppendCsvLine(std::initializer_list<absl::string_view> values, std::string* out) {
  bool first = true;
  for (const absl::string_view value : values) {
    if (!first) out->push_back(',');
    first = false;
    if (value.find_first_of(",\"") == absl::string_view::npos) {
      absl::StrAppend(out, value);
    } else {
      absl::StrAppend(out, "\"", absl::StrReplaceAll(value, {{"\"", "\"\""}}), "\"");
    }
  }
  out->push_back('\n');
}

absl::StatusOr<std::vector<std::string>> ReadCsvLine(absl::string_view line) {
  std::vector<std::string> values(1);
  for (size_t at = 0; at < line.size(); ++at) {
    if (line[at] == ',') {
      values.emplace_back();
    } else if (line[at] != '"') {
      values.back().push_back(line[at]);
    } else if (!values.back().empty()) {
      return absl::InvalidArgumentError("a quotation mark inside a value");
    } else {
      for (++at;; ++at) {
        if (at >= line.size()) return absl::InvalidArgumentError("a quotation mark is not closed");
        if (line[at] != '"') {
          values.back().push_back(line[at]);
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
          values.back().push_back(line[++at]);
        } else {
          break;
        }
      }
      if (at + 1 < line.size() && line[at + 1] != ',')
        return absl::InvalidArgumentError("text after a closing quotation mark");
    }
  }
  return values;
}

}  // namespace izmaksa
