#include "batch/sample/sample.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string FreshDirectory(const std::string& name) {
  const std::string directory = testing::TempDir() + "/izmaksa_sample_" + name;
  std::filesystem::remove_all(directory);
  return directory;
}

SampleSummary Write(int64_t people, uint64_t seed, const std::string& out, int threads = 2) {
  absl::StatusOr<SampleSummary> summary = WriteSample({people, seed, out, threads});
  CHECK(summary.ok());
  return *std::move(summary);
}

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string AllFiles(const std::string& directory, const SampleSummary& summary) {
  std::string all = Contents(directory + "/sample.json");
  for (const SampleFile& file : summary.files)
    all += file.name + "\n" + Contents(directory + "/" + file.name);
  return all;
}

TEST(SampleTest, SameOptionsGiveTheSameBytesForAnyNumberOfThreads) {
  const std::string one = FreshDirectory("one"), two = FreshDirectory("two"),
                    three = FreshDirectory("three");
  const std::string expected = AllFiles(one, Write(3'000, 7, one, 1));
  EXPECT_EQ(AllFiles(two, Write(3'000, 7, two, 2)), expected);
  EXPECT_EQ(AllFiles(three, Write(3'000, 7, three, 3)), expected);
  EXPECT_EQ(AllFiles(one, Write(3'000, 7, one, 2)), expected) << "written over itself";
}

TEST(SampleTest, AnotherSeedIsAnotherNation) {
  const std::string one = FreshDirectory("seed7"), two = FreshDirectory("seed8");
  Write(500, 7, one);
  Write(500, 8, two);
  EXPECT_NE(Contents(one + "/0-register.jsonl"), Contents(two + "/0-register.jsonl"));
  EXPECT_NE(Contents(one + "/0-cases.jsonl"), Contents(two + "/0-cases.jsonl"));
}

TEST(SampleTest, TheFirstPersonIsTheOfficialExample) {
  for (const int64_t people : {1, 2'000}) {
    const std::string out = FreshDirectory("official");
    Write(people, 2024, out);
    const std::string registered = Contents(out + "/0-register.jsonl"),
                      cases = Contents(out + "/0-cases.jsonl");
    EXPECT_TRUE(absl::StartsWith(
        registered,
        R"({"id":"R-0000001-1","source":"register","person":1000000001,"effective":"1951-03-07","recorded":"2020-01-02T08:00:00Z","person_registered":{"born":"1951-03-07","identity":{"given_name":"Jānis","family_name":"Paraugs","personal_code":"070351-1)"));
    EXPECT_TRUE(absl::StrContains(
        cases,
        R"("person":1000000001,"effective":"2013-07-01","recorded":"2013-06-20T09:30:00Z","insurance_record_determined":{"months_to_1995":264,"months_total":410}})"));
    EXPECT_TRUE(absl::StrContains(
        cases,
        R"("person":1000000001,"effective":"2013-07-01","recorded":"2013-06-20T10:00:00Z","decision_made":{"kind":"granted","benefit":"old_age_pension","number":"VP-2013-0000001","officer":"o17","application":"VI-2013-0000001","amount":"480.00","amount_as_of":"2024-01-01"}})"));
    EXPECT_TRUE(absl::StrContains(cases, R"("},"pay_day":12}})"));
  }
}

// Within one per cent, or one person where one per cent is less than that.
void ExpectNear(const char* what, int64_t ours, int64_t published, int64_t people) {
  const int64_t expected = (published * people + kFullNation / 2) / kFullNation;
  EXPECT_LE(std::abs(ours - expected) * 100, std::max<int64_t>(expected, 100))
      << what << ": " << ours;
}

void ExpectPublishedFigures(int64_t people, const SampleStatistics& figures) {
  ExpectNear("old-age pensioners", figures.old_age, 430'000, people);
  ExpectNear("affected in 2024", figures.affected_2024, 38'000, people);
  ExpectNear("affected in 2025", figures.affected_2025, 87'000, people);
  ExpectNear("affected in 2026", figures.affected_2026, 144'000, people);
  ExpectNear("supplement of a year", figures.AffectedYearCents(), 14'500'000'00, people);
  ExpectNear("supplement of 2023", figures.Supplement2023Cents(), 172'848'400'00, people);
  const auto share = [](int64_t part, int64_t whole,
                        int64_t per_mille) {  // within one per cent of it
    return std::abs(part * 1'000 - whole * per_mille) * 100 <= whole * per_mille;
  };
  EXPECT_TRUE(share(figures.old_age_cents, figures.old_age * 567'00, 1'000))
      << "mean " << figures.old_age_cents;
  EXPECT_TRUE(share(figures.old_age_to_600, figures.old_age, 670)) << figures.old_age_to_600;
  EXPECT_TRUE(share(figures.old_age_without_supplement, figures.old_age_with_record, 352));
  EXPECT_TRUE(share(figures.disability_without_supplement, figures.disability_with_record, 459));
  const int64_t men = figures.old_age - figures.old_age_women;
  const int64_t mens_cents = figures.old_age_cents - figures.old_age_women_cents;
  EXPECT_TRUE(share(mens_cents * figures.old_age_women / men, figures.old_age_women_cents, 1'113));
  const int64_t full = figures.disability * kFullNation / people;
  EXPECT_TRUE(full >= 70'000 && full <= 75'000) << full;
  EXPECT_TRUE(figures.disability_cents >= figures.disability * 250'00 &&
              figures.disability_cents <= figures.disability * 262'00);
}

TEST(SampleTest, TenThousandPeopleKeepThePublishedFigures) {
  ExpectPublishedFigures(10'000, Write(10'000, 2024, FreshDirectory("10000")).statistics);
}

TEST(SampleTest, AHundredThousandPeopleKeepThePublishedFiguresForAnySeed) {
  for (const uint64_t seed : {0, 1, 2024}) {
    ExpectPublishedFigures(100'000, Write(100'000, seed, FreshDirectory("100000")).statistics);
  }
}

TEST(SampleTest, StrataAreSharesOfAnyNumberOfPeople) {
  for (const int64_t people : {0, 1, 37, 9'999, 1'900'000, 3'000'000}) {
    int64_t sum = 0;
    for (const int64_t count : Apportion(people)) {
      EXPECT_GE(count, 0);
      sum += count;
    }
    EXPECT_EQ(sum, people);
  }
}

TEST(SampleTest, WrongOptionsAreRefusedBeforeAnythingIsWritten) {
  const std::string out = FreshDirectory("refused");
  for (const int64_t people : {int64_t{0}, int64_t{-1}, kPeopleMost + 1}) {
    EXPECT_EQ(WriteSample({people, 1, out, 2}).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(WriteSample({10, 1, out, 0}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(WriteSample({10, 1, "", 2}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(SampleTest, ADirectoryWithFilesOfAnotherSampleIsRefused) {
  const std::string out = FreshDirectory("foreign");
  std::filesystem::create_directories(out);
  std::ofstream(out + "/0-register-1.jsonl") << "{}\n";
  const absl::Status status = WriteSample({10, 1, out, 2}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(absl::StrContains(status.message(), "0-register-1.jsonl"));
}

TEST(SampleTest, AFullDiskIsToldAndLeavesNoManifest) {
  if (!std::filesystem::exists("/dev/full"))
    GTEST_SKIP() << "no /dev/full here: a full disk was not tried";
  const std::string out = FreshDirectory("full");
  std::filesystem::create_directories(out);
  std::filesystem::create_symlink("/dev/full", out + "/0-cases.jsonl");
  const absl::Status status = WriteSample({100, 1, out, 2}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(absl::StrContains(status.message(), "0-cases.jsonl")) << status;
  EXPECT_FALSE(std::filesystem::exists(out + "/sample.json"));
}

}  // namespace
}  // namespace izmaksa
