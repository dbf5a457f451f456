// Two runs compared person by person: every line by hand, and the sum of the report.
#include "batch/people_difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "batch/report.h"
#include "ledger/status.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;

constexpr uint64_t kExample = 1'000'000'001, kSame = 1'000'000'002, kMoved = 1'000'000'003,
                   kDead = 1'000'000'004, kNew = 1'000'000'005;

// January to April 2024 of five people; what changes is in April.
std::unique_ptr<SmallLedger> Story(int shards) {
  auto small = std::make_unique<SmallLedger>(shards);
  small->AddOfficialExample(kExample, "Jānis", "Bērziņš");
  small->AddPensioner(kSame, Date::Of(2016, 3, 1), 450'00, 120);
  small->AddPensioner(kMoved, Date::Of(2016, 3, 1), 400'00, 120);
  small->AddPensioner(kDead, Date::Of(2016, 3, 1), 300'00, 360);
  for (const int month : {1, 2, 3}) small->Run(Date::Of(2024, month, 10));
  small->RecordedOn(Date::Of(2024, 3, 14));
  small->Die(kDead, Date::Of(2024, 3, 13));
  small->ChangeAccount(kMoved, SmallLedger::kHabaIban, Date::Of(2024, 3, 12));
  small->AddPensioner(kNew, Date::Of(2024, 4, 1), 470'00, 0);
  small->Run(Date::Of(2024, 4, 10));
  return small;
}

struct Told {
  std::vector<std::string> lines;
  PeopleDifference sum;
};

Told Tell(SmallLedger& small, const std::string& run) {
  Told told;
  const absl::StatusOr<PeopleDifference> sum = ForEachDifference(
      small.ledger(), small.Control(), small.law(), run, [&](const PersonDifference& person) {
        Money causes;
        for (const auto& [cause, amount] : person.causes) causes += amount;
        EXPECT_EQ(causes, person.now - person.before);
        told.lines.push_back(DifferenceLine(person, {{"old_age_pension", "Pension"}}));
        return absl::OkStatus();
      });
  CHECK(sum.ok());
  told.sum = *sum;
  return told;
}

TEST(PeopleDifferenceTest, EachPersonWhoIsPaidOtherwiseHasALineWithTheCauses) {
  const auto small = Story(2);
  const Told told = Tell(*small, "2024-04-10");
  EXPECT_THAT(
      told.lines,
      ElementsAre(
          "1000000001        480.00 →       591.01       +111.01  begins: pre_1996_supplement "
          "+33.44; "
          "arrears, this run: pre_1996_supplement +100.32; income tax -22.75\n",
          "1000000003        400.00 →       400.00          0.00  another account; new facts\n",
          "1000000004        300.00 →         0.00       -300.00  no longer paid: the person had "
          "died "
          "before this month -300.00; new facts\n",
          "1000000005          0.00 →       470.00       +470.00  newly paid +470.00; new "
          "facts\n"));
  EXPECT_EQ(told.sum.people, 4);
  const auto report = MakeReport(small->ledger(), small->Control(), small->law(), "2024-04-10");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(told.sum.now - told.sum.before, report->difference->sum());
  EXPECT_EQ(told.sum.now, report->difference->net_now());
}

TEST(PeopleDifferenceTest, LinesDoNotDependOnTheNumberOfShards) {
  const Told one = Tell(*Story(1), "2024-04-10"), three = Tell(*Story(3), "2024-04-10");
  EXPECT_EQ(one.lines, three.lines);
  EXPECT_EQ(one.lines.size(), 4u);
}

TEST(PeopleDifferenceTest, InTheFirstRunEverybodyIsNew) {
  const auto small = Story(2);
  const Told told = Tell(*small, "2024-01-10");
  EXPECT_EQ(told.sum.people, 4);
  EXPECT_TRUE(told.sum.before.is_zero());
  EXPECT_EQ(told.sum.previous, "");
}

}  // namespace
}  // namespace izmaksa
