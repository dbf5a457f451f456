// Short-term integration benefit (īslaicīgs integrācijas pabalsts): a proposal of the ministry of
// 2013 that never became law. It stands here so that a what-if may give it an amount.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  if (!law.Has("amount")) return NothingDue("it was proposed in 2013 and is not law");
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "the amount proposed", &amount, question.claim->standing.At(law.day())->at,
           std::nullopt, 0});
  return due;
}

}  // namespace

Due IntegrationBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
