#include "batch/home_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Date D(const char* text) { return *Date::Parse(text); }

HomeDelivery Delivery(const char* id, int64_t cents) {
  return {id,
          Money::Cents(cents),
          Money::Cents(239),
          "Līga Ņukša-Ūdre",
          "010150-10004",
          "Brīvības iela 1",
          "Rīga",
          "LV-1010"};
}

class HomeListsTest : public ::testing::Test {
 protected:
  HomeListsTest() {
    control.agency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                      "LV42TREL9990000000001", "TRELLV22"};
    control.post = {"VAS Latvijas Pasts", "LV52LPNS9990000000105"};
    run.run = "2024-04-03";
    run.business_date = D("2024-04-03");
    lists.Add(D("2024-04-15"), Delivery("20240403-1-1", 10000));
    lists.Add(D("2024-04-12"), Delivery("20240403-2-1", 20000));
    lists.Add(D("2024-04-12"), Delivery("20240403-3-1", 30000));
  }

  absl::StatusOr<std::vector<ReleasedFile>> Write() {
    return lists.Write(temp.path(), control, run, PaymentFileVersion::kPain00100109, BankLetters(),
                       [&](const std::string& name, const Digest&) {
                         return name == refused ? absl::DataLossError("another file")
                                                : absl::OkStatus();
                       });
  }
  std::string Read(const std::string& name) const {
    std::ifstream file(temp.path() + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const TempDirectory temp;
  ControlState control;
  RunState run;
  HomeLists lists;
  std::string refused;
};

TEST_F(HomeListsTest, EachDayHasAListAndAFileThatPaysForIt) {
  const auto files = Write();
  ASSERT_TRUE(files.ok()) << files.status();
  std::vector<std::string> told;
  for (const ReleasedFile& file : *files) {
    told.push_back(file.name + " " + std::to_string(file.payments) + " " + file.amount.ToString() +
                   (file.execution_date ? " " + file.execution_date->ToString() : ""));
    EXPECT_EQ(file.digest, Sha256(Read(file.name))) << file.name;
  }
  EXPECT_THAT(told, ElementsAre("20240403-HOME-20240412.csv 2 500.00",
                                "20240403-HOME-20240412.xml 1 504.78 2024-04-10",
                                "20240403-HOME-20240415.csv 1 100.00",
                                "20240403-HOME-20240415.xml 1 102.39 2024-04-11"));
  EXPECT_EQ((*files)[0].kind, FileKind::kHomeList);
  EXPECT_EQ((*files)[1].kind, FileKind::kPostTransfer);
  EXPECT_THAT(Read("20240403-HOME-20240412.xml"),
              HasSubstr("<EndToEndId>20240403-HOME-20240412</EndToEndId>"));
}

TEST_F(HomeListsTest, AFileThatMustNotBeWrittenIsNot) {
  refused = "20240403-HOME-20240412.csv";
  EXPECT_EQ(Write().status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Read(refused), "");
}

TEST_F(HomeListsTest, WithoutAnAccountOfThePostNothingIsWritten) {
  control.post = {};
  EXPECT_EQ(Write().status().code(), absl::StatusCode::kFailedPrecondition);
  lists = HomeLists();
  EXPECT_TRUE(Write().ok()) << "nobody is paid at home";
}

}  // namespace
}  // namespace izmaksa
