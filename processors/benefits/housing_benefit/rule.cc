// Housing benefit (mājokļa pabalsts): Law on Social Services and Social Assistance; Cabinet
// Regulation 809 of 2020. Paid by the municipality: a coefficient times the guaranteed minimum
// income of the household, and its housing costs, less its income.
#include "processors/benefits/household.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// Which coefficient: by how many of the household are of pension age or disabled, and children.
const char* CoefficientOf(int persons, int pension_age_or_disabled, int children) {
  if (pension_age_or_disabled == 0 || pension_age_or_disabled + children < persons)
    return "coefficient_other";
  if (persons == 1) return "coefficient_single";
  return children == 0 ? "coefficient_only_such" : "coefficient_with_children";
}

Due OnDay(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const InputFact* inputs = question.claim->inputs.At(law.day());
  const std::optional<int> further = FurtherPersons(inputs);
  const std::optional<int> pension_age = NumberIn(inputs, "pension_age_or_disabled");
  const std::optional<int> children = NumberIn(inputs, "children");
  if (!further || !pension_age || !children)
    return Undetermined("how many persons of which kind the household has is not known");
  const AmountFact* income = person.Find(AmountKind::kHouseholdIncome, law.day());
  const AmountFact* costs = person.Find(AmountKind::kHousingCosts, law.day());
  if (income == nullptr || costs == nullptr)
    return Undetermined("the income or the housing costs of the household are not known");
  Money guaranteed = law.Of("gmi_benefit", "first").money;
  if (*further > 0) guaranteed += Times(law.Of("gmi_benefit", "further").money, *further);
  const LawValue& coefficient = law.At(CoefficientOf(*further + 1, *pension_age, *children));
  if (!law.Is("formula", "costs_less_income")) return Undetermined("the formula is not known");
  const LawValue& formula = law.At("formula");
  Due due;
  due.Add({Multiply(guaranteed, coefficient.rate, Rounding::kHalfUp),
           "the guaranteed income of the household, by its coefficient", &coefficient, inputs->at,
           guaranteed, 0});
  due.Add({costs->amount, "the housing costs accepted", &formula, costs->at, std::nullopt, 0});
  due.Add({-income->amount, "less the income of the household", &formula, income->at, {}, 0});
  return due.amount.is_positive() ? due : NothingDue("the income of the household is enough");
}

}  // namespace

Due HousingBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
