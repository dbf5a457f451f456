// Where one payment is, by everything the bank has said about it. Reports may come in any order and
// more than once; the state depends on the set of them alone, and a final state is never left for
// one that is not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ledger/date.h"

namespace izmaksa {

enum class PaymentStage {
  kInformed,  // moves nothing: a Verification of Payee result, a duplicate refused, an unknown code
  kSent,      // in a file that went to the bank
  kAccepted,  // on its way
  kPending,   // the bank waits for something
  kRejected,  // final: never booked
  kCancelled,  // final: never booked, at our request
  kBooked,     // the money left the account; it may still come back
  kReturned,   // final: it came back
};

// What a status of pain.002 means for a payment. A refusal as a duplicate speaks of the second
// sending, not of the payment: it moves nothing, and somebody compares.
PaymentStage StageOf(absl::string_view status, absl::string_view reason);

absl::string_view StageWord(PaymentStage stage);  // "booked"

// How particular a report is. What is said about a payment outranks what is said about its block or
// file, and the account itself outranks every report about it.
enum class ReportRank { kFile, kBlock, kPayment, kEntry };

struct PaymentReport {
  PaymentStage stage = PaymentStage::kInformed;
  ReportRank rank = ReportRank::kFile;
  std::string status, reason;     // as the bank wrote them; "BOOK" of an entry
  std::optional<Instant> moment;  // when the bank made the message
  int source = 0;                 // which message, as the caller numbers them

  friend bool operator==(const PaymentReport&, const PaymentReport&) = default;
};

class PaymentState {
 public:
  // False when this very report is known.
  bool Apply(PaymentReport report);

  PaymentStage stage() const;
  // The report that decides the stage; nullptr while there is none.
  const PaymentReport* deciding() const;
  // Two final reports disagree: booked and rejected. The more particular one counts, and of two
  // equally particular ones the booking, because paying late is better than paying twice.
  bool contradicted() const;
  const std::vector<PaymentReport>& reports() const { return reports_; }  // as they came

 private:
  std::vector<PaymentReport> reports_;
};

}  // namespace izmaksa
