#include "batch/report/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using testing::HasSubstr;

TEST(PlanTest, PublishedYearHoldsTheAnnexes) {
  const auto year = PublishedBudgetYear();
  ASSERT_TRUE(year.ok()) << year.status();
  EXPECT_EQ(year->year, 2023);
  const ProgrammeFigures* pensions = year->Find("04.01.00");
  ASSERT_NE(pensions, nullptr);
  // Annex 2: 2 915 762 131 approved, 2 913 552 743 carried out, consolidated.
  EXPECT_EQ(pensions->plan, Money::Cents(2'915'762'131'00));
  EXPECT_EQ(pensions->executed, Money::Cents(2'913'552'743'00));
  EXPECT_EQ(pensions->base, "consolidated");
  EXPECT_EQ(pensions->name_lv, "Valsts pensiju speciālais budžets");
  EXPECT_EQ(year->Find("20.01.00")->base, "gross");
}

std::string FaultOf(const std::string& text) {
  return std::string(ParseBudgetYear("plan", text).status().message());
}

TEST(PlanTest, FaultsAreNamedWithTheirPlace) {
  EXPECT_THAT(FaultOf("year: \"2024\"\nprogram {}"), HasSubstr("plan:2:"));
  EXPECT_THAT(FaultOf("year: \"24\""), HasSubstr("plan: year: not a year"));
  EXPECT_THAT(FaultOf("year: \"2024\" programme { programme: \"04.01.00\" }"),
              HasSubstr("a code and a name"));
  const std::string line = "programme { programme: \"04.01.00\" name: \"Pensions\" ";
  EXPECT_THAT(FaultOf("year: \"2024\" " + line + "plan: \"12,5\" }"),
              HasSubstr("plan: programme \"04.01.00\": "));
  EXPECT_THAT(FaultOf("year: \"2024\" " + line + "plan: \"-1.00\" }"), HasSubstr("below nought"));
  EXPECT_THAT(FaultOf("year: \"2024\" " + line + "base: \"net\" }"),
              HasSubstr("base is consolidated or gross"));
  EXPECT_THAT(FaultOf("year: \"2024\" " + line + "} " + line + "}"), HasSubstr("twice"));
}

}  // namespace
}  // namespace izmaksa
