// Old-age pension (vecuma pensija): law "Par valsts pensijām" s. 11 and 12; reviewed each year by
// s. 26 with the index of the person's record. The decision states the amount, or what the formula
// of s. 12 needs. Never below the minimum; half of it before the general age.
#include "processors/benefits/disability_pension/rule.h"

#include "absl/strings/str_cat.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

constexpr int kMonths = 12;

// To 2020 a multiple of the base by band of record; since 2021 a multiple, and more for each full
// year of record above those counted in.
std::optional<Minimum> MinimumOn(const Question& question, Date day) {
  const BenefitLaw& law = question.own;
  const RecordFact* record = question.person.records.At(day);
  if (record == nullptr || IsTotalised(*question.claim, day)) return std::nullopt;
  const DisabilityFact* disability = question.person.disability.At(day);
  const bool childhood =
      disability != nullptr && disability->group != 0 && disability->since_childhood;
  const LawValue* base = law.At(childhood ? "minimum_base_childhood" : "minimum_base", day);
  if (base == nullptr) return std::nullopt;
  const int years = record->months_total / kMonths;
  const LawValue* included = law.At("minimum_years_included", day);
  const LawValue* per_year = law.At("minimum_per_year", day);
  if (included != nullptr && per_year != nullptr) {
    const int more = std::max(0, years - static_cast<int>(included->number));
    const Money amount =
        Multiply(base->money, law.At("minimum_factor", day)->rate, Rounding::kHalfUp) +
        Times(Multiply(base->money, per_year->rate, Rounding::kHalfUp), more);
    return Minimum{amount, base, record->at};
  }
  const LawValue* factor = years <= 20   ? law.At("minimum_factor", day)
                           : years <= 30 ? law.At("minimum_factor_21", day)
                           : years <= 40 ? law.At("minimum_factor_31", day)
                                         : law.At("minimum_factor_41", day);
  return Minimum{Multiply(base->money, factor->rate, Rounding::kHalfUp), base, record->at};
}

// G, the planned years of payment: as the decision states it, else by the age on the day.
struct Years {
  Rate rate;
  const LawValue* law = nullptr;
};

Years YearsOfPayment(const Question& question, const InputFact& inputs, Date day, Due& due) {
  Years years{{}, question.own.At("formula", day)};
  if (inputs.Find("g") != nullptr) {
    years.rate = InputOf(inputs, "g", due);
    return years;
  }
  if (!question.person.registered) {
    due.undetermined = "when the person was born, which decides G, is not known";
    return years;
  }
  int months = day.in_month() - question.person.born.in_month();
  if (day < DayOfAge(question.person.born, 0, months)) --months;
  const std::string name = absl::StrCat("g_at_", months / kMonths, "_", months % kMonths);
  const LawValue* g = question.own.Find(name) == nullptr ? nullptr : question.own.At(name, day);
  if (g == nullptr || g->kind != LawValue::Kind::kRate) {
    due.undetermined = absl::StrCat(
        "G of ", day.ToString(), " for the age of ", months / kMonths, " years and ",
        months % kMonths, " months is not known", g == nullptr ? "" : " since ",
        g == nullptr ? "" : g->from.ToString(), ", and the decision does not state it");
    return years;
  }
  return {g->rate, g};
}

// s. 12: P = (Ks + K) / G : 12, where Ks = Vi × As × 0.2 × 12, of the full years to 1995.
Due Formula(const Question& question, const InputFact& inputs, Date day) {
  Due due;
  const RecordFact* record = question.person.records.At(day);
  if (record == nullptr) return Undetermined("the insurance record is not known");
  const LawValue* least = question.law.Of("pension_age").At("record_years", day);
  if (least == nullptr || record->months_total / kMonths < least->number) {
    if (!IsTotalised(*question.claim, day)) {
      return Undetermined(absl::StrCat("the insurance record is shorter than the law of ",
                                       day.ToString(), " asks for an old-age pension"));
    }
  }
  const int64_t years = record->months_to_1995 / kMonths;
  const LawValue* initial_share = question.own.At("initial_share", day);
  const Rate capital = InputOf(inputs, "capital", due);
  const Rate wage = years == 0 ? Rate() : InputOf(inputs, "initial_wage", due);
  const Years g = YearsOfPayment(question, inputs, day, due);
  if (!due.determined()) return due;
  if (g.rate.millionths() <= 0)
    return Undetermined("the G that the decision states is not above zero");
  // Millionths of a euro in, cents out: rounded once, at the end.
  const auto monthly = [&](int64_t millionths) {
    return MulDiv(Money::Cents(millionths), 100, g.rate.millionths() * kMonths, Rounding::kHalfUp);
  };
  const int64_t initial =
      MulDiv(Money::Cents(wage.millionths()), years * kMonths * initial_share->rate.millionths(),
             Rate::kScale, Rounding::kHalfUp)
          .cents();
  const Money whole = monthly(capital.millionths() + initial), from_initial = monthly(initial);
  due.Add({whole - from_initial, "the capital, spread over the planned years of payment", g.law,
           inputs.at, std::nullopt, 0});
  if (years > 0) {
    due.Add({from_initial, "the initial capital of the record to 1995, spread likewise",
             initial_share, record->at,
             MulDiv(Money::Cents(wage.millionths()), 100, Rate::kScale, Rounding::kHalfUp), years});
  }
  return due;
}

// s. 16: not below the disability pension that it replaces, while the disability lasts. A later
// award says itself what it is.
void KeepDisabilityPension(const Question& question, const Stretch& stretch, Due& monthly) {
  const Grant* grant = stretch.grant;
  const bool later_award = stretch.award != nullptr && stretch.award->as_of > grant->from;
  if (stretch.group == 0 || grant->instead_of != "disability_pension" || later_award) return;
  const Claim* former = question.person.FindClaim("disability_pension");
  const LawValue* rule = question.own.At("not_below_disability_pension", stretch.first);
  if (former == nullptr || rule == nullptr || IsTotalised(*question.claim, stretch.first)) return;
  const Due before = FormerDisabilityPension(question, grant->from - 1);
  if (!before.determined() || before.amount <= monthly.amount || before.terms.empty()) return;
  monthly.Add({before.amount - monthly.amount,
               "not below the disability pension it replaces, while the disability lasts", rule,
               before.terms.front().fact, before.amount, 0});
}

// s. 11: half of an early pension, until the general age.
void Adjust(const Question& question, const Stretch& stretch, Due& monthly) {
  if (stretch.grant != nullptr) KeepDisabilityPension(question, stretch, monthly);
  if (!stretch.early) return;
  const LawValue* share = question.own.At("early_share", stretch.first);
  if (share == nullptr || share->kind != LawValue::Kind::kRate) {
    monthly.undetermined = "how much of an early pension is paid is not known";
    return;
  }
  const Money paid = Multiply(monthly.amount, share->rate, Rounding::kHalfUp);
  monthly.Add({paid - monthly.amount,
               "the part of an early pension not paid before the general age", share,
               question.person.identity_at, monthly.amount, 0});
}

constexpr PensionKind kKind = {"old_age_pension", IndexBand::kByRecord, MinimumOn, Formula, Adjust};

}  // namespace

Due OldAgePension(const Question& question) { return PensionDue(question, kKind); }

}  // namespace izmaksa
