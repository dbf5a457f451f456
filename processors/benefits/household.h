// What a decision of a municipality says of a household.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "processors/person.h"

namespace izmaksa {

// A whole number that the decision states; nullopt: none, or not a number.
std::optional<int> NumberIn(const InputFact* inputs, absl::string_view name);

// How many people a household has beside the first; nullopt: it is not known, or nobody.
std::optional<int> FurtherPersons(const InputFact* inputs);

}  // namespace izmaksa
