// The Post's answers to its lists, into the ledger: what was handed over is settled, what comes
// back is returned with the code of ISO 20022 nearest to the Post's reason.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "batch/progress.h"

namespace izmaksa {

struct PostAnswersRead {
  int64_t delivered = 0, kept = 0, returned = 0;  // lines of the file
  int64_t repeated = 0;                           // of them told before
};

// Keeps the file, sealed, and appends its answers as events: all of them, or nothing.
// INVALID_ARGUMENT with the line when anything in it is wrong, is about a payment that is not in
// the books, or names another amount. FAILED_PRECONDITION while a run is open.
absl::StatusOr<PostAnswersRead> ReadPostAnswers(Ledger& ledger, const std::string& path,
                                                const Progress& progress);

}  // namespace izmaksa
