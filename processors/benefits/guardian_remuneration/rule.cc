// Remuneration for a guardian's duties (atlīdzība par aizbildņa pienākumu pildīšanu): Law on State
// Social Benefits; Cabinet Regulation 1643 of 22.12.2009. One amount a guardian, whatever the
// number of children. That a lineal relative gets none while the parents are away for work is for
// the decision to see.
#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const Relative* unknown = nullptr;
  for (const Relative& child : question.person.relatives) {
    if (child.Find(Relation::kGuardianOf, law.day()) == nullptr) continue;
    if (!child.registered) {
      unknown = &child;
    } else if (NotCountedAsChild(law, child) == nullptr) {
      return FixedAmount(law, "for a guardian's duties, whatever the number of children",
                         question.claim->GrantOn(law.day())->at);
    }
  }
  if (unknown != nullptr) {
    return Undetermined(absl::StrCat("when the child under guardianship, ",
                                     unknown->person.ToString(), ", was born is not known"));
  }
  return NothingDue("the person is the guardian of no child that day");
}

}  // namespace

Due GuardianRemuneration(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
