#include "batch/law_check.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/status.h"

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

std::string Check(const Law& law, Date at) { return LawCheckText(CheckLaw(law, at), at); }

// A law of one parameter, with these values.
Law LawOf(const std::string& values) {
  const auto law = Law::Parse({{{"general/law.textproto", R"(id: "general" name: "n" name_lv: "n"
act: "a"
parameter {
  name: "amount" meaning: "m" reviewed: "2024-01-01"
)" + values + "}\n"}}});
  CHECK(law.ok());
  return *law;
}

std::string Value(const std::string& from, const std::string& value,
                  const std::string& certainty = "VERIFIED") {
  return "  value { from: \"" + from + "\" " + value + " basis: \"b\" published: \"" + from +
         "\" certainty: " + certainty + " source: \"s\" }\n";
}

TEST(LawCheckTest, FindsGapsAndWhatNobodyHasReviewed) {
  EXPECT_EQ(Faults(Date::Of(2026, 11, 21)), 0);
  EXPECT_EQ(Faults(Date::Of(2027, 11, 21)), 0);  // a year to the day
  EXPECT_GT(Faults(Date::Of(2027, 11, 22)), 20);
  EXPECT_THAT(Check(BuiltIn(), Date::Of(2027, 12, 1)),
              HasSubstr(": not reviewed: cap: last checked on 2026-11-21\n"));
  // A year without a review is a gap.
  EXPECT_THAT(Check(BuiltIn(), Date::Of(2028, 1, 1)),
              HasSubstr(": gap: index_29: the last value is of 2026-10-01, more than 14 months "
                        "before\n"));
  EXPECT_THAT(Check(BuiltIn(), Date::Of(2010, 1, 1)),
              HasSubstr(": gap: income_tax_rate: no value is in force\n"));
}

TEST(LawCheckTest, NamesWhatIsUnknownOrUnverifiedWithoutCallingItAFault) {
  const Date at = Date::Of(2026, 11, 21);
  const std::string text = Check(BuiltIn(), at);
  EXPECT_THAT(text,
              HasSubstr(": not known: index_45 from 2024-10-01: The indices were not found."));
  EXPECT_THAT(text, HasSubstr(": unverified: month_of_death from 2006-01-01: in_full: "));
  EXPECT_THAT(text, HasSubstr("The law on 2026-11-21: 0 faults (gap 0, not reviewed 0, hole "));
  EXPECT_THAT(LawCheckJson(CheckLaw(BuiltIn(), at), at), HasSubstr("\"faults\": false"));
}

TEST(LawCheckTest, AHoleBetweenValuesIsNamedWithItsPlace) {
  const Law law = LawOf(Value("2018-01-01", "number: 1") + Value("2019-01-01", "none: true") +
                        Value("2020-01-01", "number: 2") + Value("2021-01-01", "", "UNKNOWN") +
                        Value("2022-01-01", "number: 3") + Value("2023-01-01", "none: true"));
  const std::string text = Check(law, Date::Of(2024, 1, 1));
  EXPECT_EQ(text,
            "general/law.textproto:6:3: hole: amount from 2019-01-01: none to 2019-12-31, with "
            "values before and after\n"
            "general/law.textproto:8:3: hole: amount from 2021-01-01: not known to 2021-12-31, "
            "with values before and after\n"
            "The law on 2024-01-01: 0 faults (gap 0, not reviewed 0, hole 2, not known 0, "
            "unverified 0)\n");
}

TEST(LawCheckTest, FindingsStandInOrderOfFileAndPlace) {
  const std::vector<LawFinding> findings = CheckLaw(BuiltIn(), Date::Of(2028, 1, 1));
  ASSERT_GT(findings.size(), 20u);
  for (size_t i = 1; i < findings.size(); ++i) {
    EXPECT_LE(findings[i - 1].file, findings[i].file);
    if (findings[i - 1].file == findings[i].file) {
      EXPECT_LE(findings[i - 1].line, findings[i].line);
    }
    EXPECT_GT(findings[i].line, 0);
    EXPECT_GT(findings[i].column, 0);
  }
}

TEST(LawCheckTest, WhatIsNotAnsweredYetHasNoGap) {
  EXPECT_THAT(Check(BuiltIn(), Date::Of(2008, 1, 1)),
              Not(HasSubstr("pre_1996_supplement/law.textproto:16:1: gap")));
}

TEST(LawCheckTest, UnverifiedValuesAreThoseInForceInTheMonthsOfTheBenefitAndCommonOnes) {
  const auto law =
      Law::Parse({{{"general/law.textproto",
                    "id: \"general\" name: \"n\" name_lv: \"n\" act: \"a\"\nparameter {\n"
                    "  name: \"tax\" meaning: \"m\" reviewed: \"2024-01-01\"\n" +
                        Value("2018-01-01", "rate: \"0.2\"", "UNVERIFIED") +
                        Value("2024-03-15", "rate: \"0.3\"") + "}\n"},
                   {"widow/law.textproto",
                    "id: \"widow\" name: \"n\" name_lv: \"n\" act: \"a\" programme: \"04.01.00\" "
                    "purpose: \"PENS\" since: \"2014-01\"\nparameter {\n"
                    "  name: \"amount\" meaning: \"m\" reviewed: \"2024-01-01\"\n" +
                        Value("2018-01-01", "number: 1", "UNVERIFIED") +
                        Value("2024-02-01", "number: 2", "UNVERIFIED") + "}\n"}}});
  ASSERT_TRUE(law.ok()) << law.status();
  const auto found = [&](const LawUses& uses) {
    std::string text;
    for (const LawValue* value : UnverifiedIn(*law, uses))
      text += value->parameter + " " + value->from.ToString() + "; ";
    return text;
  };
  EXPECT_EQ(found({}), "");
  EXPECT_EQ(found({{"widow", Month::Of(2024, 1)}}), "tax 2018-01-01; amount 2018-01-01; ");
  EXPECT_EQ(found({{"widow", Month::Of(2024, 1)}, {"widow", Month::Of(2024, 2)}}),
            "tax 2018-01-01; amount 2018-01-01; amount 2024-02-01; ");
  EXPECT_EQ(found({{"widow", Month::Of(2024, 3)}}), "tax 2018-01-01; amount 2024-02-01; ");
  EXPECT_EQ(found({{"widow", Month::Of(2024, 4)}}), "amount 2024-02-01; ");
  EXPECT_EQ(found({{"other", Month::Of(2024, 4)}}), "");
}

}  // namespace
}  // namespace izmaksa
