#include "batch/event_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/date.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::string_view kDecision =
    R"({"id":"C-1","source":"cases","person":1000000001,"effective":"2013-07-01",)"
    R"("recorded":"2013-06-20T10:00:00Z","decision_made":{"kind":"granted","benefit":"old_age_pension",)"
    R"("number":"VP-1","officer":"o17","amount":"480.00","amount_as_of":"2024-01-01",)"
    R"("inputs":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}})";
constexpr absl::string_view kRegistration =
    R"({"id":"R-1","source":"register","person":1000000001,"effective":"1951-03-07",)"
    R"("recorded":"2020-01-02T08:00:00Z","person_registered":{"born":"1951-03-07","identity":)"
    R"({"given_name":"Jānis","family_name":"Bērziņš","personal_code":"070351-12347"}}})";

// The faults of a line, as "field: message".
std::vector<std::string> FaultsOf(absl::string_view line) {
  EventJsonReader reader;
  v1::Event event;
  FieldFaults faults;
  const bool good = reader.Read(line, &event, &faults);
  EXPECT_EQ(good, faults.empty()) << line;
  std::vector<std::string> texts;
  for (const FieldFault& fault : faults)
    texts.push_back(absl::StrCat(fault.field, ": ", fault.message));
  return texts;
}

std::string Changed(absl::string_view line, absl::string_view from, absl::string_view to) {
  const std::string changed = absl::StrReplaceAll(line, {{from, to}});
  EXPECT_NE(changed, line) << from << " is not in the line";
  return changed;
}

v1::Event Event(absl::string_view line) {
  EventJsonReader reader;
  v1::Event event;
  FieldFaults faults;
  EXPECT_TRUE(reader.Read(line, &event, &faults)) << line;
  return event;
}

TEST(EventJsonTest, ReadsEveryFieldOfADecision) {
  const v1::Event event = Event(kDecision);
  EXPECT_EQ(event.id(), "C-1");
  EXPECT_EQ(event.source(), "cases");
  EXPECT_EQ(event.person(), 1000000001u);
  EXPECT_EQ(event.effective(), Date::Of(2013, 7, 1).days());
  EXPECT_EQ(event.recorded(), Instant::Parse("2013-06-20T10:00:00Z")->seconds());
  const v1::DecisionMade& fact = event.decision_made();
  EXPECT_EQ(fact.kind(), v1::DecisionMade::GRANTED);
  EXPECT_EQ(fact.benefit(), "old_age_pension");
  EXPECT_EQ(fact.number(), "VP-1");
  EXPECT_EQ(fact.officer(), "o17");
  EXPECT_EQ(fact.amount(), 48000);
  EXPECT_EQ(fact.amount_as_of(), Date::Of(2024, 1, 1).days());
  ASSERT_EQ(fact.inputs_size(), 2);
  EXPECT_EQ(fact.inputs(1).name(), "b");
  EXPECT_EQ(fact.inputs(1).value(), "2");
}

TEST(EventJsonTest, WhatIsPrintedIsWhatWasRead) {
  EXPECT_EQ(EventToJson(Event(kDecision)), kDecision);
  EXPECT_EQ(EventToJson(Event(kRegistration)), kRegistration);
}

TEST(EventJsonTest, OrderSpacesAndEscapesDoNotMatter) {
  const std::string other =
      R"( { "person_registered" : {"identity":{"personal_code":"070351-12347","family_name":"B\u0113rzi\u0146\u0161",)"
      R"("given_name":"J\u0101nis"},"born":"1951-03-07"},"recorded":"2020-01-02T08:00:00Z",)"
      R"("effective":"1951-03-07","person":1000000001,"source":"register","id":"R-1"})"
      "\r";
  EXPECT_EQ(EventToJson(Event(other)), kRegistration);
}

TEST(EventJsonTest, FaultsNameTheFieldByItsPath) {
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"480.00\"", "480.00")),
              ElementsAre("decision_made.amount: must be an amount in quotes, \"480.00\""));
  EXPECT_THAT(
      FaultsOf(Changed(kDecision, "480.00", "480.001")),
      ElementsAre(
          "decision_made.amount: must be an amount in euro with at most two decimals, \"480.00\""));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"value\":\"2\"", "\"value\":2")),
              ElementsAre("decision_made.inputs[1].value: must be a text"));
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "\"family_name\":\"Bērziņš\",", "")),
              ElementsAre("person_registered.identity.family_name: is missing"));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "granted", "given")),
              ElementsAre("decision_made.kind: must be one of granted, refused, amended, "
                          "suspended, resumed, ended"));
}

TEST(EventJsonTest, EveryFaultOfALineIsTold) {
  EXPECT_THAT(
      FaultsOf(
          R"({"id":"","source":7,"person":0,"effective":"2023-02-30","recorded":"2020-01-02","x":1})"),
      ElementsAre("id: is empty", "source: must be a text",
                  "person: must be a whole number from 1 to 1000000000000000",
                  "effective: must be a day that exists, YYYY-MM-DD, from 1800 to 2199",
                  "recorded: must be a time that exists, YYYY-MM-DDTHH:MM:SSZ",
                  ": has an unknown field \"x\""));
  EXPECT_THAT(FaultsOf("{}"),
              ElementsAre("id: is missing", "source: is missing", "person: is missing",
                          "effective: is missing", "recorded: is missing"));
}

TEST(EventJsonTest, AnEventStatesExactlyOneFact) {
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "\"person_registered\"",
                               "\"person_died\":{},\"person_registered\"")),
              ElementsAre("person_registered: is a second fact; an event states one"));
  EXPECT_THAT(
      FaultsOf(
          R"({"id":"1","source":"a","person":1,"effective":"2023-02-03","recorded":"2020-01-02T08:00:00Z"})"),
      ElementsAre(": states no fact"));
  EXPECT_THAT(
      FaultsOf(Changed(kDecision, "\"decision_made\"", "\"decision_made\":{},\"decision_made\"")),
      testing::Contains("decision_made: is there twice"));
}

TEST(EventJsonTest, RepeatedAndUnknownFieldsAreRefused) {
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"officer\":\"o17\"",
                               "\"officer\":\"o17\",\"officer\":\"o17\"")),
              ElementsAre("decision_made.officer: is there twice"));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"id\":\"C-1\"", "\"id\":\"C-1\",\"id\":\"C-1\"")),
              ElementsAre("id: is there twice"));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"officer\"", "\"oficer\":\"x\",\"officer\"")),
              ElementsAre("decision_made: has an unknown field \"oficer\""));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"name\":\"a\"", "\"name\":\"a\",\"unit\":\"eur\"")),
              ElementsAre("decision_made.inputs[0]: has an unknown field \"unit\""));
}

TEST(EventJsonTest, WhatTheDoorWritesIsRefusedFromOutside) {
  EXPECT_THAT(
      FaultsOf(Changed(kRegistration, "\"born\"", "\"sealed_identity\":\"AQ==\",\"born\"")),
      ElementsAre("person_registered.sealed_identity: is written by the door, never by a source"));
  const v1::Event account = Event(
      R"({"id":"1","source":"a","person":1,"effective":"2023-02-03","recorded":"2020-01-02T08:00:00Z",)"
      R"("account_changed":{"account":{"iban":"LV80BANK0000435195001"}}})");
  EXPECT_THAT(
      FaultsOf(Changed(EventToJson(account), "\"account\":", "\"bank\":\"LVHABA\",\"account\":")),
      ElementsAre("account_changed.bank: is written by the door, never by a source"));
}

TEST(EventJsonTest, OtherTypesAreRefused) {
  for (const char* person : {"\"1\"", "1.0", "1e3", "-1", "0", "1000000000000001",
                             "18446744073709551616", "null", "[1]", "true"}) {
    EXPECT_THAT(FaultsOf(Changed(kDecision, "1000000001", person)).size(), 1u) << person;
  }
  EXPECT_THAT(FaultsOf(Changed(kDecision, "\"officer\":\"o17\"", "\"officer\":null")),
              ElementsAre("decision_made.officer: must be a text"));
  EXPECT_THAT(
      FaultsOf(Changed(
          kDecision, "[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"2\"}]", "{}")),
      ElementsAre("decision_made.inputs: must be a list, […]"));
  EXPECT_THAT(FaultsOf(R"([{"id":"1"}])"), ElementsAre(": must be an object, {…}"));
}

TEST(EventJsonTest, OnlyDaysAndTimesThatExistAreTaken) {
  for (const char* day : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-4-01", "1799-12-31",
                          "2200-01-01", "2024-01-01 ", "24-01-01", ""}) {
    EXPECT_EQ(FaultsOf(Changed(kDecision, "2013-07-01", day)).size(), 1u) << day;
  }
  for (const char* time : {"2013-06-20T24:00:00Z", "2013-06-20T10:60:00Z", "2013-06-20T10:00:00",
                           "2013-06-20", "2013-06-20T10:00:00+02", "2013-06-31T10:00:00Z"}) {
    EXPECT_EQ(FaultsOf(Changed(kDecision, "2013-06-20T10:00:00Z", time)).size(), 1u) << time;
  }
}

// 1970-01-01 is day zero, and zero is how an optional day says nothing.
TEST(EventJsonTest, ADayThatWouldReadAsNoneIsRefusedWhereDaysAreOptional) {
  EXPECT_THAT(
      FaultsOf(Changed(kDecision, "2024-01-01", "1970-01-01")),
      ElementsAre("decision_made.amount_as_of: cannot be 1970-01-01, which stands for no day"));
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "1951-03-07", "1970-01-01")), IsEmpty());
}

TEST(EventJsonTest, WrongEncodingIsRefused) {
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "Jānis", "J\xe2nis")),
              ElementsAre(": is not valid UTF-8"));  // Windows-1257
  EXPECT_THAT(FaultsOf(absl::StrCat("\xef\xbb\xbf", kRegistration)),
              ElementsAre(": is not one JSON object"));
  for (const char* half : {"\\udc00", "\\ud800", "\\ud800\\u0041", "\\ud800\\ud800"}) {
    EXPECT_THAT(FaultsOf(Changed(kRegistration, "Jānis", half)),
                ElementsAre(": is not one JSON object"));  // half of a surrogate pair
  }
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "Jānis", "J\\u0000nis")),
              ElementsAre("person_registered.identity.given_name: contains a control character"));
  EXPECT_THAT(FaultsOf(Changed(kRegistration, "Jānis", "J\\nnis")),
              ElementsAre("person_registered.identity.given_name: contains a control character"));
}

TEST(EventJsonTest, MalformedLinesAreRefused) {
  for (const char* line : {"", " ", "nonsense", "{", "{\"id\":\"1\"", "{\"id\":\"1\",}",
                           "{'id':'1'}", "{} {}", "{}x"}) {
    EXPECT_FALSE(FaultsOf(line).empty()) << line;
  }
  EXPECT_THAT(FaultsOf(std::string(EventJsonReader::kLineSizeMax + 1, ' ')),
              ElementsAre(": is longer than 1048576 bytes"));
  EXPECT_THAT(FaultsOf(Changed(kDecision, "o17", std::string(501, 'x'))),
              ElementsAre("decision_made.officer: is longer than 500 bytes"));
  EXPECT_FALSE(FaultsOf(std::string(5000, '[')).empty());
}

TEST(EventJsonTest, SealedDataIsPrintedInBase64) {
  v1::Event event = Event(kRegistration);
  event.mutable_person_registered()->clear_identity();
  event.mutable_person_registered()->set_sealed_identity("\x01\x02\x03");
  EXPECT_THAT(
      EventToJson(event),
      testing::HasSubstr(R"("person_registered":{"born":"1951-03-07","sealed_identity":"AQID"})"));
}

// Every field and word of proto/event.proto must be in the format: a new one would otherwise be
// lost in silence.
TEST(EventJsonTest, KnowsEveryFieldOfTheProtocol) {
  const auto* const descriptor = v1::Event::descriptor();
  ASSERT_EQ(descriptor->field_count(), 27);
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* const field = descriptor->field(i);
    const std::vector<std::string> unknown =
        FaultsOf(absl::StrCat("{\"", field->name(), "\":{\"no such\":0}}"));
    EXPECT_THAT(unknown, testing::Not(testing::Contains(
                             absl::StrCat(": has an unknown field \"", field->name(), "\""))));
    if (field->message_type() == nullptr) continue;
    for (int j = 0; j < field->message_type()->field_count(); ++j) {
      const auto* const inner = field->message_type()->field(j);
      const auto faults =
          FaultsOf(absl::StrCat("{\"", field->name(), "\":{\"", inner->name(), "\":0}}"));
      EXPECT_THAT(faults, testing::Not(testing::Contains(absl::StrCat(
                              field->name(), ": has an unknown field \"", inner->name(), "\""))));
      if (inner->enum_type() == nullptr) continue;
      for (int k = 1; k < inner->enum_type()->value_count(); ++k) {
        const std::string word = absl::AsciiStrToLower(inner->enum_type()->value(k)->name());
        if (word == "delivery") continue;  // follows from the channel; no source states it
        const auto judged = FaultsOf(
            absl::StrCat("{\"", field->name(), "\":{\"", inner->name(), "\":\"", word, "\"}}"));
        for (const std::string& fault : judged) {
          EXPECT_THAT(fault, testing::Not(testing::HasSubstr("must be one of"))) << word;
        }
      }
    }
  }
}

}  // namespace
}  // namespace izmaksa
