// What the bank says of two payments of 100.00 and one of 50.00, and what of it is certain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "batch/bank/reconciliation.h"
#include "batch/whole_file.h"
#include "ledger/temp_directory.h"
#include "tests/bank_messages.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kA[] = "LV68HABA9990000000101";
constexpr char kB[] = "LV14UNLA9990000000102";

class BankReconciliationTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = directory_.path() + "/sent.xml";
    ASSERT_TRUE(WriteWholeFile(
                    path, SentXml(TransferXml("P1", "100.00", kA) +
                                  TransferXml("P2", "100.00", kB) + TransferXml("P3", "50.00", kB)))
                    .ok());
    ASSERT_TRUE(books_.AddSent(path).ok());
  }
  void Say(const std::string& xml) {
    MessageReader reader(books_.Begin("message"));
    const absl::Status status = reader.Push(xml);
    books_.End(status.ok() ? reader.Finish() : status);
  }
  PaymentStage Stage(size_t i) const { return books_.payments()[i].state.stage(); }
  std::string Why(size_t i = 0) const { return books_.open().at(i).match.why; }

  TempDirectory directory_;
  Reconciliation books_;
};

TEST_F(BankReconciliationTest, AReturnIsMatchedByItsEndToEndId) {
  Say(NotificationXml(
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P2</EndToEndId>", "AC04"))));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  EXPECT_EQ(Stage(1), PaymentStage::kReturned);
  EXPECT_EQ(books_.payments()[1].return_reason, "AC04");
  EXPECT_THAT(books_.open(), IsEmpty());
}

TEST_F(BankReconciliationTest, WithoutAnEndToEndIdTheInstructionIdIsEnough) {
  Say(NotificationXml(
      EntryXml("T1", "100.00", "CRDT",
               ReturnXml("<InstrId>IP1</InstrId><EndToEndId>NOTPROVIDED</EndToEndId>", "AC04"))));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kReturned);
}

TEST_F(BankReconciliationTest, TheServicersReferenceOfADebitMatchesWhateverCameFirst) {
  const std::string debit = NotificationXml(EntryXml(
      "T0", "50.00", "DBIT",
      "<TxDtls><Refs><AcctSvcrRef>D3</AcctSvcrRef><EndToEndId>P3</EndToEndId></Refs></TxDtls>"));
  Say(NotificationXml(
      EntryXml("T1", "50.00", "CRDT", ReturnXml("<AcctSvcrRef>D3</AcctSvcrRef>", "AC01"))));
  Say(debit);
  books_.Finish();
  EXPECT_EQ(Stage(2), PaymentStage::kReturned);
}

TEST_F(BankReconciliationTest, IdsThatNameTwoPaymentsAreAConflict) {
  Say(NotificationXml(
      EntryXml("T1", "100.00", "CRDT",
               ReturnXml("<InstrId>IP1</InstrId><EndToEndId>P2</EndToEndId>", "AC04"))));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  EXPECT_EQ(Stage(1), PaymentStage::kSent) << "nothing is booked on a guess";
  EXPECT_EQ(Why(), "EndToEndId names P2, other ids name P1: conflict, needs a person");
  EXPECT_THAT(books_.open()[0].match.candidates, ElementsAre("P2", "P1"));
}

TEST_F(BankReconciliationTest, AccountAmountAndDateAreOnlyAProposal) {
  Say(NotificationXml(EntryXml("T1", "100.00", "CRDT", ReturnXml("", "MS03", kA))));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  EXPECT_EQ(Why(), "EndToEndId missing: match on account+amount+date, needs a person to confirm");
  EXPECT_THAT(books_.open()[0].match.candidates, ElementsAre("P1"));
}

TEST_F(BankReconciliationTest, AReturnThatPointsNowhereIsForAPerson) {
  Say(NotificationXml(
      EntryXml("T1", "77.00", "CRDT", ReturnXml("<EndToEndId>Q9</EndToEndId>", "AC04", kA))));
  books_.Finish();
  EXPECT_EQ(Why(), "EndToEndId unknown Q9: nothing points to a payment of ours, needs a person");
  EXPECT_THAT(books_.open()[0].match.candidates, IsEmpty());
}

TEST_F(BankReconciliationTest, AReturnOfAnotherAmountIsForAPerson) {
  Say(NotificationXml(
      EntryXml("T1", "100.01", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04")) +
      EntryXml("T2", "49.00", "CRDT", ReturnXml("<EndToEndId>P3</EndToEndId>", "AC04"))));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  ASSERT_EQ(books_.open().size(), 2u);
  EXPECT_EQ(Why(0),
            "EndToEndId match, but 100.01 is more than the payment of 100.00: needs a person");
  EXPECT_EQ(Why(1),
            "EndToEndId match, but 49.00 is less than the payment of 50.00: needs a person");
}

TEST_F(BankReconciliationTest, TheSameReturnInTwoMessagesIsOne) {
  const std::string xml = NotificationXml(
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04")));
  Say(xml);
  Say(xml);
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kReturned);
  EXPECT_EQ(books_.repeated(), 1);
  EXPECT_THAT(books_.open(), IsEmpty());
}

TEST_F(BankReconciliationTest, AnotherReturnOfThePaymentIsForAPerson) {
  Say(NotificationXml(
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04")) +
      EntryXml("T2", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "MD07"))));
  books_.Finish();
  EXPECT_EQ(books_.payments()[0].return_reason, "AC04");
  EXPECT_EQ(Why(), "P1 came back before: it cannot come back twice, needs a person");
}

TEST_F(BankReconciliationTest, ADebitOfTheBlockBooksWhatWasNotRefused) {
  Say(ReportXml(StatusXml("P3", "RJCT", "AC01")));
  Say(NotificationXml(EntryXml("T1", "200.00", "DBIT", "<Btch><PmtInfId>M1-1</PmtInfId></Btch>")));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kBooked);
  EXPECT_EQ(Stage(1), PaymentStage::kBooked);
  EXPECT_EQ(Stage(2), PaymentStage::kRejected);
}

TEST_F(BankReconciliationTest, ADebitOfTheBlockThatIsNotItsSumBooksNothing) {
  Say(NotificationXml(EntryXml("T1", "200.00", "DBIT", "<Btch><PmtInfId>M1-1</PmtInfId></Btch>")));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  EXPECT_EQ(Why(),
            "a debit of 200.00 for block M1-1, whose payments not refused are 250.00: needs "
            "a person");
}

TEST_F(BankReconciliationTest, ADebitThatIsNoneOfOursIsForAPerson) {
  Say(NotificationXml(
      EntryXml("T1", "9.00", "DBIT", "<TxDtls><Refs><EndToEndId>Q9</EndToEndId></Refs></TxDtls>")));
  books_.Finish();
  EXPECT_EQ(Why(), "a debit that is no payment of ours: needs a person");
}

TEST_F(BankReconciliationTest, AnotherAccountAndAnUnknownFileAreNamedAndLeftOut) {
  Say(NotificationXml(
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04")),
      "LV02RIKO9990000000103"));
  std::string other = ReportXml(StatusXml("P1", "RJCT", "AC01"));
  other.replace(other.find(">M1<"), 4, ">M9<");
  Say(other);
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kSent);
  EXPECT_THAT(
      books_.faults(),
      ElementsAre("message: line 5: account LV02RIKO9990000000103 is not one that the payments are "
                  "made from: left out",
                  "message: line 4: a report about file M9, which is none of those sent",
                  HasSubstr("a report about payment P1 in file M9, but it was sent in M1")));
}

TEST_F(BankReconciliationTest, TheGoodPartOfABrokenMessageCounts) {
  const std::string xml = NotificationXml(
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04")) +
      EntryXml("T2", "100.00", "CRDT", ReturnXml("<EndToEndId>P2</EndToEndId>", "AC04")));
  Say(xml.substr(0, xml.rfind("<RtrInf>")));
  books_.Finish();
  EXPECT_EQ(Stage(0), PaymentStage::kReturned);
  EXPECT_EQ(Stage(1), PaymentStage::kSent);
  EXPECT_EQ(books_.messages_failed(), 1);
}

}  // namespace
}  // namespace izmaksa
