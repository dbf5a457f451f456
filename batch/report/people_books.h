// The books of every person, as of a run: from the projection where that is the last one, from the
// journals otherwise.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/report/closings.h"
#include "ledger/journal.h"

namespace izmaksa {

// Calls `visit` for everybody with books after the last of `closings`, which are all those up to
// it; the people of a shard in order, shards at the same time: `visit` keeps what it learns apart
// by shard. Memory does not grow with people. Whether the books are kept or folded anew cannot be
// seen from the outside. NOT_FOUND when a run is not in the journals.
absl::Status ForEachBalances(
    Ledger& ledger, const ControlState& control, const std::vector<Closing>& closings,
    const std::function<absl::Status(int shard, PersonId person, const Balances& balances)>& visit);

}  // namespace izmaksa
