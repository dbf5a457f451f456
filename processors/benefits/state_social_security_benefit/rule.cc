// State social security benefit (valsts sociālā nodrošinājuma pabalsts): Law on State Social
// Benefits s. 13; Cabinet Regulation 1605 of 22.12.2009. For who has no right to a pension, by one
// of three titles: age, disability, or a provider's death. Paid for the month before.
#include <algorithm>

#include "processors/benefits/month_by_days.h"
#include "processors/benefits/pension_age.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

bool Works(const Life& life, Date day) {
  return life.Has(Status::kEmployed, day) || life.Has(Status::kSelfEmployed, day);
}

bool ReceivesSurvivorsPension(const PersonState& person, Date day) {
  for (const Claim& claim : person.claims) {
    const StandingFact* standing = claim.standing.At(day);
    if (claim.benefit == "survivors_pension" && standing != nullptr &&
        standing->standing != Standing::kEnded) {
      return true;
    }
  }
  return false;
}

// In Latvia without a break for the last months, and in all for more.
bool LivedHereLongEnough(const Life& life, const DayLaw& law) {
  const Date day = law.day();
  Date here_since = life.born;
  bool here = true;
  int days = 0;
  for (const auto& step : life.residence.steps()) {
    if (step.from > day) break;
    const bool in_latvia = step.value.country == "LV";
    if (here && !in_latvia) days += step.from - here_since;
    if (!here && in_latvia) here_since = step.from;
    here = in_latvia;
  }
  if (!here || AddMonths(here_since, law.Number("residence_months_unbroken")) > day) return false;
  return days + (day - here_since) >= day - AddMonths(day, -law.Number("residence_months"));
}

// What a title is worth; no terms and no reason where it is not the person's.
Due OfDisability(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date day = law.day();
  const int group = person.DisabilityGroup(day);
  if (group == 0 || !person.IsOfAge(day, law.Number("disability_from_age"))) return Due();
  if (!person.Has(Status::kUkraineCivilian, day) && !LivedHereLongEnough(person, law))
    return NothingDue("the person has not lived in Latvia long enough");
  const DisabilityFact& disability = *person.disability.At(day);
  const LawValue& base = disability.since_childhood   ? law.At("childhood_base")
                         : law.Has("disability_base") ? law.At("disability_base")
                                                      : law.At("base");
  Due due;
  due.Add(
      {base.money,
       disability.since_childhood ? "disabled since childhood" : "disabled, not since childhood",
       &base, disability.at, std::nullopt, 0});
  if (group == 3) return due;
  // Each product is rounded: 122.69 × 1.3 = 159.497 is 159.50.
  const LawValue& coefficient = law.At(group == 1 ? "coefficient_1" : "coefficient_2");
  due.Add({Multiply(base.money, coefficient.rate, Rounding::kHalfUp) - base.money,
           "more for the group, by its coefficient", &coefficient, disability.at, base.money, 0});
  const char* not_working = group == 1 ? "not_working_1" : "not_working_2";
  if (Works(person, day) || !law.Has(not_working)) return due;
  const LawValue& more = law.At(not_working);
  const Money of = due.amount;
  due.Add({Multiply(of, more.rate, Rounding::kHalfUp), "more for who does not work", &more,
           disability.at, of, 0});
  return due;
}

Due OfAge(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date day = law.day();
  if (!ReachedPensionAge(question.law, person, day)) return Due();
  if (Works(person, day)) return NothingDue("the person is of pension age, and works");
  const StatusFact* civilian = person.Find(Status::kUkraineCivilian, day);
  if (civilian != nullptr ? AddMonths(civilian->from, law.Number("ukraine_stay_months")) > day
                          : !LivedHereLongEnough(person, law)) {
    return NothingDue("the person has not lived in Latvia long enough");
  }
  Due due;
  const LawValue& base = law.At("base");
  due.Add({base.money, "of pension age, without a pension", &base, person.identity_at, {}, 0});
  return due;
}

Due OfSurvivor(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date day = law.day();
  if (!person.registered) return Due();
  const auto provider =
      std::find_if(person.relatives.begin(), person.relatives.end(), [&](const Relative& relative) {
        return relative.died && *relative.died < day &&
               relative.Find(Relation::kDependantOf, *relative.died) != nullptr;
      });
  if (provider == person.relatives.end()) return Due();
  if (person.IsOfAge(day, law.Number("survivor_age_max"))) {
    const bool at_school = person.Has(Status::kStudyingAtSchool, day) &&
                           !person.IsOfAge(day, law.Number("survivor_age_school"));
    const bool at_university = person.Has(Status::kStudyingHigher, day) &&
                               !person.IsOfAge(day, law.Number("survivor_age_higher"));
    if (!at_school && !at_university)
      return NothingDue("the survivor is of age, and does not study or is too old to");
    if (person.Has(Status::kMarried, day)) return NothingDue("the survivor is married");
  }
  const bool older = person.IsOfAge(day, law.Number("survivor_older_from_age"));
  const LawValue& amount = law.At(older ? "survivor_older" : "survivor_younger");
  Due due;
  due.Add(
      {amount.money, "who provided for the person has died", &amount, provider->died_at, {}, 0});
  return due;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const bool survivors_pension = ReceivesSurvivorsPension(person, law.day());
  Due best = NothingDue("neither age, disability nor a provider's death entitles to it");
  for (const auto title : {OfDisability, OfAge, OfSurvivor}) {
    // Who receives a survivor's pension may have this benefit for a disability only.
    if (survivors_pension && title != OfDisability) continue;
    Due due = title(question, law);
    const bool says_more = due.terms.empty() && *due.none_because != '\0' && best.terms.empty();
    if (due.amount > best.amount || says_more) best = std::move(due);
  }
  const AmountFact* foreign = person.Find(AmountKind::kForeignPension, law.day());
  if (best.terms.empty() || foreign == nullptr || !foreign->amount.is_positive()) return best;
  if (!law.Is("foreign_pension", "reduces")) return best;
  if (foreign->amount >= best.amount) return NothingDue("a foreign pension is not smaller");
  best.Add({-foreign->amount, "less the pension paid by another country",
            &law.At("foreign_pension"), foreign->at, std::nullopt, 0});
  return best;
}

}  // namespace

Due StateSocialSecurityBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
