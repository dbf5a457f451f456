#include "processors/benefits/orphan.h"

#include <algorithm>

#include "processors/benefits/month_by_days.h"

namespace izmaksa {

Due OnceOfAge(const Question& question, Due (*rule)(const Question& question, const DayLaw& law)) {
  const PersonState& person = question.person;
  if (question.claim->grants.empty()) return NothingDue("it is not granted");
  if (!person.registered) return Undetermined("when the person was born is not known");
  const Date granted = question.claim->grants.front().from;
  const DayLaw law(question.law, question.own, granted);
  const Date of_age = DayOfAge(person.born, law.Number("age_min"));
  if (!law.unknown().empty()) return Undetermined(law.unknown());
  return Once(question, std::max(granted, of_age), rule);
}

const char* NotOrphanOfAge(const DayLaw& law, const PersonState& person) {
  if (!person.IsOfAge(law.day(), law.Number("age_min"))) return "the person is not of age yet";
  if (!person.IsAlive(law.day())) return "the person has died";
  if (!person.Has(Status::kOrphan, law.day()))
    return "the person is neither an orphan nor was left without parental care";
  return nullptr;
}

Due AmountByDisability(const DayLaw& law, const PersonState& person, const Provenance& fact) {
  const DisabilityFact* disability =
      person.DisabilityGroup(law.day()) == 0 ? nullptr : person.disability.At(law.day());
  const bool disabled = disability != nullptr && disability->since_childhood;
  const LawValue& amount = law.At(disabled ? "amount_disabled" : "amount");
  Due due;
  due.Add({amount.money, disabled ? "disabled since childhood" : "not disabled since childhood",
           &amount, disabled ? disability->at : fact, std::nullopt, 0});
  return due;
}

}  // namespace izmaksa
