// The disability pension as other pensions ask for it.
#pragma once

#include "ledger/date.h"
#include "processors/benefits.h"

namespace izmaksa {

// The monthly disability pension as it was on a day; undetermined, or nothing, where there was
// none.
Due FormerDisabilityPension(const Question& question, Date day);

}  // namespace izmaksa
