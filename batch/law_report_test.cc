#include "batch/law_report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

TEST(LawReportTest, ShowsTheValueInForceAndThoseBeforeAndAfterIt) {
  const auto text = LawShowText(BuiltIn(), "pre_1996_supplement", Date::Of(2024, 4, 1));
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("  As in force on  2024-04-01\n"));
  EXPECT_THAT(
      *text,
      HasSubstr("  Payer           budget programme 20.03.00\n  Income tax      is withheld\n"));
  EXPECT_THAT(*text, HasSubstr("  1.52 euro, since 2023-10-01 to 2024-09-30\n"
                               "    Article: Law \"Par valsts pensijām\", transitional "));
  EXPECT_THAT(*text, HasSubstr("    Published 2023-08-22; verified: read in the source\n"));
  EXPECT_THAT(*text, HasSubstr("  2014-12-31, since 2024-01-01 to 2024-12-31, paid not before "
                               "April 2024\n"));
  EXPECT_THAT(*text, HasSubstr("  Before it: 1.43 euro, since 2022-08-01 to 2023-09-30\n"
                               "  After it: 1.62 euro, since 2024-10-01 to 2025-09-30, published "
                               "2024-08-12\n"));
  EXPECT_THAT(*text, HasSubstr("  Last checked 2026-11-21\n"));
  const auto json = LawShowJson(BuiltIn(), "pre_1996_supplement", Date::Of(2024, 4, 1));
  ASSERT_TRUE(json.ok());
  EXPECT_THAT(*json, HasSubstr("\"value\": \"1.52 euro\""));
  EXPECT_THAT(*json, HasSubstr("\"payable_from\": \"2024-04\""));
  EXPECT_THAT(*json, HasSubstr("\"previous\": {"));
  EXPECT_THAT(*json, HasSubstr("\"next\": {"));
}

TEST(LawReportTest, SaysPlainlyWhatNobodyKnows) {
  const auto text = LawShowText(BuiltIn(), "pre_1996_supplement", Date::Of(2026, 10, 1));
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("  not known, since 2026-10-01\n"));
  EXPECT_THAT(*text, HasSubstr("; not known: it exists, and whoever needs it is held\n"));
  const auto early = LawShowText(BuiltIn(), "pre_1996_supplement", Date::Of(1990, 1, 1));
  EXPECT_THAT(*early, HasSubstr("  No value was in force that day.\n"));
}

TEST(LawReportTest, SaysWhoIsEntitledToWhatWhereTheFileTells) {
  std::vector<LawFile> files = Law::BuiltInFiles();
  for (LawFile& file : files) {
    if (file.path == "indexation/law.textproto")
      file.text += "\nsummary: \"Whoever reaches the age.\"\n";
  }
  const auto law = Law::Parse(files);
  ASSERT_TRUE(law.ok()) << law.status();
  EXPECT_THAT(*LawShowText(*law, "indexation", std::nullopt),
              HasSubstr("\nWho is entitled to what\n\n  Whoever reaches the age.\n"));
  EXPECT_THAT(*LawShowJson(*law, "indexation", std::nullopt),
              HasSubstr("\"summary\": \"Whoever reaches the age.\""));
}

TEST(LawReportTest, SaysToWhomAndWhenItIsPaid) {
  const auto text = LawShowText(BuiltIn(), "childcare_benefit", std::nullopt);
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("Entitled    whom s. 4 of the Law on State Social Benefits "
                               "names\n"));
  EXPECT_THAT(*text, HasSubstr("Paid        in the month after the one it is due for\n"));
  EXPECT_THAT(*LawShowText(BuiltIn(), "general", std::nullopt),
              HasSubstr("Payer  not paid by itself\n"));
}

TEST(LawReportTest, WithoutADayShowsEveryValueInFull) {
  const auto text = LawShowText(BuiltIn(), "indexation", std::nullopt);
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("  1.0977, on 2019-10-01\n    Article: "));
  EXPECT_THAT(*text, Not(HasSubstr("Before it")));
}

TEST(LawReportTest, ThePageSaysWhatExcludesTheBenefitAndWhatADecisionMayState) {
  const auto childcare = LawShowText(BuiltIn(), "childcare_benefit", std::nullopt);
  ASSERT_TRUE(childcare.ok());
  EXPECT_THAT(
      *childcare,
      HasSubstr("\nNot due\n\n  while a maternity benefit is paid for the same child and day"));
  EXPECT_THAT(*childcare, Not(HasSubstr("What a decision may state")));
  const auto sickness = LawShowText(BuiltIn(), "sickness_benefit", std::nullopt);
  ASSERT_TRUE(sickness.ok());
  EXPECT_THAT(*sickness, HasSubstr("\nWhat a decision may state\n\n  first_day, a day: "));
  EXPECT_THAT(*sickness, HasSubstr("is withheld from all of it"));
  const auto json = LawShowJson(BuiltIn(), "childcare_benefit", std::nullopt);
  ASSERT_TRUE(json.ok());
  EXPECT_THAT(*json, HasSubstr("\"benefit\": \"maternity_benefit\""));
}

TEST(LawReportTest, AnUnknownBenefitIsAnsweredWithThoseThereAre) {
  const auto text = LawShowText(BuiltIn(), "pension", std::nullopt);
  EXPECT_EQ(text.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(text.status().message(),
            absl::StrCat("there is no benefit \"pension\"; there are: ",
                         absl::StrJoin(BuiltIn().benefits(), ", ",
                                       [](std::string* out, const BenefitLaw& benefit) {
                                         out->append(benefit.id);
                                       })));
}

}  // namespace
}  // namespace izmaksa
