// Survivor's pension (apgādnieka zaudējuma pensija): law "Par valsts pensijām", a case for each
// deceased. A share of the old-age pension that the deceased could have had, by the number of
// children entitled on the day; reviewed each year by s. 26; not below a minimum for each child.
#include "processors/benefits/deceased.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

constexpr Relation kRaises[] = {
    Relation::kParentOf,       Relation::kGuardianOf, Relation::kEmergencyGuardianOf,
    Relation::kFosterParentOf, Relation::kAdopterOf,  Relation::kCarerBeforeAdoptionOf};

bool IsEntitled(const DayLaw& law, const Life& child) {
  const Date day = law.day();
  if (day < child.born || !child.IsAlive(day)) return false;
  if (!child.IsOfAge(day, law.Number("age_max"))) return true;
  const DisabilityFact* disability = child.disability.At(day);
  if (child.DisabilityGroup(day) != 0 && disability->since_childhood) return true;
  if (child.IsOfAge(day, law.Number("age_max_studying"))) return false;
  return child.Has(Status::kStudyingAtSchool, day) || child.Has(Status::kStudyingHigher, day);
}

// Those whom the deceased left, as of a day: the children whom the person raises, and the person
// where that is a child itself.
struct Children {
  int known = 0, entitled = 0;
  bool unborn_unknown = false;  // of one it is not known when it was born
  Money minimum;                // of those entitled together
  const LawValue* minimum_law = nullptr;
  Provenance at;  // the birth of one of those entitled
};

void Count(const DayLaw& law, const Life& child, Children& children) {
  ++children.known;
  children.unborn_unknown = children.unborn_unknown || !child.registered;
  if (!child.registered || !IsEntitled(law, child)) return;
  ++children.entitled;
  children.minimum_law = &law.At(child.IsOfAge(law.day(), 7) ? "minimum_from_7" : "minimum_to_6");
  children.minimum += children.minimum_law->money;
  children.at = child.identity_at;
}

Children ChildrenOn(const Question& question, const DayLaw& law, const Relative& deceased) {
  Children children;
  for (const Relative& relative : question.person.relatives) {
    if (&relative == &deceased) continue;
    for (const Relation relation : kRaises) {
      if (relative.Find(relation, law.day()) == nullptr) continue;
      Count(law, relative, children);
      break;
    }
  }
  if (deceased.Find(Relation::kDependantOf, *deceased.died) != nullptr)
    Count(law, question.person, children);
  return children;
}

// The amount before reviews; `as_of` is the day it was right on.
Due Awarded(const Question& question, const DayLaw& law, const Children& children, Date& as_of) {
  Due due;
  if (const Award* award = question.claim->awards.At(law.day()); award != nullptr) {
    as_of = award->as_of;
    due.Add({award->amount, "pension awarded by decision", &law.At("amount"), award->at, {}, 0});
    return due;
  }
  const auto* inputs = question.claim->inputs.StepAt(law.day());
  if (inputs == nullptr) return Undetermined("the pension is granted, but no amount is awarded");
  as_of = inputs->from;
  const Rate possible = InputOf(inputs->value, "possible_pension", due);
  if (!due.determined()) return due;
  const Money pension =
      MulDiv(Money::Cents(possible.millionths()), 100, Rate::kScale, Rounding::kHalfUp);
  const LawValue& share = law.At(children.entitled == 1   ? "share_one"
                                 : children.entitled == 2 ? "share_two"
                                                          : "share_three");
  due.Add({Multiply(pension, share.rate, Rounding::kHalfUp),
           "a share of the deceased's possible pension, by the number of children", &share,
           inputs->value.at, pension, 0});
  return due;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* deceased = DeceasedOfCase(question);
  if (deceased == nullptr) return UnknownDeath(question);
  if (day < *deceased->died) return NothingDue("the provider has not died yet");
  const Children children = ChildrenOn(question, law, *deceased);
  if (children.unborn_unknown) return Undetermined("when a child was born is not known");
  if (children.entitled == 0)
    return NothingDue("no child is young enough, studying, or disabled since childhood");
  Date as_of;
  Due due = Awarded(question, law, children, as_of);
  if (!due.determined()) return due;
  AddReviews(question, IndexBand::kFirst, as_of, day, due);
  if (due.amount < children.minimum) {
    due.Add({children.minimum - due.amount, "raised to the minimum for each child",
             children.minimum_law, children.at, children.minimum, 0});
  }
  // Granted since 2021 it is paid afterwards.
  if (law.Has("paid_afterwards_granted_from") &&
      question.claim->grants.front().from >= law.At("paid_afterwards_granted_from").date) {
    due.payable_from = question.month + 1;
  }
  return due;
}

}  // namespace

Due SurvivorsPension(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
