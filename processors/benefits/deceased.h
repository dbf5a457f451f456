// The deceased whom a case is about. What is due because of a death is granted to who survives,
// with the client number of the deceased as the case.
#pragma once

#include "processors/benefits.h"

namespace izmaksa {

// The relative whose number the question's case is; null when the case names nobody known to have
// died.
const Relative* DeceasedOfCase(const Question& question);

// Why a death of which nothing is known keeps an amount from being determined.
Due UnknownDeath(const Question& question);

}  // namespace izmaksa
