#include "processors/contradictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "processors/told_person.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kDay = Date::Of(2024, 4, 3);

ToldPerson Parent() {
  ToldPerson told;
  told.Live("1990-03-07");
  told.TellAbout(11, "2020-05-10", PersonRegistered{Date::Of(2020, 5, 10), ""});
  told.Tell("2020-05-10", RelationDetermined{Relation::kParentOf, PersonId(11), std::nullopt});
  return told;
}

TEST(ContradictionsTest, AnOrdinaryLifeHasNone) {
  EXPECT_THAT(Contradictions(Parent().state(), kDay), IsEmpty());
}

TEST(ContradictionsTest, AChildCannotBeOlderThanItsParent) {
  ToldPerson told = Parent();
  told.TellAbout(11, "1985-01-01", PersonRegistered{Date::Of(1985, 1, 1), ""});
  EXPECT_THAT(Contradictions(told.state(), kDay),
              ElementsAre("child 11, born on 1985-01-01, is older than the person"));
  told.TellAbout(11, "2001-01-01", PersonRegistered{Date::Of(2001, 1, 1), ""});
  EXPECT_THAT(Contradictions(told.state(), kDay),
              ElementsAre("child 11 was born when the person was younger than 12"));
  told.TellAbout(11, "2020-05-10", PersonRegistered{Date::Of(2020, 5, 10), ""});
  EXPECT_THAT(Contradictions(told.state(), kDay), IsEmpty()) << "a correction ends it";
}

TEST(ContradictionsTest, NobodyHasTwoSpousesOnADay) {
  ToldPerson told = Parent();
  told.Tell("2015-06-01",
            RelationDetermined{Relation::kSpouseOf, PersonId(21), Date::Of(2019, 12, 31)});
  told.Tell("2020-06-01", RelationDetermined{Relation::kSpouseOf, PersonId(22), std::nullopt});
  EXPECT_THAT(Contradictions(told.state(), kDay), IsEmpty()) << "one after the other";
  told.Tell("2015-06-01", RelationDetermined{Relation::kSpouseOf, PersonId(21), std::nullopt});
  EXPECT_THAT(Contradictions(told.state(), kDay),
              ElementsAre("two spouses on 2024-04-03: 21 and 22"));
  told.TellAbout(21, "2018-01-01", PersonDied{});
  EXPECT_THAT(Contradictions(told.state(), kDay), IsEmpty()) << "the first has died";
}

TEST(ContradictionsTest, NobodyDiesBeforeBirthOrActsAfterDeath) {
  ToldPerson told = Parent();
  told.TellAbout(11, "2020-05-09", PersonDied{});
  EXPECT_THAT(Contradictions(told.state(), kDay),
              ElementsAre("relative 11 died on 2020-05-09, before being born on 2020-05-10"));
  ToldPerson dead = Parent();
  dead.Tell("2024-01-10", PersonDied{});
  dead.Tell("2024-02-01", StatusDetermined{Status::kEmployed, std::nullopt});
  EXPECT_THAT(Contradictions(dead.state(), kDay),
              ElementsAre("the person died on 2024-01-10, and has a status from 2024-02-01"));
}

TEST(ContradictionsTest, WhoWorksIsNotUnemployed) {
  ToldPerson told = Parent();
  told.Tell("2024-01-01", StatusDetermined{Status::kUnemployed, std::nullopt});
  told.Tell("2023-01-01", StatusDetermined{Status::kEmployed, Date::Of(2023, 12, 31)});
  EXPECT_THAT(Contradictions(told.state(), kDay), IsEmpty());
  told.Tell("2024-03-01", StatusDetermined{Status::kEmployed, std::nullopt});
  EXPECT_THAT(Contradictions(told.state(), kDay),
              ElementsAre("the person is unemployed since 2024-01-01 and works since 2024-03-01"));
}

}  // namespace
}  // namespace izmaksa
