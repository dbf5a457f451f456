// Benefit to the guaranteed minimum income (garantētā minimālā ienākuma pabalsts): Law on Social
// Services and Social Assistance; Cabinet Regulation 809 of 2020. Paid by the municipality: the
// guaranteed income of each person of the household less its income. Civilians of Ukraine are not
// asked about their income at first.
#include "processors/benefits/household.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// Law on Support for Ukrainian Civilians s. 8: calendar months from the first claim.
bool IncomeIsNotAsked(const Question& question, const DayLaw& law) {
  if (!question.person.Has(Status::kUkraineCivilian, law.day())) return false;
  const Date first = question.claim->grants.front().from;
  const LawValue* months = question.own.At("untested_months_ukraine", first);
  return months != nullptr && question.month - first.in_month() < months->number;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const InputFact* inputs = question.claim->inputs.At(law.day());
  const std::optional<int> further = FurtherPersons(inputs);
  if (!further) return Undetermined("how many persons the household has is not known");
  Due due;
  const LawValue& first = law.At("first");
  due.Add({first.money, "the guaranteed income of the first person", &first, inputs->at, {}, 0});
  if (*further > 0) {
    const LawValue& each = law.At("further");
    due.Add({Times(each.money, *further), "the guaranteed income of each further person", &each,
             inputs->at, each.money, *further});
  }
  if (IncomeIsNotAsked(question, law)) return due;
  const AmountFact* income = question.person.Find(AmountKind::kHouseholdIncome, law.day());
  if (income == nullptr) return Undetermined("the income of the household is not known");
  if (income->amount >= due.amount) return NothingDue("the household has the guaranteed income");
  if (!law.Is("formula", "less_income")) return Undetermined("the formula is not known");
  if (income->amount.is_positive()) {
    due.Add({-income->amount, "less the income of the household", &law.At("formula"), income->at,
             std::nullopt, 0});
  }
  return due;
}

}  // namespace

Due GmiBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
