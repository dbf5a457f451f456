// What-ifs over small ledgers: figures by hand.
#include "batch/what_if.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "batch/columns.h"
#include "batch/run.h"
#include "processors/benefits.h"
#include "proto/event.pb.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Money Cents(int64_t cents) { return Money::Cents(cents); }

constexpr uint64_t kExample = 1'000'000'001, kLate = 1'000'000'002, kNone = 1'000'000'003,
                   kDead = 1'000'000'004;

// Everybody's supplement from January 2024 on.
constexpr char kOverlay[] = R"(
id: "pre_1996_supplement"
parameter {
  name: "granted_through"  meaning: "m"  reviewed: "2026-11-21"
  value {
    from: "2024-01-01"  none: true
    basis: "b"  published: "2023-12-07"  certainty: UNVERIFIED  source: "s"
  }
}
)";

// Who gets it is as in the law; from 1 March on, half of it, published on 1 February.
constexpr char kLess[] = R"(
id: "pre_1996_supplement"
parameter {
  name: "rate_b"  meaning: "m"  reviewed: "2026-11-21"
  value {
    from: "2023-10-01"  money: "1.52"
    basis: "b"  published: "2023-08-22"  certainty: VERIFIED  source: "s"
  }
  value {
    from: "2024-03-01"  money: "0.52"
    basis: "b"  published: "2024-02-01"  certainty: UNVERIFIED  source: "s"
  }
}
)";

Law With(const std::string& overlay) {
  auto law = Law::Parse(Law::BuiltInFiles(), {{{"overlay.textproto", overlay}}});
  if (!law.ok()) std::fprintf(stderr, "%s\n", law.status().ToString().c_str());
  CHECK(law.ok());
  return *std::move(law);
}

std::unique_ptr<SmallLedger> FourPeople(int shards = 2) {
  auto small = std::make_unique<SmallLedger>(shards);
  small->AddOfficialExample(kExample, "Jānis", "Bērziņš");        // restored by the law: 33.44
  small->AddPensioner(kLate, Date::Of(2016, 3, 1), 480'00, 120);  // restored by the overlay: 15.20
  small->AddPensioner(kNone, Date::Of(2017, 3, 1), 700'00, 0);    // no record to 1995
  small->AddPensioner(kDead, Date::Of(2001, 3, 1), 300'00, 360);  // has had it all along
  small->RecordedOn(Date::Of(2024, 2, 20));
  small->Die(kDead, Date::Of(2024, 2, 15));
  small->Run(Date::Of(2024, 4, 10));
  return small;
}

absl::StatusOr<WhatIf> Ask(SmallLedger& small, const std::string& overlay, WhatIfOptions options) {
  return MakeWhatIf(small.ledger(), small.Control(), small.law(), With(overlay), options, nullptr);
}

WhatIfOptions From(Month from) { return {from, std::nullopt, std::nullopt, ""}; }

std::string Bytes(const std::string& directory) {
  std::ostringstream bytes;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  for (const std::string& name : names)
    bytes << name << "\n" << std::ifstream(name, std::ios::binary).rdbuf();
  return bytes.str();
}

TEST(WhatIfTest, CostsByMonthProgrammeAndBenefitAreExact) {
  const auto small = FourPeople();
  const auto what_if = Ask(*small, kOverlay, From(Month::Of(2024, 3)));
  ASSERT_TRUE(what_if.ok()) << what_if.status();
  EXPECT_EQ(what_if->to, Month::Of(2024, 4));
  EXPECT_EQ(what_if->people, 4);
  EXPECT_EQ(what_if->compared, 3);  // nothing is due to the dead
  const Cost& march = what_if->programmes.at({Month::Of(2024, 3), "20.03.00"});
  EXPECT_EQ(march.before, Cents(33'44));
  EXPECT_EQ(march.after, Cents(33'44 + 15'20));
  const Cost& pensions = what_if->programmes.at({Month::Of(2024, 4), "04.01.00"});
  EXPECT_EQ(pensions.before, Cents(480'00 + 480'00 + 700'00));
  EXPECT_EQ(pensions.change(), Money());
  const BenefitCost& supplement = what_if->benefits.at("pre_1996_supplement");
  EXPECT_EQ(supplement.cost.change(), Cents(2 * 15'20));
  EXPECT_EQ(supplement.people, 1);
  EXPECT_EQ(what_if->total().change(), Cents(30'40));
  EXPECT_EQ(what_if->years().at(2024).change(), Cents(30'40));
  EXPECT_EQ(what_if->months.at(Month::Of(2024, 3)).gain.count, 1);
  EXPECT_EQ(what_if->together.gain.amount, Cents(30'40));
  EXPECT_EQ(what_if->together.loss.count, 0);
  // 15.20 a month on average: the third row, 10 to 20.
  EXPECT_EQ(what_if->histogram.size(), 1u);
  EXPECT_EQ(what_if->histogram.at(3).count, 1);
  EXPECT_THAT(what_if->replaced,
              ElementsAre(Pair("pre_1996_supplement", ElementsAre("granted_through"))));
}

TEST(WhatIfTest, PeopleWithAlmostTheSameChangedDifferentlyAreACliff) {
  const auto small = FourPeople();
  small->AddPensioner(1'000'000'006, Date::Of(2018, 3, 1), 480'60, 0);
  small->Run(Date::Of(2024, 4, 20));
  const auto what_if = Ask(*small, kOverlay, From(Month::Of(2024, 4)));
  ASSERT_TRUE(what_if.ok());
  ASSERT_EQ(what_if->cliffs.size(), 1u);  // 480.00 gains 15.20, 480.60 nothing
  EXPECT_EQ(what_if->cliffs[0].from, Cents(480'00));
  EXPECT_EQ(what_if->cliffs[0].to, Cents(480'60));
  EXPECT_EQ(what_if->cliffs[0].people, 2);
  EXPECT_EQ(what_if->cliffs[0].steepest, Cents(15'20));
  EXPECT_EQ(what_if->cliffs_total, 1);
}

TEST(WhatIfTest, WhoLosesIsCountedInTheMonthsOfTheLoss) {
  const auto small = FourPeople();
  const auto what_if = Ask(*small, kLess, From(Month::Of(2024, 2)));
  ASSERT_TRUE(what_if.ok());
  EXPECT_EQ(what_if->months.at(Month::Of(2024, 2)).loss.count, 0);
  EXPECT_EQ(what_if->months.at(Month::Of(2024, 3)).loss.amount, Cents(-22'00));
  EXPECT_EQ(what_if->together.loss.amount, Cents(-44'00));
  EXPECT_EQ(what_if->histogram.at(-3).count, 1);  // 14.67 on average of three months
}

TEST(WhatIfTest, LawAndFactsAreAsKnownOnTheDay) {
  const auto small = FourPeople();
  WhatIfOptions options = From(Month::Of(2024, 3));
  options.known = Date::Of(2024, 1, 31);
  const auto early = Ask(*small, kLess, options);
  ASSERT_TRUE(early.ok()) << early.status();
  EXPECT_EQ(early->run, "");
  EXPECT_EQ(early->compared, 4);  // the death was recorded on 20 February
  EXPECT_EQ(early->published_later, 1);
  EXPECT_EQ(early->total().change(), Money());
  EXPECT_THAT(WhatIfText(*early), HasSubstr("published after 2024-01-31, and play no part: 1."));
  EXPECT_THAT(WhatIfText(*early), HasSubstr("Nobody gets more or less."));
  options.known = Date::Of(2024, 4, 10);
  const auto late = Ask(*small, kLess, options);
  ASSERT_TRUE(late.ok());
  EXPECT_EQ(late->compared, 3);
  const auto as_of_run = Ask(*small, kLess, From(Month::Of(2024, 3)));
  ASSERT_TRUE(as_of_run.ok());
  EXPECT_EQ(as_of_run->run, "2024-04-10");
  EXPECT_EQ(as_of_run->total().change(), late->total().change());
}

TEST(WhatIfTest, FactsAfterTheLastRunPlayNoPart) {
  const auto small = FourPeople();
  small->RecordedOn(Date::Of(2024, 4, 11));
  small->Die(kLate, Date::Of(2024, 2, 1));
  small->AddPensioner(1'000'000'007, Date::Of(2020, 3, 1), 480'00, 60);
  ASSERT_TRUE(CatchUp(small->ledger(), small->Control(), nullptr).ok());
  const auto what_if = Ask(*small, kOverlay, From(Month::Of(2024, 4)));
  ASSERT_TRUE(what_if.ok());
  EXPECT_EQ(what_if->compared, 3);
  EXPECT_EQ(what_if->total().change(), Cents(15'20));
}

// The supplement as if municipalities paid it, and the state gave back a part.
Law Municipal(const std::string& share) {
  std::vector<LawFile> files = Law::BuiltInFiles();
  for (LawFile& file : files) {
    if (file.path != "pre_1996_supplement/law.textproto") continue;
    const std::string programme = "programme: \"20.03.00\"";
    const size_t at = file.text.find(programme);
    CHECK(at != std::string::npos);
    file.text.erase(at, programme.size());
    file.text += R"(
parameter {
  name: "state_share"  meaning: "m"  reviewed: "2026-11-21"
  value {
    from: "2022-01-01"  rate: ")" +
                 share + R"("
    basis: "b"  published: "2021-12-01"  certainty: VERIFIED  source: "s"
  }
})";
  }
  return *Law::Parse(files);
}

TEST(WhatIfTest, WhatMunicipalitiesPayStandsApartWithTheStatesShare) {
  const auto small = FourPeople();
  const auto what_if = MakeWhatIf(small->ledger(), small->Control(), Municipal("0.33"),
                                  Municipal("0.50"), From(Month::Of(2024, 3)), nullptr);
  ASSERT_TRUE(what_if.ok());
  EXPECT_FALSE(what_if->is_law_of_run);
  const Cost& cost = what_if->programmes.at({Month::Of(2024, 3), ""});
  EXPECT_EQ(cost.change(), Money());
  EXPECT_EQ(cost.state_before, Cents(11'04));  // 33 % of 33.44, half up
  EXPECT_EQ(cost.state_after, Cents(16'72));
  const std::string text = WhatIfText(*what_if);
  EXPECT_THAT(text, HasSubstr("municipalities"));
  EXPECT_THAT(text, HasSubstr("of it the state gives back 11.04; 16.72; +5.68"));
  EXPECT_THAT(text, HasSubstr("The last run was made with other law"));
}

// A benefit that the law answers for later than the overlay does.
TEST(WhatIfTest, WhatOneLawAloneAnswersForIsNothingUnderTheOther) {
  const auto small = FourPeople();
  std::vector<LawFile> files = Law::BuiltInFiles();
  for (LawFile& file : files) {
    const size_t at = file.text.find("since: \"2009-01\"");
    if (at != std::string::npos) file.text.replace(at, 16, "since: \"2024-04\"");
  }
  const Law later = *Law::Parse(files);
  for (const bool swapped : {false, true}) {
    const Law &law = swapped ? small->law() : later, &overlay = swapped ? later : small->law();
    const auto what_if = MakeWhatIf(small->ledger(), small->Control(), law, overlay,
                                    From(Month::Of(2024, 3)), nullptr);
    ASSERT_TRUE(what_if.ok());
    const Cost& march = what_if->programmes.at({Month::Of(2024, 3), "20.03.00"});
    EXPECT_EQ(march.before, Cents(swapped ? 33'44 : 0));
    EXPECT_EQ(march.after, Cents(swapped ? 0 : 33'44));
    EXPECT_EQ(what_if->together.gain.count, swapped ? 0 : 1);
    EXPECT_EQ(what_if->together.loss.count, swapped ? 1 : 0);
    EXPECT_EQ(what_if->programmes.at({Month::Of(2024, 4), "20.03.00"}).change(), Money());
  }
}

TEST(WhatIfTest, WhoIsHeldForDoubtfulFactsIsLeftOutAndCounted) {
  const auto small = FourPeople();
  // The name of an event that said something else.
  v1::Event event;
  event.set_id("E-5");  // the registration of kLate
  event.set_source("cases");
  event.set_person(kLate);
  event.set_effective(Date::Of(2024, 2, 1).days());
  event.mutable_person_died();
  ASSERT_TRUE(small->ledger()
                  .events(ShardOf(PersonId(kLate), small->ledger().shards()))
                  .Append({event.SerializeAsString()})
                  .ok());
  small->Run(Date::Of(2024, 4, 20));
  const auto what_if = Ask(*small, kOverlay, From(Month::Of(2024, 4)));
  ASSERT_TRUE(what_if.ok());
  EXPECT_EQ(what_if->doubtful, 1);
  EXPECT_EQ(what_if->compared, 2);
  EXPECT_EQ(what_if->total().change(), Money());
}

TEST(WhatIfTest, WhatCannotBeDeterminedIsLeftOutAndCounted) {
  const auto small = FourPeople();
  small->AddPensioner(1'000'000'006, Date::Of(2016, 3, 1), 480'00, 240);
  small->Run(Date::Of(2024, 4, 20));
  // The indices of October 2024 are not known: pensions of November are not, supplements are.
  WhatIfOptions options = From(Month::Of(2024, 11));
  options.to = Month::Of(2024, 11);
  options.known = Date::Of(2026, 1, 1);
  const auto what_if = Ask(*small, kOverlay, options);
  ASSERT_TRUE(what_if.ok());
  EXPECT_EQ(what_if->not_determined.at("old_age_pension").before, 4);
  EXPECT_EQ(what_if->not_determined.at("old_age_pension").after, 4);
  EXPECT_EQ(what_if->not_determined_people, 4);
  EXPECT_EQ(what_if->benefits.count("old_age_pension"), 0u);
  EXPECT_EQ(what_if->benefits.at("pre_1996_supplement").people, 2);
  EXPECT_TRUE(what_if->cliffs.empty());  // nobody's sum of the month is known
  EXPECT_THAT(WhatIfText(*what_if), HasSubstr("Old-age pension: 4 by the law, 4 with the overlay"));
}

TEST(WhatIfTest, ABenefitNobodyHasIsSaidToStayZero) {
  SmallLedger small;
  small.Register(kNone, "Ilze", "Kalna");
  small.Run(Date::Of(2024, 4, 10));
  const auto what_if = Ask(small, kOverlay, From(Month::Of(2024, 1)));
  ASSERT_TRUE(what_if.ok());
  EXPECT_THAT(what_if->zero, ElementsAre("pre_1996_supplement"));
  EXPECT_THAT(WhatIfText(*what_if),
              HasSubstr("Supplement for the insurance record to 1995: nothing is due to anybody"));
}

TEST(WhatIfTest, NothingIsAppendedAndNoByteOfTheLedgerChanges) {
  const auto small = FourPeople();
  small->Reopen(Ledger::Access::kReadOnly);
  const std::string before = Bytes(small->directory());
  WhatIfOptions known = From(Month::Of(2024, 1));
  known.known = Date::Of(2024, 4, 10);
  ASSERT_TRUE(Ask(*small, kOverlay, From(Month::Of(2024, 1))).ok());
  ASSERT_TRUE(Ask(*small, kOverlay, known).ok());
  EXPECT_EQ(Bytes(small->directory()), before);
}

TEST(WhatIfTest, OneAndThreeShardsSayTheSame) {
  const auto one = FourPeople(1), three = FourPeople(3);
  const auto a = Ask(*one, kOverlay, From(Month::Of(2024, 1)));
  const auto b = Ask(*three, kOverlay, From(Month::Of(2024, 1)));
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(WhatIfText(*a), WhatIfText(*b));
  EXPECT_EQ(WhatIfJson(*a), WhatIfJson(*b));
}

TEST(WhatIfTest, SaysWhatCannotBeAsked) {
  const auto small = FourPeople();
  EXPECT_EQ(Ask(*small, kOverlay, From(Month::Of(2013, 12))).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Ask(*small, kOverlay, From(Month::Of(2024, 5))).status().message(),
            "the months end with 2024-04 before they begin with 2024-05");
  SmallLedger empty;
  EXPECT_EQ(Ask(empty, kOverlay, From(Month::Of(2024, 1))).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(WhatIfTest, TheTextIsNoWiderThanAPage) {
  const auto small = FourPeople();
  const auto what_if = Ask(*small, kOverlay, From(Month::Of(2024, 1)));
  ASSERT_TRUE(what_if.ok());
  std::istringstream lines(WhatIfText(*what_if));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(WidthOf(line), kTextWidth) << line;
}

}  // namespace
}  // namespace izmaksa
