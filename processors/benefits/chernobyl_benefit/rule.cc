// Benefit for liquidators of the Chernobyl accident and for families of its dead (pabalsts
// Černobiļas atomelektrostacijas avārijas seku likvidētājiem): Cabinet Regulation 1077 of 2010.
// From 2021 it is the base of the state social security benefit. One for a family: the decision
// says whose.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const StatusFact* status = question.person.Find(Status::kChernobylLiquidator, law.day());
  if (status == nullptr) status = question.person.Find(Status::kChernobylVictimFamily, law.day());
  if (status == nullptr)
    return NothingDue("the person is neither a liquidator nor a victim's family");
  const LawValue& amount =
      law.Has("amount") ? law.At("amount") : law.Of("state_social_security_benefit", "base");
  Due due;
  due.Add({amount.money, "liquidator of the accident, or family of one", &amount, status->at,
           std::nullopt, 0});
  return due;
}

}  // namespace

Due ChernobylBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
