// The child a case is about. A benefit for a child is granted to who raises it, with the child's
// client number as the case.
#pragma once

#include "absl/strings/string_view.h"
#include "processors/benefits.h"
#include "processors/benefits/day_law.h"

namespace izmaksa {

// The relative whose number a case is; null when the case names nobody known to be born.
const Relative* ChildOfCase(const PersonState& person, absl::string_view case_id);

// Why a child of whom nothing is known keeps an amount from being determined.
Due UnknownChild(const Question& question);

// Whether the child lives in Latvia on a day.
bool LivesInLatvia(const Life& life, Date day);

// Why a child does not count on the day of the law, whatever it would bring: it is not born, has
// died, or has reached the benefit's `age_max`. Null: it counts.
const char* NotCountedAsChild(const DayLaw& law, const Life& child);

// The place of the case's child among the children for whom the person is granted the same benefit
// and who count, the eldest first; and how many they are. `not_counted` says why a child does not
// count on the day of the law; null: it does.
struct PlaceOfChild {
  int place = 1, children = 1;
};
PlaceOfChild PlaceAmongChildren(const Question& question, const DayLaw& law, const Relative& child,
                                const char* (*not_counted)(const DayLaw&, const Relative&));

// A month at the benefit's one `amount`.
Due FixedAmount(const DayLaw& law, const char* why, const Provenance& fact);

// A month at `amount_younger`, or at `amount_older` once the child has reached `age_older`.
Due AmountByAge(const DayLaw& law, const Life& child, const Provenance& fact);

// Takes off what is paid for the same purpose otherwise, but never more than is due.
void Reduce(Money by, const char* why, const LawValue& law, const std::optional<Provenance>& fact,
            Due& due);

}  // namespace izmaksa
