#include "batch/bank/payment_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "batch/bank/uetr.h"

namespace izmaksa {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

Date D(const char* text) { return *Date::Parse(text); }

PaymentFileHeader Header(int64_t payments, Money total) {
  PaymentFileHeader header;
  header.message_id = "VSAA-202404-1";
  header.business_date = D("2024-04-11");
  header.execution_date = D("2024-04-15");
  header.category_purpose = "PENS";
  header.payments = payments;
  header.total = total;
  header.agency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                   "LV42TREL9990000000001", "TRELLV22"};
  return header;
}

PaymentOrder Order() {
  return {"R7-1000001", Money::Cents(61376), "Līga Ņukša-Ūdre", "LV68HABA9990000000101",
          "PENS",       "Pensija 04/2024"};
}

// A writer into a string.
struct File {
  explicit File(const PaymentFileHeader& header,
                PaymentFileVersion version = PaymentFileVersion::kPain00100109,
                BankLetters letters = {})
      : writer(PaymentFileWriter::Open(header, version, letters, [this](absl::string_view piece) {
          bytes.append(piece.data(), piece.size());
          pieces_max = std::max(pieces_max, piece.size());
          return sink;
        })) {}
  File(const File&) = delete;

  std::string bytes;
  size_t pieces_max = 0;
  absl::Status sink;
  absl::StatusOr<std::unique_ptr<PaymentFileWriter>> writer;
};

std::string Refusal(const PaymentOrder& order, const BankLetters& letters = {}) {
  File file(Header(1, Order().amount), PaymentFileVersion::kPain00100109, letters);
  const absl::Status status = (*file.writer)->Add(order);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  // A refused payment leaves nothing behind: the good one after it gives the file it would have
  // given alone.
  EXPECT_TRUE((*file.writer)->Add(Order()).ok());
  EXPECT_TRUE((*file.writer)->Finish().ok());
  File alone(Header(1, Order().amount), PaymentFileVersion::kPain00100109, letters);
  EXPECT_TRUE((*alone.writer)->Add(Order()).ok());
  EXPECT_TRUE((*alone.writer)->Finish().ok());
  EXPECT_EQ(file.bytes, alone.bytes);
  return std::string(status.message());
}

std::string HeaderRefusal(const PaymentFileHeader& header) {
  File file(header);
  EXPECT_EQ(file.writer.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(file.bytes, "");
  return std::string(file.writer.status().message());
}

TEST(PaymentFileTest, WritesPain00100109) {
  File file(Header(1, Money::Cents(61376)));
  ASSERT_TRUE(file.writer.ok()) << file.writer.status();
  ASSERT_TRUE((*file.writer)->Add(Order()).ok());
  const absl::StatusOr<Digest> digest = (*file.writer)->Finish();
  ASSERT_TRUE(digest.ok());
  EXPECT_EQ(ToHex(*digest), ToHex(Sha256(file.bytes)));
  EXPECT_EQ(
      file.bytes,
      R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>VSAA-202404-1</MsgId><CreDtTm>2024-04-11T00:00:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>613.76</CtrlSum>)"
      R"(<InitgPty><Nm>Valsts sociālās apdrošināšanas aģentūra</Nm><Id><OrgId><Othr><Id>90001669496</Id><SchmeNm>)"
      R"(<Cd>COID</Cd></SchmeNm></Othr></OrgId></Id></InitgPty></GrpHdr>
<PmtInf><PmtInfId>VSAA-202404-1-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>1</NbOfTxs>)"
      R"(<CtrlSum>613.76</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><CtgyPurp><Cd>PENS</Cd></CtgyPurp></PmtTpInf>)"
      R"(<ReqdExctnDt><Dt>2024-04-15</Dt></ReqdExctnDt><Dbtr><Nm>Valsts sociālās apdrošināšanas aģentūra</Nm><Id>)"
      R"(<OrgId><Othr><Id>90001669496</Id><SchmeNm><Cd>COID</Cd></SchmeNm></Othr></OrgId></Id></Dbtr><DbtrAcct><Id>)"
      R"(<IBAN>LV42TREL9990000000001</IBAN></Id><Ccy>EUR</Ccy></DbtrAcct><DbtrAgt><FinInstnId><BICFI>TRELLV22</BICFI>)"
      R"(</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><InstrId>R7-1000001</InstrId><EndToEndId>R7-1000001</EndToEndId><UETR>4dfa5d84-ace8-47fa-9564-504c988e7402</UETR></PmtId><Amt><InstdAmt Ccy="EUR">)"
      R"(613.76</InstdAmt></Amt><Cdtr><Nm>Līga Ņukša-Ūdre</Nm></Cdtr><CdtrAcct><Id><IBAN>LV68HABA9990000000101</IBAN>)"
      R"(</Id></CdtrAcct><Purp><Cd>PENS</Cd></Purp><RmtInf><Ustrd>Pensija 04/2024</Ustrd></RmtInf></CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn></Document>
)");
}

TEST(PaymentFileTest, OldVersionDiffersInNamespaceDateAndBic) {
  File file(Header(1, Money::Cents(61376)), PaymentFileVersion::kPain00100103,
            {Letters::kBasicLatin, {}});
  ASSERT_TRUE((*file.writer)->Add(Order()).ok());
  ASSERT_TRUE((*file.writer)->Finish().ok());
  EXPECT_THAT(file.bytes, HasSubstr("xsd:pain.001.001.03\""));
  EXPECT_THAT(file.bytes, HasSubstr("<ReqdExctnDt>2024-04-15</ReqdExctnDt>"));
  EXPECT_THAT(file.bytes, HasSubstr("<BIC>TRELLV22</BIC>"));
  EXPECT_THAT(file.bytes, Not(HasSubstr("BICFI")));
  EXPECT_THAT(file.bytes, Not(HasSubstr("UETR")));
  EXPECT_THAT(file.bytes, HasSubstr("<Nm>Valsts socialas apdrosinasanas agentura</Nm>"));
  EXPECT_THAT(file.bytes, HasSubstr("<Nm>Liga Nuksa-Udre</Nm>"));
}

TEST(PaymentFileTest, WritesAmountsInFull) {
  const std::pair<int64_t, const char*> amounts[] = {
      {1, "0.01"},   {10, "0.10"},        {99, "0.99"},
      {100, "1.00"}, {123456, "1234.56"}, {99'999'999'999, "999999999.99"}};
  for (const auto& [cents, text] : amounts) {
    File file(Header(1, Money::Cents(cents)));
    PaymentOrder order = Order();
    order.amount = Money::Cents(cents);
    ASSERT_TRUE((*file.writer)->Add(order).ok()) << text;
    ASSERT_TRUE((*file.writer)->Finish().ok());
    EXPECT_THAT(file.bytes, HasSubstr(std::string("Ccy=\"EUR\">") + text + "<"));
    EXPECT_THAT(file.bytes, HasSubstr(std::string("<CtrlSum>") + text + "<"));
  }
}

// A payee abroad, whose account is not the beneficiary's.
PaymentOrder OrderAbroad() {
  PaymentOrder order = Order();
  order.payee_name = "Žanete Čakle";
  order.payee_iban = "LT397300010999999999";
  order.payee_bic = "HABALT22XXX";
  order.address = {"", "", "LT-01103", "Vilnius", "LT", "Gedimino pr. 1-1"};
  order.beneficiary_name = "Ģirts Šķēle";
  return order;
}

std::string Written(const PaymentOrder& order, PaymentFileVersion version,
                    const BankLetters& letters = {}) {
  File file(Header(1, order.amount), version, letters);
  EXPECT_TRUE((*file.writer)->Add(order).ok());
  EXPECT_TRUE((*file.writer)->Finish().ok());
  return file.bytes;
}

TEST(PaymentFileTest, WritesBankAddressAndUltimateCreditorInTheOrderOfTheSchema) {
  EXPECT_THAT(
      Written(OrderAbroad(), PaymentFileVersion::kPain00100109),
      HasSubstr(
          R"(</Amt><CdtrAgt><FinInstnId><BICFI>HABALT22XXX</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Zanete Cakle</Nm>)"
          R"(<PstlAdr><PstCd>LT-01103</PstCd><TwnNm>Vilnius</TwnNm><Ctry>LT</Ctry><AdrLine>Gedimino pr. 1-1</AdrLine>)"
          R"(</PstlAdr></Cdtr><CdtrAcct><Id><IBAN>LT397300010999999999</IBAN></Id></CdtrAcct><UltmtCdtr><Nm>Girts Skele)"
          R"(</Nm></UltmtCdtr><Purp><Cd>PENS</Cd></Purp>)"));
  EXPECT_THAT(Written(OrderAbroad(), PaymentFileVersion::kPain00100103),
              HasSubstr("<CdtrAgt><FinInstnId><BIC>HABALT22XXX</BIC></FinInstnId></CdtrAgt>"));
}

TEST(PaymentFileTest, EachPayeeIsWrittenInTheLettersOfTheBank) {
  const BankLetters table = *ParseBankLetters("latvian LVUNLA=basic");
  PaymentOrder order = Order();
  EXPECT_THAT(Written(order, PaymentFileVersion::kPain00100109, table),
              HasSubstr("<Cdtr><Nm>Līga Ņukša-Ūdre<"));
  order.payee_iban = "LV14UNLA9990000000102";
  const std::string basic = Written(order, PaymentFileVersion::kPain00100109, table);
  EXPECT_THAT(basic, HasSubstr("<Cdtr><Nm>Liga Nuksa-Udre<"));
  EXPECT_THAT(basic, HasSubstr("<Dbtr><Nm>Valsts sociālās")) << "its bank is the Treasury";
  order.payee_iban = "LT397300010999999999";
  EXPECT_THAT(Written(order, PaymentFileVersion::kPain00100109, table),
              HasSubstr("<Cdtr><Nm>Liga Nuksa-Udre<"));
}

TEST(PaymentFileTest, TheReferenceIsAUuidThatComesOutTheSame) {
  const std::string uetr = Uetr("90001669496", "20240420-1000000001-1");
  EXPECT_THAT(uetr,
              MatchesRegex("[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}"));
  EXPECT_EQ(uetr, Uetr("90001669496", "20240420-1000000001-1"));
  std::set<std::string> seen = {uetr, Uetr("90001669497", "20240420-1000000001-1")};
  for (int i = 0; i < 1000; ++i) seen.insert(Uetr("90001669496", std::to_string(i)));
  EXPECT_EQ(seen.size(), 1002U);
}

TEST(PaymentFileTest, LeavesOutPurposeAndRemittanceWhenThereAreNone) {
  File file(Header(1, Money::Cents(61376)));
  PaymentOrder order = Order();
  order.purpose.clear();
  order.remittance.clear();
  ASSERT_TRUE((*file.writer)->Add(order).ok());
  ASSERT_TRUE((*file.writer)->Finish().ok());
  EXPECT_THAT(file.bytes, HasSubstr("</CdtrAcct></CdtTrfTxInf>"));
}

TEST(PaymentFileTest, FinishFailsWhenCountOrSumIsNotTheHeaders) {
  for (const auto& [payments, cents] :
       {std::pair(2, 61376), std::pair(1, 61377), std::pair(1, 61375)}) {
    File file(Header(payments, Money::Cents(cents)));
    ASSERT_TRUE((*file.writer)->Add(Order()).ok());
    const absl::Status status = (*file.writer)->Finish().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr("1 payments, 613.76 EUR, were added"));
    EXPECT_THAT(file.bytes, Not(HasSubstr("</Document>")));
  }
}

TEST(PaymentFileTest, RefusesWhatTheSchemeForbidsAndNamesTheRule) {
  const auto refusal = [](const std::function<void(PaymentOrder&)>& change) {
    PaymentOrder order = Order();
    change(order);
    return Refusal(order);
  };
  EXPECT_EQ(refusal([](PaymentOrder& order) { order.amount = Money(); }),
            "AMOUNT_ZERO: an amount is at least 0.01 (payment R7-1000001, amount)");
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.amount = Money::Cents(-1); }),
              StartsWith("AMOUNT_ZERO: "));
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.amount = Money::Cents(100'000'000'000); }),
              StartsWith("AMOUNT_MAX: "));
  EXPECT_EQ(refusal([](PaymentOrder& order) { order.end_to_end_id.clear(); }),
            "ID_MISSING: an identifier is empty (payment 1 of the file, EndToEndId)");
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.end_to_end_id = std::string(36, 'a'); }),
              StartsWith("ID_LENGTH: "));
  for (const char* id : {"R7_1", "R7\t", "Ā1", "a<b", "a&b"}) {
    EXPECT_THAT(refusal([&](PaymentOrder& order) { order.end_to_end_id = id; }),
                StartsWith("ID_CHARSET: "))
        << id;
  }
  for (const char* id : {"/R7", "R7/", "R//7", "/"}) {
    EXPECT_THAT(refusal([&](PaymentOrder& order) { order.end_to_end_id = id; }),
                StartsWith("ID_SLASH: "))
        << id;
  }
  EXPECT_EQ(refusal([](PaymentOrder& order) { order.payee_name = ""; }),
            "TEXT_MISSING: empty or only spaces (payment R7-1000001, name of the payee)");
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.payee_name = std::string(71, 'a'); }),
              StartsWith("TEXT_TOO_LONG: 71 characters"));
  EXPECT_EQ(refusal([](PaymentOrder& order) { order.payee_name = "Иван"; }),
            "CHARSET: character 1, U+0418, is not a letter or sign a bank takes (payment "
            "R7-1000001, name of the payee)");
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.remittance = std::string(141, 'a'); }),
              StartsWith("TEXT_TOO_LONG: 141 characters"));
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.remittance = "a\nb"; }),
              HasSubstr("control character (payment R7-1000001, remittance)"));
  for (const char* iban :
       {"LV68HABA9990000000102", "LV68HABA999000000010", "lv68HABA9990000000101",
        "LV68 HABA 9990 0000 0010 1", "", "LV68HABA99900000001<1", "LT397300010999999998"}) {
    EXPECT_THAT(refusal([&](PaymentOrder& order) { order.payee_iban = iban; }),
                StartsWith("IBAN: "))
        << iban;
  }
  for (const char* bic : {"HABALT2", "habalt22", "HABALT22XX", "HABA<T22"}) {
    EXPECT_THAT(refusal([&](PaymentOrder& order) { order.payee_bic = bic; }), StartsWith("BIC: "))
        << bic;
  }
  EXPECT_EQ(
      refusal([](PaymentOrder& order) { order.address.free_text = "Brīvības iela 1, Rīga"; }),
      "ADDRESS_UNSTRUCTURED: an address needs town and country in parts of their own (payment "
      "R7-1000001, address of the payee)");
  EXPECT_THAT(refusal([](PaymentOrder& order) { order.beneficiary_name = "Анна"; }),
              AllOf(StartsWith("CHARSET: "), HasSubstr("name of the beneficiary")));
  for (const char* code : {"pens", "PENSION", "PE<S", "P"}) {
    EXPECT_THAT(refusal([&](PaymentOrder& order) { order.purpose = code; }), StartsWith("CODE: "))
        << code;
  }
}

TEST(PaymentFileTest, TakesTheLongestThatTheSchemeTakes) {
  PaymentOrder order = Order();
  order.end_to_end_id = std::string(35, '7');
  order.payee_name.clear();
  for (int i = 0; i < 70; ++i) order.payee_name += "Ķ";
  order.remittance = std::string(140, '?');
  order.payee_iban = "LT397300010999999999";
  File file(Header(1, order.amount));
  EXPECT_TRUE((*file.writer)->Add(order).ok());
  EXPECT_TRUE((*file.writer)->Finish().ok());
}

TEST(PaymentFileTest, RefusesAHeaderThatTheBankWouldRefuse) {
  const auto refusal = [](const std::function<void(PaymentFileHeader&)>& change) {
    PaymentFileHeader header = Header(1, Money::Cents(1));
    change(header);
    return HeaderRefusal(header);
  };
  EXPECT_EQ(refusal([](auto& header) { header.execution_date = D("2024-04-20"); }),
            "EXEC_DATE_NOT_TREASURY_DAY: 2024-04-20 is not a working day of the Treasury");
  EXPECT_THAT(refusal([](auto& header) { header.execution_date = D("2026-12-24"); }),
              StartsWith("EXEC_DATE_NOT_TREASURY_DAY: "));
  EXPECT_EQ(refusal([](auto& header) { header.execution_date = D("2024-12-14"); }),
            "EXEC_DATE_NOT_TARGET_DAY: TARGET is closed on 2024-12-14");
  EXPECT_THAT(refusal([](auto& header) { header.execution_date = D("2036-01-02"); }),
              StartsWith("EXEC_DATE_UNKNOWN: "));
  EXPECT_THAT(refusal([](auto& header) { header.execution_date = D("2024-04-10"); }),
              StartsWith("EXEC_DATE_PAST: "));
  EXPECT_THAT(refusal([](auto& header) { header.message_id = std::string(34, 'a'); }),
              StartsWith("ID_LENGTH: "));
  EXPECT_THAT(refusal([](auto& header) { header.message_id = "a/"; }), StartsWith("ID_SLASH: "));
  EXPECT_THAT(refusal([](auto& header) { header.agency.iban = "LV43TREL9990000000001"; }),
              StartsWith("IBAN: "));
  EXPECT_THAT(refusal([](auto& header) { header.agency.bic = "TRELLV2"; }), StartsWith("BIC: "));
  EXPECT_THAT(refusal([](auto& header) { header.agency.name = ""; }), StartsWith("TEXT_MISSING: "));
  EXPECT_THAT(refusal([](auto& header) { header.agency.registration_id = ""; }),
              StartsWith("ID_MISSING: "));
  EXPECT_THAT(refusal([](auto& header) { header.category_purpose = ""; }), StartsWith("CODE: "));
  EXPECT_THAT(refusal([](auto& header) { header.payments = 0; }), StartsWith("NBOFTXS_GROUP: "));
  EXPECT_THAT(refusal([](auto& header) { header.total = Money(); }), StartsWith("CTRLSUM_GROUP: "));
}

TEST(PaymentFileTest, StreamsInPiecesAndGivesTheSameBytesAgain) {
  constexpr int kPayments = 5000;
  std::string first;
  for (int round = 0; round < 2; ++round) {
    File file(Header(kPayments, Money::Cents(int64_t{kPayments} * 61376)));
    for (int i = 0; i < kPayments; ++i) {
      PaymentOrder order = Order();
      order.end_to_end_id = "R7-" + std::to_string(i);
      ASSERT_TRUE((*file.writer)->Add(order).ok());
    }
    const absl::StatusOr<Digest> digest = (*file.writer)->Finish();
    ASSERT_TRUE(digest.ok());
    EXPECT_EQ(*digest, Sha256(file.bytes));
    EXPECT_GT(file.bytes.size(), size_t{1} << 20);
    EXPECT_LT(file.pieces_max, size_t{70} << 10);
    EXPECT_TRUE(round == 0 || file.bytes == first);
    first = file.bytes;
  }
}

TEST(PaymentFileTest, ErrorOfTheSinkEndsTheFile) {
  File file(Header(5000, Money::Cents(1)));
  file.sink = absl::ResourceExhaustedError("no space left on the disk");
  absl::Status status;
  for (int i = 0; i < 5000 && status.ok(); ++i) status = (*file.writer)->Add(Order());
  EXPECT_EQ(status, file.sink);
  EXPECT_EQ((*file.writer)->Add(Order()), file.sink);
  EXPECT_EQ((*file.writer)->Finish().status(), file.sink);
}

TEST(SplitCountsTest, FilesAreFewAndEqual) {
  EXPECT_THAT(SplitCounts(0, 10), IsEmpty());
  EXPECT_THAT(SplitCounts(10, 10), ElementsAre(10));
  EXPECT_THAT(SplitCounts(11, 10), ElementsAre(6, 5));
  EXPECT_THAT(SplitCounts(25, 10), ElementsAre(9, 8, 8));
  EXPECT_THAT(SplitCounts(3, 1), ElementsAre(1, 1, 1));
}

}  // namespace
}  // namespace izmaksa
