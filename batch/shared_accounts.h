// Accounts into which more people are paid than a treasurer allows: the one thing that a run has to
// know of everybody before it decides about anybody.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "ledger/date.h"

namespace izmaksa {

// Marks of the accounts that more than `people_max` people have on a day, in order; of
// institutions' accounts none. The people of every shard must be folded to the cut-off. Reads all
// of them.
absl::StatusOr<std::vector<uint64_t>> SharedAccounts(Ledger& ledger, int64_t people_max, Date date);

}  // namespace izmaksa
