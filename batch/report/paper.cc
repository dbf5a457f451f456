#include "batch/report/paper.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "batch/columns.h"
#include "batch/json.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kWordsMin = 16;  // a column of words is not made narrower

std::string Percent(int64_t hundredths) {
  // As an amount: two decimals, and the sign before them.
  return Money::Cents(hundredths).ToString();
}

void Write(const Cell& cell, Unit unit, JsonWriter& json) {
  if (unit == Unit::kText) {
    json.String(cell.text());
  } else if (!cell.number()) {
    json.Null();
  } else if (unit == Unit::kCount) {
    json.Number(*cell.number());
  } else {
    json.String(cell.ForPrograms(unit));
  }
}

std::string Quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

// Lines of `text`, broken at words, as wide as `width` where words allow.
std::vector<std::string> LinesOf(const std::string& text, int width) {
  std::vector<std::string> lines(1);
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    std::string& line = lines.back();
    if (!line.empty() && WidthOf(line) + 1 + WidthOf(word) > width) {
      lines.emplace_back(word);
    } else {
      absl::StrAppend(&line, line.empty() ? "" : " ", word);
    }
  }
  return lines;
}

std::string TableText(const Table& table) {
  std::vector<Columns::Align> aligns;
  std::vector<std::vector<std::string>> rows(1);
  for (const Column& column : table.columns) {
    if (column.reader != Column::For::kEverybody) continue;
    aligns.push_back(column.unit == Unit::kText ? Columns::Align::kLeft : Columns::Align::kRight);
    rows[0].push_back(column.heading);
  }
  for (const Row& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (table.columns[i].reader != Column::For::kEverybody) continue;
      cells.push_back(row.cells[i].ForPeople(table.columns[i].unit));
    }
  }
  // Where the line is too long, the widest column of words is broken into lines.
  int line = 0, widest = 0;
  size_t broken = 0;
  for (size_t i = 0; i < aligns.size(); ++i) {
    int width = 0;
    for (const auto& cells : rows) width = std::max(width, WidthOf(cells[i]));
    line += width + 2;
    if (aligns[i] == Columns::Align::kLeft && width > widest) {
      widest = width;
      broken = i;
    }
  }
  const int room = std::max(widest - std::max(line - kTextWidth, 0), kWordsMin);
  Columns text(aligns);
  for (std::vector<std::string>& cells : rows) {
    if (widest == 0 || WidthOf(cells[broken]) <= room) {
      text.Row(std::move(cells));
      continue;
    }
    const std::vector<std::string> lines = LinesOf(cells[broken], room);
    cells[broken] = lines[0];
    text.Row(std::move(cells));
    for (size_t i = 1; i < lines.size(); ++i) {
      std::vector<std::string> more(broken + 1);
      more[broken] = lines[i];
      text.Row(std::move(more));
    }
  }
  std::string all = absl::StrCat("\n", table.title, "\n\n", text.Text());
  if (table.rows.empty()) all = absl::StrCat("\n", table.title, "\n\n  none\n");
  for (const std::string& note : table.notes) absl::StrAppend(&all, "\n", Wrapped(note, 2));
  return all;
}

}  // namespace

std::string Cell::ForPeople(Unit unit) const {
  if (!number_) return text_;
  switch (unit) {
    case Unit::kText:
    case Unit::kCount:
      return Readable(*number_);
    case Unit::kEuro:
      return Money::Cents(*number_).ToReadable();
    case Unit::kPercent:
      return Percent(*number_);
  }
  return "";
}

std::string Cell::ForPrograms(Unit unit) const {
  if (!number_) return text_;
  switch (unit) {
    case Unit::kText:
    case Unit::kCount:
      return absl::StrCat(*number_);
    case Unit::kEuro:
      return Money::Cents(*number_).ToString();
    case Unit::kPercent:
      return Percent(*number_);
  }
  return "";
}

void Table::Add(std::vector<Cell> cells, Row::Weight weight) {
  CHECK(cells.size() == columns.size());
  rows.push_back({std::move(cells), weight});
}

std::string PaperText(const Paper& paper) {
  Columns head({Columns::Align::kLeft, Columns::Align::kLeft});
  for (const Figure& figure : paper.figures)
    head.Row({figure.label, figure.value.ForPeople(figure.unit)});
  std::string text = absl::StrCat(paper.title, "\n\n", head.Text());
  for (const Table& table : paper.tables) text += TableText(table);
  for (const std::string& note : paper.notes) absl::StrAppend(&text, "\n", Wrapped(note, 2));
  return text;
}

std::string PaperJson(const Paper& paper) {
  std::set<std::string> ids = {"report", "title", "notes"};
  for (const Figure& figure : paper.figures) CHECK(ids.insert(figure.id).second);
  for (const Table& table : paper.tables) CHECK(ids.insert(table.id).second);
  JsonWriter json;
  json.Object().Field("report", paper.id).Field("title", paper.title);
  for (const Figure& figure : paper.figures) {
    json.Key(figure.id);
    Write(figure.value, figure.unit, json);
  }
  for (const Table& table : paper.tables) {
    json.Key(table.id).Array();
    for (const Row& row : table.rows) {
      json.Object();
      for (size_t i = 0; i < row.cells.size(); ++i) {
        json.Key(table.columns[i].id);
        Write(row.cells[i], table.columns[i].unit, json);
      }
      json.EndObject();
    }
    json.EndArray();
  }
  json.Key("notes").Array();
  for (const Table& table : paper.tables)
    for (const std::string& note : table.notes) json.String(note);
  for (const std::string& note : paper.notes) json.String(note);
  json.EndArray().EndObject();
  return json.Take();
}

absl::StatusOr<std::string> PaperCsv(const Paper& paper, absl::string_view id) {
  for (const Table& table : paper.tables) {
    if (!id.empty() && table.id != id) continue;
    std::string csv = absl::StrCat(
        absl::StrJoin(table.columns, ",", [](std::string* out, const Column& c) { *out += c.id; }),
        "\n");
    for (const Row& row : table.rows) {
      for (size_t i = 0; i < row.cells.size(); ++i) {
        absl::StrAppend(&csv, i == 0 ? "" : ",",
                        Quoted(row.cells[i].ForPrograms(table.columns[i].unit)));
      }
      csv += '\n';
    }
    return csv;
  }
  return absl::NotFoundError(absl::StrCat(
      "there is no table ", id, "; there are: ",
      absl::StrJoin(paper.tables, ", ", [](std::string* out, const Table& t) { *out += t.id; })));
}

std::optional<int64_t> PercentOf(Money part, Money whole) {
  if (!whole.is_positive()) return std::nullopt;
  return MulDiv(part, 10'000, whole.cents(), Rounding::kHalfUp).cents();
}

std::optional<Money> MeanOf(Money amount, int64_t count) {
  if (count == 0) return std::nullopt;
  return MulDiv(amount, 1, count, Rounding::kHalfUp);
}

}  // namespace izmaksa
