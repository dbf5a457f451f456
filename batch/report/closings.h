// What the closing records of the control log add up to. Reports that need no more than sums by run
// are folds of these: a handful of records, however many people there are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/control.h"
#include "ledger/date.h"

namespace izmaksa {

struct Closing {
  std::string run;
  Date business_date;
  v1::Totals totals;  // of all shards
};

// The closed runs, in order, of business dates up to and with `as_of` (nullopt: all of them). What
// is said of them stays true: later runs do not change it. NOT_FOUND when there is none,
// FAILED_PRECONDITION when an earlier program closed one of them without saying which run's
// payments the bank answered for.
absl::StatusOr<std::vector<Closing>> ClosingsUntil(const ControlState& control,
                                                   std::optional<Date> as_of);

}  // namespace izmaksa
