// What municipalities pay orphans, and children left without parental care, who come of age:
// Cabinet Regulation 857 of 15.11.2005.
#pragma once

#include "processors/benefits.h"
#include "processors/benefits/day_law.h"

namespace izmaksa {

// An allowance due once, on the day independent life begins: when the orphan comes of age, or from
// the day of the grant, where care went on longer.
Due OnceOfAge(const Question& question, Due (*rule)(const Question& question, const DayLaw& law));

// Why a person is no orphan of age on the day of the law; null: is one.
const char* NotOrphanOfAge(const DayLaw& law, const PersonState& person);

// `amount`, or `amount_disabled` for who is disabled since childhood. `fact` is what the amount
// rests on otherwise.
Due AmountByDisability(const DayLaw& law, const PersonState& person, const Provenance& fact);

}  // namespace izmaksa
