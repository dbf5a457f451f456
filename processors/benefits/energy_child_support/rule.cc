// Energy support for children (atbalsts par bērnu energoresursu cenu pieauguma dēļ): Law on
// Measures against the Extraordinary Rise of Energy Prices of 27.01.2022. A month's amount for each
// child for whom its payee has a benefit that month; of itself, without a claim.
#include "processors/benefits/child_support.h"
#include "processors/benefits/day_law.h"
#include "processors/benefits/rules.h"

namespace izmaksa {

Due EnergyChildSupport(const Question& question) {
  const Month month = question.month;
  const DayLaw law(question.law, question.own, month.first());
  // Before it is published nothing is due; nobody is held for it.
  if (!law.Has("amount")) return NothingDue("no law gives such support yet");
  const LawValue& amount = law.At("amount");
  if (!law.unknown().empty()) return Undetermined(law.unknown());
  return AmountForEach(ChildrenWithBenefits(question.person, question.earlier, month.first(),
                                            month.last(), /*supplement_too=*/false),
                       amount, month, "for a child, on account of energy prices");
}

}  // namespace izmaksa
