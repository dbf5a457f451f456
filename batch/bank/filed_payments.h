// The payments of released files, with the names that the files gave them: how the bank speaks of
// them.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/bank/message.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/outgoing.h"
#include "ledger/ids.h"

namespace izmaksa {

struct FiledPayment {
  PersonId person;
  std::string file;  // name
  SentPayment sent;
};

// Visits the payments of a released run, in order of person. With Payees::kLeaveSealed accounts are
// empty. The books must be caught up.
absl::Status ForEachFiled(Ledger& ledger, const ControlState& control, const RunState& run,
                          Payees payees, const std::function<absl::Status(FiledPayment&&)>& visit);

// The run and the person of a payment's id, "20240420-1000000001-1". INVALID_ARGUMENT when it is
// none.
struct PaymentName {
  std::string run;  // "2024-04-20"
  PersonId person;
};
absl::StatusOr<PaymentName> ParsePaymentId(absl::string_view id);

// The run that a payment's or file's id begins with, "2024-04-20"; empty when it begins with none.
std::string RunOfId(absl::string_view id);

}  // namespace izmaksa
