#include "batch/report/closings.h"

#include "absl/strings/str_cat.h"
#include "batch/run.h"

namespace izmaksa {

namespace {

// A program before this one closed runs without saying to which run's payments the bank's answers
// were: what is in transit could then not be told from what is paid.
bool TellsFates(const v1::Totals& totals) {
  int64_t settled = 0, came_back = 0;
  for (const auto& fate : totals.fates()) {
    settled += fate.settled();
    came_back += fate.rejected() + fate.returned();
  }
  return settled == totals.settled() && came_back == totals.returned();
}

}  // namespace

absl::StatusOr<std::vector<Closing>> ClosingsUntil(const ControlState& control,
                                                   std::optional<Date> as_of) {
  std::vector<Closing> closings;
  for (const RunState& run : control.runs) {
    if (!run.closed || (as_of && run.business_date > *as_of)) continue;
    Closing closing{run.run, run.business_date, {}};
    for (const auto& shard : run.closed->shards()) AddToTotals(shard.totals(), closing.totals);
    if (!TellsFates(closing.totals)) {
      return absl::FailedPreconditionError(absl::StrCat(
          "run ", run.run, " was closed by program ", run.build,
          ", which did not say what became of which run's payments: its books cannot be told"));
    }
    closings.push_back(std::move(closing));
  }
  if (!closings.empty()) return closings;
  return absl::NotFoundError(
      as_of ? absl::StrCat("no run of a day up to ", as_of->ToString(), " is closed")
            : "no run is closed yet: there is nothing to report");
}

}  // namespace izmaksa
