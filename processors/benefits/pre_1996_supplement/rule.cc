// Supplement for the insurance record to 31 December 1995 (piemaksa pie vecuma un invaliditātes
// pensijas): law "Par valsts pensijām", transitional provisions (p. 41.5 and 41.6 on its yearly
// review); Cabinet Regulation 184 of 30.04.2019, p. 2: a fixed amount for each full year.
//
// It follows a pension: due on the days the pension is due. Whether a pension carries it depends on
// the day from which the pension was granted; the law moves that day on, year by year.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

using Kind = LawValue::Kind;

bool IsText(const LawValue* value, absl::string_view text) {
  return value != nullptr && value->kind == Kind::kText && value->text == text;
}

bool IsAmount(const LawValue* value) { return value != nullptr && value->kind == Kind::kMoney; }

// A stretch of days on which a pension carries the supplement, and by what.
struct Carried {
  Stretch stretch;
  const LawValue* rate = nullptr;
  const LawValue* by = nullptr;  // what in the law lets the pension carry it
  const Grant* grant = nullptr;  // the grant that counts for it
  const char* why = "";
  std::optional<Provenance>
      disability;  // while it lasts, where the supplement is kept only so long
  std::optional<Month> payable_from;
};

class Supplement {
 public:
  explicit Supplement(const Question& question)
      : question_(question), person_(question.person), own_(question.own) {}

  Due Find() {
    if (!LivesWhereItIsPaid()) {
      return NothingDue("the person lives permanently where the supplement is not paid");
    }
    const char* none_because = nullptr;
    for (const bool old_age : {true, false}) {
      PensionDays days =
          DaysOfPension(question_, old_age ? "old_age_pension" : "disability_pension");
      if (!days.undetermined.empty()) return Undetermined(std::move(days.undetermined));
      for (const Stretch& stretch : days.stretches) {
        const char* why_not = Carry(stretch, old_age);
        if (!undetermined_.empty()) return Undetermined(std::move(undetermined_));
        if (why_not != nullptr) none_because = why_not;
      }
    }
    if (carried_.empty()) {
      return NothingDue(none_because != nullptr ? none_because
                                                : "no pension is due for this month");
    }
    return Total();
  }

 private:
  // Stops from the month after the month in which the agency learned that the person has moved for
  // good to a country outside the list; begins again from the month after a return.
  bool LivesWhereItIsPaid() const {
    const auto& steps = person_.residence.steps();
    const Date first = question_.month.first();
    const LawValue* countries = own_.At("residence_countries", first);
    if (countries == nullptr) return false;
    std::optional<Month> learned;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->from > first) continue;
      if (absl::StrContains(countries->text, step->value.country)) break;
      const Month known = std::max(step->from, step->value.at.recorded.date()).in_month();
      learned = learned ? std::min(*learned, known) : known;
    }
    return !learned || question_.month <= *learned;
  }

  // Null and a new entry in carried_, or why the pension carries no supplement.
  const char* Carry(const Stretch& stretch, bool old_age) {
    const Date day = stretch.first;
    if (stretch.grant == nullptr) {
      undetermined_ = "the day from which the pension is granted is not known";
      return nullptr;
    }
    const LawValue* through = own_.At("granted_through", day);
    if (through == nullptr) return "the law does not grant the supplement yet";
    Carried carried{stretch,
                    {},
                    through,
                    &GrantThatCounts(*stretch.grant, old_age, day),
                    "the pension carries the supplement by the day of its grant",
                    {},
                    {}};
    const Date granted = carried.grant->from;
    const bool entitled = through->kind == Kind::kNone || granted <= through->date;
    const LawValue* before = own_.Before("granted_through", day);
    const bool restored =
        entitled && before != nullptr && before->kind == Kind::kDate && granted > before->date;
    if ((!entitled || restored) && old_age) {
      const std::optional<Carried> kept = KeptAfterDisability(carried, granted);
      if (kept && (!entitled || kept->stretch.last == stretch.last)) return Add(*kept, old_age);
    }
    if (!entitled) return "pensions granted on that day do not carry the supplement yet";
    if (restored && through->payable_from && *through->payable_from > question_.month) {
      carried.payable_from = through->payable_from;
    }
    return Add(carried, old_age);
  }

  const char* Add(Carried carried, bool old_age) {
    carried.rate = RateFor(carried.stretch, old_age);
    if (carried.rate == nullptr) return nullptr;
    const RecordFact* record = person_.records.At(carried.stretch.first);
    if (record == nullptr) {
      undetermined_ = "the insurance record to 31 December 1995 is not known";
      return nullptr;
    }
    if (record->months_to_1995 < 12) return "there is no full year of record to 31 December 1995";
    // Stretches that follow one another are prorated, and rounded, as one.
    for (Carried& other : carried_) {
      if (other.rate != carried.rate || other.payable_from != carried.payable_from) continue;
      if (other.stretch.last + 1 == carried.stretch.first) {
        other.stretch.last = carried.stretch.last;
        other.stretch.ended_by = carried.stretch.ended_by;
        return nullptr;
      }
      if (carried.stretch.last + 1 == other.stretch.first) {
        carried.stretch.last = other.stretch.last;
        carried.stretch.ended_by = other.stretch.ended_by;
        other = std::move(carried);
        return nullptr;
      }
    }
    carried_.push_back(std::move(carried));
    return nullptr;
  }

  // A disability pension granted anew keeps the supplement of the first.
  const Grant& GrantThatCounts(const Grant& latest, bool old_age, Date day) const {
    if (old_age || !IsText(own_.At("disability_granted_anew", day), "kept")) return latest;
    return person_.FindClaim("disability_pension")->grants.front();
  }

  // Who is granted an old-age pension instead of a disability pension that carried the supplement
  // keeps it while the disability lasts (the rule of May 2014).
  std::optional<Carried> KeptAfterDisability(Carried carried, Date granted) const {
    const Stretch& stretch = carried.stretch;
    const LawValue* rule = own_.At("kept_after_disability", stretch.first);
    if (!IsText(rule, "while_disabled")) return std::nullopt;
    if (stretch.grant->instead_of != "disability_pension") return std::nullopt;
    const Claim* former = person_.FindClaim("disability_pension");
    if (former == nullptr || former->grants.empty()) return std::nullopt;
    const LawValue* through = own_.At("granted_through", granted - 1);
    const bool carried_it = through != nullptr && (through->kind == Kind::kNone ||
                                                   former->grants.front().from <= through->date);
    if (!carried_it) return std::nullopt;
    Date last = stretch.first - 1;
    while (last < stretch.last && person_.DisabilityGroup(last + 1) != 0) last = last + 1;
    if (last < stretch.first) return std::nullopt;
    carried.by = rule;
    carried.why = "kept from the disability pension, while the disability lasts";
    carried.disability = person_.disability.At(stretch.first)->at;
    if (last < stretch.last) {
      carried.stretch.last = last;
      carried.stretch.ended_by = carried.disability;
    }
    return carried;
  }

  // Null where it cannot be told, and undetermined_ says why. Rate A: granted by 31 December 1996;
  // a disability pension only where the age of the old-age pension was reached by then too. A
  // pension granted anew later has rate B.
  const LawValue* RateFor(const Stretch& stretch, bool old_age) {
    const Date day = stretch.first;
    const LawValue* rate_a = own_.At("rate_a", day);
    const LawValue* rate_b = own_.At("rate_b", day);
    const LawValue* through = own_.At("rate_a_granted_through", day);
    const bool may_be_a =
        rate_a != nullptr && through != nullptr && stretch.grant->from <= through->date;
    if (!IsAmount(rate_b) || (may_be_a && !IsAmount(rate_a))) {
      undetermined_ = "the supplement for a year of record on " + day.ToString() + " is not known";
      return nullptr;
    }
    if (!may_be_a) return rate_b;
    if (old_age) return rate_a;
    const LawValue* women = own_.At("rate_a_age_women", through->date);
    const LawValue* men = own_.At("rate_a_age_men", through->date);
    if (!person_.registered || women == nullptr || men == nullptr) {
      undetermined_ = "the age on 31 December 1996, which decides the rate, is not known";
      return nullptr;
    }
    if (DayOfAge(person_.born, static_cast<int>(men->number)) <= through->date) return rate_a;
    if (DayOfAge(person_.born, static_cast<int>(women->number)) > through->date) return rate_b;
    undetermined_ =
        "whether the age of the old-age pension was reached by 31 December 1996 depends on the "
        "sex, "
        "which is not known here";
    return nullptr;
  }

  Due Total() const {
    Due due;
    due.terms.reserve(4);
    for (const Carried& carried : carried_) {
      const RecordFact& record = *person_.records.At(carried.stretch.first);
      const int years = record.months_to_1995 / 12;  // Regulation 184 p. 2: full years
      const Money monthly = Times(carried.rate->money, years);
      due.lats = carried.rate->lats;
      if (carried.payable_from) due.payable_from = std::max(due.payable_from, carried.payable_from);
      due.Add({Money(), carried.why, carried.by, carried.grant->at, std::nullopt, 0});
      if (carried.disability) {
        due.Add({Money(), "the disability lasts", carried.by, carried.disability, std::nullopt, 0});
      }
      due.Add({monthly, "for each full year of record to 31 December 1995", carried.rate, record.at,
               carried.rate->money, years});
      TakeOffOtherDays(question_, carried.stretch, monthly, due);
    }
    return due;
  }

  const Question& question_;
  const PersonState& person_;
  const BenefitLaw& own_;
  std::vector<Carried> carried_;
  std::string undetermined_;
};

}  // namespace

Due Pre1996Supplement(const Question& question) { return Supplement(question).Find(); }

}  // namespace izmaksa
