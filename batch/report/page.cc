#include "batch/report/page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/report/chart.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kWordMax = 26;  // bytes

constexpr char kStyle[] = R"(
@page { size: A4; margin: 16mm 14mm; }
body { font: 14px/1.45 "DejaVu Sans", "Segoe UI", Arial, sans-serif; color: #1c2329;
  background: #ffffff; max-width: 960px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 14px; font-weight: 600; }
h2 { font-size: 16px; margin: 30px 0 8px; font-weight: 600; break-after: avoid; }
.figures { display: flex; flex-wrap: wrap; gap: 10px 34px; margin: 16px 0; padding: 12px 0;
  border-top: 1px solid #c9d0d6; border-bottom: 1px solid #c9d0d6; }
.figures div { min-width: 110px; }
.figures strong { display: block; font-size: 20px; font-weight: 600; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.figures span, p, dt { color: #4d5962; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 8px 0; }
dt, dd { margin: 0; }
p { margin: 6px 0; font-size: 13px; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
th, td { padding: 4px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e8eb; }
th { font-weight: 600; vertical-align: bottom; border-bottom: 1px solid #7d8890; }
td.w { white-space: nowrap; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.total td { font-weight: 600; border-top: 1px solid #7d8890; border-bottom: 1px solid #7d8890; }
tr.detail td:first-child { padding-left: 24px; }
thead { display: table-header-group; }
tr, figure { break-inside: avoid; }
figure { margin: 10px 0 14px; }
figcaption { font-size: 13px; color: #4d5962; margin-bottom: 4px; }
svg { width: 100%; height: auto; display: block; font-size: 11px; }
svg text { fill: #4d5962; }
.grid { stroke: #e4e8eb; stroke-width: 1; }
.axis { stroke: #7d8890; stroke-width: 1; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11px; }
  table { font-size: 9.5px; } h1 { font-size: 19px; } .figures strong { font-size: 15px; }
  p, figcaption { font-size: 10px; } }
)";

// The length of the UTF-8 character of XML 1.0 that `text` begins with; nought: none.
size_t CharacterAt(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x20) return first == '\t' || first == '\n' || first == '\r' ? 1 : 0;
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  uint32_t code = first & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  const bool is_short = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool is_none =
      (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF || code == 0xFFFE || code == 0xFFFF;
  return is_short || is_none ? 0 : length;
}

// Groups of digits stay on one line.
std::string Number(const Cell& cell, Unit unit) {
  return absl::StrReplaceAll(Escaped(cell.ForPeople(unit)), {{" ", "\u00A0"}});
}

std::string CellText(const Cell& cell, Unit unit) {
  return unit == Unit::kText ? Escaped(cell.ForPeople(unit)) : Number(cell, unit);
}

const char* ClassOf(Unit unit) { return unit == Unit::kText ? "" : " class=\"n\""; }

// A month, a day, a code: one word that is not to be broken.
bool IsOneWord(const Cell& cell, Unit unit) {
  return unit == Unit::kText && !cell.text().empty() && cell.text().size() <= kWordMax &&
         cell.text().find(' ') == std::string::npos;
}

std::string FiguresOf(const Paper& paper) {
  std::string key, plain;
  for (const Figure& figure : paper.figures) {
    const std::string value = CellText(figure.value, figure.unit);
    if (figure.is_key_figure) {
      absl::StrAppend(&key, "<div><strong>", value, "</strong><span>", Escaped(figure.label),
                      "</span></div>\n");
    } else {
      absl::StrAppend(&plain, "<dt>", Escaped(figure.label), "</dt><dd>", value, "</dd>\n");
    }
  }
  return absl::StrCat(
      plain.empty() ? "" : absl::StrCat("<dl>\n", plain, "</dl>\n"),
      key.empty() ? "" : absl::StrCat("<div class=\"figures\">\n", key, "</div>\n"));
}

std::string RowOf(const Table& table, const Row& row) {
  std::string text = row.weight == Row::Weight::kTotal    ? "<tr class=\"total\">"
                     : row.weight == Row::Weight::kDetail ? "<tr class=\"detail\">"
                                                          : "<tr>";
  for (size_t i = 0; i < row.cells.size(); ++i) {
    if (table.columns[i].reader == Column::For::kPrograms) continue;
    const Unit unit = table.columns[i].unit;
    absl::StrAppend(&text, "<td", IsOneWord(row.cells[i], unit) ? " class=\"w\"" : ClassOf(unit),
                    ">", CellText(row.cells[i], unit), "</td>");
  }
  return text + "</tr>\n";
}

std::string TableOf(const Table& table) {
  std::string text = absl::StrCat("<section id=\"", Escaped(table.id), "\">\n<h2>",
                                  Escaped(table.title), "</h2>\n");
  for (const Chart& chart : table.charts) {
    const std::string svg = ChartSvg(chart);
    if (svg.empty()) continue;
    absl::StrAppend(&text, "<figure>\n",
                    chart.title == table.title
                        ? ""
                        : absl::StrCat("<figcaption>", Escaped(chart.title), "</figcaption>\n"),
                    svg, "</figure>\n");
  }
  if (table.rows.empty()) {
    text += "<p>None.</p>\n";
  } else {
    text += "<table>\n<thead><tr>";
    for (const Column& column : table.columns) {
      if (column.reader == Column::For::kPrograms) continue;
      absl::StrAppend(&text, "<th", ClassOf(column.unit), ">", Escaped(column.heading), "</th>");
    }
    text += "</tr></thead>\n<tbody>\n";
    for (const Row& row : table.rows) text += RowOf(table, row);
    text += "</tbody>\n</table>\n";
  }
  for (const std::string& note : table.notes)
    absl::StrAppend(&text, "<p>", Escaped(note), "</p>\n");
  return text + "</section>\n";
}

}  // namespace

std::string Escaped(absl::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const size_t length = CharacterAt(text);
    if (length == 0) {
      escaped += "\uFFFD";
    } else if (text[0] == '&') {
      escaped += "&amp;";
    } else if (text[0] == '<') {
      escaped += "&lt;";
    } else if (text[0] == '>') {
      escaped += "&gt;";
    } else if (text[0] == '"') {
      escaped += "&quot;";
    } else if (text[0] == '\'') {
      escaped += "&#39;";
    } else {
      escaped.append(text.data(), length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return escaped;
}

std::string PaperPage(const Paper& paper) {
  std::string page = absl::StrCat(
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
      "<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>",
      Escaped(paper.title), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<h1>",
      Escaped(paper.title), "</h1>\n", FiguresOf(paper));
  for (const Table& table : paper.tables) page += TableOf(table);
  if (!paper.notes.empty()) {
    page += "<section>\n<h2>What these figures are</h2>\n";
    for (const std::string& note : paper.notes)
      absl::StrAppend(&page, "<p>", Escaped(note), "</p>\n");
    page += "</section>\n";
  }
  return page + "</body>\n</html>\n";
}

}  // namespace izmaksa
