#include "batch/columns.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/status.h"

namespace izmaksa {

int WidthOf(absl::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string Readable(int64_t number) {
  std::string text = std::to_string(number);
  const ptrdiff_t first = text[0] == '-' ? 1 : 0;
  for (ptrdiff_t at = static_cast<ptrdiff_t>(text.size()) - 3; at > first; at -= 3)
    text.insert(static_cast<size_t>(at), 1, ' ');
  return text;
}

std::string Wrapped(absl::string_view text, int indent) {
  const std::string margin(static_cast<size_t>(indent), ' ');
  std::string wrapped, line;
  for (const absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!line.empty() && WidthOf(line) + 1 + WidthOf(word) > kTextWidth - indent) {
      absl::StrAppend(&wrapped, margin, line, "\n");
      line.clear();
    }
    absl::StrAppend(&line, line.empty() ? "" : " ", word);
  }
  if (!line.empty()) absl::StrAppend(&wrapped, margin, line, "\n");
  return wrapped;
}

void Columns::Row(std::vector<std::string> cells) {
  CHECK(cells.size() <= aligns_.size());
  rows_.push_back(std::move(cells));
  notes_.push_back(false);
}

void Columns::Note(absl::string_view text) {
  rows_.push_back({std::string(text)});
  notes_.push_back(true);
}

std::string Columns::Text() const {
  std::vector<int> widths(aligns_.size(), 0);
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (notes_[row]) continue;
    for (size_t i = 0; i < rows_[row].size(); ++i)
      widths[i] = std::max(widths[i], WidthOf(rows_[row][i]));
  }
  std::string text;
  for (size_t row = 0; row < rows_.size(); ++row) {
    std::string line(static_cast<size_t>(indent_), ' ');
    if (notes_[row]) {
      absl::StrAppend(&line, rows_[row][0]);
    } else {
      for (size_t i = 0; i < rows_[row].size(); ++i) {
        const std::string& cell = rows_[row][i];
        const std::string pad(static_cast<size_t>(widths[i] - WidthOf(cell)), ' ');
        absl::StrAppend(&line, i == 0 ? "" : "  ", aligns_[i] == Align::kRight ? pad : "", cell,
                        aligns_[i] == Align::kLeft ? pad : "");
      }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

}  // namespace izmaksa
