// Family state benefit (ģimenes valsts pabalsts): Law on State Social Benefits s. 6, 16 and 18(1¹);
// Cabinet Regulation 864 of 21.12.2021. A case for each child; what a child brings depends on how
// many children of the same payee are counted that day.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// Why a child is not counted; null: it is.
const char* NotCounted(const DayLaw& law, const Relative& child) {
  const Date day = law.day();
  if (!child.IsAlive(day)) return "the child has died";
  if (!child.IsOfAge(day, 1)) return "the child is not a year old yet";
  if (!LivesInLatvia(child, day)) return "the child does not live permanently in Latvia";
  if (!child.IsOfAge(day, law.Number("age_max"))) return nullptr;
  if (child.IsOfAge(day, law.Number("age_max_studying")))
    return "the child is too old, studying or disabled";
  if (child.DisabilityGroup(day) != 0) return nullptr;
  if (child.Has(Status::kMarried, day)) return "the child is married";
  if (child.Has(Status::kStudyingAtSchool, day)) return nullptr;
  if (child.Has(Status::kStudyingHigher, day) && law.Is("higher_study", "counts")) return nullptr;
  return "the child is old enough to work, and neither studies nor is disabled";
}

// From 2022: each child alike, the more the more children there are.
void AddByNumber(const DayLaw& law, int children, Provenance at, Due& due) {
  const LawValue& amount = law.At(children == 1   ? "each_of_one"
                                  : children == 2 ? "each_of_two"
                                  : children == 3 ? "each_of_three"
                                                  : "each_of_more");
  due.Add({amount.money, "for each child, by the number of children", &amount, at, {}, 0});
}

// To 2021: by the child's order of birth, and a supplement for a family with two or more children,
// of which each child brings what it adds.
void AddByOrder(const DayLaw& law, int place, Provenance at, Due& due) {
  const LawValue& amount = law.At(place == 1   ? "order_first"
                                  : place == 2 ? "order_second"
                                  : place == 3 ? "order_third"
                                               : "order_further");
  due.Add({amount.money, "by the child's order of birth", &amount, at, {}, 0});
  if (place == 1) return;
  const LawValue& supplement = law.At(place == 2   ? "supplement_two"
                                      : place == 3 ? "supplement_three"
                                                   : "supplement_each_further");
  const Money added =
      place == 3 ? supplement.money - law.Amount("supplement_two") : supplement.money;
  due.Add({added, "what the child adds to the family's supplement", &supplement, at, {}, 0});
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  if (const char* why_not = NotCounted(law, *child); why_not != nullptr) return NothingDue(why_not);
  const PlaceOfChild place = PlaceAmongChildren(question, law, *child, NotCounted);
  Due due;
  if (law.Is("scheme", "by_number")) {
    AddByNumber(law, place.children, child->identity_at, due);
  } else {
    AddByOrder(law, place.place, child->identity_at, due);
  }
  return due;
}

}  // namespace

Due FamilyStateBenefit(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
