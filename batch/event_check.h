// Judges what an event from outside says, once its form is right: the rules at the door.
#pragma once

#include <functional>

#include "absl/strings/string_view.h"
#include "batch/fault.h"

namespace izmaksa {

namespace v1 {
class Event;
}

// Whether a benefit of that name is in the table of benefits. Called from several threads.
using KnownBenefit = std::function<bool(absl::string_view)>;

// Checks an event with plain personal data as a reader returned it, and writes personal codes and
// account numbers in their canonical form. False when something is wrong; then `faults` has grown.
// What needs to know other events (an unknown person, an id used before) is not judged here, except
// the birth that the event itself states.
bool CheckEvent(const KnownBenefit& known_benefit, v1::Event* event, FieldFaults* faults);

}  // namespace izmaksa
