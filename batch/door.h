// The door of a ledger on disk: event files become events of its logs (batch/intake.h), against its
// people and ids.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/intake.h"
#include "batch/ledger.h"
#include "batch/progress.h"

namespace izmaksa {

// Checks the files and appends them: all of them, or, where the result has faults, nothing. The
// folds reach the new events, or the cut-off of the run that is open. Errors as of AppendFiles;
// appending the same files again stores what is missing.
absl::StatusOr<IntakeResult> AppendToLedger(Ledger& ledger, const std::vector<std::string>& files,
                                            const Progress& progress);

}  // namespace izmaksa
