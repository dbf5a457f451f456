// Judges what an event from outside says, once its form is right: the rules at the door.
#pragma once

#include <functional>
#include <vector>

#include "absl/strings/string_view.h"
#include "batch/fault.h"
#include "processors/law.h"

namespace izmaksa {

namespace v1 {
class Event;
}

// What a decision on a benefit of that name may state; null when no such benefit is in the table.
// Called from several threads.
using KnownBenefit = std::function<const std::vector<InputOfDecision>*(absl::string_view benefit)>;

// Checks an event with plain personal data as a reader returned it, and writes personal codes and
// account numbers in their canonical form. False when something is wrong; then `faults` has grown.
// What needs to know other events (an unknown person, an id used before) is not judged here, except
// the birth that the event itself states.
bool CheckEvent(const KnownBenefit& known_benefit, v1::Event* event, FieldFaults* faults);

}  // namespace izmaksa
