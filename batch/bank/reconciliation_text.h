// A reconciliation as text for a person, as JSON for a program, and as CSV.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "batch/bank/reconciliation.h"

namespace izmaksa {

std::string ReconciliationText(const Reconciliation& reconciliation);
std::string ReconciliationJson(const Reconciliation& reconciliation);

// One line a payment, in the order sent: id, amount, the bank's status after each message in
// `status_after` (indexes of sources), code and message of its return, final state. A movement that
// only proposes a payment is "returned" without what follows, and says why it needs a person. Lines
// end as RFC 4180 has them.
std::string ReconciliationCsv(const Reconciliation& reconciliation,
                              absl::Span<const int> status_after);

// The number that a file's name begins with, "04" of "in/04_report.xml"; without one the name.
std::string SourceLabel(const std::string& path);

}  // namespace izmaksa
