// A term in words and as JSON, alike wherever an amount is explained.
#pragma once

#include <functional>
#include <string>

#include "batch/json.h"
#include "processors/benefits.h"

namespace izmaksa {

// "for each full year of record to 31 December 1995: 22 × 1.52"
std::string TermWords(const Term& term);

// The term as one object: what it says, its law, and what `write_event` adds of the event it rests
// on, where it rests on one.
void WriteTerm(const Term& term, const std::function<void(const Provenance&)>& write_event,
               JsonWriter& json);

}  // namespace izmaksa
