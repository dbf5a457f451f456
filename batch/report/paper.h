// A report before it is printed: words, key figures and tables of exact numbers. One paper becomes
// text for a person, JSON or CSV for a program, and a page (batch/report/page.h), so that the four
// never differ in a figure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/money.h"

namespace izmaksa {

// What the numbers of a column are, and how they are written.
enum class Unit {
  kText,
  kCount,    // "1 234"; in JSON a number
  kEuro,     // cents: "1 234.56"; in JSON and CSV "1234.56"
  kPercent,  // hundredths of a percent: "99.92"
};

// A text, a number, or nothing: what is not known is empty for people, null in JSON.
class Cell {
 public:
  Cell() = default;
  Cell(std::string text) : text_(std::move(text)) {}
  Cell(absl::string_view text) : text_(text) {}
  Cell(const char* text) : text_(text) {}
  Cell(int64_t number) : number_(number) {}
  Cell(int number) : number_(number) {}
  Cell(Money amount) : number_(amount.cents()) {}
  Cell(std::optional<Money> amount) {
    if (amount) number_ = amount->cents();
  }
  Cell(std::optional<int64_t> number) : number_(number) {}

  const std::string& text() const { return text_; }
  const std::optional<int64_t>& number() const { return number_; }

  std::string ForPeople(Unit unit) const;
  std::string ForPrograms(Unit unit) const;

 private:
  std::string text_;
  std::optional<int64_t> number_;
};

struct Column {
  std::string id;       // in JSON and CSV
  std::string heading;  // for people
  Unit unit = Unit::kText;
  // Programs read every column; a line of text and a page have less room.
  enum class For { kEverybody, kPageAndPrograms, kPrograms } reader = For::kEverybody;
};

struct Row {
  enum class Weight { kPlain, kTotal, kDetail };
  std::vector<Cell> cells;  // as many as the table has columns
  Weight weight = Weight::kPlain;
};

// A picture of numbers that its table has beside it.
struct Chart {
  enum class Kind {
    kBars,     // one series, upright: by month
    kStacked,  // several series on each other
    kLines,    // several series, each a line
    kAcross,   // one series, lying: by cause
  };
  struct Series {
    std::string name;
    std::vector<int64_t> values;  // one a label; what is below nought is drawn as nought
  };
  Kind kind = Kind::kBars;
  std::string title;
  Unit unit = Unit::kEuro;
  std::vector<std::string> labels;
  std::vector<Series> series;
};

struct Table {
  std::string id, title;  // the id is unique in the paper, among those of its figures too
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<std::string> notes;  // sentences below it
  std::vector<Chart> charts;       // on a page, above it

  // Dies when there are not as many cells as columns.
  void Add(std::vector<Cell> cells, Row::Weight weight = Row::Weight::kPlain);
};

struct Figure {
  std::string id, label;
  Cell value;
  Unit unit = Unit::kText;
  bool is_key_figure = false;  // large on a page
};

struct Paper {
  std::string id, title;
  std::vector<Figure> figures;
  std::vector<Table> tables;
  std::vector<std::string> notes;  // sentences at the end: what the figures are, and are not
};

std::string PaperText(const Paper& paper);
std::string PaperJson(const Paper& paper);

// One of its tables (the first, when none is named) by RFC 4180: headings, then rows; comma,
// decimal point, UTF-8, lines ended by a line feed. NOT_FOUND when there is no such table; the
// error names those there are.
absl::StatusOr<std::string> PaperCsv(const Paper& paper, absl::string_view table);

// part / whole in hundredths of a percent, half-up; nullopt when the whole is not positive.
std::optional<int64_t> PercentOf(Money part, Money whole);

// amount / count, half-up to cents; nullopt of nobody.
std::optional<Money> MeanOf(Money amount, int64_t count);

}  // namespace izmaksa
