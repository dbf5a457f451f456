// Parental benefit (vecāku pabalsts): law "Par maternitātes un slimības apdrošināšanu" s. 10⁴, 10⁶
// and 10⁷. A case for each child and parent. For births from 2023 each parent has months of an own
// part that the other cannot take; what remains of the period chosen is the base part, which ends
// before them.
#include <map>

#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// What the law of the child's birth and the choice say.
struct Terms {
  const LawValue* rate = nullptr;
  bool chose_short = false;
  Date base_end;       // first day after the base part
  int own_months = 0;  // of the own part; 0: there is none
  Date own_end;        // first day on which the child is too old for it
  std::string undetermined;
};

Terms TermsFor(const Question& question, const Relative& child, Date day) {
  Terms terms;
  const DayLaw birth(question.law, question.own, child.born);
  const int shorter = birth.Number("months_short"), longer = birth.Number("months_long");
  terms.chose_short = IsSaid(question, day, "period", "shorter");
  terms.rate = &birth.At(terms.chose_short ? "rate_short" : "rate_long");
  const int own = birth.Has("own_months") ? birth.Number("own_months") : 0;
  if (own != 0) terms.own_end = DayOfAge(child.born, birth.Number("own_child_age_max"));
  terms.own_months = IsSaid(question, day, "both_parts") ? 2 * own : own;
  terms.base_end = DayOfAge(child.born, 0, (terms.chose_short ? shorter : longer) - 2 * own);
  terms.undetermined = birth.unknown();
  if (terms.undetermined.empty() && !terms.chose_short &&
      !IsSaid(question, day, "period", "longer")) {
    terms.undetermined = "the decision does not say which of the law's periods was chosen";
  }
  return terms;
}

// The own part is of so many months from its first day; taken in parts, of as many days.
class OwnPart {
 public:
  bool Use(Date day, int months) {
    if (used_ == 0) days_max_ = DayOfAge(day, 0, months) - day;
    return ++used_ <= days_max_;
  }

 private:
  int used_ = 0, days_max_ = 0;
};

class Parental {
 public:
  Parental(const Question& question, const Relative& child) : question_(question), child_(child) {}

  Due Find() {
    const Claim& claim = *question_.claim;
    if (claim.grants.empty()) return NothingDue("it is not granted");
    const Date last = question_.month.last();
    const Grant* grant = claim.GrantOn(last);
    if (grant == nullptr) return NothingDue("it is granted from a later day");
    if (std::optional<Due> lost = LostByLateness(question_, grant, grant->from))
      return *std::move(lost);
    const Terms terms = TermsFor(question_, child_, last);
    if (!terms.undetermined.empty()) return Undetermined(terms.undetermined);
    if (question_.month.first() >= terms.base_end && !OnChildcareLeaveIn(question_.month))
      return NothingDue(kOver);
    if (std::optional<Due> why_not = NotInsuredLongEnough(question_, EventOf(*grant)))
      return *std::move(why_not);
    OwnPart own;
    Due due = DailyDue(question_, claim.grants.front().from, last, GrantedFor::kDaysFromIt,
                       [&](const DayLaw& law) { return Worth(law, own); });
    AddWageTerms(WageOf(*grant), due);
    return due;
  }

 private:
  static constexpr const char* kOver = "the period chosen is over";

  bool OnChildcareLeaveIn(Month month) const {
    for (const StatusFact& fact : question_.person.statuses) {
      if (fact.status == Status::kOnChildcareLeave &&
          HasDaysIn(month, fact.from, fact.until.value_or(month.last()))) {
        return true;
      }
    }
    return false;
  }

  Date EventOf(const Grant& grant) const {
    return DayInput(question_, grant.from, "first_day").value_or(grant.from);
  }

  const InsuredWage& WageOf(const Grant& grant) {
    const auto [known, is_new] = wages_.try_emplace(grant.from);
    if (is_new) known->second = AverageDailyWage(question_, EventOf(grant), "unpaid_leave_share");
    return known->second;
  }

  DayWorth Worth(const DayLaw& law, OwnPart& own) {
    const Date day = law.day();
    if (day < child_.born) return WorthNothing("the child is not born yet");
    if (!child_.IsAlive(day)) return WorthNothing("the child has died");
    const Terms terms = TermsFor(question_, child_, day);
    if (!terms.undetermined.empty()) return WorthUnknown(terms.undetermined);
    const InsuredWage& wage = WageOf(*question_.claim->GrantOn(day));
    if (!wage.undetermined.empty()) return WorthUnknown(wage.undetermined);
    const PersonState& person = question_.person;
    const bool on_leave = person.Has(Status::kOnChildcareLeave, day);
    const bool own_part = day >= terms.base_end || IsSaid(question_, day, "own_part");

    DayWorth worth;
    worth.daily = ShareOfWage(wage, terms.rate->rate);
    worth.term.law = terms.rate;
    worth.term.fact = child_.identity_at;
    worth.term.why = terms.chose_short
                         ? "a share of the average insured wage, the shorter period chosen"
                         : "a share of the average insured wage, the longer period chosen";
    if (own_part) {
      if (terms.own_months == 0) return WorthNothing(kOver);
      if (day >= terms.own_end) return WorthNothing("the child is too old");
      if (!on_leave) return WorthNothing("the own part is paid only on childcare leave");
      if (!own.Use(day, terms.own_months)) return WorthNothing("the own part is used up");
      worth.term.why = "a share of the average insured wage, the parent's own part";
      return worth;
    }
    const StatusFact* working = person.Find(Status::kEmployed, day);
    if (working == nullptr) working = person.Find(Status::kSelfEmployed, day);
    if (working == nullptr || on_leave) return worth;
    const LawValue& share = law.At("working_share");
    worth.daily.numerator *= share.rate.millionths();
    worth.daily.denominator *= Rate::kScale;
    worth.term.law = &share;
    worth.term.fact = working->at;
    worth.term.why = terms.chose_short ? "while working: part of the share for the shorter period"
                                       : "while working: part of the share for the longer period";
    return worth;
  }

  const Question& question_;
  const Relative& child_;
  std::map<Date, InsuredWage> wages_;  // by day of grant
};

}  // namespace

Due ParentalBenefit(const Question& question) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  return Parental(question, *child).Find();
}

}  // namespace izmaksa
