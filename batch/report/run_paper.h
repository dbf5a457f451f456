// A run's report as a page: what it pays, for what, to whom not, and why it differs from the run
// before.
#pragma once

#include <vector>

#include "batch/report.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"

namespace izmaksa {

// `closings` end with the run: the months before it are drawn from them. Who approved the run and
// what the bank says of it later are not in it, so that it is the same at any time.
Paper RunPaper(const RunReport& report, const std::vector<Closing>& closings);

}  // namespace izmaksa
