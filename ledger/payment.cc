#include "ledger/payment.h"

namespace izmaksa {

absl::string_view NameOf(DeductionKind kind) {
  switch (kind) {
    case DeductionKind::kEnforcement:
      return "enforcement";
    case DeductionKind::kMaintenance:
      return "maintenance";
    case DeductionKind::kCare:
      return "care";
    case DeductionKind::kDelivery:
      return "delivery";
    case DeductionKind::kRecovery:
      return "recovery";
  }
  return "";
}

absl::string_view NameOf(Channel channel) { return channel == Channel::kHome ? "home" : "account"; }

Money Payment::deducted() const {
  Money sum;
  for (const PaymentDeduction& one : deductions) sum += one.amount;
  return sum;
}

Money Payment::gross() const {
  Money sum;
  for (const PaymentPart& part : parts) sum += part.gross;
  return sum;
}

}  // namespace izmaksa
