#include "processors/law.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char kGeneral[] = R"(id: "general" name: "Common" name_lv: "Kopīgi" act: "An act"
parameter {
  name: "tax" meaning: "Tax" reviewed: "2024-01-01"
  value { from: "2018-01-01" rate: "0.20" basis: "s. 15" published: "2017-12-01"
          certainty: VERIFIED source: "https://example.org" }
}
)";

const char kAmount[] = R"(id: "widow" name: "Widow's pension" name_lv: "Atraitnes pensija"
act: "An act" programme: "04.01.00" purpose: "PENS" taxable: true since: "2014-01"
parameter {
  name: "amount"
  meaning: "Amount in a month"
  reviewed: "2024-01-01"
  value { from: "2013-01-01" lats: "0.70" basis: "s. 1" published: "2012-12-01"
          certainty: VERIFIED source: "https://example.org" }
  value { from: "2014-01-01" money: "1.00" basis: "s. 1" published: "2013-12-01"
          certainty: VERIFIED source: "https://example.org" }
  value { from: "2024-01-01" money: "1.52" basis: "s. 2" published: "2023-12-07"
          certainty: DERIVED source: "https://example.org" payable_from: "2024-04" }
}
parameter {
  name: "index"
  meaning: "Index"
  reviewed: "2024-01-01"
  on_dates: true
  value { from: "2022-08-01" rate: "1.2287" basis: "s. 26" published: "2022-08-22"
          certainty: VERIFIED source: "https://example.org" }
  value { from: "2023-10-01" rate: "1.0640" basis: "s. 26" published: "2023-08-22"
          certainty: VERIFIED source: "https://example.org" }
  value { from: "2023-10-01" rate: "1.0650" basis: "s. 26" published: "2023-11-01"
          certainty: VERIFIED source: "https://example.org" note: "a correction" }
  value { from: "2024-10-01" basis: "s. 26" published: "2024-10-01" certainty: UNKNOWN
          source: "none found" }
}
)";

absl::StatusOr<Law> ParseWith(const std::string& widow) {
  return Law::Parse({{"widow/law.textproto", widow}, {"general/law.textproto", kGeneral}});
}

// The fault that comes of writing `to` for `from` in the law of the widow's pension.
std::string FaultOf(const std::string& from, const std::string& to) {
  const std::string text = absl::StrReplaceAll(kAmount, {{from, to}});
  EXPECT_NE(text, kAmount) << from;
  const absl::StatusOr<Law> law = ParseWith(text);
  return law.ok() ? "no fault" : std::string(law.status().message());
}

TEST(LawTest, HoldsEveryValueWithItsOrigin) {
  const auto law = ParseWith(kAmount);
  ASSERT_TRUE(law.ok()) << law.status();
  const BenefitLaw& widow = law->Of("widow");
  EXPECT_EQ(widow.name_lv, "Atraitnes pensija");
  EXPECT_EQ(widow.programme, "04.01.00");
  EXPECT_TRUE(widow.taxable);
  EXPECT_EQ(widow.since, Month::Of(2014, 1));
  EXPECT_EQ(widow.At("amount", Date::Of(2012, 12, 31)), nullptr);
  const LawValue* lats = widow.At("amount", Date::Of(2013, 12, 31));
  ASSERT_NE(lats, nullptr);
  EXPECT_TRUE(lats->lats);
  EXPECT_EQ(lats->money, Money::Cents(70));
  const LawValue* now = widow.At("amount", Date::Of(2024, 1, 1));
  EXPECT_EQ(now->money, Money::Cents(152));
  EXPECT_EQ(now->basis, "s. 2");
  EXPECT_EQ(now->published, Date::Of(2023, 12, 7));
  EXPECT_EQ(now->certainty, Certainty::kDerived);
  EXPECT_EQ(now->payable_from, Month::Of(2024, 4));
  EXPECT_EQ(now->benefit, "widow");
  EXPECT_EQ(now->parameter, "amount");
  EXPECT_EQ(widow.Before("amount", Date::Of(2024, 5, 1))->money, Money::Cents(100));
  EXPECT_EQ(widow.Before("amount", Date::Of(2013, 5, 1)), nullptr);
}

TEST(LawTest, ValuesOnDatesAreThoseAfterOneDayAndUpToAnother) {
  const auto law = ParseWith(kAmount);
  ASSERT_TRUE(law.ok()) << law.status();
  const BenefitLaw& widow = law->Of("widow");
  EXPECT_TRUE(widow.Between("index", Date::Of(2022, 8, 1), Date::Of(2023, 9, 30)).empty());
  const auto between = widow.Between("index", Date::Of(2022, 7, 31), Date::Of(2024, 10, 1));
  ASSERT_EQ(between.size(), 3u);
  EXPECT_EQ(between[0]->from, Date::Of(2022, 8, 1));
  EXPECT_EQ(between[1]->rate.ToString(4), "1.0650");  // published later
  EXPECT_EQ(between[2]->certainty, Certainty::kUnknown);
  EXPECT_EQ(between[2]->kind, LawValue::Kind::kNone);
}

TEST(LawTest, KnowsOnADayOnlyWhatWasPublishedByThen) {
  const auto law = ParseWith(kAmount);
  ASSERT_TRUE(law.ok()) << law.status();
  const Date in_2024 = Date::Of(2024, 6, 1);
  const Law before = law->KnownOn(Date::Of(2023, 12, 6));
  EXPECT_EQ(before.Of("widow").At("amount", in_2024)->money, Money::Cents(100));
  const Law on = law->KnownOn(Date::Of(2023, 12, 7));
  EXPECT_EQ(on.Of("widow").At("amount", in_2024)->money, Money::Cents(152));
  const Law october = law->KnownOn(Date::Of(2023, 10, 31));
  EXPECT_EQ(october.Of("widow").At("index", in_2024)->rate.ToString(4), "1.0640");
  EXPECT_EQ(on.Of("widow").At("index", in_2024)->rate.ToString(4), "1.0650");
  EXPECT_EQ(on.Of("widow").Find("index")->values.size(), 2u);
  EXPECT_EQ(on.digest(), law->digest());
}

TEST(LawTest, AnOverlayReplacesAParameterAndChangesTheDigest) {
  const std::vector<LawFile> files = {{"widow/law.textproto", kAmount},
                                      {"general/law.textproto", kGeneral}};
  const LawFile overlay = {"march", R"(id: "widow" parameter {
    name: "amount" meaning: "Amount" reviewed: "2024-01-01"
    value { from: "2020-01-01" money: "9.00" basis: "what if" published: "2024-01-01"
            certainty: UNVERIFIED source: "a question" } })"};
  const auto plain = Law::Parse(files);
  const auto changed = Law::Parse(files, {overlay});
  ASSERT_TRUE(plain.ok()) << plain.status();
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->Of("widow").At("amount", Date::Of(2024, 1, 1))->money, Money::Cents(900));
  EXPECT_EQ(changed->Of("widow").At("amount", Date::Of(2019, 1, 1)), nullptr);
  EXPECT_EQ(changed->Of("widow").Find("index")->values.size(), 4u);
  EXPECT_EQ(changed->Of("widow").name, "Widow's pension");
  EXPECT_NE(changed->digest(), plain->digest());
  const auto turned = Law::Parse({files[1], files[0]});
  EXPECT_EQ(turned->digest(), plain->digest());
}

TEST(LawTest, AnOverlayOfNothingThereIsRefused) {
  const std::vector<LawFile> files = {{"general/law.textproto", kGeneral}};
  const auto overlay = [&](const std::string& id, const std::string& name) {
    const LawFile file = {"x.textproto", absl::StrCat("id: \"", id, "\" parameter { name: \"", name,
                                                      R"(" meaning: "m" reviewed: "2024-01-01"
        value { from: "2020-01-01" rate: "0.1" basis: "b" published: "2024-01-01"
                certainty: UNVERIFIED source: "s" } })")};
    return std::string(Law::Parse(files, {file}).status().message());
  };
  EXPECT_THAT(overlay("widow", "tax"),
              HasSubstr("x.textproto:1:1: there is no benefit \"widow\" to change"));
  EXPECT_THAT(overlay("general", "taxes"),
              HasSubstr("x.textproto:1:15: general has no parameter \"taxes\""));
  EXPECT_EQ(overlay("general", "tax"), "");
}

TEST(LawTest, EveryFaultIsNamedWithItsPlace) {
  EXPECT_EQ(FaultOf("purpose", "purpos"),
            "widow/law.textproto:2:43: Message type \"izmaksa.v1.BenefitLaw\" has no field named "
            "\"purpos\".");
  EXPECT_EQ(FaultOf("reviewed: \"2024-01-01\"\n  on_dates", "reviewed: \"2024-02-30\"\n  on_dates")
                .substr(0, 54),
            "widow/law.textproto:17:3: index: reviewed \"2024-02-30\"");
  EXPECT_EQ(FaultOf("money: \"1.52\" basis: \"s. 2\"", "money: \"1.52\""),
            "widow/law.textproto:11:11: amount from 2024-01-01: basis is missing");
  EXPECT_THAT(FaultOf("money: \"1.52\"", "money: \"1.521\""),
              HasSubstr("widow/law.textproto:11:30: amount from 2024-01-01: money \"1.521\""));
  EXPECT_THAT(FaultOf("published: \"2023-12-07\"", ""), HasSubstr("published is missing"));
  EXPECT_THAT(FaultOf("certainty: DERIVED source: \"https://example.org\"", "certainty: DERIVED"),
              HasSubstr("source is missing"));
  EXPECT_THAT(FaultOf("certainty: DERIVED", ""), HasSubstr("certainty is missing"));
  EXPECT_THAT(FaultOf("money: \"1.52\"", ""), HasSubstr("has no value, and is not said to be"));
  EXPECT_THAT(FaultOf("certainty: DERIVED", "certainty: UNKNOWN"),
              HasSubstr("is UNKNOWN, yet there is a value"));
  EXPECT_THAT(FaultOf("\"2024-01-01\" money", "\"2013-12-31\" money"),
              HasSubstr("amount from 2013-12-31: from is earlier than the value before it"));
  EXPECT_THAT(FaultOf("published: \"2023-11-01\"", "published: \"2023-08-22\""),
              HasSubstr("is there twice for one day, not published later"));
  EXPECT_THAT(FaultOf("money: \"1.52\"", "rate: \"1.52\""), HasSubstr("has another kind of value"));
  EXPECT_THAT(FaultOf("money: \"1.52\"", "lats: \"1.52\""), HasSubstr("lats ended on 2013-12-31"));
  EXPECT_EQ(FaultOf("money: \"1.52\"", "money: \"-0.01\""),
            "widow/law.textproto:11:30: amount from 2024-01-01: money is below zero");
  EXPECT_EQ(FaultOf("lats: \"0.70\"", "lats: \"-0.70\""),
            "widow/law.textproto:7:30: amount from 2013-01-01: lats are below zero");
  EXPECT_THAT(FaultOf("rate: \"1.2287\"", "number: -1"),
              HasSubstr("widow/law.textproto:19:30: index from 2022-08-01: number is below zero"));
  EXPECT_THAT(FaultOf("rate: \"1.2287\"", "rate: \"-1.2287\""),
              HasSubstr("widow/law.textproto:19:30: index from 2022-08-01: rate is below zero"));
  EXPECT_THAT(FaultOf("\"2024-04\"", "\"2023-12\""), HasSubstr("is earlier than the value itself"));
  EXPECT_THAT(FaultOf("name: \"index\"", "name: \"amount\""),
              HasSubstr("widow/law.textproto:15:3: name is there twice"));
  EXPECT_THAT(FaultOf("id: \"widow\"", "id: \"widower\""),
              HasSubstr("id \"widower\" is not the folder's name"));
  EXPECT_THAT(FaultOf("\"04.01.00\"", "\"4.1\""), HasSubstr("programme is not of the form"));
  EXPECT_THAT(FaultOf("since: \"2014-01\"", ""), HasSubstr("since is missing"));
  EXPECT_THAT(FaultOf("\"2014-01\"", "\"2014-13\""), HasSubstr("since \"2014-13\""));
  EXPECT_EQ(FaultOf("\"2014-01\"", "\"2014-01\" until: \"2014-01\""), "no fault");
  EXPECT_THAT(FaultOf("\"2014-01\"", "\"2014-01\" until: \"2013-12\""),
              HasSubstr("until is before since"));
}

// A value ends where the next begins; who names the last day is held to it.
TEST(LawTest, OverlapsAndGapsAreRefused) {
  const auto until = [](const std::string& day) {
    return FaultOf("money: \"1.00\"", absl::StrCat("money: \"1.00\" until: \"", day, "\""));
  };
  EXPECT_EQ(until("2023-12-31"), "no fault");
  EXPECT_EQ(until("2024-01-01"),
            "widow/law.textproto:11:11: amount from 2024-01-01: from overlaps the value before it, "
            "which holds until 2024-01-01");
  EXPECT_EQ(until("2023-12-30"),
            "widow/law.textproto:11:11: amount from 2024-01-01: from leaves a gap after "
            "2023-12-30: say what holds between, or none");
  EXPECT_EQ(FaultOf("money: \"1.52\"", "money: \"1.52\" until: \"2024-12-31\""),
            "widow/law.textproto:11:44: amount from 2024-01-01: until is a gap: no value follows; "
            "say none where nothing holds");
  EXPECT_THAT(until("2023-02-29"), HasSubstr("until \"2023-02-29\""));
  EXPECT_THAT(FaultOf("\"2023-10-01\" rate: \"1.0640\"",
                      "\"2023-10-01\" until: \"2024-09-30\" rate: \"1.0640\""),
              "no fault");  // corrected for the same day, and followed by the next
}

TEST(LawTest, ParametersAndValuesKnowTheirPlace) {
  const auto law = ParseWith(kAmount);
  ASSERT_TRUE(law.ok());
  const LawParameter& index = *law->Of("widow").Find("index");
  EXPECT_EQ(index.file, "widow/law.textproto");
  EXPECT_EQ(index.line, 14);
  EXPECT_EQ(index.column, 1);
  EXPECT_EQ(index.values[1].line, 21);
  EXPECT_EQ(index.values[1].column, 3);
}

TEST(LawTest, NothingMayBeEmpty) {
  EXPECT_THAT(std::string(ParseWith("id: \"widow\"").status().message()),
              HasSubstr("widow/law.textproto:1:1: parameter is missing"));
  EXPECT_THAT(std::string(ParseWith("").status().message()),
              HasSubstr("widow/law.textproto: id is not a name"));
  EXPECT_THAT(
      std::string(
          ParseWith("id: \"widow\" parameter { name: \"a\" meaning: \"m\" }").status().message()),
      HasSubstr("widow/law.textproto:1:25: a: value is missing"));
}

TEST(LawTest, AllFaultsAreNamedAtOnce) {
  const std::string faults =
      FaultOf("source: \"https://example.org\" payable_from: \"2024-04\"", "payable_from: \"x\"");
  EXPECT_THAT(faults, HasSubstr("source is missing"));
  EXPECT_THAT(faults, HasSubstr("payable_from \"x\""));
}

TEST(LawTest, TheLawOfThisProgramIsWithoutFault) {
  const auto law = Law::Parse(Law::BuiltInFiles());
  ASSERT_TRUE(law.ok()) << law.status();
  EXPECT_EQ(law->benefits().size(), Law::BuiltInFiles().size());
  EXPECT_EQ(law->general().At("income_tax_rate", Date::Of(2024, 4, 1))->rate.ToString(), "0.2");
  for (const BenefitLaw& benefit : law->benefits()) {
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        for (const std::string& text : {value.basis, value.source, value.note}) {
          EXPECT_THAT(text, Not(HasSubstr("/work"))) << parameter.name;
          EXPECT_THAT(text, Not(HasSubstr("/tmp"))) << parameter.name;
        }
        if (parameter.on_dates) {
          EXPECT_EQ(value.from.day(), 1) << parameter.name;  // rules look at first days of months
        }
      }
    }
  }
}

}  // namespace
}  // namespace izmaksa
