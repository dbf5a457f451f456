// Remuneration for a foster family's duties (atlīdzība par audžuģimenes pienākumu pildīšanu): Law
// on State Social Benefits; Cabinet Regulation 1549 of 22.12.2009. One amount a family, by the
// number of children placed in it for longer than a month. Specialised foster families are paid
// otherwise.
#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// A placement that lasted a month or less does not count; one without an end does.
bool IsLongEnough(const DayLaw& law, const RelationFact& placement) {
  return !placement.until ||
         DayOfAge(placement.from, 0, law.Number("placement_months")) <= *placement.until;
}

Due OnDay(const Question& question, const DayLaw& law) {
  int children = 0;
  for (const Relative& child : question.person.relatives) {
    const RelationFact* placement = child.Find(Relation::kFosterParentOf, law.day());
    if (placement == nullptr || !IsLongEnough(law, *placement)) continue;
    if (!child.registered) {
      return Undetermined(absl::StrCat("when the child placed in the family, ",
                                       child.person.ToString(), ", was born is not known"));
    }
    if (NotCountedAsChild(law, child) == nullptr) ++children;
  }
  if (children == 0) return NothingDue("no child is placed in the family for longer than a month");
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "for one child", &amount, question.claim->GrantOn(law.day())->at, {}, 0});
  if (children == 1) return due;
  const LawValue& coefficient = law.At(children == 2   ? "coefficient_two"
                                       : children == 3 ? "coefficient_three"
                                                       : "coefficient_four_and_more");
  const Money product = Multiply(amount.money, coefficient.rate, Rounding::kHalfUp);
  due.Add({product - amount.money,
           "more, by the coefficient for the number of children",
           &coefficient,
           {},
           {},
           0});
  return due;
}

}  // namespace

Due FosterFamilyRemuneration(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
