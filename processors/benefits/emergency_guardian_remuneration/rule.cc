// Remuneration of an emergency guardian (atlīdzība par ārkārtas aizbildņa pienākumu pildīšanu): Law
// on Support for Ukrainian Civilians. Paid by the municipality whose orphan's court decided,
// whatever the number of children.
#include <algorithm>

#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const int age_max = law.Number("child_age_max");
  const auto& relatives = question.person.relatives;
  const bool guards = std::any_of(relatives.begin(), relatives.end(), [&](const Relative& child) {
    return child.Find(Relation::kEmergencyGuardianOf, day) != nullptr && child.registered &&
           child.IsAlive(day) && !child.IsOfAge(day, age_max);
  });
  if (!guards) return NothingDue("the person is not emergency guardian of a child");
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "emergency guardian, whatever the number of children", &amount,
           question.claim->standing.At(day)->at, std::nullopt, 0});
  return due;
}

}  // namespace

Due EmergencyGuardianRemuneration(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
