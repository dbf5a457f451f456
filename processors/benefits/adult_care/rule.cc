// Benefit for a disabled person who needs care (pabalsts personai ar invaliditāti, kurai
// nepieciešama kopšana): Law on State Social Benefits. For adults of group I with an opinion of the
// disability commission on special care, but not while the state pays for their institution.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date day = law.day();
  if (!person.registered) return Undetermined("when the person was born is not known");
  if (!person.IsOfAge(day, law.Number("from_age"))) return NothingDue("the person is not of age");
  if (person.DisabilityGroup(day) != law.Number("group"))
    return NothingDue("the person has not the disability of the group required");
  const StatusFact* opinion = person.Find(Status::kSpecialCareOpinion, day);
  if (opinion == nullptr) return NothingDue("there is no opinion that special care is needed");
  if (person.Has(Status::kStateFundedCare, day))
    return NothingDue("the person lives in an institution that the state pays for");
  const DisabilityFact& disability = *person.disability.At(day);
  const LawValue& amount = law.At(disability.since_childhood ? "amount_childhood" : "amount");
  Due due;
  due.Add({amount.money,
           disability.since_childhood ? "special care, disabled since childhood" : "special care",
           &amount, disability.since_childhood ? disability.at : opinion->at, std::nullopt, 0});
  return due;
}

}  // namespace

Due AdultCare(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
