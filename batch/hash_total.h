// The hash total of a run: how many payments, how much, and one hash over whom each goes to. It is
// computed from the journal before officers sign and can be computed from the payment files by
// another program (deploy/hash_total.py): what was approved and what the bank gets are the same.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "batch/progress.h"
#include "batch/signed_text.h"

namespace izmaksa {

// SHA-256 over a line for each payment, in the order of the lines' bytes:
//   EndToEndId "|" amount "|" IBAN "\n"        for an account
//   EndToEndId "|" amount "|home\n"            for home delivery
// Of a closed run; the folds must have reached its end. Opens every account; memory does not grow
// with payments where a run's ids are in order, as they are. DATA_LOSS when one cannot be opened.
absl::StatusOr<HashTotal> ComputeHashTotal(Ledger& ledger, absl::string_view run,
                                           const Progress& progress);

}  // namespace izmaksa
