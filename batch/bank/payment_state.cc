#include "batch/bank/payment_state.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "batch/bank/reason_codes.h"

namespace izmaksa {
namespace {

bool IsFinal(PaymentStage stage) { return stage >= PaymentStage::kRejected; }
bool IsRefusal(PaymentStage stage) {
  return stage == PaymentStage::kRejected || stage == PaymentStage::kCancelled;
}

// Later in this order counts. Of final reports the most particular one, of others the latest by the
// bank's clock; the rest only makes the order total, so that no order of arrival matters.
auto Weight(const PaymentReport& report) {
  const bool returned = report.stage == PaymentStage::kReturned;
  const bool final = IsFinal(report.stage);
  const bool moves = report.stage != PaymentStage::kInformed;
  const int rank = static_cast<int>(report.rank);
  const int64_t moment = report.moment ? report.moment->seconds() : INT64_MIN;
  return std::make_tuple(moves, final, returned, final ? rank : 0,
                         final && report.stage == PaymentStage::kBooked, moment, rank, report.stage,
                         absl::string_view(report.status), absl::string_view(report.reason));
}

}  // namespace

PaymentStage StageOf(absl::string_view status, absl::string_view reason) {
  if (status == "RCVD") return PaymentStage::kSent;
  if (status == "ACTC" || status == "ACCP" || status == "ACSP" || status == "ACWC" ||
      status == "ACWP" || status == "ACFC") {
    return PaymentStage::kAccepted;
  }
  if (status == "PDNG" || status == "PATC" || status == "BLCK") return PaymentStage::kPending;
  if (status == "ACSC" || status == "ACCC") return PaymentStage::kBooked;
  if (status == "CANC") return PaymentStage::kCancelled;
  if (status == "RJCT" && MeaningOf(reason) != AfterReturn::kDuplicate) {
    return PaymentStage::kRejected;
  }
  return PaymentStage::kInformed;
}

absl::string_view StageWord(PaymentStage stage) {
  switch (stage) {
    case PaymentStage::kInformed:
      return "informed";
    case PaymentStage::kSent:
      return "sent";
    case PaymentStage::kAccepted:
      return "accepted";
    case PaymentStage::kPending:
      return "pending";
    case PaymentStage::kRejected:
      return "rejected";
    case PaymentStage::kCancelled:
      return "cancelled";
    case PaymentStage::kBooked:
      return "booked";
    case PaymentStage::kReturned:
      return "returned";
  }
  return "";
}

bool PaymentState::Apply(PaymentReport report) {
  if (std::find(reports_.begin(), reports_.end(), report) != reports_.end()) return false;
  reports_.push_back(std::move(report));
  return true;
}

const PaymentReport* PaymentState::deciding() const {
  const PaymentReport* best = nullptr;
  for (const PaymentReport& report : reports_) {
    if (report.stage == PaymentStage::kInformed) continue;
    if (best == nullptr || Weight(*best) < Weight(report)) best = &report;
  }
  return best;
}

PaymentStage PaymentState::stage() const {
  const PaymentReport* report = deciding();
  return report == nullptr ? PaymentStage::kSent : report->stage;
}

bool PaymentState::contradicted() const {
  bool refused = false, booked = false;
  for (const PaymentReport& report : reports_) {
    refused = refused || IsRefusal(report.stage);
    booked = booked || (IsFinal(report.stage) && !IsRefusal(report.stage));
  }
  return refused && booked;
}

}  // namespace izmaksa
