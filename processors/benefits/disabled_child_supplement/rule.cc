// Supplement to the family state benefit for a disabled child (piemaksa pie ģimenes valsts pabalsta
// par bērnu ar invaliditāti): Law on State Social Benefits s. 6; Cabinet Regulation 864 of
// 21.12.2021. Due from the day disability is determined, whether or not the family state benefit
// is.
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
  if (child->DisabilityGroup(law.day()) == 0) return NothingDue("the child is not disabled");
  return FixedAmount(law, "a disabled child", child->disability.At(law.day())->at);
}

}  // namespace

Due DisabledChildSupplement(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
