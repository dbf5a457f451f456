// A month of messages that belong together, replayed end to end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/bank/reconciliation.h"
#include "batch/bank/reconciliation_text.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;

fs::path Month() {
  const char* fixtures = std::getenv("IZMAKSA_FIXTURES");
  return fs::path(fixtures != nullptr ? fixtures : "../shared/fixtures") / "scenario_lv";
}

std::string Text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Its files, in order of their numbers; empty when the fixtures are not there.
std::vector<std::string> Messages() {
  std::vector<std::string> messages;
  if (!fs::exists(Month())) return messages;
  for (const auto& each : fs::directory_iterator(Month())) {
    const std::string name = each.path().filename().string();
    if (absl::EndsWith(name, ".xml") && name >= "03") messages.push_back(each.path().string());
  }
  std::sort(messages.begin(), messages.end());
  return messages;
}

Reconciliation Replayed(const std::vector<std::string>& messages, const std::string& sent) {
  Reconciliation month;
  EXPECT_TRUE(month.AddSent((Month() / sent).string()).ok());
  for (const std::string& message : messages) month.AddMessage(message);
  month.Finish();
  return month;
}

TEST(BankMonthTest, TheMonthGivesWhatWasExpectedOfIt) {
  const std::vector<std::string> messages = Messages();
  if (messages.empty()) GTEST_SKIP() << "no month of messages: " << Month() << " is not there";
  const Reconciliation month = Replayed(messages, "01_pain.001.001.09.xml");
  EXPECT_EQ(ReconciliationCsv(month, {1, 2}), Text(Month() / "expected.csv"));
  EXPECT_THAT(month.statement_faults(),
              testing::ElementsAre("statement 340 is missing: 339 is followed by 341",
                                   "statement 341 opens with 9313.36, statement 339 closed with "
                                   "9313.35: 0.01 too much"));
  EXPECT_EQ(month.messages_failed(), 0);
  EXPECT_THAT(month.faults(), testing::IsEmpty());
  ASSERT_EQ(month.open().size(), 2u);
  EXPECT_THAT(month.open()[0].match.candidates, testing::ElementsAre("VSAA-202612-0000006"));
  EXPECT_THAT(month.open()[1].match.candidates, testing::ElementsAre("VSAA-202612-0000007"));
}

TEST(BankMonthTest, TheOlderFileGivesTheSame) {
  const std::vector<std::string> messages = Messages();
  if (messages.empty()) GTEST_SKIP() << "no month of messages: " << Month() << " is not there";
  // The .03 file has a MsgId of its own: the bank's messages are told as if they were about it.
  Reconciliation month;
  ASSERT_TRUE(month.AddSent((Month() / "02_pain.001.001.03_translit.xml").string()).ok());
  for (const std::string& message : messages) {
    MessageReader reader(month.Begin(message));
    const std::string xml =
        absl::StrReplaceAll(Text(message), {{"VSAA20261201-0001<", "VSAA20261201-0001V3<"},
                                            {"VSAA20261201-0001-", "VSAA20261201-0001V3-"},
                                            {"pain.002.001.10\"", "pain.002.001.03\""}});
    const absl::Status status = reader.Push(xml);
    month.End(status.ok() ? reader.Finish() : status);
  }
  month.Finish();
  EXPECT_EQ(ReconciliationCsv(month, {1, 2}), Text(Month() / "expected.csv"));
  EXPECT_EQ(month.statement_faults().size(), 2u);
}

std::string States(const Reconciliation& month) {
  std::string states = ReconciliationCsv(month, {});
  for (const OpenMovement& open : month.open()) absl::StrAppend(&states, open.match.why, "\n");
  for (const std::string& fault : month.statement_faults()) absl::StrAppend(&states, fault, "\n");
  return states;
}

TEST(BankMonthTest, AnyOrderOfTheMessagesAndAnyRepetitionGivesTheSame) {
  std::vector<std::string> messages = Messages();
  if (messages.empty()) GTEST_SKIP() << "no month of messages: " << Month() << " is not there";
  const std::string expected = States(Replayed(messages, "01_pain.001.001.09.xml"));
  std::mt19937 random(20261204);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(messages.begin(), messages.end(), random);
    std::vector<std::string> twice = messages;
    twice.push_back(messages[random() % messages.size()]);
    EXPECT_EQ(States(Replayed(twice, "01_pain.001.001.09.xml")), expected);
  }
}

TEST(BankMonthTest, ReportsAboutAnotherFileAreNotTaken) {
  const std::vector<std::string> messages = Messages();
  if (messages.empty()) GTEST_SKIP() << "no month of messages: " << Month() << " is not there";
  // The same payments, sent under another MsgId: the account knows them, the reports do not.
  const Reconciliation month = Replayed(messages, "02_pain.001.001.03_translit.xml");
  EXPECT_THAT(month.faults(),
              testing::Contains(testing::HasSubstr(
                  "a report about file VSAA20261201-0001, which is none of those")));
  for (const ReconciledPayment& payment : month.payments()) {
    EXPECT_NE(payment.state.stage(), PaymentStage::kRejected);
  }
}

}  // namespace
}  // namespace izmaksa
