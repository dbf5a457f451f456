#include "batch/law_report.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

int Faults(Date at) {
  const std::vector<LawFinding> findings = CheckLaw(BuiltIn(), at);
  return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                        [](const LawFinding& f) { return f.is_fault(); }));
}

TEST(LawReportTest, ListsEveryBenefitWithItsLatvianName) {
  const std::string text = LawListText(BuiltIn());
  EXPECT_THAT(text, HasSubstr("pre_1996_supplement\n  Supplement for the insurance record to 1995 "
                              "(Piemaksa pie vecuma un invaliditātes pensijas)\n"));
  EXPECT_THAT(text,
              HasSubstr("budget programme 20.03.00; values from 1996-01-01, the latest change "
                        "on 2029-01-01; answered for months from January 2009 on"));
  EXPECT_THAT(text, HasSubstr("Pensiju indeksācija"));
  EXPECT_THAT(text, HasSubstr("not paid by itself"));
  EXPECT_THAT(LawListJson(BuiltIn()), HasSubstr("\"name_lv\": \"Vecuma pensija\""));
}

TEST(LawReportTest, ShowsTheValueInForceAndTheHistory) {
  const auto text = LawShowText(BuiltIn(), "pre_1996_supplement", Date::Of(2024, 4, 1));
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("As in force on 2024-04-01"));
  EXPECT_THAT(*text,
              HasSubstr("  1.52 euro, from 2023-10-01\n    Basis: Law \"Par valsts pensijām\""));
  EXPECT_THAT(*text, HasSubstr("  2014-12-31, from 2024-01-01, paid not before April 2024\n"));
  EXPECT_THAT(*text, HasSubstr("    2009-01-01  0.70 lats       published 2008-12-31  verified\n"));
  EXPECT_THAT(*text, HasSubstr("  > 2023-10-01  1.52 euro       published 2023-08-22  verified\n"));
  EXPECT_THAT(*text,
              HasSubstr("    2026-10-01  not known       published 2026-10-01  not known\n"));
  const auto json = LawShowJson(BuiltIn(), "pre_1996_supplement", Date::Of(2024, 4, 1));
  ASSERT_TRUE(json.ok());
  EXPECT_THAT(*json, HasSubstr("\"value\": \"1.52 euro\""));
  EXPECT_THAT(*json, HasSubstr("\"payable_from\": \"2024-04\""));
}

TEST(LawReportTest, WithoutADayShowsEveryValueInFull) {
  const auto text = LawShowText(BuiltIn(), "indexation", std::nullopt);
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("  1.0977, from 2019-10-01\n    Basis: "));
  EXPECT_THAT(*text, Not(HasSubstr("History")));
}

TEST(LawReportTest, AnUnknownBenefitIsAnsweredWithThoseThereAre) {
  const auto text = LawShowText(BuiltIn(), "pension", std::nullopt);
  EXPECT_EQ(text.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(text.status().message(),
            "there is no benefit \"pension\"; there are: disability_pension, general, indexation, "
            "old_age_pension, pre_1996_supplement");
}

TEST(LawReportTest, CheckFindsGapsAndWhatNobodyHasReviewed) {
  EXPECT_EQ(Faults(Date::Of(2026, 11, 21)), 0);
  EXPECT_EQ(Faults(Date::Of(2027, 11, 21)), 0);  // a year to the day
  EXPECT_GT(Faults(Date::Of(2027, 11, 22)), 20);
  EXPECT_THAT(LawCheckText(CheckLaw(BuiltIn(), Date::Of(2027, 12, 1)), Date::Of(2027, 12, 1)),
              HasSubstr("not reviewed: indexation cap: last checked on 2026-11-21\n"));
  // A year without a review is a gap.
  const Date later = Date::Of(2028, 1, 1);
  EXPECT_THAT(LawCheckText(CheckLaw(BuiltIn(), later), later),
              HasSubstr("gap: indexation index_29: the last value is of 2026-10-01, more than 14 "
                        "months before\n"));
  const Date early = Date::Of(2010, 1, 1);
  EXPECT_THAT(LawCheckText(CheckLaw(BuiltIn(), early), early),
              HasSubstr("gap: general income_tax_rate: no value is in force\n"));
}

TEST(LawReportTest, CheckNamesWhatIsUnknownOrUnverifiedWithoutCallingItAFault) {
  const Date at = Date::Of(2026, 11, 21);
  const std::vector<LawFinding> findings = CheckLaw(BuiltIn(), at);
  const std::string text = LawCheckText(findings, at);
  EXPECT_THAT(text,
              HasSubstr("not known: indexation index_45 from 2024-10-01: The indices were not "
                        "found."));
  EXPECT_THAT(text, HasSubstr("unverified: general month_of_death from 2006-01-01: in_full: "));
  EXPECT_THAT(text, HasSubstr("The law on 2026-11-21: 0 faults, "));
  EXPECT_THAT(LawCheckJson(findings, at), HasSubstr("\"faults\": false"));
}

}  // namespace
}  // namespace izmaksa
