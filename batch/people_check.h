// Questions about people that need the whole delivery: is everybody registered, born by then, and
// not erased? The second part of the door, after batch/reading.h.
#pragma once

#include "absl/status/status.h"
#include "batch/reading.h"

namespace izmaksa {

// Adds faults to the reading, and fills its ring with the keys that exist already. Makes none.
absl::Status CheckPeople(Reading& reading);

}  // namespace izmaksa
