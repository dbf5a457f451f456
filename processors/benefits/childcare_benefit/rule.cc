// Childcare benefit (bērna kopšanas pabalsts): Law on State Social Benefits s. 7; Cabinet
// Regulation 1609 of 22.12.2009. For each child, each of a multiple birth too, until it is two
// years old; not for days of a maternity benefit for the same child. Paid for the month before.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  if (day < child->born) return NothingDue("the child is not born yet");
  if (!child->IsAlive(day)) return NothingDue("the child has died");
  if (!LivesInLatvia(*child, day))
    return NothingDue("the child does not live permanently in Latvia");
  if (child->IsOfAge(day, 2)) return NothingDue("the child is two years old");
  const bool older = child->IsOfAge(day, 1, 6);
  if (older && law.Has("older_born_through") && child->born > law.At("older_born_through").date)
    return NothingDue("the child is a year and a half old, and was born after the law ended it");
  const LawValue& amount = law.At(older ? "amount_older" : "amount_younger");
  Due due;
  due.Add({amount.money,
           older ? "a child of a year and a half to two years"
                 : "a child of less than a year and a half",
           &amount, child->identity_at, std::nullopt, 0});
  return due;
}

}  // namespace

Due ChildcareBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
