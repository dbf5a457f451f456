#include "batch/assess.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "processors/benefits/indexation/rule.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

v1::Event EventOf(const std::string& id, uint64_t person, Date effective, Date recorded) {
  v1::Event event;
  event.set_id(id);
  event.set_source("cases");
  event.set_person(person);
  event.set_effective(effective.days());
  event.set_recorded(int64_t{recorded.days()} * 86400);
  return event;
}

v1::Event Grant(uint64_t person, Date from, int64_t cents, Date as_of) {
  v1::Event event = EventOf("grant", person, from, from);
  auto& decision = *event.mutable_decision_made();
  decision.set_kind(v1::DecisionMade::GRANTED);
  decision.set_benefit("old_age_pension");
  decision.set_number("D1");
  decision.set_amount(cents);
  decision.set_amount_as_of(as_of.days());
  return event;
}

v1::Event Record(uint64_t person, Date from, int months_to_1995, int months_total) {
  v1::Event event = EventOf("record", person, from, from);
  event.mutable_insurance_record_determined()->set_months_to_1995(months_to_1995);
  event.mutable_insurance_record_determined()->set_months_total(months_total);
  return event;
}

// The agency's own case: granted 1 July 2013, 22 years of record, 480.00.
std::vector<v1::Event> Official() {
  return {Grant(7, Date::Of(2013, 7, 1), 48000, Date::Of(2023, 10, 1)),
          Record(7, Date::Of(2013, 7, 1), 22 * 12, 40 * 12)};
}

TEST(AssessTest, SaysEveryTermWithItsArticleAndEvent) {
  const auto assessment =
      AssessEvents(Official(), Month::Of(2024, 2), Date::Of(2024, 1, 31), BuiltIn());
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  ASSERT_EQ(assessment->people.size(), 1u);
  EXPECT_EQ(assessment->people[0].total, Money::Cents(51344));
  const std::string text = AssessmentText(*assessment);
  EXPECT_THAT(text, HasSubstr("Person 7, due for February 2024, as known on 2024-01-31\n"));
  EXPECT_THAT(text, HasSubstr("  Old-age pension (Vecuma pensija): 480.00 euro\n"));
  EXPECT_THAT(text,
              HasSubstr("(Piemaksa pie vecuma un invaliditātes pensijas): 33.44 euro, paid not "
                        "before April 2024\n"));
  EXPECT_THAT(text,
              HasSubstr("         33.44  for each full year of record to 31 December 1995: 22 "
                        "× 1.52\n"
                        "                rate_b 1.52 euro from 2023-10-01, published "
                        "2023-08-22, verified\n"));
  EXPECT_THAT(text, HasSubstr("                event record of cases, recorded 2013-07-01\n"));
  EXPECT_THAT(text, Not(HasSubstr("Invaliditātes pensija"))) << "nobody claimed one";
  EXPECT_THAT(text, HasSubstr("  Together 513.44 euro\n"));
}

TEST(AssessTest, TheJsonSaysTheSame) {
  const auto assessment = AssessEvents(Official(), Month::Of(2024, 2), std::nullopt, BuiltIn());
  ASSERT_TRUE(assessment.ok());
  const std::string json = AssessmentJson(*assessment);
  EXPECT_THAT(json, HasSubstr("\"amount\": \"33.44\""));
  EXPECT_THAT(json, HasSubstr("\"payable_from\": \"2024-04\""));
  EXPECT_THAT(json, HasSubstr("\"total\": \"513.44\""));
  EXPECT_THAT(json, HasSubstr("\"parameter\": \"rate_b\""));
  EXPECT_THAT(json, Not(HasSubstr("\"known\":")));
}

TEST(AssessTest, WhatWasRecordedOrPublishedLaterIsNotThere) {
  std::vector<v1::Event> events = Official();
  events.push_back(EventOf("ended", 7, Date::Of(2024, 2, 1), Date::Of(2024, 3, 5)));
  auto& decision = *events.back().mutable_decision_made();
  decision.set_kind(v1::DecisionMade::ENDED);
  decision.set_benefit("old_age_pension");
  const auto total = [&](std::optional<Date> known) {
    const auto assessment = AssessEvents(events, Month::Of(2024, 2), known, BuiltIn());
    return assessment->people[0].total;
  };
  EXPECT_EQ(total(std::nullopt), Money());
  EXPECT_EQ(total(Date::Of(2024, 3, 5)), Money());
  EXPECT_EQ(total(Date::Of(2024, 3, 4)), Money::Cents(51344));
  EXPECT_EQ(total(Date::Of(2023, 12, 6)), Money::Cents(48000));  // the supplement is not law yet
}

TEST(AssessTest, PersonalDataPlaysNoPartAndIsDropped) {
  std::vector<v1::Event> events = Official();
  events.push_back(EventOf("birth", 7, Date::Of(1950, 1, 1), Date::Of(1996, 1, 1)));
  auto& registered = *events.back().mutable_person_registered();
  registered.set_born(Date::Of(1950, 1, 1).days());
  registered.mutable_identity()->set_family_name("Ozoliņa");
  const auto assessment = AssessEvents(events, Month::Of(2024, 4), std::nullopt, BuiltIn());
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_THAT(AssessmentJson(*assessment), Not(HasSubstr("Ozoliņa")));
  EXPECT_EQ(assessment->people[0].total, Money::Cents(51344));
}

TEST(AssessTest, PeopleStandInOrderAndDoubtsAreNamed) {
  std::vector<v1::Event> events = {Grant(9, Date::Of(2024, 1, 1), 10000, Date::Of(2024, 1, 1)),
                                   Grant(3, Date::Of(2010, 1, 1), 10000, Date::Of(2010, 1, 1))};
  events.push_back(events[0]);
  events.back().mutable_decision_made()->set_amount(20000);  // the same id, another content
  const auto assessment = AssessEvents(events, Month::Of(2024, 4), std::nullopt, BuiltIn());
  ASSERT_TRUE(assessment.ok());
  ASSERT_EQ(assessment->people.size(), 2u);
  EXPECT_EQ(assessment->people[0].state.person, PersonId(3));
  const std::string text = AssessmentText(*assessment);
  EXPECT_THAT(text, HasSubstr("cannot be determined: the insurance record on 2013-09-01, "));
  EXPECT_THAT(text, HasSubstr("In doubt: event grant of cases came twice with different content"));
}

TEST(AssessTest, NoEventsAreNothing) {
  const auto assessment = AssessEvents({}, Month::Of(2024, 4), std::nullopt, BuiltIn());
  ASSERT_TRUE(assessment.ok());
  EXPECT_EQ(AssessmentText(*assessment), "No events are known: nothing can be due.\n");
}

TEST(AssessTest, AFactNobodyUnderstandsStops) {
  const auto assessment =
      AssessEvents({EventOf("x", 1, Date::Of(2024, 1, 1), Date::Of(2024, 1, 1))},
                   Month::Of(2024, 4), std::nullopt, BuiltIn());
  EXPECT_EQ(assessment.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(assessment.status().message()), HasSubstr("event x: "));
}

TEST(ReviewTest, RoundsHalfUpAndReviewsOnlyThePartBelowTheCeiling) {
  const auto rate = [](const char* text) { return *Rate::Parse(text); };
  // Published: 1 April 2008, 150 lats (before the ceilings; not in the law files).
  EXPECT_EQ(Reviewed(Money::Cents(15000), rate("1.1068"), std::nullopt), Money::Cents(16602));
  EXPECT_EQ(Reviewed(Money::Cents(35000), rate("1.0719"), Money::Cents(42000)),
            Money::Cents(37517));
  EXPECT_EQ(Reviewed(Money::Cents(35000), rate("1.0891"), Money::Cents(42000)),
            Money::Cents(38119));
  EXPECT_EQ(Reviewed(Money::Cents(70000), rate("1.0640"), Money::Cents(60900)),
            Money::Cents(73898));
  EXPECT_EQ(Reviewed(Money::Cents(60900), rate("1.0640"), Money::Cents(60900)),
            Money::Cents(64798));
}

TEST(AssessTest, TheMonthOfDeathCanBeReadOtherwise) {
  const LawFile overlay = {"x", R"(id: "general" parameter { name: "month_of_death" meaning: "m"
    reviewed: "2024-01-01" value { from: "2006-01-01" text: "to_the_day" basis: "b"
    published: "2005-12-31" certainty: UNVERIFIED source: "s" } })"};
  const auto to_the_day = Law::Parse(Law::BuiltInFiles(), {overlay});
  ASSERT_TRUE(to_the_day.ok()) << to_the_day.status();
  std::vector<v1::Event> events = Official();
  events.push_back(EventOf("death", 7, Date::Of(2024, 4, 10), Date::Of(2024, 4, 12)));
  events.back().mutable_person_died();
  const auto assessment = AssessEvents(events, Month::Of(2024, 4), std::nullopt, *to_the_day);
  ASSERT_TRUE(assessment.ok());
  // 10 of 30 days of 480.00 and of 33.44.
  EXPECT_EQ(assessment->people[0].total, Money::Cents(16000 + 1115));
}

}  // namespace
}  // namespace izmaksa
