#include "batch/report/closings.h"

#include "absl/strings/str_cat.h"
#include "batch/run.h"

namespace izmaksa {

absl::StatusOr<std::vector<Closing>> ClosingsUntil(const ControlState& control,
                                                   std::optional<Date> as_of) {
  std::vector<Closing> closings;
  for (const RunState& run : control.runs) {
    if (!run.closed || (as_of && run.business_date > *as_of)) continue;
    Closing closing{run.run, run.business_date, {}};
    for (const auto& shard : run.closed->shards()) AddToTotals(shard.totals(), closing.totals);
    closings.push_back(std::move(closing));
  }
  if (!closings.empty()) return closings;
  return absl::NotFoundError(
      as_of ? absl::StrCat("no run of a day up to ", as_of->ToString(), " is closed")
            : "no run is closed yet: there is nothing to report");
}

}  // namespace izmaksa
