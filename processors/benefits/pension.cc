#include "processors/benefits/pension.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "processors/benefits/pension_age.h"

namespace izmaksa {
namespace {

constexpr const char* kNotGranted = "no such pension is granted";
constexpr const char* kNotYet = "the pension is granted from a later day";
constexpr const char* kSuspended = "the pension is suspended";
constexpr const char* kEnded = "the pension has ended";
constexpr const char* kDead = "the person had died before this month";
constexpr const char* kNotDisabled = "the disability has ended";
constexpr const char* kOldAge = "an old-age pension is due instead";
constexpr const char* kEarlyAndInsured =
    "an early pension is not paid while its recipient is insured as employed or self-employed";

constexpr const char* kRaised = "raised to the minimum pension";

constexpr Status kWorking[] = {Status::kEmployed, Status::kSelfEmployed};

// Statuses by which a pension may be granted whole before the general age, by the law file's words.
constexpr std::pair<Status, const char*> kWholeEarlier[] = {
    {Status::kChernobylLiquidator, "chernobyl_liquidator"},
    {Status::kRaisedDisabledChildOrFive, "raised_disabled_child_or_five"},
};

bool IsText(const LawValue* value, absl::string_view text) {
  return value != nullptr && value->kind == LawValue::Kind::kText && value->text == text;
}

// Everything that decides whether the pension is due on a day.
class Days {
 public:
  Days(const Question& question, absl::string_view benefit, bool by_disability)
      : question_(question),
        person_(question.person),
        claim_(person_.FindClaim(benefit)),
        by_disability_(by_disability) {
    if (benefit == "disability_pension") {
      disability_ = &person_.disability;
      old_age_ = person_.FindClaim("old_age_pension");
    }
    if (benefit == "old_age_pension" && claim_ != nullptr) general_age_ = GeneralAgeIfLater();
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
                      claim_->GrantOn(AsOf(day)),
                      IsEarly(AsOf(day)),
                      DependsOnGroup() ? person_.DisabilityGroup(AsOf(day)) : 0};
      if (!days.stretches.empty()) {
        Stretch& before = days.stretches.back();
        if (before.last + 1 == day && before.award == stretch.award &&
            before.grant == stretch.grant && before.early == stretch.early &&
            before.group == stretch.group) {
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
    if (disability_ != nullptr || DependsOnGroup()) {
      for (const auto& step : person_.disability.steps()) {
        add(step.from);
        if (step.value.until) add(*step.value.until + 1);
      }
    }
    if (general_age_) {
      add(*general_age_);
      for (const StatusFact& status : person_.statuses) {
        add(status.from);
        if (status.until) add(*status.until + 1);
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

  // The day of the general age, where it comes after the grant of the pension.
  std::optional<Date> GeneralAgeIfLater() const {
    if (claim_->grants.empty()) return std::nullopt;
    const std::optional<Date> age = DayOfPensionAge(question_.law, person_);
    return age && claim_->grants.front().from < *age ? age : std::nullopt;
  }

  // Before the general age (s. 11), unless by a special right: s. 11 (4) and the transitional
  // provisions name who has one; otherwise the decision says so.
  bool IsEarly(Date day) const {
    if (!general_age_ || day >= *general_age_) return false;
    const LawValue* exempt = question_.law.Of("old_age_pension").At("whole_before_age", day);
    if (exempt == nullptr) return false;
    for (const auto& [status, word] : kWholeEarlier) {
      if (absl::StrContains(exempt->text, word) && person_.Has(status, day)) return false;
    }
    const InputFact* inputs = claim_->inputs.At(day);
    return inputs == nullptr || inputs->Find("earlier_age") == nullptr;
  }

  bool DependsOnGroup() const {
    return by_disability_ &&
           (disability_ != nullptr ||
            (!claim_->grants.empty() && claim_->grants.back().instead_of == "disability_pension"));
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
    if (IsEarly(as_of)) {
      for (const Status status : kWorking) {
        if (person_.Has(status, as_of)) return kEarlyAndInsured;
      }
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
    if (disability_ != nullptr || DependsOnGroup()) {
      const auto* step = person_.disability.StepAt(day);
      if (step != nullptr &&
          (step->from == day || (step->value.until && *step->value.until + 1 == day))) {
        return step->value.at;
      }
    }
    if (old_age_ != nullptr) {
      const auto* step = old_age_->standing.StepAt(day);
      if (step != nullptr && step->from == day) return step->value.at;
    }
    if (!general_age_) return std::nullopt;
    for (const StatusFact& status : person_.statuses) {
      if (status.from == day || (status.until && *status.until + 1 == day)) return status.at;
    }
    return *general_age_ == day ? std::optional(person_.identity_at) : std::nullopt;
  }

  const Question& question_;
  const PersonState& person_;
  const Claim* claim_;
  const bool by_disability_;
  const Timeline<DisabilityFact>* disability_ = nullptr;  // null: does not matter
  const Claim* old_age_ = nullptr;                        // null: none, or does not matter
  std::optional<Date> general_age_;  // of who was granted an old-age pension before it
  std::optional<Date> frozen_from_, dead_from_;
};

void RaiseToMinimum(const Question& question, const PensionKind& kind, Date day, Due& due) {
  if (kind.minimum == nullptr) return;
  const std::optional<Minimum> minimum = kind.minimum(question, day);
  if (!minimum || minimum->amount <= due.amount) return;
  // Where nothing came between, the later raise tells the whole of it.
  if (due.terms.back().why == kRaised) {
    due.amount -= due.terms.back().amount;
    due.terms.pop_back();
  }
  due.Add(
      {minimum->amount - due.amount, kRaised, minimum->base, minimum->fact, minimum->amount, 0});
}

bool AreAlike(const std::pair<Stretch, Due>& before, const Stretch& stretch, const Due& whole) {
  return before.first.last + 1 == stretch.first && before.first.award == stretch.award &&
         before.first.grant == stretch.grant && before.second.amount == whole.amount &&
         before.second.terms.size() == whole.terms.size();
}

// Days after `as_of` up to `day` on which the minimum may rise.
absl::InlinedVector<Date, 4> DaysOfMinimum(const Question& question, const PensionKind& kind,
                                           Date as_of, Date day) {
  absl::InlinedVector<Date, 4> days;
  const LawParameter* base = question.own.Find("minimum_base");
  if (kind.minimum == nullptr || base == nullptr) return days;
  const auto add = [&](Date date) {
    if (date > as_of && date <= day) days.push_back(date);
  };
  for (const LawValue& value : base->values) add(value.from);
  if (kind.benefit == "disability_pension") {
    for (const auto& step : question.person.disability.steps()) add(step.from);
  }
  std::sort(days.begin(), days.end());
  return days;
}

}  // namespace

PensionDays DaysOfPension(const Question& question, absl::string_view benefit, bool by_disability) {
  return Days(question, benefit, by_disability).Find();
}

Rate InputOf(const InputFact& inputs, absl::string_view name, Due& due) {
  const std::string* text = inputs.Find(name);
  const absl::StatusOr<Rate> number =
      text == nullptr ? absl::NotFoundError("") : Rate::Parse(*text);
  if (number.ok()) return *number;
  due.undetermined = absl::StrCat("no amount is awarded, and the decision states no ",
                                  absl::StrReplaceAll(name, {{"_", " "}}));
  return Rate();
}

bool IsTotalised(const Claim& claim, Date day) {
  const InputFact* inputs = claim.inputs.At(day);
  return inputs != nullptr && inputs->Find("totalised_record") != nullptr;
}

Due PensionOn(const Question& question, const PensionKind& kind, const Award* award, Date day) {
  Due due;
  due.terms.reserve(8);
  Date as_of;
  const auto* inputs = question.claim->inputs.StepAt(day);
  if (award != nullptr) {
    as_of = award->as_of;
    if (as_of > day) {
      const auto later = question.law.Of("indexation").Between("index_29", day, as_of);
      if (!later.empty()) {
        return Undetermined("the amount awarded is that of " + as_of.ToString() +
                            "; what it was before the review of " + later.front()->from.ToString() +
                            " is not known");
      }
    }
    due.Add({award->amount, "pension awarded by decision", question.own.At("amount", day),
             award->at, std::nullopt, 0});
  } else if (kind.formula != nullptr && inputs != nullptr) {
    as_of = inputs->from;
    due = kind.formula(question, inputs->value, as_of);
    if (!due.determined()) return due;
  } else {
    return Undetermined("the pension is granted, but no amount is awarded");
  }
  RaiseToMinimum(question, kind, std::min(as_of, day), due);
  const auto days = DaysOfMinimum(question, kind, as_of, day);
  const auto raise = [&](Date on, Due& raised) { RaiseToMinimum(question, kind, on, raised); };
  AddReviews(question, kind.band, as_of, day, {days, raise}, due);
  return due;
}

Due PensionDue(const Question& question, const PensionKind& kind) {
  PensionDays days = DaysOfPension(question, kind.benefit, /*by_disability=*/true);
  if (!days.undetermined.empty()) return Undetermined(std::move(days.undetermined));
  if (days.stretches.empty()) return NothingDue(days.none_because);
  absl::InlinedVector<std::pair<Stretch, Due>, 2> parts;
  for (const Stretch& stretch : days.stretches) {
    Due whole = PensionOn(question, kind, stretch.award, stretch.first);
    if (whole.determined() && kind.adjust != nullptr) kind.adjust(question, stretch, whole);
    if (!whole.determined()) return Undetermined(std::move(whole.undetermined));
    // Days whose difference makes none to the amount are rounded as one.
    if (!parts.empty() && AreAlike(parts.back(), stretch, whole)) {
      parts.back().first.last = stretch.last;
      parts.back().first.ended_by = stretch.ended_by;
      continue;
    }
    parts.emplace_back(stretch, std::move(whole));
  }
  Due due;
  for (auto& [stretch, whole] : parts) {
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
