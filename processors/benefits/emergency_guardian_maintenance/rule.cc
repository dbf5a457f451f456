// An emergency guardian's benefit for the maintenance of a child (pabalsts bērna uzturam): Law on
// Support for Ukrainian Civilians. Paid by the municipality for each child; a municipality may pay
// more. From the child's majority on it is the child's own for another year: a claim without a
// case.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const Claim& claim = *question.claim;
  const Date day = law.day();
  const bool own = claim.case_id.empty();
  const Relative* child = own ? nullptr : ChildOfCase(question.person, claim.case_id);
  if (own ? !question.person.registered : child == nullptr) return UnknownChild(question);
  const Life& life = own ? static_cast<const Life&>(question.person) : *child;
  if (!life.IsAlive(day)) return NothingDue("the child has died");
  if (life.IsOfAge(day, law.Number(own ? "own_age_max" : "child_age_max")))
    return NothingDue("the child is too old");
  if (own && !life.IsOfAge(day, law.Number("child_age_max")))
    return NothingDue("until of age the benefit is the guardian's");
  if (!own && child->Find(Relation::kEmergencyGuardianOf, day) == nullptr)
    return NothingDue("the person is not the child's emergency guardian");
  const bool older = life.IsOfAge(day, law.Number("older_from_age"));
  const LawValue& least = law.At(older ? "least_older" : "least_younger");
  Due due;
  due.Add({least.money, older ? "the least for an older child" : "the least for a younger child",
           &least, life.identity_at, std::nullopt, 0});
  const Award* award = claim.awards.At(day);
  if (award != nullptr && award->amount > least.money) {
    due.Add({award->amount - least.money, "what the municipality pays above the least", &least,
             award->at, award->amount, 0});
  }
  return due;
}

}  // namespace

Due EmergencyGuardianMaintenance(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
