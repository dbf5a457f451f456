// The checks of one shard; used by batch/verify.cc only.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/verify.h"

namespace izmaksa {

// Checks one shard: events, journal, runs, books and people. `temp` is an empty directory of its
// own. Told of every record read: `step`.
absl::StatusOr<std::vector<VerifyCheck>> VerifyShard(Ledger& ledger, int shard,
                                                     const ControlState* control,
                                                     const std::string& temp,
                                                     const std::function<void(int64_t)>& step);

}  // namespace izmaksa
