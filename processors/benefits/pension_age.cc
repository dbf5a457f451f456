#include "processors/benefits/pension_age.h"

#include <algorithm>

#include "ledger/status.h"

namespace izmaksa {

std::optional<Date> DayOfPensionAge(const Law& law, const Life& life) {
  if (!life.registered) return std::nullopt;
  const LawParameter* ages = law.Of("pension_age").Find("age_months");
  CHECK(ages != nullptr);
  for (auto age = ages->values.begin(); age != ages->values.end(); ++age) {
    if (age->kind != LawValue::Kind::kNumber) return std::nullopt;
    const Date reached = DayOfAge(life.born, 0, static_cast<int>(age->number));
    // An age counts while it is the law: who is a week short of it at the end of a year waits for
    // the next year's; who is older on its first day has reached it by then.
    const auto next = age + 1;
    if (next == ages->values.end() || reached < next->from) return std::max(reached, age->from);
  }
  return std::nullopt;
}

bool ReachedPensionAge(const Law& law, const Life& life, Date day) {
  const std::optional<Date> reached = DayOfPensionAge(law, life);
  return reached && *reached <= day;
}

}  // namespace izmaksa
