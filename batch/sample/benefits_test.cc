#include "batch/sample/benefits.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "batch/sample/sample.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string FreshDirectory(const std::string& name) {
  const std::string directory = testing::TempDir() + "/izmaksa_benefits_" + name;
  std::filesystem::remove_all(directory);
  return directory;
}

SampleSummary Write(const std::string& out, SampleBenefits benefits, Month first_month,
                    int threads = 2) {
  SampleOptions options;
  options.people = 6'000;
  options.seed = 11;
  options.out = out;
  options.threads = threads;
  options.benefits = benefits;
  options.first_month = first_month;
  absl::StatusOr<SampleSummary> summary = WriteSample(options);
  CHECK(summary.ok());
  return *std::move(summary);
}

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(SampleBenefitsTest, PensionsAreTheSameToTheByteWithAllBenefitsBesideThem) {
  const Month start = Month::Of(2024, 1);
  const std::string some = FreshDirectory("some"), all = FreshDirectory("all");
  const SampleSummary pensions = Write(some, SampleBenefits::kPensions, start);
  const SampleSummary whole = Write(all, SampleBenefits::kAll, start);
  EXPECT_EQ(whole.files.size() * 2, pensions.files.size() * 3);
  for (const SampleFile& file : pensions.files)
    EXPECT_EQ(Contents(all + "/" + file.name), Contents(some + "/" + file.name)) << file.name;
}

TEST(SampleBenefitsTest, AllBenefitsAreTheSameBytesForAnyNumberOfThreads) {
  for (const Month start : {Month::Of(2024, 1), Month::Of(2023, 1)}) {
    const std::string one = FreshDirectory("one"), three = FreshDirectory("three");
    const SampleSummary summary = Write(one, SampleBenefits::kAll, start, 1);
    Write(three, SampleBenefits::kAll, start, 3);
    for (const SampleFile& file : summary.files)
      EXPECT_EQ(Contents(three + "/" + file.name), Contents(one + "/" + file.name)) << file.name;
  }
}

TEST(SampleBenefitsTest, TheYearBeforeHasAFileForEachOfItsMonthsAndTheNext) {
  const std::string out = FreshDirectory("year");
  const SampleSummary summary = Write(out, SampleBenefits::kAll, Month::Of(2023, 1));
  EXPECT_EQ(summary.files.size(), 3u * (1 + 24));
  const std::string cases = Contents(out + "/0-cases.jsonl");
  EXPECT_TRUE(absl::StrContains(cases, "\"amount_as_of\":\"2023-01-01\""));
  EXPECT_FALSE(absl::StrContains(cases, "2024-01-01"));
  EXPECT_FALSE(absl::StrContains(cases, "\"recorded\":\"2023"));
  SampleOptions other;
  other.out = FreshDirectory("other");
  other.first_month = Month::Of(2023, 7);
  EXPECT_EQ(WriteSample(other).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(FamiliesTest, EachChildHasOneMotherWhoWasOldEnough) {
  const Population population(30'000, 5, 2);
  const Families families(population);
  const SampleSpan span;
  std::map<int64_t, int64_t> mothers, fathers;  // by family
  for (int64_t index = 0; index < population.people(); ++index) {
    const Citizen citizen = population.At(index);
    const std::optional<int64_t> family = families.OfParent(citizen);
    if (!family) continue;
    EXPECT_TRUE((citizen.female ? mothers : fathers).emplace(*family, index).second);
  }
  EXPECT_EQ(mothers.size(), static_cast<size_t>(families.size()));
  EXPECT_EQ(fathers.size(), static_cast<size_t>(families.size()));
  std::set<int64_t> children;
  for (int64_t family = 0; family < families.size(); ++family) {
    for (const int64_t index : families.Children(family)) {
      EXPECT_TRUE(children.insert(index).second) << "two families of child " << index;
      const Citizen child = population.At(index), mother = population.At(mothers[family]);
      EXPECT_TRUE(child.role == Role::kChild || child.role == Role::kNewborn);
      const int years = child.born.year() - mother.born.year();
      EXPECT_TRUE(years >= 16 && years <= 48) << years;
    }
  }
  const int64_t all = population.PeopleOf(Role::kChild) + population.PeopleOf(Role::kNewborn);
  EXPECT_GE(static_cast<int64_t>(children.size()), all - 5);
  // 345 000 children of 225 525 people.
  EXPECT_NEAR(static_cast<int>(children.size() * 100 / mothers.size()), 153, 2);
}

TEST(SharesTest, AsManyPeopleHaveAShareAsTheTableSays) {
  const Population population(50'000, 5, 2);
  const SampleSpan span;
  const Shares shares(population, span);
  std::map<const Share*, int64_t> people;
  for (int64_t index = 0; index < population.people(); ++index) {
    const Citizen citizen = population.At(index);
    for (const Lane lane : {Lane::kChildren, Lane::kWorkers, Lane::kSickness, Lane::kOldAge,
                            Lane::kDisabled, Lane::kUnpensioned, Lane::kYoung}) {
      const Dealt dealt = shares.Of(lane, citizen);
      if (dealt.share == nullptr) continue;
      ++people[dealt.share];
      EXPECT_GE(dealt.begins, (span.first - dealt.share->lasts).first());
      EXPECT_LT(dealt.begins, (span.first + span.months).first());
    }
  }
  for (const Share& share : AllShares()) {
    const int64_t of_full =
        int64_t{share.people_full} * (share.a_month ? span.months + share.lasts : 1);
    const int64_t expected = (of_full * population.people() + kFullNation - 1) / kFullNation;
    EXPECT_EQ(people[&share], expected) << share.benefit;
  }
}

}  // namespace
}  // namespace izmaksa
