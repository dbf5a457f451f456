#include "processors/benefits/pension_age.h"

#include <algorithm>

namespace izmaksa {

bool ReachedPensionAge(const Law& law, const Life& life, Date day) {
  if (!life.registered) return false;
  const LawParameter* ages = law.Of("state_social_security_benefit").Find("pension_age_months");
  for (size_t i = 0; i < ages->values.size() && ages->values[i].from <= day; ++i) {
    // An age counts while it is the law: who is a week short of it at the end of a year waits for
    // the next year's.
    const Date last =
        i + 1 < ages->values.size() ? std::min(day, ages->values[i + 1].from - 1) : day;
    if (DayOfAge(life.born, 0, static_cast<int>(ages->values[i].number)) <= last) return true;
  }
  return false;
}

}  // namespace izmaksa
