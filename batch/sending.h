// What becomes of a released file: sent, the very bytes that were released and no others, or
// discarded. Never both: which of the two was first, the control log says.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"

namespace izmaksa {

struct SentFile {
  std::string name;
  int64_t payments = 0;
  Money amount;
  bool again = false;  // was sent before: the same bytes were written once more
};

// Copies the files of a released run from `files` into `outbox`, and lists of home delivery into
// its folder `post`, each whole or not at all; discarded ones are left out. All are compared with
// their digests in the log before the first is sent, and each is recorded as sent before it appears
// in the outbox, so that what may have gone is never discarded: after a crash, send again.
//
// FAILED_PRECONDITION when the run is not released, the officer is no treasurer or made the run, or
// a file has other bytes than were released (it and both digests are named). NOT_FOUND when one is
// not there. Nothing is sent then. ABORTED when another program wrote at the same time.
absl::StatusOr<std::vector<SentFile>> SendFiles(Ledger& ledger, absl::string_view run,
                                                const std::string& files, const std::string& outbox,
                                                const OfficerKey& key);

// Records that a released file is never sent. Discarded before: nothing is appended.
// FAILED_PRECONDITION when it was sent, the run is not released, or the officer is no treasurer or
// made the run; NOT_FOUND when the run has no such file; INVALID_ARGUMENT when the reason is empty
// or of more than one line.
absl::Status DiscardFile(Ledger& ledger, absl::string_view run, absl::string_view file,
                         const std::string& reason, const OfficerKey& key);

}  // namespace izmaksa
