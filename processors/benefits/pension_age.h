// The general age of the old-age pension: law "Par valsts pensijām" s. 11 and p. 8.1 of the
// transitional provisions. It rises by quarters of a year, so who reached it once has reached it
// for good.
#pragma once

#include <optional>

#include "ledger/date.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// The day on which somebody reaches the age of that day. nullopt: when the person was born is not
// known, or it lies beyond the table.
std::optional<Date> DayOfPensionAge(const Law& law, const Life& life);

// Whether somebody had reached the pension age of some day by `day`. Who is not registered has not.
bool ReachedPensionAge(const Law& law, const Life& life, Date day);

}  // namespace izmaksa
