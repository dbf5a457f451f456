// The child a case is about. A benefit for a child is granted to who raises it, with the child's
// client number as the case.
#pragma once

#include "absl/strings/string_view.h"
#include "processors/benefits.h"

namespace izmaksa {

// The relative whose number a case is; null when the case names nobody known to be born.
const Relative* ChildOfCase(const PersonState& person, absl::string_view case_id);

// Why a child of whom nothing is known keeps an amount from being determined.
Due UnknownChild(const Question& question);

// Whether the child lives in Latvia on a day.
bool LivesInLatvia(const Life& life, Date day);

}  // namespace izmaksa
