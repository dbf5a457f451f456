#include "batch/report/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ChartTest, PlacesAreWholeAndHalfUp) {
  EXPECT_EQ(PlaceOf(1, 3, 100), 33);
  EXPECT_EQ(PlaceOf(1, 200, 100), 1) << "0.5";
  EXPECT_EQ(PlaceOf(3, 3, 206), 206);
  EXPECT_EQ(PlaceOf(-5, 3, 206), 0);
  EXPECT_EQ(PlaceOf(4'000'000'000'000'00, 5'000'000'000'000'00, 206), 165);
}

TEST(ChartTest, GridHasAtMostFiveLinesAboveNought) {
  EXPECT_EQ(GridStep(5), 1);
  EXPECT_EQ(GridStep(6), 2);
  EXPECT_EQ(GridStep(11), 5);
  EXPECT_EQ(GridStep(25), 5);
  EXPECT_EQ(GridStep(26), 10);
  EXPECT_EQ(GridStep(1'015'516'82), 500'000'00);
}

TEST(ChartTest, BarsStandWhereTheirNumbersSay) {
  const std::string svg = ChartSvg({Chart::Kind::kBars,
                                    "By month",
                                    Unit::kEuro,
                                    {"2024-01", "2024-02"},
                                    {{"gross", {50'00, 100'00}}}});
  // The axis goes to 100.00 over 206; a month is 308 wide, of which a sixth each side is left.
  EXPECT_THAT(svg, HasSubstr("<rect x=\"147\" y=\"113\" width=\"206\" height=\"103\" "
                             "fill=\"#1f3d5c\"><title>2024-01, gross: 50.00</title></rect>"));
  EXPECT_THAT(svg, HasSubstr("<rect x=\"455\" y=\"10\" width=\"206\" height=\"206\""));
  EXPECT_THAT(svg, Not(HasSubstr(".5"))) << "no coordinate is a fraction";
}

TEST(ChartTest, StackHasNoGaps) {
  const std::string svg = ChartSvg(
      {Chart::Kind::kStacked, "Thirds", Unit::kCount, {"a"}, {{"x", {1}}, {"y", {1}}, {"z", {1}}}});
  // 206 / 3: feet and heads at 0, 69, 137, 206.
  EXPECT_THAT(svg, HasSubstr("y=\"147\" width=\"412\" height=\"69\""));
  EXPECT_THAT(svg, HasSubstr("y=\"79\" width=\"412\" height=\"68\""));
  EXPECT_THAT(svg, HasSubstr("y=\"10\" width=\"412\" height=\"69\""));
}

TEST(ChartTest, LinesGoThroughTheirPoints) {
  const std::string svg = ChartSvg({Chart::Kind::kLines,
                                    "Since January",
                                    Unit::kCount,
                                    {"1", "2"},
                                    {{"paid", {1, 2}}, {"plan", {2, 2}}}});
  EXPECT_THAT(svg, HasSubstr("points=\"250,113 558,10\""));
  EXPECT_THAT(svg, HasSubstr("points=\"250,10 558,10\""));
}

TEST(ChartTest, NumbersStandBesideLyingBars) {
  const std::string svg = ChartSvg({Chart::Kind::kAcross,
                                    "Held",
                                    Unit::kCount,
                                    {"no account <is> known"},
                                    {{"people", {1234}}}});
  EXPECT_THAT(svg, HasSubstr("no account &lt;is&gt; known</text>"));
  EXPECT_THAT(svg, HasSubstr(">1 234</text>"));
}

TEST(ChartTest, NothingIsDrawnOfNothing) {
  EXPECT_EQ(ChartSvg({Chart::Kind::kBars, "", Unit::kCount, {}, {}}), "");
  EXPECT_EQ(ChartSvg({Chart::Kind::kBars, "", Unit::kCount, {"a"}, {{"x", {0}}}}), "");
}

}  // namespace
}  // namespace izmaksa
