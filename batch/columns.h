// Tables and paragraphs for people, at most 100 columns wide. Width is counted in characters, not
// bytes: Latvian letters take one place each.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace izmaksa {

inline constexpr int kTextWidth = 100;

// Characters of UTF-8 text.
int WidthOf(absl::string_view text);

// "1 234 567".
std::string Readable(int64_t number);

// Words of `text` in lines of at most kTextWidth, each after `indent` spaces and ended.
std::string Wrapped(absl::string_view text, int indent);

// Rows of cells, each column as wide as its widest cell.
class Columns {
 public:
  enum class Align { kLeft, kRight };

  explicit Columns(std::vector<Align> aligns, int indent = 2)
      : aligns_(std::move(aligns)), indent_(indent) {}

  // At most as many cells as there are columns.
  void Row(std::vector<std::string> cells);
  // A line of its own below the last row: words that no column has room for.
  void Note(absl::string_view text);

  std::string Text() const;  // each row ended; no spaces at the end of lines

 private:
  std::vector<Align> aligns_;
  int indent_;
  std::vector<std::vector<std::string>> rows_;  // a note is a row of one cell and a marker
  std::vector<bool> notes_;
};

}  // namespace izmaksa
