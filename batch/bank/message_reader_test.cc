#include "batch/bank/message_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Everything a message told, kept.
struct Told {
  MessageHeader header;
  std::vector<SentPayment> sent;
  std::vector<StatusReport> reports;
  std::vector<Entry> entries;
  std::vector<EntryDetail> details;
  std::vector<AccountStatement> statements;
  std::vector<std::string> faults;
  absl::Status status;
};

// `piece` bytes at a time.
Told Read(absl::string_view xml, size_t piece = 1 << 20) {
  Told told;
  const auto keep = [](auto* list) {
    return [list](const auto& item) {
      list->push_back(item);
      return absl::OkStatus();
    };
  };
  MessageListener listener;
  listener.header = [&](const MessageHeader& header) {
    told.header = header;
    return absl::OkStatus();
  };
  listener.sent = keep(&told.sent);
  listener.status = keep(&told.reports);
  listener.entry = keep(&told.entries);
  listener.statement = keep(&told.statements);
  listener.detail = [&](const Entry&, const EntryDetail& detail) {
    told.details.push_back(detail);
    return absl::OkStatus();
  };
  listener.fault = [&](const ItemFault& fault) {
    told.faults.push_back(absl::StrCat("line ", fault.line, ": ", fault.item, ": ", fault.message));
    return absl::OkStatus();
  };
  MessageReader reader(listener);
  for (; !xml.empty() && told.status.ok(); xml.remove_prefix(std::min(piece, xml.size()))) {
    told.status = reader.Push(xml.substr(0, piece));
  }
  if (told.status.ok()) told.status = reader.Finish();
  return told;
}

std::string Document(absl::string_view version, absl::string_view body) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"",
                      "urn:iso:std:iso:20022:tech:xsd:", version, "\">\n", body, "</Document>\n");
}

std::string Notification(absl::string_view entries) {
  return Document(
      "camt.054.001.08",
      absl::StrCat("<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N1</MsgId>"
                   "<CreDtTm>2024-05-07T18:00:00+03:00</CreDtTm></GrpHdr>\n"
                   "<Ntfctn><Id>A</Id><Acct><Id><IBAN>LV42TREL9990000000001</IBAN></Id></Acct>\n",
                   entries, "</Ntfctn></BkToCstmrDbtCdtNtfctn>"));
}

std::string EntryXml(absl::string_view amount, absl::string_view direction,
                     absl::string_view details = "") {
  return absl::StrCat("<Ntry><Amt Ccy=\"EUR\">", amount, "</Amt><CdtDbtInd>", direction,
                      "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-05-07</Dt></BookgDt>",
                      "<AcctSvcrRef>T1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>",
                      "<SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>", details,
                      "</NtryDtls></Ntry>\n");
}

const char kReturn[] =
    "<TxDtls><Refs><MsgId>M1</MsgId><AcctSvcrRef>R1</AcctSvcrRef><PmtInfId>M1-1</PmtInfId>"
    "<InstrId>I1</InstrId><EndToEndId>20240420-7-1</EndToEndId>"
    "<UETR>a34743b9-fb22-4ec6-9947-03b7e191584e</UETR></Refs>"
    "<RltdPties><CdtrAcct><Id><IBAN>LV68HABA9990000000101</IBAN></Id></CdtrAcct></RltdPties>"
    "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf></RtrInf></TxDtls>";

const char kReport[] =
    "<CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2024-05-04T09:00:00Z</CreDtTm></GrpHdr>\n"
    "<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
    "<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n"
    "<OrgnlPmtInfAndSts><OrgnlPmtInfId>M1-1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>\n"
    "<TxInfAndSts><OrgnlInstrId>I1</OrgnlInstrId><OrgnlEndToEndId>E1</OrgnlEndToEndId>"
    "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>IBAN not found</AddtlInf>"
    "</StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">298.00</InstdAmt></Amt></OrgnlTxRef>"
    "</TxInfAndSts>\n"
    "<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>XY?</TxSts></TxInfAndSts>\n"
    "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>";

TEST(MessageReaderTest, AReportSpeaksOfTheFileTheBlockAndThePayment) {
  for (const char* version : {"pain.002.001.03", "pain.002.001.10"}) {
    const Told told = Read(Document(version, kReport));
    ASSERT_TRUE(told.status.ok()) << told.status;
    EXPECT_EQ(told.header.version, version);
    EXPECT_EQ(told.header.message_id, "S1");
    EXPECT_EQ(told.header.created, *Instant::Parse("2024-05-04T09:00:00Z"));
    ASSERT_EQ(told.reports.size(), 4u);
    EXPECT_EQ(told.reports[0].level, StatusReport::Level::kFile);
    EXPECT_EQ(told.reports[0].original_message_id, "M1");
    EXPECT_EQ(told.reports[0].status, "PART");
    EXPECT_EQ(told.reports[1].level, StatusReport::Level::kBlock);
    EXPECT_EQ(told.reports[1].payment_information_id, "M1-1");
    const StatusReport& payment = told.reports[2];
    EXPECT_EQ(payment.level, StatusReport::Level::kPayment);
    EXPECT_EQ(payment.original_message_id, "M1");
    EXPECT_EQ(payment.payment_information_id, "M1-1");
    EXPECT_EQ(payment.instruction_id, "I1");
    EXPECT_EQ(payment.end_to_end_id, "E1");
    EXPECT_EQ(payment.status, "RJCT");
    EXPECT_EQ(payment.reason, "AC01");
    EXPECT_EQ(payment.words, "IBAN not found");
    EXPECT_EQ(payment.amount, Money::Cents(29800));
    EXPECT_EQ(told.reports[3].status, "XY?") << "an unknown status is handed on as it is";
  }
}

TEST(MessageReaderTest, AnEntryAndItsReturnAreReadWhole) {
  const Told told = Read(Notification(EntryXml("734.11", "CRDT", kReturn)));
  ASSERT_TRUE(told.status.ok()) << told.status;
  EXPECT_EQ(told.header.created, *Instant::Parse("2024-05-07T15:00:00Z"));
  ASSERT_EQ(told.entries.size(), 1u);
  const Entry& entry = told.entries[0];
  EXPECT_EQ(entry.account, "LV42TREL9990000000001");
  EXPECT_TRUE(entry.credit);
  EXPECT_EQ(entry.amount, Money::Cents(73411));
  EXPECT_EQ(entry.status, "BOOK");
  EXPECT_EQ(entry.booking_date, *Date::Parse("2024-05-07"));
  EXPECT_EQ(entry.servicer_reference, "T1");
  EXPECT_EQ(entry.bank_code, "PMNT/ICDT/RRTN");
  EXPECT_EQ(entry.details, 1);
  ASSERT_EQ(told.details.size(), 1u);
  const EntryDetail& detail = told.details[0];
  EXPECT_EQ(detail.end_to_end_id, "20240420-7-1");
  EXPECT_EQ(detail.instruction_id, "I1");
  EXPECT_EQ(detail.payment_information_id, "M1-1");
  EXPECT_EQ(detail.message_id, "M1");
  EXPECT_EQ(detail.uetr, "a34743b9-fb22-4ec6-9947-03b7e191584e");
  EXPECT_EQ(detail.servicer_reference, "R1");
  EXPECT_EQ(detail.creditor_iban, "LV68HABA9990000000101");
  EXPECT_EQ(detail.return_reason, "AC04");
  EXPECT_EQ(detail.return_words, "Account closed");
  EXPECT_TRUE(detail.credit);
  EXPECT_EQ(detail.amount, Money::Cents(73411)) << "the only detail has the entry's amount";
}

TEST(MessageReaderTest, OneOfSeveralDetailsHasTheAmountItSaysOrNone) {
  const std::string two = absl::StrCat(
      "<TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy=\"EUR\">1.00</Amt></TxDtls>",
      "<TxDtls><Refs><EndToEndId>B</EndToEndId></Refs></TxDtls>");
  const Told told = Read(Notification(EntryXml("3.00", "DBIT", two)));
  ASSERT_EQ(told.details.size(), 2u);
  EXPECT_EQ(told.details[0].amount, Money::Cents(100));
  EXPECT_FALSE(told.details[1].amount.has_value());
  EXPECT_FALSE(told.details[1].credit);
}

TEST(MessageReaderTest, AStatementHasItsNumberAndItsBalances) {
  const Told told = Read(Document(
      "camt.053.001.02",
      absl::StrCat("<BkToCstmrStmt><GrpHdr><MsgId>S</MsgId></GrpHdr><Stmt><Id>X</Id>"
                   "<ElctrncSeqNb>338</ElctrncSeqNb><LglSeqNb>12</LglSeqNb>"
                   "<Acct><Id><IBAN>LV42TREL9990000000001</IBAN></Id></Acct>"
                   "<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">9.00</Amt>"
                   "<CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2024-05-06</Dt></Dt></Bal>"
                   "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">1.00</Amt>"
                   "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-05-07</Dt></Dt></Bal>",
                   EntryXml("12.00", "CRDT"), EntryXml("2.00", "DBIT"),
                   "</Stmt></BkToCstmrStmt>")));
  ASSERT_TRUE(told.status.ok()) << told.status;
  ASSERT_EQ(told.statements.size(), 1u);
  const AccountStatement& statement = told.statements[0];
  EXPECT_EQ(statement.electronic_number, 338);
  EXPECT_EQ(statement.legal_number, 12);
  EXPECT_EQ(statement.opening->amount, Money::Cents(-900)) << "overdrawn";
  EXPECT_EQ(statement.closing->amount, Money::Cents(100));
  EXPECT_EQ(statement.closing->date, *Date::Parse("2024-05-07"));
  EXPECT_EQ(statement.moved, Money::Cents(1000));
  EXPECT_EQ(statement.entries, 2);
}

TEST(MessageReaderTest, APaymentFileGivesWhatWasSentInBothVersions) {
  const char* body =
      "<CstmrCdtTrfInitn><GrpHdr><MsgId>M1</MsgId></GrpHdr><PmtInf><PmtInfId>M1-1</PmtInfId>"
      "<ReqdExctnDt>$0</ReqdExctnDt><CdtTrfTxInf><PmtId><InstrId>I</InstrId>"
      "<EndToEndId>E</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">5.00</InstdAmt></Amt>"
      "<CdtrAcct><Id><IBAN>LV68HABA9990000000101</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf>"
      "</CstmrCdtTrfInitn>";
  for (const auto& [version, date] : {std::pair("pain.001.001.03", "2024-05-04"),
                                      std::pair("pain.001.001.09", "<Dt>2024-05-04</Dt>")}) {
    const Told told = Read(Document(version, absl::StrReplaceAll(body, {{"$0", date}})));
    ASSERT_TRUE(told.status.ok()) << told.status;
    ASSERT_EQ(told.sent.size(), 1u);
    EXPECT_EQ(told.sent[0].end_to_end_id, "E");
    EXPECT_EQ(told.sent[0].instruction_id, "I");
    EXPECT_EQ(told.sent[0].payment_information_id, "M1-1");
    EXPECT_EQ(told.sent[0].message_id, "M1");
    EXPECT_EQ(told.sent[0].iban, "LV68HABA9990000000101");
    EXPECT_EQ(told.sent[0].amount, Money::Cents(500));
    EXPECT_EQ(told.sent[0].execution_date, *Date::Parse("2024-05-04"));
  }
}

TEST(MessageReaderTest, TheSizeOfPiecesDoesNotMatter) {
  const std::string xml = Notification(EntryXml("734.11", "CRDT", kReturn));
  for (const size_t piece : {1u, 2u, 7u, 100u}) {
    const Told told = Read(xml, piece);
    ASSERT_TRUE(told.status.ok()) << told.status;
    ASSERT_EQ(told.details.size(), 1u);
    EXPECT_EQ(told.details[0].return_words, "Account closed");
  }
}

TEST(MessageReaderTest, WhatIsWrongWithAnEntryIsNotTheFilesFault) {
  const std::string foreign =
      absl::StrReplaceAll(EntryXml("2.00", "CRDT", kReturn), {{"Ccy=\"EUR\"", "Ccy=\"USD\""}});
  const Told told =
      Read(Notification(absl::StrCat(foreign, EntryXml("-3.00", "CRDT"), EntryXml("3.001", "CRDT"),
                                     EntryXml("4.00", "BOTH"), EntryXml("5.00", "CRDT", kReturn))));
  EXPECT_TRUE(told.status.ok()) << told.status;
  EXPECT_THAT(told.faults, ElementsAre("line 5: entry T1: an amount in USD, not EUR",
                                       "line 6: entry T1: a negative amount: -3.00",
                                       "line 7: entry T1: not an amount in cents: 3.001",
                                       "line 8: entry T1: neither CRDT nor DBIT: BOTH"));
  ASSERT_EQ(told.entries.size(), 1u);
  EXPECT_EQ(told.entries[0].amount, Money::Cents(500));
  EXPECT_EQ(told.details.size(), 1u) << "nothing of a faulty entry is told";
}

TEST(MessageReaderTest, WhatWasCompleteBeforeTheFileBreaksOffIsKept) {
  const std::string whole =
      Notification(absl::StrCat(EntryXml("1.00", "CRDT"), EntryXml("2.00", "CRDT")));
  const Told told = Read(whole.substr(0, whole.rfind("<Ntry>") + 40));
  EXPECT_THAT(std::string(told.status.message()),
              HasSubstr("line 6: the file ends before the message does"));
  ASSERT_EQ(told.entries.size(), 1u);
  EXPECT_EQ(told.entries[0].amount, Money::Cents(100));
}

std::string Refusal(const std::string& xml) {
  const Told told = Read(xml);
  EXPECT_EQ(told.status.code(), absl::StatusCode::kInvalidArgument) << told.status;
  EXPECT_THAT(told.entries, IsEmpty());
  EXPECT_THAT(told.reports, IsEmpty());
  return std::string(told.status.message());
}

TEST(MessageReaderTest, ADocumentTypeIsRefusedWithWhateverItDeclares) {
  const std::string entry = Notification(EntryXml("1.00", "CRDT"));
  const auto with = [&](absl::string_view type) {
    return absl::StrReplaceAll(entry, {{"<Document", absl::StrCat(type, "<Document")}});
  };
  const char kWhy[] = "line 2: a document type (DTD) is declared: refused, as are entities";
  EXPECT_EQ(Refusal(with("<!DOCTYPE Document>")), kWhy);
  EXPECT_EQ(Refusal(with("<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">")), kWhy);
  EXPECT_EQ(Refusal(with("<!DOCTYPE Document [<!ENTITY a \"1\">]>")), kWhy);
  EXPECT_EQ(Refusal(with("<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
                         "\"&b;&b;&b;&b;\">]>")),
            kWhy);
}

TEST(MessageReaderTest, AnEntityWithoutADeclarationIsRefused) {
  EXPECT_THAT(Refusal(Notification(EntryXml("&amount;", "CRDT"))), HasSubstr("not well-formed"));
}

TEST(MessageReaderTest, AFileThatNestsOrSwellsDiesEarly) {
  std::string deep = Notification("");
  deep = deep.substr(0, deep.find("</Ntfctn>"));
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(Refusal(deep), HasSubstr("elements nested deeper than 40"));
  EXPECT_THAT(Refusal(Notification(EntryXml(std::string(1 << 20, '1'), "CRDT"))),
              HasSubstr("a value longer than 1024 bytes"));
}

TEST(MessageReaderTest, WhatIsNoKnownMessageIsRefusedInOneSentence) {
  EXPECT_EQ(Refusal("<html><body/></html>"),
            "line 1: the root is html, not Document: this is no ISO 20022 message");
  EXPECT_EQ(Refusal(Document("camt.056.001.08", "<FIToFIPmtCxlReq/>")),
            "line 3: not a message that is read here: FIToFIPmtCxlReq in namespace "
            "urn:iso:std:iso:20022:tech:xsd:camt.056.001.08");
  EXPECT_EQ(Refusal(Document("pain.002.001.99", kReport)),
            "line 3: not a version that is read here: pain.002.001.99 (pain.002.001 with .03.10)");
  EXPECT_EQ(Refusal(Document("camt.053.001.08", kReport)),
            "line 3: CstmrPmtStsRpt in the namespace of another message: camt.053.001.08");
  EXPECT_EQ(Refusal("<Document><CstmrPmtStsRpt/></Document>"),
            "line 1: the namespace of CstmrPmtStsRpt is not one of ISO 20022: none");
  EXPECT_THAT(Refusal(""), HasSubstr("line 1: the file ends before the message does"));
  EXPECT_THAT(Refusal("end_to_end_id,amount\n"), HasSubstr("not well-formed XML"));
}

TEST(MessageReaderTest, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(ReadMessageFile("no/such/file.xml", {}).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace izmaksa
