// Remuneration for the care of a child before its adoption (atlīdzība par adoptējamā bērna aprūpi):
// Law on State Social Benefits; Cabinet regulation of 12.12.2017. While the child is in the
// adopter's care by decision of the orphans' court.
#include <tuple>

#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

const RelationFact* CareOn(const Relative& child, Date day) {
  return child.Find(Relation::kCarerBeforeAdoptionOf, day);
}

// Whether another child was in care before: the child then brings the supplement for a next one.
bool IsNextChild(const Question& question, const Relative& child, Date day) {
  const Date from = CareOn(child, day)->from;
  for (const Claim& claim : question.person.claims) {
    if (claim.benefit != question.claim->benefit || &claim == question.claim) continue;
    const StandingFact* standing = claim.standing.At(day);
    const Relative* other = ChildOfCase(question.person, claim.case_id);
    if (standing == nullptr || standing->standing != Standing::kGranted || other == nullptr)
      continue;
    const RelationFact* care = CareOn(*other, day);
    if (care != nullptr && std::tie(care->from, other->person) < std::tie(from, child.person))
      return true;
  }
  return false;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  if (const char* why_not = NotCountedAsChild(law, *child); why_not != nullptr)
    return NothingDue(why_not);
  const RelationFact* care = CareOn(*child, day);
  if (care == nullptr) return NothingDue("the child is not in the person's care before adoption");
  Due due;
  if (IsNextChild(question, *child, day)) {
    const LawValue& supplement = law.At("supplement_next");
    due.Add({supplement.money, "one more child in care", &supplement, care->at, {}, 0});
    return due;
  }
  const StatusFact* leave = question.person.Find(Status::kOnChildcareLeave, day);
  if (!law.Is("scheme", "by_leave") || leave == nullptr ||
      !question.person.Has(Status::kEmployed, day) ||
      child->IsOfAge(day, law.Number("age_max_on_leave"))) {
    return FixedAmount(law, "a child in care before adoption", care->at);
  }
  // Set for the year of the grant, and kept.
  const DayLaw of_grant(question.law, question.own, question.claim->GrantOn(day)->from);
  const LawValue& amount = of_grant.At("amount_on_leave");
  if (!of_grant.unknown().empty()) return Undetermined(of_grant.unknown());
  due.Add({amount.money,
           "a child in care before adoption, the adopter being on leave",
           &amount,
           leave->at,
           {},
           0});
  return due;
}

}  // namespace

Due AdoptionCareRemuneration(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
