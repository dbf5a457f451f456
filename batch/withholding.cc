#include "batch/withholding.h"

#include <algorithm>

#include "ledger/status.h"

namespace izmaksa {
namespace {

// The monthly reliefs of a person beside the pensioner's minimum: by disability group, and for the
// politically repressed.
void AddReliefs(const PersonState& person, const BenefitLaw& general, Date date,
                std::vector<Term>& terms) {
  const auto add = [&](const char* parameter, const char* why) {
    const LawValue* value = general.At(parameter, date);
    if (value != nullptr && value->kind == LawValue::Kind::kMoney) {
      terms.push_back({-value->money, why, value, std::nullopt, std::nullopt, 0});
    }
  };
  switch (person.DisabilityGroup(date)) {
    case 1:
      add("relief_disability_1", "relief for disability of group I");
      break;
    case 2:
      add("relief_disability_2", "relief for disability of group II");
      break;
    case 3:
      add("relief_disability_3", "relief for disability of group III");
      break;
    default:
      break;
  }
  if (person.Has(Status::kPoliticallyRepressed, date)) {
    add("relief_politically_repressed", "relief for the politically repressed");
  }
}

}  // namespace

Withholding Withhold(const PersonState& person, const Law& law, Month month, const Taxed& taxed,
                     const Taxed& paid_before, Money tax_before) {
  Withholding result{taxed, Money(), {}};
  const Money taxable = taxed.above_minimum + taxed.in_full;
  if (!taxable.is_positive()) return result;
  const Date date = month.first();
  const BenefitLaw& general = law.general();
  const LawValue* minimum = general.At("pensioner_minimum", date);
  const LawValue* rate = general.At("income_tax_rate", date);
  CHECK(minimum != nullptr && rate != nullptr);
  const Taxed paid = paid_before + taxed;
  Money tax_of_month;
  if (paid.above_minimum.is_positive()) {
    result.terms.push_back(
        {paid.above_minimum, "paid in the month, before tax", nullptr, {}, {}, 0});
    result.terms.push_back(
        {-minimum->money, "pensioner's non-taxable minimum", minimum, {}, {}, 0});
    AddReliefs(person, general, date, result.terms);
    Money base;
    for (const Term& term : result.terms) base += term.amount;
    base = std::max(base, Money());
    tax_of_month = Multiply(base, rate->rate, Rounding::kHalfUp);
    result.terms.push_back({tax_of_month, "income tax of the month", rate, {}, base, 0});
  }
  if (paid.in_full.is_positive()) {
    const Money tax = Multiply(paid.in_full, rate->rate, Rounding::kHalfUp);
    tax_of_month += tax;
    result.terms.push_back({tax, "income tax of what is taxed in full", rate, {}, paid.in_full, 0});
  }
  result.tax = std::clamp(tax_of_month - tax_before, Money(), taxable);
  if (!tax_before.is_zero()) {
    result.terms.push_back({-tax_before, "withheld earlier in the month", nullptr, {}, {}, 0});
  }
  return result;
}

Withholding WithholdFrom(const Payment& payment, Month month, const PersonState& person,
                         const Law& law, const Balances& balances) {
  const MonthPaid paid = balances.PaidIn(month);
  return Withhold(person, law, month, {payment.taxable, payment.taxed_in_full},
                  {paid.taxable, paid.taxed_in_full}, paid.tax);
}

}  // namespace izmaksa
