// A person as the ledger knew the person at a cut-off, and the events that say so.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "ledger/ids.h"
#include "processors/person.h"

namespace izmaksa {

// An event by the name its source gave it.
struct EventName {
  std::string source, id;
};

struct PersonAsOf {
  PersonState state;
  std::map<Offset, EventName>
      events;  // all that were folded, by their offset in the shard's events
};

// Folds the person's events below `cutoff` anew, reading each where the people's projection saw it.
// nullopt: nothing was known then. FAILED_PRECONDITION when the projection has not reached
// `cutoff`. An event that came twice with other content is not read again: the doubt that it raised
// is missing from the state, the facts are as they were.
absl::StatusOr<std::optional<PersonAsOf>> FoldPersonAsOf(const Ledger& ledger, PersonId person,
                                                         Offset cutoff);

}  // namespace izmaksa
