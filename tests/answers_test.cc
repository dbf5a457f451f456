// The bank's messages into a ledger of three pensioners: once, whatever is told twice, and whatever
// happened in between.
#include "batch/bank/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/bank/bank_records.h"
#include "batch/bank/message_store.h"
#include "batch/control_acts.h"
#include "batch/run.h"
#include "batch/whole_file.h"
#include "processors/person.h"
#include "tests/bank_messages.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kRun[] = "2024-04-10";

std::string PaymentOf(int person) { return absl::StrCat("20240410-", person, "-1"); }

class AnswersTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const int person : {1, 2, 3}) small_.AddPensioner(person, Date::Of(2013, 7, 1), 48000, 0);
    small_.Run(Date::Of(2024, 4, 10));
    files_ = small_.Release(kRun, temp_.path() + "/files");
    ASSERT_EQ(files_.size(), 2u) << "a file holds two: 1 and 2 are in the first, 3 in the second";
    file_ = files_[0].name.substr(0, files_[0].name.size() - 4);
    amount_ = Money::Cents(files_[0].amount.cents() / 2).ToString();
  }

  // What the bank says of file M1 and block M1-1, of ours.
  AnswersRead Read(std::string xml) {
    xml = absl::StrReplaceAll(xml, {{">M1<", absl::StrCat(">", file_, "<")},
                                    {">M1-1<", absl::StrCat(">", file_, "-1<")},
                                    {"LV42TREL9990000000001", small_.Control().agency.iban}});
    const std::string path = absl::StrCat(temp_.path(), "/message", ++messages_, ".xml");
    EXPECT_TRUE(WriteWholeFile(path, xml).ok());
    const absl::StatusOr<AnswersRead> read = ReadAnswers(small_.ledger(), path, nullptr);
    EXPECT_TRUE(read.ok()) << read.status();
    return read.ok() ? *read : AnswersRead();
  }

  std::string Return(int person, absl::string_view reference = "T1") {
    return EntryXml(
        reference, amount_, "CRDT",
        ReturnXml(absl::StrCat("<EndToEndId>", PaymentOf(person), "</EndToEndId>"), "AC04"));
  }

  std::optional<BankAnswer> Answer(uint64_t person) {
    EXPECT_TRUE(CatchUp(small_.ledger(), small_.Control(), nullptr).ok());
    const auto stored =
        small_.ledger().people(ShardOf(PersonId(person), 2)).Get(PersonId(person)).value();
    const PersonState state = DecodePerson(*stored).value();
    if (state.answers.empty()) return std::nullopt;
    EXPECT_EQ(state.answers.size(), 1u);
    return state.answers[0];
  }

  TempDirectory temp_;
  SmallLedger small_;
  std::vector<ReleasedFile> files_;
  std::string file_, amount_;
  int messages_ = 0;
};

TEST_F(AnswersTest, AReturnIsOneHoweverOftenItIsTold) {
  const AnswersRead first = Read(NotificationXml(Return(1)));
  EXPECT_EQ(first.answers, 1);
  EXPECT_EQ(Answer(1)->outcome, BankOutcome::kReturned);
  EXPECT_EQ(Answer(1)->reason, "AC04");
  EXPECT_TRUE(Read(NotificationXml(Return(1))).before) << "the same bytes";
  const AnswersRead again = Read(absl::StrReplaceAll(NotificationXml(Return(1)), {{"N1", "N2"}}));
  EXPECT_FALSE(again.before);
  EXPECT_EQ(again.answers, 0) << "another message, the same return";
  EXPECT_EQ(again.repeated, 1);
  EXPECT_EQ(again.unmatched, 0);
}

TEST_F(AnswersTest, AnotherReturnOfThePaymentIsLeftForAnOfficer) {
  Read(NotificationXml(Return(1)));
  const AnswersRead second = Read(NotificationXml(Return(1, "T2")));
  EXPECT_EQ(second.answers, 0);
  EXPECT_EQ(second.unmatched, 1);
  const BankRecords bank = small_.Control().bank;
  ASSERT_EQ(bank.unmatched.size(), 1u);
  EXPECT_EQ(bank.unmatched.begin()->second.why,
            PaymentOf(1) + " came back before: it cannot come back now, needs a person");
}

TEST_F(AnswersTest, AFileThatIsRefusedIsRefusedPaymentByPayment) {
  const std::string refused = MessageXml(
      "pain.002.001.03",
      "<CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2024-04-11T09:00:00Z</CreDtTm>"
      "</GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001"
      "</OrgnlMsgNmId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>"
      "</OrgnlGrpInfAndSts></CstmrPmtStsRpt>");
  EXPECT_EQ(Read(refused).answers, 2);
  EXPECT_FALSE(Answer(3)) << "in another file";
  for (const int person : {1, 2}) {
    EXPECT_EQ(Answer(person)->outcome, BankOutcome::kRejected);
    EXPECT_EQ(Answer(person)->reason, "AM10");
  }
}

TEST_F(AnswersTest, ARefusalOfTheFileIsNotTakenForWhatIsBooked) {
  Read(ReportXml(StatusXml(PaymentOf(1), "ACSC")));
  const AnswersRead refused =
      Read(absl::StrReplaceAll(ReportXml(""), {{"PART", "RJCT"}, {"S1", "S2"}}));
  EXPECT_EQ(refused.answers, 1);
  EXPECT_THAT(refused.faults, ElementsAre(HasSubstr("of its payments 1 are known to be booked")));
  EXPECT_EQ(Answer(1)->outcome, BankOutcome::kSettled);
  EXPECT_EQ(Answer(2)->outcome, BankOutcome::kRejected);
}

TEST_F(AnswersTest, ADebitOfTheBlockBooksWhatWasNotRefused) {
  Read(ReportXml(StatusXml(PaymentOf(2), "RJCT", "AC01")));
  const AnswersRead booked = Read(
      NotificationXml(EntryXml("T1", amount_, "DBIT", "<Btch><PmtInfId>M1-1</PmtInfId></Btch>")));
  EXPECT_EQ(booked.answers, 1);
  EXPECT_EQ(Answer(1)->outcome, BankOutcome::kSettled);
  EXPECT_EQ(Answer(2)->outcome, BankOutcome::kRejected);
  const AnswersRead wrong = Read(
      NotificationXml(EntryXml("T2", "1.00", "DBIT", "<Btch><PmtInfId>M1-1</PmtInfId></Btch>")));
  EXPECT_EQ(wrong.answers, 0);
  EXPECT_EQ(wrong.unmatched, 1);
}

TEST_F(AnswersTest, AMessageThatBreaksOffIsKeptAndWhatWasCompleteCounts) {
  std::string xml = NotificationXml(Return(1, "T1") + Return(2, "T2"));
  xml.resize(xml.rfind("<RtrInf>"));
  const AnswersRead read = Read(xml);
  EXPECT_EQ(read.answers, 1);
  EXPECT_THAT(read.broken, HasSubstr("the file ends before the message does"));
  EXPECT_EQ(small_.Control().bank.messages.at(0).broken, read.broken);
  EXPECT_EQ(Read(NotificationXml(Return(1, "T1") + Return(2, "T2"))).answers, 1)
      << "the whole message, sent again, adds what was missing";
}

TEST_F(AnswersTest, AfterACrashTheSameIsReadAgain) {
  // Everything was written but that the message was read.
  const std::string xml = NotificationXml(Return(1) + EntryXml("T9", "7.00", "CRDT"));
  const std::string path = temp_.path() + "/crash.xml";
  ASSERT_TRUE(WriteWholeFile(path, absl::StrReplaceAll(xml, {{"LV42TREL9990000000001",
                                                              small_.Control().agency.iban}}))
                  .ok());
  const MessageStore store(small_.directory() + "/messages", small_.ledger().keys().mark_key());
  const MessageStore::Kept kept = store.Keep(path).value();
  v1::ControlRecord received;
  received.mutable_bank_message_received()->set_digest(ToBytes(kept.digest));
  ASSERT_TRUE(AppendControl(small_.ledger().control(), received).ok());
  Read(absl::StrReplaceAll(xml, {{"N1", "N2"}}));

  const AnswersRead read = ReadAnswers(small_.ledger(), path, nullptr).value();
  EXPECT_FALSE(read.before);
  EXPECT_EQ(read.answers, 0);
  EXPECT_EQ(read.unmatched, 0);
  EXPECT_EQ(read.repeated, 2);
  EXPECT_EQ(small_.Control().bank.messages.size(), 2u);
  EXPECT_EQ(small_.Control().bank.unmatched.size(), 1u);
  EXPECT_TRUE(ReadAnswers(small_.ledger(), path, nullptr)->before);
}

TEST_F(AnswersTest, AReportAboutAnotherFileIsNamedAndNotTaken) {
  std::string xml = ReportXml(StatusXml(PaymentOf(1), "RJCT", "AC01"));
  xml = absl::StrReplaceAll(xml, {{">M1<", ">20240410-PENS-20240412-099<"}});
  const AnswersRead read = Read(xml);
  EXPECT_EQ(read.answers, 0);
  EXPECT_THAT(read.faults, ElementsAre(HasSubstr("but it was sent in")));
  EXPECT_FALSE(Answer(1));
}

TEST_F(AnswersTest, OnlyATreasurersSignatureDecides) {
  Read(NotificationXml(EntryXml("T1", amount_, "CRDT", ReturnXml("", "MS03"))));
  const std::string entry = small_.Control().bank.unmatched.begin()->first;
  const OfficerKey approver = small_.Officer("Līga Ozola", OfficerRole::kApprover);
  const OfficerKey treasurer = small_.Officer("Zane Liepa", OfficerRole::kTreasurer);
  EXPECT_EQ(DecideMatch(small_.ledger(), entry, PaymentOf(1), approver, nullptr).status().code(),
            absl::StatusCode::kFailedPrecondition);
  v1::ControlRecord forged;
  forged.mutable_match_decided()->set_entry(entry);
  forged.mutable_match_decided()->set_payment(PaymentOf(2));
  forged.mutable_match_decided()->set_officer(treasurer.officer);
  forged.mutable_match_decided()->set_signature(Sign(approver, MatchText(entry, PaymentOf(2))));
  ASSERT_TRUE(AppendControl(small_.ledger().control(), forged).ok());
  EXPECT_EQ(small_.Control().bank.unmatched.at(entry).decided_by, "");

  ASSERT_TRUE(DecideMatch(small_.ledger(), entry, PaymentOf(1), treasurer, nullptr).ok());
  EXPECT_EQ(Answer(1)->outcome, BankOutcome::kReturned);
  EXPECT_TRUE(DecideMatch(small_.ledger(), entry, PaymentOf(1), treasurer, nullptr).ok())
      << "decided so before: nothing more is written";
  EXPECT_EQ(Read(absl::StrReplaceAll(
                     NotificationXml(EntryXml("T1", amount_, "CRDT", ReturnXml("", "MS03"))),
                     {{"N1", "N2"}}))
                .repeated,
            1);
}

TEST_F(AnswersTest, WhatIsKeptIsSealedAndDamageIsSeen) {
  const std::string xml = NotificationXml(Return(1));
  const std::string path = temp_.path() + "/m.xml";
  ASSERT_TRUE(WriteWholeFile(path, xml).ok());
  const MessageStore store(temp_.path() + "/kept", small_.ledger().keys().mark_key());
  const MessageStore::Kept kept = store.Keep(path).value();
  EXPECT_EQ(kept.digest, Sha256(xml));
  EXPECT_EQ(store.Keep(path)->digest, kept.digest) << "kept before";
  const std::string file = absl::StrCat(temp_.path(), "/kept/", ToHex(kept.digest));
  std::ifstream stream(file, std::ios::binary);
  std::stringstream sealed;
  sealed << stream.rdbuf();
  EXPECT_FALSE(absl::StrContains(sealed.str(), "LV42TREL"));
  std::string back;
  const auto take = [&](absl::string_view bytes) {
    absl::StrAppend(&back, bytes);
    return absl::OkStatus();
  };
  ASSERT_TRUE(store.Read(kept.digest, take).ok());
  EXPECT_EQ(back, xml);
  std::string damaged = sealed.str();
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  ASSERT_TRUE(WriteWholeFile(file, damaged).ok());
  EXPECT_EQ(store.Read(kept.digest, take).code(), absl::StatusCode::kDataLoss);
  ASSERT_TRUE(WriteWholeFile(file, sealed.str().substr(0, sealed.str().size() - 20)).ok());
  EXPECT_EQ(store.Read(kept.digest, take).code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace izmaksa
