// The bank's messages into the ledger. Each is kept before it is read (batch/bank/message_store.h);
// what it says beyond doubt becomes BankAnswered events, the rest unmatched entries of the control
// log, and its statements stand there too. Safe to repeat after any crash: what was written counts
// once, in whichever message the bank says it again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/progress.h"

namespace izmaksa {

struct AnswersRead {
  std::string file;
  std::string version, message_id;
  bool before = false;  // this message was read before: nothing was done
  int64_t answers = 0;  // events appended
  int64_t unmatched = 0, statements = 0, repeated = 0;
  std::vector<std::string> faults;  // what was not taken, each with its line
  std::string broken;               // why it could not be read to its end; empty: it was
};

// Reads one file. FAILED_PRECONDITION while a run is open: the books do not move under it.
// NOT_FOUND when there is no such file. What the bank wrote wrong is in the result, not an error.
absl::StatusOr<AnswersRead> ReadAnswers(Ledger& ledger, const std::string& path,
                                        const Progress& progress);

// An officer decides which payment an unmatched entry is; an empty payment: none of ours. Recorded
// with the signature, then told of the payment. FAILED_PRECONDITION when the key is not that of a
// treasurer, when the entry was decided otherwise before, or when the entry is more than the
// payment; NOT_FOUND when there is no such entry or payment. Decided so before: what is missing is
// written.
absl::StatusOr<UnmatchedEntry> DecideMatch(Ledger& ledger, absl::string_view entry,
                                           absl::string_view payment, const OfficerKey& key,
                                           const Progress& progress);

}  // namespace izmaksa
