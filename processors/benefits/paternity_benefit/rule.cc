// Paternity benefit (paternitātes pabalsts): law "Par maternitātes un slimības apdrošināšanu";
// Cabinet Regulation 753 of 16.11.2021. A case for each leave. Births from 1 August 2022 bring ten
// working days; they were paid by the calendar day until March 2023, and reckoned anew, by the
// working day, in April 2023.
#include "absl/strings/match.h"
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// The child the leave is about, and the day that counts: of birth, or of adoption.
struct Arrival {
  const Relative* child = nullptr;
  Date day;
};

Arrival ChildOfLeave(const PersonState& person, Date leave) {
  Arrival latest;
  for (const Relative& relative : person.relatives) {
    for (const RelationFact& relation : relative.relations) {
      const bool adopted = relation.relation == Relation::kAdopterOf;
      if (!relative.registered || (!adopted && relation.relation != Relation::kParentOf)) continue;
      const Date day = adopted ? relation.from : relative.born;
      if (day > leave || (latest.child != nullptr && latest.day >= day)) continue;
      latest = {&relative, day};
    }
  }
  return latest;
}

bool IsWorkingDay(Date day) { return day.weekday() <= 5; }

}  // namespace

Due PaternityBenefit(const Question& question) {
  const Certificate leave = CertificateOfCase(question, Status::kPaternityLeave);
  if (leave.parts.empty()) return UnknownCertificate(question);
  if (!HasDaysIn(question.month, leave.first, leave.last))
    return NothingDue("the leave is in other months");
  const Arrival arrival = ChildOfLeave(question.person, leave.first);
  if (arrival.child == nullptr) return Undetermined("which child the leave is about is not known");
  const Grant* grant = GrantOfCertificate(question, leave);
  if (std::optional<Due> lost = LostByLateness(question, grant, leave.first))
    return *std::move(lost);
  if (std::optional<Due> why_not = NotInsuredLongEnough(question, leave.first))
    return *std::move(why_not);
  const InsuredWage wage = AverageDailyWage(question, leave.first, "unpaid_leave_share_maternity");
  if (!wage.undetermined.empty()) return Undetermined(wage.undetermined);

  // What is law for the child's day of birth or adoption.
  const DayLaw then(question.law, question.own, arrival.day);
  const LawValue& reckoned = then.At("days_reckoned");
  const int days_max = then.Number("days_max");
  const Date within = DayOfAge(arrival.day, 0, then.Number("within_months"));
  const Rate rate = then.Rate("rate");
  const bool by_working_day = reckoned.text == "working_days";
  const LawValue* factor = by_working_day ? &then.At("working_day_factor") : nullptr;
  if (!then.unknown().empty()) return Undetermined(then.unknown());

  DailyAmount daily = ShareOfWage(wage, rate);
  if (factor != nullptr) {
    daily.numerator *= factor->rate.millionths();
    daily.denominator *= Rate::kScale;
  }
  int days = 0;
  Due due = DailyDue(
      question, leave.first, leave.last, GrantedFor::kTheWholeCase, [&](const DayLaw& law) {
        if (!leave.Covers(law.day())) return WorthNothing("the leave leaves the day out");
        if (law.day() >= within) return WorthNothing("the leave was not used in time");
        if (by_working_day && !IsWorkingDay(law.day())) return WorthNothing("it is no working day");
        // Ten working days, paid by the calendar day, are those that hold them.
        const bool counts =
            reckoned.text != "calendar_days_of_working_days" || IsWorkingDay(law.day());
        if (counts && ++days > days_max) return WorthNothing("the days the law gives are used up");
        if (!counts && days >= days_max) return WorthNothing("the days the law gives are used up");
        DayWorth worth;
        worth.daily = daily;
        worth.term.why = by_working_day
                             ? "a share of the average insured wage for each working day"
                             : "a share of the average insured wage for each day of leave";
        worth.term.law = factor != nullptr ? factor : &then.At("rate");
        worth.term.fact = leave.parts.front()->at;
        worth.payable_from = reckoned.payable_from;
        return worth;
      });
  if (due.payable_from && *due.payable_from <= question.month) due.payable_from.reset();
  AddWageTerms(wage, due);
  return due;
}

}  // namespace izmaksa
