// Crisis benefit of civilians of Ukraine (pabalsts krīzes situācijā): Law on Support for Ukrainian
// Civilians. Paid by the municipality, at most once in three months, for each adult and child; each
// time is a case of its own.
#include <tuple>

#include "processors/benefits/household.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

bool PaidShortlyBefore(const Question& question, Date day, int months) {
  for (const Claim& other : question.person.claims) {
    if (other.benefit != question.claim->benefit || &other == question.claim) continue;
    if (other.grants.empty()) continue;
    const Date from = other.grants.front().from;
    if (std::tie(from, other.case_id) < std::tie(day, question.claim->case_id) &&
        AddMonths(from, months) > day) {
      return true;
    }
  }
  return false;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  if (!question.person.Has(Status::kUkraineCivilian, day))
    return NothingDue("the person is not a civilian of Ukraine under the law");
  if (PaidShortlyBefore(question, day, law.Number("once_in_months")))
    return NothingDue("it was paid less than three months before");
  const InputFact* inputs = question.claim->inputs.At(day);
  const std::optional<int> adults = NumberIn(inputs, "adults");
  const std::optional<int> children = NumberIn(inputs, "children");
  if (!adults || !children) return Undetermined("how many adults and children is not known");
  Due due;
  for (const auto& [parameter, why, number] :
       {std::tuple{"adult", "for each adult", *adults}, {"child", "for each child", *children}}) {
    if (number == 0) continue;
    const LawValue& amount = law.At(parameter);
    due.Add({Times(amount.money, number), why, &amount, inputs->at, amount.money, number});
  }
  return due.terms.empty() ? NothingDue("the household has nobody") : due;
}

}  // namespace

Due CrisisBenefit(const Question& question) {
  const Claim& claim = *question.claim;
  if (claim.grants.empty()) return NothingDue("it is not granted");
  return Once(question, claim.grants.front().from, OnDay);
}

}  // namespace izmaksa
