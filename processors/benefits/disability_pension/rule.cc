// Disability pension (invaliditātes pensija): law "Par valsts pensijām" s. 16; reviewed each year
// by s. 26, always with the index of the first band. It ends with the disability, and on the day an
// old-age pension is due.
#include "processors/benefits/disability_pension/rule.h"

#include "absl/strings/str_cat.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

const LawValue* BaseOn(const Question& question, Date day) {
  const DisabilityFact* disability = question.person.disability.At(day);
  const bool childhood = disability != nullptr && disability->since_childhood;
  return question.own.At(childhood ? "minimum_base_childhood" : "minimum_base", day);
}

// The base by the group. Of who is insured: a known record says so, unless it counts insurance in
// other states.
std::optional<Minimum> MinimumOn(const Question& question, Date day) {
  const int group = question.person.DisabilityGroup(day);
  if (group == 0 || question.person.records.At(day) == nullptr ||
      IsTotalised(*question.claim, day)) {
    return std::nullopt;
  }
  const LawValue* base = BaseOn(question, day);
  if (base == nullptr) return std::nullopt;
  Minimum minimum{base->money, base, question.person.disability.At(day)->at};
  if (group == 3) return minimum;
  const LawValue* factor =
      question.own.At(group == 1 ? "minimum_factor_1" : "minimum_factor_2", day);
  minimum.amount = Multiply(base->money, factor->rate, Rounding::kHalfUp);
  return minimum;
}

// Groups I and II: a share of the mean wage, and more by how much of the longest possible record
// (from the age of 15 to the general age) the person has. Group III: the base.
Due Formula(const Question& question, const InputFact& inputs, Date day) {
  const int group = question.person.DisabilityGroup(day);
  const LawValue* base = BaseOn(question, day);
  if (group == 0 || base == nullptr)
    return Undetermined("the group of the disability, which the amount depends on, is not known");
  Due due;
  if (group == 3) {
    due.Add({base->money, "the base, for group III", base, question.person.disability.At(day)->at,
             std::nullopt, 0});
    return due;
  }
  const LawValue* share = question.own.At(group == 1 ? "wage_share_1" : "wage_share_2", day);
  const LawValue* by_record = question.own.At("record_share", day);
  const LawValue* work_from = question.own.At("record_from_age", day);
  const LawValue* age = question.law.Of("pension_age").At("age_months", day);
  const RecordFact* record = question.person.records.At(day);
  if (record == nullptr) return Undetermined("the insurance record is not known");
  if (share == nullptr || by_record == nullptr || work_from == nullptr || age == nullptr)
    return Undetermined("the formula of a pension granted on " + day.ToString() + " is not known");
  const Rate mean = InputOf(inputs, "mean_wage", due);
  if (!due.determined()) return due;
  const Money wage = MulDiv(Money::Cents(mean.millionths()), 100, Rate::kScale, Rounding::kHalfUp);
  due.Add({Multiply(wage, share->rate, Rounding::kHalfUp), "a share of the mean wage", share,
           inputs.at, wage, 0});
  const int64_t months = record->months_total / 12 * 12;
  const int64_t longest = age->number - 12 * work_from->number;
  due.Add({MulDiv(Multiply(wage, by_record->rate, Rounding::kHalfUp), std::min(months, longest),
                  longest, Rounding::kHalfUp),
           "by the share of the longest possible record", by_record, record->at, wage, 0});
  return due;
}

constexpr PensionKind kKind = {"disability_pension", IndexBand::kFirst, MinimumOn, Formula};

}  // namespace

Due DisabilityPension(const Question& question) { return PensionDue(question, kKind); }

Due FormerDisabilityPension(const Question& question, Date day) {
  const Claim* claim = question.person.FindClaim(kKind.benefit);
  if (claim == nullptr) return NothingDue("no disability pension was granted");
  const Question former{question.person, question.law,     question.law.Of(kKind.benefit),
                        question.month,  question.earlier, claim};
  return PensionOn(former, kKind, claim->awards.At(day), day);
}

}  // namespace izmaksa
