// COVID-19 support for children (vienreizējs 500 eiro atbalsts par bērnu): Law on Overcoming the
// Consequences of COVID-19, amendments of 18.02.2021. Once for each child for whom there was a
// right to a benefit within the period; of itself, without a claim. It falls due in the month in
// which the right arose within the period.
#include <algorithm>

#include "processors/benefits/child_support.h"
#include "processors/benefits/day_law.h"
#include "processors/benefits/rules.h"

namespace izmaksa {

Due CovidChildSupport(const Question& question) {
  const PersonState& person = question.person;
  const Month month = question.month;
  const DayLaw law(question.law, question.own, month.first());
  // Before it is published nothing is due; nobody is held for it.
  if (!law.Has("amount")) return NothingDue("no law gives such support yet");
  const LawValue& amount = law.At("amount");
  const Date last = law.At("last_day").date;
  if (!law.unknown().empty()) return Undetermined(law.unknown());
  SupportedChildren supported =
      ChildrenWithBenefits(person, question.earlier, month.first(), std::min(month.last(), last),
                           /*supplement_too=*/true);
  if (month > question.own.since) {
    const Month before = month - 1;
    const Dues dues = Assess(person, question.law, before);
    const SupportedChildren paid =
        ChildrenWithBenefits(person, dues, before.first(), before.last(), /*supplement_too=*/true);
    if (!paid.undetermined.empty()) return Undetermined(paid.undetermined);
    std::vector<const Relative*>& children = supported.children;
    children.erase(std::remove_if(children.begin(), children.end(),
                                  [&](const Relative* child) {
                                    return std::find(paid.children.begin(), paid.children.end(),
                                                     child) != paid.children.end();
                                  }),
                   children.end());
  }
  return AmountForEach(supported, amount, month, "once for a child");
}

}  // namespace izmaksa
