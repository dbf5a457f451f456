#include "batch/bank/payment_file.h"

#include <charconv>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/bank/letters.h"
#include "batch/bank/uetr.h"
#include "batch/calendar.h"
#include "ledger/status.h"
#include "processors/identity.h"

namespace izmaksa {
namespace {

constexpr int kIdMax = 35, kNameMax = 70, kRemittanceMax = 140;
constexpr Money kAmountMax =
    Money::Cents(999'999'999'99);  // the most a SEPA credit transfer can carry
constexpr size_t kFlushAt = size_t{64} << 10;
constexpr absl::string_view kBlockSuffix = "-1";  // one block a file

absl::Status Broken(absl::string_view rule, absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(rule, ": ", text));
}

absl::Status At(const absl::Status& status, absl::string_view place) {
  return absl::Status(status.code(), absl::StrCat(status.message(), " (", place, ")"));
}

void Append(absl::string_view text, std::string* out) { out->append(text.data(), text.size()); }

void AppendNumber(int64_t number, std::string* out) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out->append(digits, end.ptr - digits);
}

// Amounts in a file are positive.
void AppendAmount(Money amount, std::string* out) {
  AppendNumber(amount.cents() / 100, out);
  const int64_t cents = amount.cents() % 100;
  const char tail[] = {'.', static_cast<char>('0' + cents / 10),
                       static_cast<char>('0' + cents % 10)};
  out->append(tail, sizeof tail);
}

// Four capital letters or digits: the form of ISO external codes.
bool IsCode(absl::string_view code) {
  if (code.size() != 4) return false;
  for (const char c : code) {
    if (!absl::ascii_isupper(c) && !absl::ascii_isdigit(c)) return false;
  }
  return true;
}

// ISO 9362: four of bank, two of country, two of place, and perhaps three of branch.
bool IsBic(absl::string_view bic) {
  if (bic.size() != 8 && bic.size() != 11) return false;
  for (size_t i = 0; i < bic.size(); ++i) {
    if (!absl::ascii_isupper(bic[i]) && (i < 6 || !absl::ascii_isdigit(bic[i]))) return false;
  }
  return true;
}

// What a MsgId, InstrId or EndToEndId may be: EPC basic set, and the EPC's clarification on
// slashes.
absl::Status CheckIdentifier(absl::string_view id, int characters_max = kIdMax) {
  if (id.empty()) return Broken("ID_MISSING", "an identifier is empty");
  if (id.size() > static_cast<size_t>(characters_max)) {
    return Broken("ID_LENGTH", absl::StrCat("an identifier of ", id.size(), " characters, at most ",
                                            characters_max, " are taken"));
  }
  for (const char c : id) {
    if (!IsBasicLatin(c))
      return Broken("ID_CHARSET", "an identifier with a character outside the EPC basic set");
  }
  if (id.front() == '/' || id.back() == '/' || absl::StrContains(id, "//")) {
    return Broken("ID_SLASH", "an identifier begins or ends with a slash or has two in a row");
  }
  return absl::OkStatus();
}

// An IBAN exactly as a file carries it. It was checked where it entered; this is the last guard
// before the bank.
bool IsIban(absl::string_view text) {
  const absl::StatusOr<std::string> iban = CheckIban(text);
  return iban.ok() && *iban == text;
}

absl::Status CheckHeader(const PaymentFileHeader& header) {
  const int id_max = kIdMax - static_cast<int>(kBlockSuffix.size());
  if (absl::Status status = CheckIdentifier(header.message_id, id_max); !status.ok()) {
    return At(status, "MsgId");
  }
  if (absl::Status status = CheckIdentifier(header.agency.registration_id); !status.ok()) {
    return At(status, "registration number of the agency");
  }
  if (!IsIban(header.agency.iban)) return Broken("IBAN", "not an IBAN (account of the agency)");
  if (!IsBic(header.agency.bic)) return Broken("BIC", "not a BIC (bank of the agency)");
  if (!IsCode(header.category_purpose))
    return Broken("CODE", "not a code of four characters (CtgyPurp)");
  if (header.payments < 1) return Broken("NBOFTXS_GROUP", "a file holds at least one payment");
  if (!header.total.is_positive()) return Broken("CTRLSUM_GROUP", "the sum of a file is positive");
  if (!CalendarCovers(header.execution_date)) {
    return Broken("EXEC_DATE_UNKNOWN",
                  absl::StrCat(header.execution_date.ToString(), " is outside the calendar"));
  }
  if (!IsTreasuryDay(header.execution_date)) {
    return Broken(
        "EXEC_DATE_NOT_TREASURY_DAY",
        absl::StrCat(header.execution_date.ToString(), " is not a working day of the Treasury"));
  }
  if (!IsTargetDay(header.execution_date)) {
    return Broken("EXEC_DATE_NOT_TARGET_DAY",
                  absl::StrCat("TARGET is closed on ", header.execution_date.ToString()));
  }
  if (header.execution_date < header.business_date) {
    return Broken("EXEC_DATE_PAST",
                  absl::StrCat(header.execution_date.ToString(), " is before the business date ",
                               header.business_date.ToString()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PaymentFileWriter>> PaymentFileWriter::Open(
    const PaymentFileHeader& header, PaymentFileVersion version, BankLetters letters, Sink sink) {
  RETURN_IF_ERROR(CheckHeader(header));
  std::unique_ptr<PaymentFileWriter> writer(
      new PaymentFileWriter(header, version, std::move(letters), std::move(sink)));
  RETURN_IF_ERROR(writer->WriteHeader(header));
  return writer;
}

PaymentFileWriter::PaymentFileWriter(const PaymentFileHeader& header, PaymentFileVersion version,
                                     BankLetters letters, Sink sink)
    : version_(version),
      letters_(std::move(letters)),
      registration_id_(header.agency.registration_id),
      sink_(std::move(sink)),
      payments_expected_(header.payments),
      total_expected_(header.total) {
  buffer_.reserve(kFlushAt + (size_t{4} << 10));
}

PaymentFileWriter::~PaymentFileWriter() = default;

// The debtor has no address: SEPA asks for none within the European Economic Area, and free-text
// addresses are forbidden from 15 November 2026.
absl::Status PaymentFileWriter::WriteHeader(const PaymentFileHeader& header) {
  const bool is_09 = version_ == PaymentFileVersion::kPain00100109;
  std::string name;
  if (absl::Status status = AppendLetters(
          header.agency.name, LettersFor(letters_, BankOf(header.agency.iban)), kNameMax, &name);
      !status.ok()) {
    return At(status, "name of the agency");
  }
  std::string counts = "<NbOfTxs>";
  AppendNumber(header.payments, &counts);
  counts += "</NbOfTxs><CtrlSum>";
  AppendAmount(header.total, &counts);
  counts += "</CtrlSum>";
  const std::string party =
      absl::StrCat("<Nm>", name, "</Nm><Id><OrgId><Othr><Id>", header.agency.registration_id,
                   "</Id><SchmeNm><Cd>COID</Cd></SchmeNm></Othr></OrgId></Id>");
  const std::string execution = header.execution_date.ToString();
  const absl::string_view bic_tag = is_09 ? "BICFI" : "BIC";
  absl::StrAppend(&buffer_, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                  "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.",
                  is_09 ? "09" : "03", "\"><CstmrCdtTrfInitn>\n<GrpHdr><MsgId>", header.message_id,
                  "</MsgId><CreDtTm>", header.business_date.ToString(), "T00:00:00</CreDtTm>",
                  counts, "<InitgPty>", party, "</InitgPty></GrpHdr>\n<PmtInf><PmtInfId>",
                  header.message_id, kBlockSuffix,
                  "</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>", counts);
  absl::StrAppend(
      &buffer_, "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><CtgyPurp><Cd>", header.category_purpose,
      "</Cd></CtgyPurp></PmtTpInf><ReqdExctnDt>", is_09 ? "<Dt>" : "", execution,
      is_09 ? "</Dt>" : "", "</ReqdExctnDt><Dbtr>", party, "</Dbtr><DbtrAcct><Id><IBAN>",
      header.agency.iban, "</IBAN></Id><Ccy>EUR</Ccy></DbtrAcct><DbtrAgt><FinInstnId><", bic_tag,
      ">", header.agency.bic, "</", bic_tag, "></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n");
  return absl::OkStatus();
}

absl::Status PaymentFileWriter::Add(const PaymentOrder& order) {
  CHECK(!finished_);
  RETURN_IF_ERROR(sink_status_);
  if (absl::Status status = CheckIdentifier(order.end_to_end_id); !status.ok()) {
    return At(status, absl::StrCat("payment ", payments_ + 1, " of the file, EndToEndId"));
  }
  const size_t begin = buffer_.size();
  if (absl::Status status = Write(order); !status.ok()) {
    buffer_.resize(begin);
    return status;
  }
  ++payments_;
  total_ += order.amount;
  return buffer_.size() < kFlushAt ? absl::OkStatus() : Flush();
}

// The elements in the order of the schema. What fails leaves a part behind, which Add takes back.
absl::Status PaymentFileWriter::Write(const PaymentOrder& order) {
  const auto refused = [&](const absl::Status& status, absl::string_view field) {
    return At(status, absl::StrCat("payment ", order.end_to_end_id, ", ", field));
  };
  if (!order.amount.is_positive())
    return refused(Broken("AMOUNT_ZERO", "an amount is at least 0.01"), "amount");
  if (order.amount > kAmountMax) {
    return refused(Broken("AMOUNT_MAX", "an amount is at most 999999999.99"), "amount");
  }
  if (!IsIban(order.payee_iban))
    return refused(Broken("IBAN", "not an IBAN"), "account of the payee");
  if (!order.payee_bic.empty() && !IsBic(order.payee_bic))
    return refused(Broken("BIC", "not a BIC"), "bank of the payee");
  if (!order.purpose.empty() && !IsCode(order.purpose)) {
    return refused(Broken("CODE", "not a code of four characters"), "purpose");
  }
  const bool is_09 = version_ == PaymentFileVersion::kPain00100109;
  const Letters letters = LettersFor(letters_, BankOf(order.payee_iban));

  Append("<CdtTrfTxInf><PmtId><InstrId>", &buffer_);
  Append(order.end_to_end_id, &buffer_);
  Append("</InstrId><EndToEndId>", &buffer_);
  Append(order.end_to_end_id, &buffer_);
  Append("</EndToEndId>", &buffer_);
  if (is_09) {
    Append("<UETR>", &buffer_);
    Append(Uetr(registration_id_, order.end_to_end_id), &buffer_);
    Append("</UETR>", &buffer_);
  }
  Append("</PmtId><Amt><InstdAmt Ccy=\"EUR\">", &buffer_);
  AppendAmount(order.amount, &buffer_);
  Append("</InstdAmt></Amt>", &buffer_);
  if (!order.payee_bic.empty()) {
    Append(is_09 ? "<CdtrAgt><FinInstnId><BICFI>" : "<CdtrAgt><FinInstnId><BIC>", &buffer_);
    Append(order.payee_bic, &buffer_);
    Append(is_09 ? "</BICFI></FinInstnId></CdtrAgt>" : "</BIC></FinInstnId></CdtrAgt>", &buffer_);
  }
  Append("<Cdtr><Nm>", &buffer_);
  if (absl::Status status = AppendLetters(order.payee_name, letters, kNameMax, &buffer_);
      !status.ok()) {
    return refused(status, "name of the payee");
  }
  Append("</Nm>", &buffer_);
  if (!IsEmpty(order.address)) {
    if (absl::Status status = AppendPostalAddress(order.address, letters, &buffer_); !status.ok())
      return refused(status, "address of the payee");
  }
  Append("</Cdtr><CdtrAcct><Id><IBAN>", &buffer_);
  Append(order.payee_iban, &buffer_);
  Append("</IBAN></Id></CdtrAcct>", &buffer_);
  if (!order.beneficiary_name.empty()) {
    Append("<UltmtCdtr><Nm>", &buffer_);
    if (absl::Status status = AppendLetters(order.beneficiary_name, letters, kNameMax, &buffer_);
        !status.ok()) {
      return refused(status, "name of the beneficiary");
    }
    Append("</Nm></UltmtCdtr>", &buffer_);
  }
  if (!order.purpose.empty()) {
    Append("<Purp><Cd>", &buffer_);
    Append(order.purpose, &buffer_);
    Append("</Cd></Purp>", &buffer_);
  }
  if (!order.remittance.empty()) {
    Append("<RmtInf><Ustrd>", &buffer_);
    if (absl::Status status = AppendLetters(order.remittance, letters, kRemittanceMax, &buffer_);
        !status.ok()) {
      return refused(status, "remittance");
    }
    Append("</Ustrd></RmtInf>", &buffer_);
  }
  Append("</CdtTrfTxInf>\n", &buffer_);
  return absl::OkStatus();
}

absl::StatusOr<Digest> PaymentFileWriter::Finish() {
  CHECK(!finished_);
  finished_ = true;
  RETURN_IF_ERROR(sink_status_);
  if (payments_ != payments_expected_ || total_ != total_expected_) {
    return absl::FailedPreconditionError(
        absl::StrCat("payment file: the header says ", payments_expected_, " payments, ",
                     total_expected_.ToString(), " EUR; ", payments_, " payments, ",
                     total_.ToString(), " EUR, were added"));
  }
  Append("</PmtInf>\n</CstmrCdtTrfInitn></Document>\n", &buffer_);
  RETURN_IF_ERROR(Flush());
  return hasher_.Finish();
}

absl::Status PaymentFileWriter::Flush() {
  hasher_.Update(buffer_);
  sink_status_ = sink_(buffer_);
  buffer_.clear();
  return sink_status_;
}

std::vector<int64_t> SplitCounts(int64_t payments, int64_t file_payments_max) {
  CHECK(payments >= 0 && file_payments_max >= 1);
  const int64_t files = payments / file_payments_max + (payments % file_payments_max != 0);
  std::vector<int64_t> counts;
  for (int64_t i = 0; i < files; ++i) counts.push_back(payments / files + (i < payments % files));
  return counts;
}

}  // namespace izmaksa
