// Bytes from outside that are almost an event: they are refused, or taken for exactly what they
// say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "batch/event_check.h"
#include "batch/event_json.h"
#include "batch/event_seal.h"
#include "batch/event_wire.h"
#include "tests/format_examples.h"

namespace izmaksa {
namespace {

std::string Bytes(const v1::Event& event) {
  std::string bytes;
  SerializeEvent(event, &bytes);
  return bytes;
}

v1::Event Parsed(const std::string& line) {
  EventJsonReader reader;
  v1::Event event;
  FieldFaults faults;
  EXPECT_TRUE(reader.Read(line, &event, &faults))
      << line << "\n"
      << faults.at(0).field << ": " << faults[0].message;
  return event;
}

TEST(EventFormatTest, EveryExampleOfTheDocumentIsAccepted) {
  std::set<int> facts;
  for (const std::string& line : FormatExamples()) {
    v1::Event event = Parsed(line);
    EXPECT_EQ(EventToJson(event), line);
    FieldFaults faults;
    EXPECT_TRUE(CheckEvent(KnownInputs, &event, &faults))
        << line << "\n"
        << faults.at(0).field << ": " << faults[0].message;
    EXPECT_EQ(EventToJson(event), line) << "the example is not in canonical form";
    facts.insert(event.fact_case());
  }
  EXPECT_EQ(facts.size(), 20u) << "a fact has no example";
}

TEST(EventFormatTest, BothFormsSayTheSame) {
  EventWireReader reader;
  v1::Event event;
  FieldFaults faults;
  for (const std::string& line : FormatExamples()) {
    const v1::Event original = Parsed(line);
    ASSERT_TRUE(reader.Read(Bytes(original), &event, &faults)) << line;
    EXPECT_EQ(EventToJson(event), line);
  }
}

TEST(EventFormatTest, AnUnsealedEventPrintsAsItWasSent) {
  PersonKey key;
  key.state = PersonKey::State::kPresent;
  int sealed = 0;
  for (const std::string& line : FormatExamples()) {
    v1::Event event = Parsed(line);
    const bool personal = HasPersonalData(event);
    std::string record = "what was there before";
    const size_t before = record.size();
    const Unsealed unsealed = AppendDraft(&event, &record);
    record.erase(0, before);
    EXPECT_EQ(unsealed.size > 0, personal);
    if (personal) {
      const auto place = absl::MakeSpan(record).subspan(unsealed.at, unsealed.size);
      const std::string plain(place.begin() + kSealHead, place.end() - kSealTail);
      ASSERT_TRUE(SealInPlace(key, PersonId(event.person()), unsealed.field, place).ok());
      EXPECT_EQ(Seal(key, PersonId(event.person()), unsealed.field, plain).value(),
                std::string(place.begin(), place.end()));
    }
    ASSERT_TRUE(event.ParseFromString(record));
    EXPECT_EQ(Bytes(event), record) << "a record has one form only";
    EXPECT_FALSE(HasPersonalData(event));
    EXPECT_EQ(EventToJson(event) != line, personal) << line;
    sealed += personal;
    ASSERT_TRUE(UnsealEvent(key, &event).ok());
    EXPECT_EQ(EventToJson(event), line);
  }
  EXPECT_EQ(sealed, 7);
}

TEST(EventWireTest, WhatIsNotUnderstoodIsRefused) {
  EventWireReader reader;
  v1::Event event;
  FieldFaults faults;
  const std::string good = Bytes(Parsed(FormatExamples().at(0)));
  const auto refused = [&](const std::string& bytes) {
    faults.clear();
    const bool taken = reader.Read(bytes, &event, &faults);
    EXPECT_EQ(faults.empty(), taken);
    return !taken;
  };
  EXPECT_FALSE(refused(good));
  EXPECT_TRUE(refused(good + std::string("\xf8\x01\x01", 3)));  // an unknown field
  EXPECT_TRUE(refused(good + std::string("\x0a\x01"
                                         "X",
                                         3)));            // the id once more
  EXPECT_TRUE(refused(good.substr(0, good.size() - 1)));  // cut off
  EXPECT_TRUE(refused(""));                               // nothing said
  v1::Event odd = Parsed(FormatExamples().at(0));
  odd.mutable_person_registered()->mutable_identity()->set_family_name("B\xc4");
  EXPECT_TRUE(refused(odd.SerializeAsString()));  // not UTF-8
  odd = Parsed(FormatExamples().at(0));
  odd.set_effective(INT32_MAX);
  EXPECT_TRUE(refused(odd.SerializeAsString()));
  EXPECT_EQ(faults.at(0).field, "effective");
  odd.set_effective(0);
  odd.set_recorded(INT64_MIN);
  EXPECT_TRUE(refused(odd.SerializeAsString()));
  EXPECT_EQ(faults.at(0).field, "recorded");
  odd.Clear();
  odd.mutable_status_determined()->set_status(static_cast<v1::Status>(99));
  EXPECT_TRUE(refused(odd.SerializeAsString()));
  odd = Parsed(FormatExamples().at(0));
  odd.mutable_person_registered()->set_sealed_identity("sealed elsewhere");
  EXPECT_TRUE(refused(odd.SerializeAsString()));
  EXPECT_EQ(faults.at(0).field, "person_registered.sealed_identity");
}

// One random change: a bit, a cut, an insertion, a piece doubled or taken out.
std::string Mutated(std::string text, std::mt19937& random) {
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  const int changes = 1 + static_cast<int>(below(3));
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const size_t at = below(text.size());
    const size_t size = 1 + below(std::min<size_t>(text.size() - at, 12));
    constexpr absl::string_view kInserted = "\"{}[]:,\\0191eE+-.\xc4\x80\xed\xa0 tfn\n";
    switch (below(6)) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        text.resize(at);
        break;
      case 2:
        text.insert(at, 1, kInserted[below(kInserted.size())]);
        break;
      case 3:
        text.insert(at, text.substr(at, size));
        break;
      case 4:
        text.erase(at, size);
        break;
      default:
        text.replace(at, size, text.substr(below(text.size()), size));
        break;
    }
  }
  return text;
}

// An accepted event, printed and read again, is the same event, whatever was done to its line.
TEST(EventFuzzTest, ChangedLinesAreRefusedOrTakenForWhatTheySay) {
  const std::vector<std::string> examples = FormatExamples();
  std::mt19937 random(20240401);
  EventJsonReader reader;
  v1::Event event, again;
  FieldFaults faults;
  int accepted = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string line = Mutated(examples[random() % examples.size()], random);
    faults.clear();
    const bool good = reader.Read(line, &event, &faults);
    ASSERT_EQ(good, faults.empty()) << line;
    if (!good) continue;
    ++accepted;
    const std::string printed = EventToJson(event);
    ASSERT_TRUE(reader.Read(printed, &again, &faults)) << line << "\n" << printed;
    ASSERT_EQ(Bytes(event), Bytes(again)) << line;
    ASSERT_EQ(printed, EventToJson(again)) << line;
    CheckEvent(KnownInputs, &event, &faults);
  }
  EXPECT_GT(accepted, 1000);
}

TEST(EventFuzzTest, ChangedMessagesAreRefusedOrTakenForWhatTheySay) {
  std::vector<std::string> examples;
  for (const std::string& line : FormatExamples()) examples.push_back(Bytes(Parsed(line)));
  std::mt19937 random(20240402);
  EventWireReader reader;
  v1::Event event;
  FieldFaults faults;
  int accepted = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string bytes = Mutated(examples[random() % examples.size()], random);
    faults.clear();
    const bool good = reader.Read(bytes, &event, &faults);
    ASSERT_EQ(good, faults.empty());
    if (!good) continue;
    ++accepted;
    ASSERT_EQ(Bytes(event), bytes);
    CheckEvent(KnownInputs, &event, &faults);
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace izmaksa
