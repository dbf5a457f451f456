// The age from which an old-age pension is granted. It rises by quarters of a year, so who reached
// it once has reached it for good.
#pragma once

#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// Whether somebody had reached the pension age of some day by `day`. Who is not registered has not.
bool ReachedPensionAge(const Law& law, const Life& life, Date day);

}  // namespace izmaksa
