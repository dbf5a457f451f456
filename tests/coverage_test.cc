// The coverage: counts agree with the files, and the register names nothing that is not there.
#include "batch/coverage.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "ledger/status.h"
#include "proto/law.pb.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

Coverage BuiltInCoverage() {
  auto coverage = MakeCoverage(BuiltIn(), ExampleCountsText(), RegisterText());
  if (!coverage.ok()) std::fprintf(stderr, "%s\n", coverage.status().ToString().c_str());
  CHECK(coverage.ok());
  return *std::move(coverage);
}

std::string FaultsOf(absl::string_view rows) {
  return std::string(MakeCoverage(BuiltIn(), "", rows).status().message());
}

TEST(CoverageTest, ExamplesAreCountedAsTheyStandInTheFiles) {
  for (const BenefitCoverage& benefit : BuiltInCoverage().benefits) {
    int official = 0, published = 0, worked = 0;
    const std::string path =
        absl::StrCat("processors/benefits/", benefit.id, "/examples.textproto");
    if (std::filesystem::exists(path)) {
      std::ifstream file(path, std::ios::binary);
      v1::Examples examples;
      ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
          std::string{std::istreambuf_iterator<char>(file), {}}, &examples));
      for (const v1::Example& example : examples.example()) {
        official += example.kind() == v1::Example::OFFICIAL;
        published += example.kind() == v1::Example::PUBLISHED;
        worked += example.kind() == v1::Example::WORKED;
      }
    }
    EXPECT_EQ(benefit.official, official) << benefit.id;
    EXPECT_EQ(benefit.published, published) << benefit.id;
    EXPECT_EQ(benefit.worked, worked) << benefit.id;
  }
}

TEST(CoverageTest, EveryLawIsThereOnceAndEveryValueCounted) {
  const Coverage coverage = BuiltInCoverage();
  EXPECT_EQ(coverage.benefits.size(), BuiltIn().benefits().size());
  std::set<std::string> ids;
  for (const BenefitCoverage& benefit : coverage.benefits) {
    EXPECT_TRUE(ids.insert(benefit.id).second);
    size_t values = 0;
    for (const LawParameter& parameter : BuiltIn().Of(benefit.id).parameters)
      values += parameter.values.size();
    EXPECT_EQ(static_cast<size_t>(benefit.verified + benefit.derived + benefit.unverified +
                                  benefit.not_known),
              values);
  }
}

TEST(CoverageTest, TheRegisterHasEveryRowOfTheReportsOnceAndInOrder) {
  std::vector<std::string> expected;
  for (int i = 1; i <= 21; ++i) expected.push_back(absl::StrFormat("S-B%02d", i));
  for (int i = 1; i <= 63; ++i) expected.push_back(absl::StrFormat("S-%03d", i));
  std::vector<std::string> ids;
  for (const RegisterEntry& entry : BuiltInCoverage().entries) ids.push_back(entry.id);
  EXPECT_EQ(ids, expected);
}

TEST(CoverageTest, ANameThatIsNotThereIsAFault) {
  EXPECT_EQ(FaultsOf(R"(row { id: "S-1" fact: "f" benefit: "old_age_pensio" })"),
            "docs/register.textproto: S-1: there is no benefit old_age_pensio");
  EXPECT_EQ(FaultsOf(R"(row { id: "S-1" fact: "f" parameter: "pre_1996_supplement.rate_c" })"),
            "docs/register.textproto: S-1: there is no parameter pre_1996_supplement.rate_c");
  EXPECT_EQ(FaultsOf(R"(row { id: "S-1" fact: "f" parameter: "rate_b" })"),
            "docs/register.textproto: S-1: there is no parameter rate_b");
  EXPECT_THAT(FaultsOf(R"(row { id: "S-1" fact: "f" })"), HasSubstr("says nothing of where"));
  EXPECT_EQ(FaultsOf(R"(row { id: "S-1" fact: "f" no_payment: "n" }
                        row { id: "S-1" fact: "f" no_payment: "n" })"),
            "docs/register.textproto: S-1: is there twice");
  EXPECT_EQ(FaultsOf("rows {}"), "docs/register.textproto is not a register");
  EXPECT_EQ(std::string(MakeCoverage(BuiltIn(), "widow 1 2 3\n", "").status().message()),
            "there are examples of widow, and no law");
}

TEST(CoverageTest, TheTableIsForPeople) {
  const std::string text = CoverageText(BuiltInCoverage());
  EXPECT_THAT(text, HasSubstr("| `pre_1996_supplement` | Piemaksa pie vecuma un invaliditātes "
                              "pensijas | Law \"On State Pensions\""));
  EXPECT_THAT(text, HasSubstr("| 20.03.00 | months from 2009-01; values of 1996-01-01 to "
                              "2029-01-01 | "));
  EXPECT_THAT(CoverageJson(BuiltInCoverage()), HasSubstr("\"row\": \"S-063\""));
}

}  // namespace
}  // namespace izmaksa
