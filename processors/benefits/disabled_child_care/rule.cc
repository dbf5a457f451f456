// Disabled-child care benefit (bērna ar invaliditāti kopšanas pabalsts): Law on State Social
// Benefits s. 7¹; Cabinet Regulation 1607 of 22.12.2009. While the disability commission's opinion
// on special care is in force; whoever cares may work.
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
  const StatusFact* opinion = child->Find(Status::kSpecialCareOpinion, law.day());
  if (opinion == nullptr) return NothingDue("no opinion says that the child needs special care");
  return FixedAmount(law, "a child who needs special care", opinion->at);
}

}  // namespace

Due DisabledChildCare(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
