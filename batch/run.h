// The run protocol: the one place that orders effects. Opened at a cut-off, decided person by
// person, closed. Safe to call again from the top after any crash, on any machine: what was
// appended counts, what was not is decided again, and deciding is pure.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/progress.h"
#include "ledger/date.h"
#include "processors/books.h"
#include "processors/law.h"

namespace izmaksa {

struct RunOptions {
  Date business_date;
  std::string maker;  // who makes the run; may not approve it
  std::string build;  // this program's version: a resumed run refuses another
  // Assess every month anew, even where neither facts nor law changed. The result is the same, and
  // slower; the tests compare the two.
  bool assess_all = false;
};

// Makes the run of a business date, or finishes it. There is one run a date, and its name is the
// date: a run that is closed already is returned as it is, and nothing is appended.
//
// FAILED_PRECONDITION when another run is open (finish that first), when the date is not after the
// last closed run's, when the law or the program is not the one the run was opened with.
// OUT_OF_RANGE when the calendar of payment days does not reach the date. Any other error is the
// storage's; call again.
absl::StatusOr<RunState> ExecuteRun(Ledger& ledger, const Law& law, const RunOptions& options,
                                    const Progress& progress);

// Folds people and books of every shard to the end of their logs, or, while a run is open, people
// to its cut-off and no further.
absl::Status CatchUp(Ledger& ledger, const ControlState& control, const Progress& progress);

// The run as each shard's journal tells it; the books must be caught up. NOT_FOUND when a shard
// does not have it closed.
absl::StatusOr<std::vector<ShardRun>> ShardRunsOf(const Ledger& ledger, absl::string_view run);

// Adds one entry to a run's totals. Sums by benefit are kept in order of benefit and programme.
void AddToTotals(const JournalEntry& entry, v1::Totals& totals);
void AddToTotals(const v1::Totals& more, v1::Totals& totals);

}  // namespace izmaksa
