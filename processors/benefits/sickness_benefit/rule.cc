// Sickness benefit (slimības pabalsts): law "Par maternitātes un slimības apdrošināšanu" s. 11, 13,
// 17 and 36. A case for each certificate B. The employer pays the first days; for a sick child, and
// for an occupational disease, nobody does.
#include <algorithm>

#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

struct Kind {
  Status status;
  const char* first_paid_day;  // parameter: which day of the sickness the agency pays first
  bool qualified;              // only for who was insured long enough
};
constexpr Kind kKinds[] = {
    {Status::kSickLeave, "first_paid_day", true},
    {Status::kSickLeaveForChild, "first_paid_day_child", false},
    {Status::kSickLeaveWorkAccident, "first_paid_day_accident", false},
    {Status::kSickLeaveOccupationalDisease, "first_paid_day_disease", true},
};

// Days of own sickness from a day to another.
int SickDays(const PersonState& person, Date first, Date last) {
  int days = 0;
  for (const StatusFact& fact : person.statuses) {
    if (fact.status != Status::kSickLeave && fact.status != Status::kSickLeaveWorkAccident &&
        fact.status != Status::kSickLeaveOccupationalDisease) {
      continue;
    }
    const Date from = std::max(fact.from, first), to = std::min(fact.until.value_or(last), last);
    if (from <= to) days += to - from + 1;
  }
  return days;
}

// Whether the person raises a child younger than that.
bool RaisesChild(const PersonState& person, Date day, int age) {
  return std::any_of(
      person.relatives.begin(), person.relatives.end(), [&](const Relative& relative) {
        return relative.registered && relative.IsAlive(day) && !relative.IsOfAge(day, age) &&
               std::any_of(relative.relations.begin(), relative.relations.end(),
                           [&](const RelationFact& relation) {
                             return relation.Covers(day) &&
                                    relation.relation != Relation::kSpouseOf &&
                                    relation.relation != Relation::kDependantOf;
                           });
      });
}

// s. 13 and 17: how long it is paid. Null: the day is within.
const char* TooLong(const Question& question, const DayLaw& law, Status status, Date fell_ill) {
  const Date day = law.day();
  if (status != Status::kSickLeaveForChild) {
    if (day - fell_ill >= 7 * law.Number("weeks_max") && !IsSaid(question, day, "prolonged"))
      return "the longest time of one sickness is over";
    const Date years_ago = DayOfAge(day, -law.Number("weeks_in_years"));
    if (SickDays(question.person, years_ago + 1, day) > 7 * law.Number("weeks_in_years_max"))
      return "the longest time of sickness within three years is over";
    return nullptr;
  }
  if (!RaisesChild(question.person, day, law.Number("child_age_max")))
    return "no child young enough is known to be raised by the person";
  const int days_max = IsSaid(question, day, "fracture")      ? law.Number("child_days_fracture")
                       : IsSaid(question, day, "in_hospital") ? law.Number("child_days_hospital")
                                                              : law.Number("child_days");
  return day - fell_ill < days_max ? nullptr : "the longest time with a sick child is over";
}

Due OfCertificate(const Question& question, const Kind& kind, const Certificate& certificate) {
  const Date fell_ill =
      DayInput(question, certificate.first, "first_day").value_or(certificate.first);
  const DayLaw then(question.law, question.own, fell_ill);
  const int employers_days = then.Number(kind.first_paid_day) - 1;
  if (!then.unknown().empty()) return Undetermined(then.unknown());
  const Date first = std::max(certificate.first, fell_ill + employers_days);
  if (!HasDaysIn(question.month, first, certificate.last))
    return NothingDue("the agency pays for days in other months");
  const Grant* grant = GrantOfCertificate(question, certificate);
  if (std::optional<Due> lost = LostByLateness(question, grant, first)) return *std::move(lost);
  if (kind.qualified) {
    if (std::optional<Due> why_not = NotInsuredLongEnough(question, fell_ill))
      return *std::move(why_not);
  }
  const InsuredWage wage = AverageDailyWage(question, fell_ill, "unpaid_leave_share");
  if (!wage.undetermined.empty()) return Undetermined(wage.undetermined);
  Due due = DailyDue(
      question, first, certificate.last, GrantedFor::kTheWholeCase, [&](const DayLaw& law) {
        if (!certificate.Covers(law.day()))
          return WorthNothing("the certificate leaves the day out");
        if (const char* why_not = TooLong(question, law, kind.status, fell_ill); why_not != nullptr)
          return WorthNothing(why_not);
        const LawValue& rate = law.At("rate");
        DayWorth worth;
        worth.daily = ShareOfWage(wage, rate.rate);
        worth.term.why = "a share of the average insured wage for each day of sickness";
        worth.term.law = &rate;
        worth.term.fact = certificate.parts.front()->at;
        return worth;
      });
  AddWageTerms(wage, due);
  return due;
}

}  // namespace

Due SicknessBenefit(const Question& question) {
  for (const Kind& kind : kKinds) {
    const Certificate certificate = CertificateOfCase(question, kind.status);
    if (!certificate.parts.empty()) return OfCertificate(question, kind, certificate);
  }
  return UnknownCertificate(question);
}

}  // namespace izmaksa
