// Reports of runs of a small ledger: figures by hand.
#include "batch/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "batch/columns.h"
#include "batch/published.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Money Cents(int64_t cents) { return Money::Cents(cents); }

constexpr uint64_t kExample = 1'000'000'001, kOld = 1'000'000'002, kEnded = 1'000'000'003,
                   kDead = 1'000'000'004, kNew = 1'000'000'005, kHeld = 1'000'000'006;

// March and April 2024 of six people.
std::unique_ptr<SmallLedger> TwoRuns(int shards = 2) {
  auto small = std::make_unique<SmallLedger>(shards);
  small->AddOfficialExample(kExample, "Jānis", "Bērziņš");
  small->AddPensioner(kOld, Date::Of(2005, 3, 1), 610'00, 300);
  small->AddPensioner(kEnded, Date::Of(2016, 3, 1), 400'00, 120);
  small->AddPensioner(kDead, Date::Of(2001, 3, 1), 300'00, 360);
  small->Register(kHeld, "Ilze", "Kalna");
  small->DetermineRecord(kHeld, Date::Of(2016, 3, 1), 120, 360);
  small->Decide(kHeld, DecisionKind::kGranted, "old_age_pension", Date::Of(2016, 3, 1), 200'00,
                Date::Of(2023, 10, 1));
  small->Run(Date::Of(2024, 3, 10));
  small->RecordedOn(Date::Of(2024, 3, 20));
  small->Die(kDead, Date::Of(2024, 3, 15));
  small->AddPensioner(kNew, Date::Of(2024, 4, 1), 700'00, 0);
  small->Decide(kEnded, DecisionKind::kEnded, "old_age_pension", Date::Of(2024, 4, 1));
  small->Run(Date::Of(2024, 4, 10));
  return small;
}

RunReport ReportOf(SmallLedger& small, const std::string& run) {
  auto report = MakeReport(small.ledger(), small.Control(), small.law(), run);
  CHECK(report.ok());
  return *std::move(report);
}

class ReportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { shared_ = TwoRuns().release(); }
  static void TearDownTestSuite() { delete shared_; }
  static RunReport Report(const std::string& run) { return ReportOf(*shared_, run); }

  static SmallLedger* shared_;  // no test appends to it
};
SmallLedger* ReportTest::shared_ = nullptr;

TEST_F(ReportTest, NamesTheUnverifiedValuesTheRunRestsOn) {
  const RunReport report = Report("2024-04-10");
  ASSERT_FALSE(report.unverified.empty());
  for (const LawValue& value : report.unverified) {
    EXPECT_EQ(value.certainty, Certainty::kUnverified);
    EXPECT_LE(value.from, Date::Of(2024, 4, 30));
  }
  EXPECT_TRUE(report.is_law_of_run);
  const LawFile overlay = {"other", R"(id: "general" parameter {
    name: "month_of_death" meaning: "m" reviewed: "2026-11-21"
    value { from: "2006-01-01" text: "in_full" basis: "b" published: "2005-12-31"
            certainty: VERIFIED source: "s" } })"};
  const Law other = *Law::Parse(Law::BuiltInFiles(), {{overlay}});
  const auto with = MakeReport(shared_->ledger(), shared_->Control(), other, "2024-04-10");
  ASSERT_TRUE(with.ok());
  EXPECT_FALSE(with->is_law_of_run);
  EXPECT_THAT(ReportText(*with), HasSubstr("The run was made with other law"));
  EXPECT_THAT(ReportText(*with), Not(HasSubstr("month_of_death")));
  EXPECT_THAT(ReportText(report),
              HasSubstr("\nUnverified values of the law that this run rests on\n\n"
                        "  general "));
  EXPECT_THAT(ReportText(report), HasSubstr("  general month_of_death: in_full from 2006-01-01\n"));
  EXPECT_THAT(ReportJson(report), HasSubstr("\"unverified\": ["));
}

TEST_F(ReportTest, CountsPeopleAndMoneyOfTheRun) {
  const RunReport report = Report("2024-04-10");
  EXPECT_EQ(report.totals.people(), 6);
  EXPECT_EQ(report.totals.paid_people(), 3);
  ASSERT_EQ(report.benefits.size(), 2u);
  EXPECT_EQ(report.benefits[0].name_lv, "Vecuma pensija");
  EXPECT_EQ(report.benefits[0].gross.count, 3);
  EXPECT_EQ(report.benefits[0].gross.amount, Cents(480'00 + 610'00 + 700'00));
  EXPECT_EQ(report.benefits[1].benefit, "pre_1996_supplement");
  EXPECT_EQ(report.benefits[1].gross.amount, Cents(4 * 33'44 + 38'00));
  EXPECT_EQ(report.benefits[1].arrears.count, 1);
  EXPECT_EQ(report.benefits[1].arrears.amount, Cents(100'32));
  EXPECT_EQ(report.programmes.at("20.03.00").count, 2);
  EXPECT_EQ(report.banks.at("LVBANK").count, 1);
  EXPECT_EQ(report.banks.at("LVHABA").count, 2);
  ASSERT_EQ(report.held.size(), 1u);
  const auto& [category, group] = *report.held.begin();
  EXPECT_EQ(category, "no account is known");
  EXPECT_EQ(group.people.amount, Cents(4 * 239'40)) << "raised to the minimum for thirty years";
  EXPECT_THAT(group.examples, ElementsAre(PersonId(kHeld)));
}

TEST_F(ReportTest, ClosingEquationHoldsInCents) {
  const RunReport report = Report("2024-04-10");
  EXPECT_EQ(report.computed().cents(), report.totals.held() + report.totals.tax() +
                                           report.recovered_from_payments.cents() +
                                           report.totals.paid());
  EXPECT_EQ(report.computed(), Cents(1790'00 + 171'76 + 957'60));
}

TEST_F(ReportTest, DifferenceToThePreviousRunHasACauseForEveryCent) {
  const RunReport report = Report("2024-04-10");
  ASSERT_TRUE(report.difference.has_value());
  const Difference& difference = *report.difference;
  EXPECT_EQ(difference.sum(), difference.net_now() - difference.net_before());
  const auto& causes = difference.causes();
  EXPECT_EQ(causes.at({CauseKind::kNewlyPaid, ""}).amount, Cents(660'00));
  EXPECT_EQ(causes.at({CauseKind::kNotDue, "the pension has ended"}).count, 1);
  EXPECT_EQ(causes.at({CauseKind::kNotDue, "the person had died before this month"}).count, 1);
  EXPECT_EQ(causes.at({CauseKind::kBegins, "pre_1996_supplement"}).amount, Cents(33'44));
  EXPECT_EQ(causes.at({CauseKind::kArrears, "pre_1996_supplement"}).amount, Cents(100'32));
}

TEST_F(ReportTest, ReasonIsThatKnownAtTheCutOff) {
  // What is learned later does not change what the report of a past run says.
  const std::unique_ptr<SmallLedger> small = TwoRuns();
  const std::string before = ReportJson(ReportOf(*small, "2024-04-10"));
  small->RecordedOn(Date::Of(2024, 4, 20));
  small->Die(kEnded, Date::Of(2024, 3, 2));
  small->Run(Date::Of(2024, 5, 10));
  EXPECT_EQ(ReportJson(ReportOf(*small, "2024-04-10")), before);
}

TEST_F(ReportTest, FirstRunHasNothingToCompareWith) {
  const RunReport report = Report("2024-03-10");
  EXPECT_FALSE(report.difference.has_value());
  EXPECT_THAT(ReportText(report), HasSubstr("this is the first run"));
}

TEST_F(ReportTest, FilesAreNamedWithDigestsOnceReleased) {
  const std::unique_ptr<SmallLedger> small = TwoRuns(1);
  const std::string before = ReportText(ReportOf(*small, "2024-04-10"));
  EXPECT_THAT(before, HasSubstr("not released yet"));
  const auto files = small->Release("2024-04-10", small->directory() + "-out");
  ASSERT_EQ(files.size(), 2u);
  const std::string text = ReportText(ReportOf(*small, "2024-04-10"));
  EXPECT_THAT(text, AllOf(HasSubstr(files[0].name), HasSubstr(ToHex(files[1].digest)),
                          HasSubstr("approved by Anna Ozola and Jānis Kalns"),
                          Not(HasSubstr("not released yet"))));
}

TEST_F(ReportTest, TextFitsIntoAHundredColumns) {
  const auto comparison =
      CompareWithPublished(shared_->ledger(), shared_->Control(), shared_->law(), "2024-04-10");
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  std::istringstream lines(ReportText(Report("2024-04-10")) + PublishedText(*comparison));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(WidthOf(line), kTextWidth) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  }
}

TEST_F(ReportTest, NumberOfShardsDoesNotShow) {
  const std::unique_ptr<SmallLedger> one = TwoRuns(1), five = TwoRuns(5);
  const std::string of_one = ReportJson(ReportOf(*one, "2024-04-10"));
  const std::string of_five = ReportJson(ReportOf(*five, "2024-04-10"));
  // The root differs: it is one over the shards' roots.
  const auto without_root = [](const std::string& json) {
    const size_t root = json.find("\"root\"");
    return json.substr(0, root) + json.substr(json.find('\n', root));
  };
  EXPECT_EQ(without_root(of_one), without_root(of_five));
}

TEST_F(ReportTest, UnknownRunsAreRefused) {
  EXPECT_TRUE(absl::IsNotFound(
      MakeReport(shared_->ledger(), shared_->Control(), shared_->law(), "2024-05-10").status()));
}

TEST(PublishedTest, WhoHadTheSupplementBeforeIsNotCountedAsRestored) {
  SmallLedger small(1);
  small.AddPensioner(kOld, Date::Of(2005, 3, 1), 610'00, 300);
  small.Register(kExample, "Jānis", "Bērziņš");
  small.ChangeAccount(kExample, SmallLedger::kHabaIban, Date::Of(2005, 3, 1));
  small.DetermineRecord(kExample, Date::Of(2005, 3, 1), 240, 360);
  for (const int year : {2005, 2013}) {  // granted anew: the supplement is kept
    small.Decide(kExample, DecisionKind::kGranted, "disability_pension", Date::Of(year, 3, 1),
                 300'00, Date::Of(2023, 10, 1));
  }
  small.Run(Date::Of(2024, 4, 10));
  const auto comparison =
      CompareWithPublished(small.ledger(), small.Control(), small.law(), "2024-04-10");
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  std::map<std::string, int64_t> ours;
  for (const PublishedFigure& figure : comparison->figures) ours[figure.id] = figure.ours.count;
  EXPECT_EQ(ours["restored_people"], 0);
  EXPECT_EQ(ours["supplement_2023"], 2);
  EXPECT_EQ(ours["disability_people"], 1);
}

TEST_F(ReportTest, OursAreScaledToTheNation) {
  const auto comparison =
      CompareWithPublished(shared_->ledger(), shared_->Control(), shared_->law(), "2024-04-10");
  ASSERT_TRUE(comparison.ok()) << comparison.status();
  EXPECT_EQ(comparison->people, 6);
  const auto figure = [&](const std::string& id) -> const PublishedFigure& {
    for (const PublishedFigure& known : comparison->figures) {
      if (known.id == id) return known;
    }
    CHECK(false);
    return comparison->figures[0];
  };
  EXPECT_EQ(figure("restored_people").people, 38'000);
  EXPECT_EQ(figure("restored_people").ours.count, 1);
  EXPECT_EQ(figure("restored_people").scaled.count, 316'667);  // 1 900 000 ÷ 6
  EXPECT_EQ(figure("restored_year").ours.amount, Cents(33'44 * 12));
  EXPECT_EQ(figure("old_age_mean").scaled.amount, Cents(596'67));  // 1790 ÷ 3, not scaled
  // 25 years of record, nine months at 1.43 and three at 1.52.
  EXPECT_EQ(figure("supplement_2023").ours.amount, Cents(25 * (9 * 1'43 + 3 * 1'52)));
  EXPECT_EQ(figure("old_age_people").ours.count, 3);
}

}  // namespace
}  // namespace izmaksa
