// Childbirth benefit (bērna piedzimšanas pabalsts): Law on State Social Benefits s. 8; Cabinet
// Regulation 1546 of 22.12.2009. Once for each child, by the law of the day of its birth; to a
// parent, or to who took the child in before it was a year old.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// Who took the child in, and when; null: nobody did, the right is a parent's.
const RelationFact* TakenIn(const Relative& child) {
  const RelationFact* first = nullptr;
  for (const RelationFact& fact : child.relations) {
    if (fact.relation != Relation::kGuardianOf && fact.relation != Relation::kFosterParentOf &&
        fact.relation != Relation::kEmergencyGuardianOf) {
      continue;
    }
    if (first == nullptr || fact.from < first->from) first = &fact;
  }
  return first;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (!LivesInLatvia(*child, day))
    return NothingDue("the child does not live permanently in Latvia");
  const RelationFact* taken_in = TakenIn(*child);
  if (taken_in != nullptr) {
    if (child->IsOfAge(day, law.Number("age_max_taken_in")))
      return NothingDue("the child was too old when it was taken in");
    if (taken_in->relation == Relation::kEmergencyGuardianOf &&
        !law.Is("emergency_guardian", "entitles")) {
      return NothingDue("an emergency guardian is not entitled to it that day");
    }
  }
  const DayLaw of_birth(question.law, question.own, child->born);
  const LawValue& amount = of_birth.At("amount");
  Due due;
  due.Add({amount.money, "by the day of birth", &amount, child->identity_at, std::nullopt, 0});
  if (of_birth.Has("day_of_life")) {
    const Date first = child->born + (of_birth.Number("day_of_life") - 1);
    if (!child->IsAlive(first)) return NothingDue("the child died in its first days");
    if (first.in_month() > day.in_month()) due.payable_from = first.in_month();
  }
  return of_birth.unknown().empty() ? due : Undetermined(of_birth.unknown());
}

}  // namespace

Due ChildbirthBenefit(const Question& question) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  const RelationFact* taken_in = TakenIn(*child);
  return Once(question, taken_in == nullptr ? child->born : taken_in->from, OnDay);
}

}  // namespace izmaksa
