// Adoption remuneration (atlīdzība par adopciju): Law on State Social Benefits. Once for each child
// that was in out-of-family care, when the judgment on its adoption takes effect.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

const RelationFact* FirstAdoption(const Relative& child) {
  const RelationFact* first = nullptr;
  for (const RelationFact& fact : child.relations) {
    if (fact.relation != Relation::kAdopterOf) continue;
    if (first == nullptr || fact.from < first->from) first = &fact;
  }
  return first;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (const char* why_not = NotCountedAsChild(law, *child); why_not != nullptr)
    return NothingDue(why_not);
  if (!LivesInLatvia(*child, law.day()))
    return NothingDue("the child does not live permanently in Latvia");
  return FixedAmount(law, "a child adopted", FirstAdoption(*child)->at);
}

}  // namespace

Due AdoptionRemuneration(const Question& question) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  const RelationFact* adoption = FirstAdoption(*child);
  if (adoption == nullptr) return NothingDue("the child is not adopted");
  return Once(question, adoption->from, OnDay);
}

}  // namespace izmaksa
