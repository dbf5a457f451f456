#include "processors/benefits/pension.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"

namespace izmaksa {
namespace {

constexpr const char* kNotGranted = "no such pension is granted";
constexpr const char* kNotYet = "the pension is granted from a later day";
constexpr const char* kSuspended = "the pension is suspended";
constexpr const char* kEnded = "the pension has ended";
constexpr const char* kDead = "the person had died before this month";
constexpr const char* kNotDisabled = "the disability has ended";
constexpr const char* kOldAge = "an old-age pension is due instead";

bool IsText(const LawValue* value, absl::string_view text) {
  return value != nullptr && value->kind == LawValue::Kind::kText && value->text == text;
}

// Everything that decides whether the pension is due on a day.
class Days {
 public:
  Days(const Question& question, absl::string_view benefit)
      : question_(question), person_(question.person), claim_(person_.FindClaim(benefit)) {
    if (benefit == "disability_pension") {
      disability_ = &person_.disability;
      old_age_ = person_.FindClaim("old_age_pension");
    }
  }

  PensionDays Find() {
    PensionDays days;
    const Date first = question_.month.first(), last = question_.month.last();
    if (claim_ == nullptr || claim_->standing.empty()) {
      days.none_because = kNotGranted;
      return days;
    }
    if (person_.died && *person_.died < first) {
      days.none_because = kDead;
      return days;
    }
    if (person_.died && *person_.died <= last) {
      const LawValue* rule = question_.law.general().At("month_of_death", first);
      if (IsText(rule, "in_full")) {
        // What is decided because of the death does not shorten the month of death.
        frozen_from_ = *person_.died;
      } else if (IsText(rule, "to_the_day")) {
        dead_from_ = *person_.died + 1;
      } else {
        days.undetermined = "how much of a pension is due for the month of death is not known";
        return days;
      }
    }
    Breaks breaks = BreaksIn(first, last);
    for (size_t i = 0; i + 1 < breaks.size(); ++i) {
      const Date day = breaks[i];
      const char* why_not = WhyNotOn(day);
      if (why_not != nullptr) {
        days.none_because = why_not;
        continue;
      }
      Stretch stretch{{day, breaks[i + 1] - 1, {}, {}},
                      claim_->awards.At(AsOf(day)),
                      claim_->GrantOn(AsOf(day))};
      if (!days.stretches.empty()) {
        Stretch& before = days.stretches.back();
        if (before.last + 1 == day && before.award == stretch.award &&
            before.grant == stretch.grant) {
          before.last = stretch.last;
          continue;
        }
      }
      days.stretches.push_back(stretch);
    }
    bool partial = false;
    for (Stretch& stretch : days.stretches) {
      if (stretch.first != first) stretch.begun_by = CauseOn(stretch.first);
      if (stretch.last != last) stretch.ended_by = CauseOn(stretch.last + 1);
      partial = partial || !stretch.Fills(question_.month);
    }
    if (partial && !IsText(question_.law.general().At("part_month", first), "calendar_days")) {
      days.undetermined = "how much of a pension is due for a part of a month is not known";
    }
    return days;
  }

 private:
  using Breaks = absl::InlinedVector<Date, 8>;

  // The days on which anything may change, the first of the month and the first of the next
  // included.
  Breaks BreaksIn(Date first, Date last) const {
    Breaks breaks = {first, last + 1};
    const auto add = [&](Date day) {
      if (day > first && day <= last) breaks.push_back(day);
    };
    for (const auto& step : claim_->standing.steps()) add(step.from);
    for (const auto& step : claim_->awards.steps()) add(step.from);
    for (const Grant& grant : claim_->grants) add(grant.from);
    if (disability_ != nullptr) {
      for (const auto& step : disability_->steps()) {
        add(step.from);
        if (step.value.until) add(*step.value.until + 1);
      }
    }
    if (old_age_ != nullptr) {
      for (const auto& step : old_age_->standing.steps()) add(step.from);
    }
    if (dead_from_) add(*dead_from_);
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    return breaks;
  }

  // The day whose decisions count for a day.
  Date AsOf(Date day) const {
    return frozen_from_ && day >= *frozen_from_ ? *frozen_from_ - 1 : day;
  }

  const char* WhyNotOn(Date day) const {
    if (dead_from_ && day >= *dead_from_) return kDead;
    const Date as_of = AsOf(day);
    const StandingFact* standing = claim_->standing.At(as_of);
    if (standing == nullptr) return kNotYet;
    if (standing->standing == Standing::kSuspended) return kSuspended;
    if (standing->standing == Standing::kEnded) return kEnded;
    if (disability_ != nullptr && disability_->At(as_of) != nullptr &&
        person_.DisabilityGroup(as_of) == 0) {
      return kNotDisabled;
    }
    if (old_age_ != nullptr) {
      const StandingFact* old_age = old_age_->standing.At(as_of);
      if (old_age != nullptr && old_age->standing == Standing::kGranted) return kOldAge;
    }
    return nullptr;
  }

  // The fact that changes something on a day.
  std::optional<Provenance> CauseOn(Date day) const {
    if (dead_from_ && *dead_from_ == day) return person_.died_at;
    const auto* standing = claim_->standing.StepAt(day);
    if (standing != nullptr && standing->from == day) return standing->value.at;
    const auto* award = claim_->awards.StepAt(day);
    if (award != nullptr && award->from == day) return award->value.at;
    if (disability_ != nullptr) {
      const auto* step = disability_->StepAt(day);
      if (step != nullptr &&
          (step->from == day || (step->value.until && *step->value.until + 1 == day))) {
        return step->value.at;
      }
    }
    if (old_age_ != nullptr) {
      const auto* step = old_age_->standing.StepAt(day);
      if (step != nullptr && step->from == day) return step->value.at;
    }
    return std::nullopt;
  }

  const Question& question_;
  const PersonState& person_;
  const Claim* claim_;
  const Timeline<DisabilityFact>* disability_ = nullptr;  // null: does not matter
  const Claim* old_age_ = nullptr;                        // null: none, or does not matter
  std::optional<Date> frozen_from_, dead_from_;
};

}  // namespace

PensionDays DaysOfPension(const Question& question, absl::string_view benefit) {
  return Days(question, benefit).Find();
}

Due PensionDue(const Question& question, absl::string_view benefit, IndexBand band) {
  PensionDays days = DaysOfPension(question, benefit);
  if (!days.undetermined.empty()) return Undetermined(std::move(days.undetermined));
  if (days.stretches.empty()) return NothingDue(days.none_because);
  Due due;
  for (const Stretch& stretch : days.stretches) {
    if (stretch.award == nullptr) {
      return Undetermined("the pension is granted, but no amount is awarded");
    }
    const Award& award = *stretch.award;
    const BenefitLaw& indexation = question.law.Of("indexation");
    if (award.as_of > stretch.first) {
      const auto later = indexation.Between("index_29", stretch.first, award.as_of);
      if (!later.empty()) {
        return Undetermined("the amount awarded is that of " + award.as_of.ToString() +
                            "; what it was before the review of " + later.front()->from.ToString() +
                            " is not known");
      }
    }
    Due whole;
    whole.terms.reserve(8);
    whole.Add({award.amount, "pension awarded by decision",
               question.own.At("amount", stretch.first), award.at, std::nullopt, 0});
    AddReviews(question, band, award.as_of, stretch.first, whole);
    if (!whole.determined()) return Undetermined(std::move(whole.undetermined));
    TakeOffOtherDays(question, stretch, whole.amount, whole);
    if (due.terms.empty()) {
      due = std::move(whole);
    } else {
      for (Term& term : whole.terms) due.Add(std::move(term));
    }
  }
  return due;
}

}  // namespace izmaksa
