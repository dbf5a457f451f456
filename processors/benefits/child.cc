#include "processors/benefits/child.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace izmaksa {

const Relative* ChildOfCase(const PersonState& person, absl::string_view case_id) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(case_id, &number)) return nullptr;
  const Relative* child = person.FindRelative(PersonId(number));
  return child != nullptr && child->registered ? child : nullptr;
}

Due UnknownChild(const Question& question) {
  return Undetermined(absl::StrCat("when the child of the case, ", question.claim->case_id,
                                   ", was born is not known"));
}

bool LivesInLatvia(const Life& life, Date day) {
  const ResidenceFact* residence = life.residence.At(day);
  return residence == nullptr || residence->country == "LV";
}

const char* NotCountedAsChild(const DayLaw& law, const Life& child) {
  if (law.day() < child.born) return "the child is not born yet";
  if (!child.IsAlive(law.day())) return "the child has died";
  if (child.IsOfAge(law.day(), law.Number("age_max")))
    return "the child has reached the age until which it is paid";
  return nullptr;
}

PlaceOfChild PlaceAmongChildren(const Question& question, const DayLaw& law, const Relative& child,
                                const char* (*not_counted)(const DayLaw&, const Relative&)) {
  PlaceOfChild found;
  for (const Claim& claim : question.person.claims) {
    if (claim.benefit != question.claim->benefit || &claim == question.claim) continue;
    const StandingFact* standing = claim.standing.At(law.day());
    const Relative* other = ChildOfCase(question.person, claim.case_id);
    if (standing == nullptr || standing->standing != Standing::kGranted || other == nullptr ||
        not_counted(law, *other) != nullptr) {
      continue;
    }
    ++found.children;
    if (std::tie(other->born, other->person) < std::tie(child.born, child.person)) ++found.place;
  }
  return found;
}

Due FixedAmount(const DayLaw& law, const char* why, const Provenance& fact) {
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, why, &amount, fact, std::nullopt, 0});
  return due;
}

Due AmountByAge(const DayLaw& law, const Life& child, const Provenance& fact) {
  const bool older = child.IsOfAge(law.day(), law.Number("age_older"));
  const LawValue& amount = law.At(older ? "amount_older" : "amount_younger");
  Due due;
  due.Add(
      {amount.money, older ? "an older child" : "a younger child", &amount, fact, std::nullopt, 0});
  return due;
}

void Reduce(Money by, const char* why, const LawValue& law, const std::optional<Provenance>& fact,
            Due& due) {
  const Money off = std::min(by, due.amount);
  if (off.is_positive()) due.Add({-off, why, &law, fact, std::nullopt, 0});
}

}  // namespace izmaksa
