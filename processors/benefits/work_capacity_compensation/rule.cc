// Compensation for loss of working capacity (atlīdzība par darbspēju zaudējumu): law "Par obligāto
// sociālo apdrošināšanu pret nelaimes gadījumiem darbā un arodslimībām"; Cabinet Regulation 50 of
// 16.02.1999. A share, by the capacity lost, of the average wage of a month that a decision found;
// reviewed as pensions are; not less than the law's minimum for the group of disability.
#include "processors/benefits/indexation/rule.h"

#include "absl/strings/str_cat.h"
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// The share for a loss; null: the loss is too small.
const LawValue* ShareFor(const DayLaw& law, Rate loss_percent) {
  int band = law.Number("bands");
  const auto from = [&](int i) { return law.Number(absl::StrCat("band_from_", i)); };
  while (band > 0 && loss_percent.millionths() < from(band) * Rate::kScale) --band;
  return band == 0 ? nullptr : &law.At(absl::StrCat("band_share_", band));
}

void RaiseToMinimum(const Question& question, const DayLaw& law, Due& due) {
  const int group = question.person.DisabilityGroup(law.day());
  if (group == 0) return;
  const LawValue& minimum = law.At(absl::StrCat("minimum_", group));
  if (due.amount >= minimum.money) return;
  due.Add({minimum.money - due.amount, "raised to the minimum for the group of disability",
           &minimum, question.person.disability.At(law.day())->at, minimum.money, 0});
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const std::optional<Rate> loss = DecimalInput(question, day, "loss_percent");
  const std::optional<Rate> wage = DecimalInput(question, day, "average_monthly_wage");
  if (!loss || !wage)
    return Undetermined("the decision does not say the capacity lost and the average wage");
  const Date granted = question.claim->grants.front().from;
  if (IsSaid(question, day, "occupational_disease")) {
    const RecordFact* record = question.person.records.At(granted);
    if (record == nullptr) return Undetermined("the insurance record is not known");
    if (record->months_total < law.Number("disease_record_months"))
      return NothingDue("the insurance record is too short for an occupational disease");
  }
  const LawValue* share = ShareFor(law, *loss);
  if (share == nullptr) return NothingDue("the capacity lost is less than the law asks");
  const Money monthly =
      MulDiv(Money::Cents(100), wage->millionths(), Rate::kScale, Rounding::kHalfUp);
  Due due;
  due.Add({Multiply(monthly, share->rate, Rounding::kHalfUp),
           "a share, by the capacity lost, of the average wage", share,
           question.claim->inputs.At(day)->at, monthly, 0});
  if (law.Is("review", "as_pensions")) {
    const Date as_of = DayInput(question, day, "reviewed_to").value_or(granted);
    AddReviews(question, IndexBand::kFirst, as_of, day, due);
    if (!due.determined()) return due;
  }
  RaiseToMinimum(question, law, due);
  return due;
}

}  // namespace

Due WorkCapacityCompensation(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
