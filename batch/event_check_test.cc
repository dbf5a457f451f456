#include "batch/event_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "batch/event_json.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Two pensions, whose decisions may state an input of each kind.
const std::vector<InputOfDecision>* Known(absl::string_view benefit) {
  using Kind = InputOfDecision::Kind;
  static const auto* inputs = new std::vector<InputOfDecision>{
      {"capital", "what is saved", Kind::kMoney, {}},
      {"years", "full years", Kind::kNumber, {}},
      {"index", "an index", Kind::kRate, {}},
      {"from", "a day", Kind::kDate, {}},
      {"title", "by what right", Kind::kWord, {"insured", "dependant"}},
  };
  return benefit == "old_age_pension" || benefit == "disability_pension" ? inputs : nullptr;
}

v1::Event Event(absl::string_view fact, absl::string_view effective = "2013-07-01") {
  EventJsonReader reader;
  v1::Event event;
  FieldFaults faults;
  const std::string line =
      absl::StrCat(R"({"id":"1","source":"cases","person":1000000001,"effective":")", effective,
                   R"(","recorded":"2013-06-20T10:00:00Z",)", fact, "}");
  EXPECT_TRUE(reader.Read(line, &event, &faults)) << line << faults[0].field << faults[0].message;
  return event;
}

std::vector<std::string> FaultsOf(v1::Event event) {
  FieldFaults faults;
  const bool good = CheckEvent(Known, &event, &faults);
  EXPECT_EQ(good, faults.empty());
  std::vector<std::string> texts;
  for (const FieldFault& fault : faults)
    texts.push_back(absl::StrCat(fault.field, ": ", fault.message));
  return texts;
}

std::vector<std::string> FaultsOf(absl::string_view fact) { return FaultsOf(Event(fact)); }

std::vector<std::string> OfDecision(absl::string_view kind, absl::string_view rest) {
  return FaultsOf(absl::StrCat(R"("decision_made":{"kind":")", kind,
                               R"(","benefit":"old_age_pension","number":"1","officer":"o")", rest,
                               "}"));
}

TEST(EventCheckTest, CodesAndAccountsAreCheckedAndMadeCanonical) {
  v1::Event event = Event(R"("code_changed":{"personal_code":"07035112347"})");
  FieldFaults faults;
  ASSERT_TRUE(CheckEvent(Known, &event, &faults));
  EXPECT_EQ(event.code_changed().personal_code(), "070351-12347");
  event = Event(R"("account_changed":{"account":{"iban":"LV80 BANK 0000 4351 9500 1"}})");
  ASSERT_TRUE(CheckEvent(Known, &event, &faults));
  EXPECT_EQ(event.account_changed().account().iban(), "LV80BANK0000435195001");

  EXPECT_THAT(
      FaultsOf(R"("code_changed":{"personal_code":"070351-12348"})"),
      ElementsAre("code_changed.personal_code: is not a personal code (the check digit is wrong)"));
  EXPECT_THAT(
      FaultsOf(R"("account_changed":{"account":{"iban":"LV81BANK0000435195001"}})"),
      ElementsAre("account_changed.account.iban: is not an IBAN (the check digits are wrong)"));
  EXPECT_THAT(
      FaultsOf(
          R"("person_registered":{"born":"1951-03-07","identity":{"family_name":"B","personal_code":"x"}})"),
      ElementsAre("person_registered.identity.personal_code: is not a personal code (expected "
                  "NNNNNN-NNNNN)"));
}

TEST(EventCheckTest, NobodyIsRegisteredBeforeBirth) {
  const absl::string_view fact =
      R"("person_registered":{"born":"1951-03-07","identity":{"family_name":"B","personal_code":"070351-12347"}})";
  EXPECT_THAT(FaultsOf(Event(fact, "1951-03-07")), IsEmpty());
  EXPECT_THAT(FaultsOf(Event(fact, "1951-03-06")),
              ElementsAre("effective: is before the person's birth"));
}

TEST(EventCheckTest, SourcesAndIdsAreShortNames) {
  v1::Event event = Event(R"("person_died":{})");
  event.set_source("Register of people");
  event.set_id(std::string(129, 'x'));
  EXPECT_THAT(FaultsOf(event),
              ElementsAre("id: is longer than 128 bytes",
                          "source: must be a short name of a-z, 0-9, '-', '_', '.'"));
}

TEST(EventCheckTest, CountriesAreTwoCapitalLetters) {
  EXPECT_THAT(FaultsOf(R"("residence_changed":{"country":"LV"})"), IsEmpty());
  EXPECT_THAT(
      FaultsOf(R"("residence_changed":{"country":"lv"})"),
      ElementsAre(
          "residence_changed.country: must be a country of ISO 3166-1, two capital letters"));
  EXPECT_THAT(
      FaultsOf(R"("address_changed":{"address":{"country":"LVA"}})"),
      ElementsAre(
          "address_changed.address.country: must be a country of ISO 3166-1, two capital letters"));
}

TEST(EventCheckTest, LastDaysComeAfterFirst) {
  EXPECT_THAT(
      FaultsOf(R"("status_determined":{"status":"politically_repressed","until":"2013-07-01"})"),
      IsEmpty());
  EXPECT_THAT(
      FaultsOf(R"("status_determined":{"status":"politically_repressed","until":"2013-06-30"})"),
      ElementsAre("status_determined.until: is before the effective day"));
  EXPECT_THAT(
      FaultsOf(R"("disability_determined":{"group":0,"until":"2014-06-30"})"),
      ElementsAre(
          "disability_determined.until: has no meaning where group is 0, no longer disabled"));
}

TEST(EventCheckTest, MonthsTo1995ArePartOfAllMonths) {
  EXPECT_THAT(
      FaultsOf(R"("insurance_record_determined":{"months_to_1995":264,"months_total":264})"),
      IsEmpty());
  EXPECT_THAT(
      FaultsOf(R"("insurance_record_determined":{"months_to_1995":265,"months_total":264})"),
      ElementsAre("insurance_record_determined.months_to_1995: is more than months_total"));
}

TEST(EventCheckTest, BenefitsMustBeKnown) {
  EXPECT_THAT(
      FaultsOf(R"("application_submitted":{"benefit":"gold","number":"1"})"),
      ElementsAre("application_submitted.benefit: is not a benefit that this program knows"));
  EXPECT_THAT(
      FaultsOf(R"("decision_made":{"kind":"ended","benefit":"gold","number":"1","officer":"o"})"),
      ElementsAre("decision_made.benefit: is not a benefit that this program knows"));
  EXPECT_THAT(OfDecision("granted", R"(,"instead_of":"gold")"),
              ElementsAre("decision_made.instead_of: is not a benefit that this program knows"));
}

TEST(EventCheckTest, EachKindOfDecisionSaysWhatBelongsToIt) {
  for (const char* kind : {"granted", "refused", "suspended", "resumed", "ended"}) {
    EXPECT_THAT(OfDecision(kind, ""), IsEmpty()) << kind;
  }
  EXPECT_THAT(
      OfDecision("amended", ""),
      ElementsAre("decision_made.kind: amends nothing: neither amount nor inputs are said"));
  EXPECT_THAT(OfDecision("amended", R"(,"amount":"1.00")"), IsEmpty());
  for (const char* kind : {"refused", "suspended", "resumed", "ended"}) {
    EXPECT_THAT(
        OfDecision(kind, R"(,"amount":"480.00","amount_as_of":"2024-01-01")"),
        ElementsAre(
            "decision_made.amount: is said only when a benefit is granted or amended",
            "decision_made.amount_as_of: is said only when a benefit is granted or amended"));
  }
}

TEST(EventCheckTest, AmountsArePositiveAndBelievable) {
  EXPECT_THAT(OfDecision("granted", R"(,"amount":"-0.01")"),
              ElementsAre("decision_made.amount: must be more than zero"));
  EXPECT_THAT(OfDecision("granted", R"(,"amount":"1000000.00")"), IsEmpty());
  EXPECT_THAT(OfDecision("granted", R"(,"amount":"1000000.01")"),
              ElementsAre("decision_made.amount: is more than a million euro a month"));
  EXPECT_THAT(OfDecision("granted", R"(,"amount_as_of":"2024-01-01")"),
              ElementsAre("decision_made.amount_as_of: is said without an amount"));
  EXPECT_THAT(OfDecision("granted", R"(,"amount":"1.00","amount_as_of":"2013-06-30")"),
              ElementsAre("decision_made.amount_as_of: is before the effective day"));
}

TEST(EventCheckTest, InputsAreWhatTheLawDeclaresEachOnce) {
  const auto input = [](absl::string_view name, absl::string_view value) {
    return OfDecision("granted", absl::StrCat(R"(,"inputs":[{"name":")", name, R"(","value":")",
                                              value, R"("}])"));
  };
  for (const auto& [name, good] :
       std::vector<std::pair<const char*, const char*>>{{"capital", "64210.55"},
                                                        {"capital", "0"},
                                                        {"years", "30"},
                                                        {"index", "1.0640"},
                                                        {"from", "2024-02-29"},
                                                        {"title", "dependant"}}) {
    EXPECT_THAT(input(name, good), IsEmpty()) << name << " " << good;
  }
  const char* const kValue = "decision_made.inputs[0].value: must be ";
  for (const auto& [name, bad, what] :
       std::vector<std::tuple<const char*, const char*, const char*>>{
           {"capital", "-1.00", "an amount in euro, 1234.56"},
           {"capital", "1.005", "an amount in euro, 1234.56"},
           {"years", "1.5", "a whole number"},
           {"years", "-1", "a whole number"},
           {"years", "1234567890", "a whole number"},
           {"index", "1,5", "a decimal number with at most six places"},
           {"index", "0.0000001", "a decimal number with at most six places"},
           {"from", "2023-02-29", "a day, YYYY-MM-DD"},
           {"title", "pensioner", "one of insured, dependant"}}) {
    EXPECT_THAT(input(name, bad), ElementsAre(absl::StrCat(kValue, what))) << name << " " << bad;
  }
  EXPECT_THAT(input("capitel", "1.00"),
              ElementsAre("decision_made.inputs[0].name: is not an input of old_age_pension"));
  EXPECT_THAT(OfDecision("granted", R"(,"inputs":[{"name":"years","value":"1"},)"
                                    R"({"name":"years","value":"1"}])"),
              ElementsAre("decision_made.inputs[1].name: is there twice"));
}

TEST(EventCheckTest, ReasonsOfTheBankAreIsoCodes) {
  EXPECT_THAT(FaultsOf(R"("bank_answered":{"payment":"P","outcome":"returned","reason":"AC04"})"),
              IsEmpty());
  EXPECT_THAT(
      FaultsOf(R"("bank_answered":{"payment":"P","outcome":"returned","reason":"closed"})"),
      ElementsAre("bank_answered.reason: must be an ISO 20022 code of four characters, AC04"));
}

}  // namespace
}  // namespace izmaksa
