// Benefit for the use of an assistant (pabalsts par asistenta izmantošanu): ten hours a week for
// people of disability group I by their sight; not beside the care benefit or a municipal
// assistant.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const StatusFact* sight = question.person.Find(Status::kVisualDisability, law.day());
  if (sight == nullptr || question.person.DisabilityGroup(law.day()) != law.Number("group"))
    return NothingDue("the person is not disabled by sight in the group required");
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "an assistant for who is disabled by sight", &amount, sight->at, {}, 0});
  return due;
}

}  // namespace

Due AssistantBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
