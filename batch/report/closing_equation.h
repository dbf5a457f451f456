// The closing equation of a run, in cents, from the closings alone: where every cent went that it
// could pay, and what the bank made of what it sent.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/difference.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"

namespace izmaksa {

struct ClosingEquation {
  std::string run, as_of;  // as_of: the last run whose bank answers count
  // computed = held + tax + recovered + deducted + to_people
  Money computed;  // gross of what was paid, what was sent anew, and what was held
  Money held, tax, recovered, deducted, to_people;
  // in_files = to_people + to_third_parties = settled + rejected + pending
  Money to_third_parties;
  Tally in_files, settled, rejected, pending;  // payments
  // settled = kept + returned
  Tally kept, returned;
  // came_back = rejected + returned = sent_anew + set_off + owed
  Tally came_back, sent_anew;
  Money set_off, owed;
};

// As of the last of `closings`, which are all those up to it. NOT_FOUND when the run is not among
// them. DATA_LOSS when the equation does not hold: a sum differs, or more was answered than sent.
absl::StatusOr<ClosingEquation> ClosingEquationOf(const std::vector<Closing>& closings,
                                                  absl::string_view run);

// Of every run, in order.
absl::StatusOr<std::vector<ClosingEquation>> ClosingEquationsOf(
    const std::vector<Closing>& closings);

Paper ClosingEquationPaper(const ClosingEquation& equation);

// A line a run: what became of what it sent.
Table FatesTable(const std::vector<ClosingEquation>& equations);

}  // namespace izmaksa
