// The figures that the ministry published, and those of a run beside them, scaled to the nation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "processors/law.h"

namespace izmaksa {

// A figure is a number of people or an amount, not both.
struct PublishedFigure {
  std::string id, what, period;
  int64_t people = 0, people_to = 0;  // people_to: the end of a range; 0: one number
  std::optional<Money> money;
  bool mean = false;  // an amount a head
  Certainty certainty = Certainty::kVerified;
  std::string source, note;

  // Ours: in this ledger, and scaled to the nation (a mean is not scaled). Rounded half up.
  Tally ours, scaled;
};

struct PublishedComparison {
  std::string run;
  int64_t people = 0;  // in this ledger, that the run decided about
  int64_t nation = 0;  // to which ours are scaled
  std::vector<PublishedFigure> figures;
};

// Ours are counted from what the run paid for its own month, and from the people as they were at
// its cut-off. `law` is the law of the run. NOT_FOUND and FAILED_PRECONDITION as for MakeReport.
absl::StatusOr<PublishedComparison> CompareWithPublished(Ledger& ledger,
                                                         const ControlState& control,
                                                         const Law& law, absl::string_view run);

std::string PublishedText(const PublishedComparison& comparison);
std::string PublishedJson(const PublishedComparison& comparison);

}  // namespace izmaksa
