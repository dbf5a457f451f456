// A payment file: one ISO 20022 customer credit transfer initiation (pain.001) for the bank,
// written as a stream.
//
// A file is one PmtInf block: one execution date, one category purpose, one booking of the whole
// block (BtchBookg), so that the names of recipients stay out of the agency's statement. The bytes
// depend on header and orders alone: no clock, no random identifier, so the file of a past run can
// be made again and compared. What the official schema allows and the SEPA scheme forbids (zero
// amounts, long names, wrong control sums) is refused here, with the rule named.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/bank/bank_letters.h"
#include "batch/bank/postal_address.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/money.h"

namespace izmaksa {

// Who pays: debtor, initiating party and account.
struct Agency {
  std::string name;
  std::string registration_id;  // of the register of enterprises; written as OrgId with scheme COID
  std::string iban;
  std::string bic;
};

struct PaymentFileHeader {
  std::string message_id;        // MsgId, at most 33 characters; PmtInfId is it and "-1"
  Date business_date;            // CreDtTm is its midnight
  Date execution_date;           // a payment day of batch/calendar.h, not before the business date
  std::string category_purpose;  // CtgyPurp of the block: PENS, SSBE
  int64_t payments = 0;          // NbOfTxs, at least 1
  Money total;                   // CtrlSum
  Agency agency;
};

struct PaymentOrder {
  std::string end_to_end_id;  // also InstrId, and what the UETR is drawn from (batch/bank/uetr.h)
  Money amount;
  std::string payee_name;      // as the ledger has it; at most 70 characters once converted
  std::string payee_iban;      // of a country of the SEPA area
  std::string purpose;         // Purp: an ISO 20022 external purpose code, or empty for none
  std::string remittance;      // one line of at most 140 characters, or empty for none
  std::string payee_bic = {};  // of the payee's bank; SEPA asks for none, so it may be empty
  PostalAddress address = {};  // of the payee, or empty: SEPA asks for none within the EEA
  // Whom the money is for, when the account is another person's, a guardian's or an institution's:
  // the ultimate creditor. Empty when it is the payee.
  std::string beneficiary_name = {};
};

enum class PaymentFileVersion { kPain00100109, kPain00100103 };

// Writes one file. One thread. Memory does not grow with the number of payments.
class PaymentFileWriter {
 public:
  // Takes pieces of the file in order, some 64 KiB each. The caller owns what is behind it: file,
  // sync, name.
  using Sink = std::function<absl::Status(absl::string_view bytes)>;

  // Each payee's name is written in the letters that the payee's bank takes, the agency's in those
  // of its own. InvalidArgument when the header breaks a rule; then nothing has reached the sink.
  static absl::StatusOr<std::unique_ptr<PaymentFileWriter>> Open(const PaymentFileHeader& header,
                                                                 PaymentFileVersion version,
                                                                 BankLetters letters, Sink sink);
  ~PaymentFileWriter();

  // Writes the next payment. InvalidArgument, "RULE_NAME: … (payment ID, field)", when it breaks a
  // rule of the scheme: then nothing of it is written, and the writer can go on; personal data are
  // not in the message. Any other error is the sink's: the file is lost, and every later call
  // returns the same error. That ids are unique within the file is the caller's promise: the writer
  // keeps none.
  absl::Status Add(const PaymentOrder& order);

  // Ends the file and returns the SHA-256 of all its bytes. FailedPrecondition when number or sum
  // of the payments is not the header's: the file is then without its end and cannot be read as a
  // whole one. Call once; Add is over.
  absl::StatusOr<Digest> Finish();

 private:
  PaymentFileWriter(const PaymentFileHeader& header, PaymentFileVersion version,
                    BankLetters letters, Sink sink);
  absl::Status WriteHeader(const PaymentFileHeader& header);
  absl::Status Write(const PaymentOrder& order);
  absl::Status Flush();

  const PaymentFileVersion version_;
  const BankLetters letters_;
  const std::string registration_id_;
  const Sink sink_;
  const int64_t payments_expected_;
  const Money total_expected_;
  int64_t payments_ = 0;
  Money total_;
  Hasher hasher_;
  std::string buffer_;
  absl::Status sink_status_;
  bool finished_ = false;
};

// How many payments go into each file when a file may hold at most `file_payments_max`: as few
// files as possible, equal but for one payment, larger ones first. Empty for no payments.
// Deterministic.
std::vector<int64_t> SplitCounts(int64_t payments, int64_t file_payments_max);

}  // namespace izmaksa
