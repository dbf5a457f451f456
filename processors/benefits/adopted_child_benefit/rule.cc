// Adopted-child benefit (bērna adopcijas pabalsts): Law on State Social Benefits; Cabinet
// Regulation 177 of 2019. For each adopted child, whenever it was adopted; that it was in
// out-of-family care before, and is not the spouse's own child, is for the decision to see.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  if (const char* why_not = NotCountedAsChild(law, *child); why_not != nullptr)
    return NothingDue(why_not);
  if (!LivesInLatvia(*child, law.day()))
    return NothingDue("the child does not live permanently in Latvia");
  const RelationFact* adoption = child->Find(Relation::kAdopterOf, law.day());
  if (adoption == nullptr) return NothingDue("the child is not adopted that day");
  return AmountByAge(law, *child, adoption->at);
}

}  // namespace

Due AdoptedChildBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
