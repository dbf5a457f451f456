#include "batch/report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using testing::HasSubstr;
using testing::Not;

Paper Example() {
  Paper paper{"example", "Rēķins <b>\"Ķīļa & Šņore's\"</b>", {}, {}, {"Piezīme: 1 < 2."}};
  paper.figures = {{"as_of", "As of", "2024-04-10"},
                   {"gross", "Gross", Money::Cents(1'234'567'89), Unit::kEuro, true}};
  Table table{"lines",
              "Rindas",
              {{"name", "name"},
               {"key", "key", Unit::kText, Column::For::kPrograms},
               {"amount", "amount", Unit::kEuro},
               {"share", "%", Unit::kPercent}},
              {},
              {},
              {}};
  table.Add({"Ilze, \"Kalna\"", "k1", Money::Cents(-5), 99'92});
  table.Add({"Together", "", Money::Cents(1'000'00), {}}, Row::Weight::kTotal);
  table.charts.push_back({Chart::Kind::kBars, "Attēls", Unit::kEuro, {"a"}, {{"x", {1}}}});
  paper.tables.push_back(table);
  return paper;
}

TEST(EscapedTest, MarkupBecomesText) {
  EXPECT_EQ(Escaped("<a href=\"x\">&'</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(Escaped("Ņikita Šķēle, 5 €"), "Ņikita Šķēle, 5 €");
}

TEST(EscapedTest, WhatIsNoCharacterOfXmlIsReplaced) {
  EXPECT_EQ(Escaped(absl::string_view("a\0b\x1F", 4)), "a\uFFFDb\uFFFD");
  EXPECT_EQ(Escaped("\xC0\xAF"), "\uFFFD\uFFFD") << "too long a form of a slash";
  EXPECT_EQ(Escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "half of a pair";
  EXPECT_EQ(Escaped("\xEF\xBF\xBF"), "\uFFFD\uFFFD\uFFFD") << "U+FFFF";
  EXPECT_EQ(Escaped("\xC4"), "\uFFFD") << "cut";
  EXPECT_EQ(Escaped("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(Escaped("a\tb\nc"), "a\tb\nc");
}

TEST(PageTest, NeedsNothingFromOutside) {
  const std::string page = PaperPage(Example());
  for (const char* banned : {"<script", "href=", "src=", "url(", "@import", "onclick", "<link"})
    EXPECT_THAT(page, Not(HasSubstr(banned)));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(PageTest, ShowsWordsAndNumbersOfThePaper) {
  const std::string page = PaperPage(Example());
  EXPECT_THAT(page, HasSubstr("<h1>Rēķins &lt;b&gt;&quot;Ķīļa &amp; Šņore&#39;s&quot;&lt;/b&gt;"));
  EXPECT_THAT(page, HasSubstr("<strong>1\u00A0234\u00A0567.89</strong>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"n\">-0.05</td><td class=\"n\">99.92</td>"));
  EXPECT_THAT(page, HasSubstr("<tr class=\"total\"><td class=\"w\">Together</td>"));
  EXPECT_THAT(page, HasSubstr("<figcaption>Attēls</figcaption>\n<svg "));
  EXPECT_THAT(page, Not(HasSubstr("k1"))) << "only for programs";
}

TEST(PageTest, SamePaperSameBytes) { EXPECT_EQ(PaperPage(Example()), PaperPage(Example())); }

TEST(PaperTest, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(*PaperCsv(Example(), ""),
            "name,key,amount,share\n"
            "\"Ilze, \"\"Kalna\"\"\",k1,-0.05,99.92\n"
            "Together,,1000.00,\n");
  EXPECT_EQ(PaperCsv(Example(), "x").status().message(), "there is no table x; there are: lines");
}

TEST(PaperTest, JsonHasEveryColumnAndNullForTheUnknown) {
  const std::string json = PaperJson(Example());
  EXPECT_THAT(json, HasSubstr("\"gross\": \"1234567.89\""));
  EXPECT_THAT(json, HasSubstr("\"key\": \"k1\""));
  EXPECT_THAT(json, HasSubstr("\"share\": \"99.92\""));
  EXPECT_THAT(json, HasSubstr("\"share\": null"));
}

TEST(PaperTest, LongWordsAreBrokenWhereALineIsTooLong) {
  Paper paper{"p", "Title", {}, {}, {}};
  Table table{"t", "Table", {{"a", "a"}, {"b", "b", Unit::kCount}, {"c", "c"}}, {}, {}, {}};
  table.Add({"short", 1, std::string(60, 'x') + " " + std::string(60, 'y')});
  paper.tables.push_back(table);
  EXPECT_THAT(PaperText(paper), HasSubstr("\n  a      b  c\n  short  1  " + std::string(60, 'x') +
                                          "\n            " + std::string(60, 'y') + "\n"));
}

TEST(PaperTest, SharesAndMeansAreHalfUp) {
  EXPECT_EQ(PercentOf(Money::Cents(1), Money::Cents(3)), 33'33);
  EXPECT_EQ(PercentOf(Money::Cents(2), Money::Cents(3)), 66'67);
  EXPECT_EQ(PercentOf(Money::Cents(1), Money()), std::nullopt);
  EXPECT_EQ(MeanOf(Money::Cents(5), 2), Money::Cents(3));
  EXPECT_EQ(MeanOf(Money::Cents(5), 0), std::nullopt);
}

}  // namespace
}  // namespace izmaksa
