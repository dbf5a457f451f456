// Benefit for the start of employment of a civilian of Ukraine (vienreizējs pabalsts, uzsākot darba
// attiecības): Law on Support for Ukrainian Civilians. Once, for the first employment; not for
// pupils' jobs in the summer holidays.
#include <string>

#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

bool IsSummerJob(const Question& question, const DayLaw& law) {
  const int month = law.day().month();
  return question.person.Has(Status::kStudyingAtSchool, law.day()) &&
         month >= law.Number("pupil_summer_from") && month <= law.Number("pupil_summer_through");
}

// Null: none. What of the law is not known is told in `unknown`.
const StatusFact* FirstEmployment(const Question& question, std::string& unknown) {
  const StatusFact* first = nullptr;
  for (const StatusFact& job : question.person.statuses) {
    if (job.status != Status::kEmployed) continue;
    if (!question.person.Has(Status::kUkraineCivilian, job.from)) continue;
    const DayLaw law(question.law, question.own, job.from);
    const bool summer_job = IsSummerJob(question, law);
    if (!law.unknown().empty()) unknown = law.unknown();
    if (!summer_job && (first == nullptr || job.from < first->from)) first = &job;
  }
  return first;
}

Due OnDay(const Question& question, const DayLaw& law) {
  std::string unknown;  // found so before this is asked
  const StatusFact* job = FirstEmployment(question, unknown);
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "the first employment in Latvia", &amount, job->at, std::nullopt, 0});
  return due;
}

}  // namespace

Due EmploymentStartBenefit(const Question& question) {
  std::string unknown;
  const StatusFact* job = FirstEmployment(question, unknown);
  if (!unknown.empty()) return Undetermined(unknown);
  if (job == nullptr)
    return NothingDue("no employment is known of, as a civilian of Ukraine and not a summer job");
  return Once(question, job->from, OnDay);
}

}  // namespace izmaksa
