// Orphans' monthly allowance while studying (ikmēneša pabalsts pilngadību sasniegušajiem bērniem,
// kuri turpina mācības): Cabinet Regulation 857 of 15.11.2005. Paid by the municipality.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/orphan.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date day = law.day();
  if (const char* why_not = NotOrphanOfAge(law, person); why_not != nullptr)
    return NothingDue(why_not);
  if (person.IsOfAge(day, law.Number("age_max")))
    return NothingDue("the person has reached the age until which it is paid");
  const StatusFact* study = person.Find(Status::kStudyingAtSchool, day);
  if (study == nullptr) study = person.Find(Status::kStudyingHigher, day);
  if (study == nullptr) return NothingDue("the person does not study that day");
  return AmountByDisability(law, person, study->at);
}

}  // namespace

Due OrphanStudyAllowance(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
