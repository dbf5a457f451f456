// Every event exactly once: which ids of a delivery were used before, in its files or in the logs,
// and whether for the same event. The third part of the door, after batch/people_check.h.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/reading.h"

namespace izmaksa {

// Where an id stands: the line of that number among reading.lines[block].
struct IdPlace {
  Fingerprint id;
  uint32_t block, line;
  friend constexpr auto operator<=>(const IdPlace&, const IdPlace&) = default;
};

// Marks the lines that repeat an event, adds faults for ids used again with other content, and
// returns all ids in order, with every
// line told its rank. The index must be caught up with the logs.
absl::StatusOr<std::vector<IdPlace>> CheckIds(Reading& reading);

}  // namespace izmaksa
