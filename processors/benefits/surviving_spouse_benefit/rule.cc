// Benefit for the spouse of a deceased recipient of a pension (pabalsts mirušā pensijas saņēmēja
// laulātajam): law "Par valsts pensijām", for deaths since 1 January 2019. Half of the pension of
// the deceased, supplement included, for twelve months; to spouses with a pension of their own.
#include "processors/benefits/deceased.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

constexpr const char* kOwnPensions[] = {"old_age_pension", "disability_pension", "service_pension"};

bool HasOwnPension(const PersonState& person, Date day) {
  for (const char* benefit : kOwnPensions) {
    const Claim* claim = person.FindClaim(benefit);
    const StandingFact* standing = claim == nullptr ? nullptr : claim->standing.At(day);
    if (standing != nullptr && standing->standing == Standing::kGranted) return true;
  }
  return false;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* deceased = DeceasedOfCase(question);
  if (deceased == nullptr) return UnknownDeath(question);
  const Date died = *deceased->died;
  const LawValue& deaths = law.At("deaths_from");
  if (died < deaths.date) return NothingDue("the spouse died before the law granted the benefit");
  // The pension of the deceased is due through the day of death.
  if (day <= died) return NothingDue("the spouse has not died yet");
  if (day > DayOfAge(died, 0, law.Number("months")))
    return NothingDue("it is due for twelve months from the death");
  const RelationFact* marriage = deceased->Find(Relation::kSpouseOf, died);
  if (marriage == nullptr) return NothingDue("the two were not married on the day of death");
  if (!HasOwnPension(question.person, day))
    return NothingDue("the person has no pension of the person's own");
  const auto* inputs = question.claim->inputs.StepAt(day);
  if (inputs == nullptr) return Undetermined("the decision states no deceased pension");
  Due due;
  const Rate stated = InputOf(inputs->value, "deceased_pension", due);
  if (!due.determined()) return due;
  const Money pension =
      MulDiv(Money::Cents(stated.millionths()), 100, Rate::kScale, Rounding::kHalfUp);
  const LawValue& share = law.At("share");
  due.Add({Money(), "married on the day of death", &deaths, marriage->at, {}, 0});
  due.Add({Multiply(pension, share.rate, Rounding::kHalfUp),
           "a share of the pension of the deceased, supplement included", &share, inputs->value.at,
           pension, 0});
  return due;
}

}  // namespace

Due SurvivingSpouseBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
