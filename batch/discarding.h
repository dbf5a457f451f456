// A released file that is never sent, and its payments back where they came from.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/progress.h"

namespace izmaksa {

// Records that the file is never sent (DiscardFile, batch/sending.h), and tells of each of its
// payments that it was discarded, as an event that the next run books. Returns how many payments.
// Discarded before: what is missing of the events is written, after a crash too.
absl::StatusOr<int64_t> DiscardAndTell(Ledger& ledger, absl::string_view run,
                                       absl::string_view file, const std::string& reason,
                                       const OfficerKey& key, const Progress& progress);

}  // namespace izmaksa
