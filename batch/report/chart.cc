#include "batch/report/chart.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/columns.h"
#include "batch/report/page.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int64_t kWidth = 720;
constexpr int64_t kLeft = 96, kRight = 8, kTop = 10, kBottom = 24;  // room for axes
constexpr int64_t kHeight = 240;
constexpr int64_t kLegendLine = 18;
constexpr int64_t kBarAcross = 22;
constexpr int64_t kLetter = 6;  // as wide as one is, about
constexpr int64_t kWordsMax = 340;

// Dark to light, apart from each other in grey too.
constexpr const char* kColours[] = {"#1f3d5c", "#4f81a8", "#9fbfd6", "#8c6d31", "#cfb56a",
                                    "#5d7d5b", "#a9c2a1", "#7a4f5e", "#c7a3ae", "#8a8a8a"};

std::string Colour(size_t series) { return kColours[series % std::size(kColours)]; }

std::string Exact(int64_t value, Unit unit) { return Cell(value).ForPeople(unit); }

// On an axis, whole euro suffice: its lines are round.
std::string Round(int64_t value, Unit unit) {
  if (unit == Unit::kEuro && value % 100 == 0) return Readable(value / 100);
  return Exact(value, unit);
}

std::string Text(int64_t x, int64_t y, absl::string_view anchor, absl::string_view text) {
  return absl::StrCat("<text x=\"", x, "\" y=\"", y, "\" text-anchor=\"", anchor, "\">",
                      Escaped(text), "</text>");
}

std::string Rect(int64_t x, int64_t y, int64_t width, int64_t height, const std::string& colour,
                 const std::string& title) {
  return absl::StrCat("<rect x=\"", x, "\" y=\"", y, "\" width=\"", width, "\" height=\"", height,
                      "\" fill=\"", colour, "\"><title>", Escaped(title), "</title></rect>\n");
}

std::string Line(int64_t x1, int64_t y1, int64_t x2, int64_t y2, absl::string_view kind) {
  return absl::StrCat("<line class=\"", kind, "\" x1=\"", x1, "\" y1=\"", y1, "\" x2=\"", x2,
                      "\" y2=\"", y2, "\"/>\n");
}

std::string Framed(const Chart& chart, int64_t height, const std::string& marks) {
  return absl::StrCat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", kWidth, " ",
                      height, "\" role=\"img\" aria-label=\"", Escaped(chart.title), "\">\n", marks,
                      "</svg>\n");
}

int64_t ValueAt(const Chart::Series& series, size_t label) {
  CHECK(label < series.values.size());
  return std::max<int64_t>(series.values[label], 0);
}

// The tallest mark; of a stack, its sum.
int64_t Tallest(const Chart& chart) {
  int64_t tallest = 0;
  for (size_t label = 0; label < chart.labels.size(); ++label) {
    int64_t stack = 0;
    for (const Chart::Series& series : chart.series) {
      const int64_t value = ValueAt(series, label);
      stack = chart.kind == Chart::Kind::kStacked ? stack + value : std::max(stack, value);
    }
    tallest = std::max(tallest, stack);
  }
  return tallest;
}

// A label that is too long ends in an ellipsis; its table has it whole.
std::string Cut(const std::string& label) {
  constexpr int kMax = (kWordsMax - 16) / kLetter;
  if (WidthOf(label) <= kMax) return label;
  std::string cut;
  int width = 0;
  for (const char c : label) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++width == kMax) break;
    cut += c;
  }
  return cut + "…";
}

std::string Across(const Chart& chart, int64_t tallest) {
  constexpr int64_t kNumbers = 110;
  int64_t words = 80;
  for (const std::string& label : chart.labels)
    words = std::max(words, kLetter * WidthOf(label) + 16);
  words = std::min<int64_t>(words, kWordsMax);
  const int64_t length = kWidth - words - kNumbers;
  std::string marks;
  int64_t y = 4;
  for (size_t label = 0; label < chart.labels.size(); ++label, y += kBarAcross) {
    const int64_t value = ValueAt(chart.series[0], label);
    const std::string exact = Exact(chart.series[0].values[label], chart.unit);
    const int64_t bar = PlaceOf(value, tallest, length);
    absl::StrAppend(&marks, Text(words - 8, y + 12, "end", Cut(chart.labels[label])), "\n",
                    Rect(words, y, bar, kBarAcross - 6, Colour(0),
                         absl::StrCat(chart.labels[label], ": ", exact)),
                    Text(words + bar + 6, y + 12, "start", exact), "\n");
  }
  return Framed(chart, y + 2, marks);
}

std::string Legend(const Chart& chart) {
  std::string marks;
  int64_t x = kLeft, y = kHeight + 4;
  for (size_t i = 0; i < chart.series.size(); ++i) {
    const int64_t width = 24 + kLetter * WidthOf(chart.series[i].name);
    if (x > kLeft && x + width > kWidth) {
      x = kLeft;
      y += kLegendLine;
    }
    absl::StrAppend(&marks, "<rect x=\"", x, "\" y=\"", y, "\" width=\"10\" height=\"10\" fill=\"",
                    Colour(i), "\"/>", Text(x + 15, y + 9, "start", chart.series[i].name), "\n");
    x += width;
  }
  return marks;
}

int64_t LegendLines(const Chart& chart) {
  int64_t x = kLeft, lines = 1;
  for (const Chart::Series& series : chart.series) {
    const int64_t width = 24 + kLetter * WidthOf(series.name);
    if (x > kLeft && x + width > kWidth) {
      x = kLeft;
      ++lines;
    }
    x += width;
  }
  return lines;
}

// Bars, stacks and lines share axes.
std::string Upright(const Chart& chart, int64_t tallest) {
  const int64_t step = GridStep(tallest);
  const int64_t full = (tallest + step - 1) / step * step;
  const int64_t length = kHeight - kTop - kBottom, base = kHeight - kBottom;
  std::string marks;
  for (int64_t value = 0; value <= full; value += step) {
    const int64_t y = base - PlaceOf(value, full, length);
    absl::StrAppend(&marks, Line(kLeft, y, kWidth - kRight, y, value == 0 ? "axis" : "grid"),
                    Text(kLeft - 8, y + 4, "end", Round(value, chart.unit)), "\n");
  }
  const int64_t count = static_cast<int64_t>(chart.labels.size());
  const auto left_of = [&](int64_t label) {
    return kLeft + PlaceOf(label, count, kWidth - kLeft - kRight);
  };
  int64_t widest = 1;
  for (const std::string& label : chart.labels)
    widest = std::max<int64_t>(widest, kLetter * WidthOf(label) + 10);
  const int64_t fit = std::max<int64_t>((kWidth - kLeft - kRight) / widest, 1);
  const int64_t every = (count + fit - 1) / fit;  // a label for each, where they fit
  for (int64_t label = 0; label < count; ++label) {
    const size_t at = static_cast<size_t>(label);
    const int64_t x = left_of(label), width = left_of(label + 1) - x;
    if (label % every == 0)
      absl::StrAppend(&marks, Text(x + width / 2, base + 16, "middle", chart.labels[at]), "\n");
    if (chart.kind == Chart::Kind::kLines) continue;
    const int64_t gap = width / 6;
    int64_t below = 0;
    for (size_t i = 0; i < chart.series.size(); ++i) {
      const int64_t value = ValueAt(chart.series[i], at);
      // Both ends are placed, so that rounding leaves no gap in a stack.
      const int64_t foot = PlaceOf(below, full, length);
      const int64_t head = PlaceOf(below + value, full, length);
      if (value == 0) continue;
      marks += Rect(x + gap, base - head, width - 2 * gap, head - foot, Colour(i),
                    absl::StrCat(chart.labels[at], ", ", chart.series[i].name, ": ",
                                 Exact(value, chart.unit)));
      below += value;
    }
  }
  for (size_t i = 0; chart.kind == Chart::Kind::kLines && i < chart.series.size(); ++i) {
    std::string points, dots;
    for (int64_t label = 0; label < count; ++label) {
      const size_t at = static_cast<size_t>(label);
      const int64_t x = (left_of(label) + left_of(label + 1)) / 2;
      const int64_t y = base - PlaceOf(ValueAt(chart.series[i], at), full, length);
      absl::StrAppend(&points, label == 0 ? "" : " ", x, ",", y);
      absl::StrAppend(&dots, "<circle cx=\"", x, "\" cy=\"", y, "\" r=\"3\" fill=\"", Colour(i),
                      "\"><title>",
                      Escaped(absl::StrCat(chart.labels[at], ", ", chart.series[i].name, ": ",
                                           Exact(chart.series[i].values[at], chart.unit))),
                      "</title></circle>\n");
    }
    absl::StrAppend(&marks, "<polyline fill=\"none\" stroke=\"", Colour(i),
                    "\" stroke-width=\"2\" points=\"", points, "\"/>\n", dots);
  }
  if (chart.series.size() < 2) return Framed(chart, kHeight, marks);
  return Framed(chart, kHeight + LegendLines(chart) * kLegendLine + 4, marks + Legend(chart));
}

}  // namespace

int64_t PlaceOf(int64_t value, int64_t full, int64_t length) {
  CHECK(full > 0);
  return MulDiv(Money::Cents(std::max<int64_t>(value, 0)), length, full, Rounding::kHalfUp).cents();
}

int64_t GridStep(int64_t max) {
  int64_t power = 1;
  for (;;) {
    for (const int64_t times : {1, 2, 5}) {
      if (max <= 5 * times * power) return times * power;
    }
    power *= 10;
  }
}

std::string ChartSvg(const Chart& chart) {
  if (chart.labels.empty() || chart.series.empty()) return "";
  const int64_t tallest = Tallest(chart);
  if (tallest == 0) return "";
  return chart.kind == Chart::Kind::kAcross ? Across(chart, tallest) : Upright(chart, tallest);
}

}  // namespace izmaksa
