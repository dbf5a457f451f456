// Compensation for the loss of a provider (atlīdzība par apgādnieka zaudējumu): law "Par obligāto
// sociālo apdrošināšanu pret nelaimes gadījumiem darbā un arodslimībām"; Cabinet Regulation 50 of
// 16.02.1999. A case for each child, granted to who raises it, with the child's client number; and
// one without for another dependant, granted to the dependant. The children share one part of the
// provider's wage, the larger the more they are.
#include "processors/benefits/indexation/rule.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// Why a child is not counted; null: it is.
const char* NotCounted(const DayLaw& law, const Relative& child) {
  const Date day = law.day();
  if (day < child.born) return "the child is not born yet";
  if (!child.IsAlive(day)) return "the child has died";
  if (!child.IsOfAge(day, law.Number("age_max"))) return nullptr;
  const DisabilityFact* disability = child.disability.At(day);
  if (child.DisabilityGroup(day) != 0 && disability->since_childhood) return nullptr;
  if (child.IsOfAge(day, law.Number("age_max_studying"))) return "the child is too old";
  if (child.Has(Status::kStudyingAtSchool, day) || child.Has(Status::kStudyingHigher, day))
    return nullptr;
  return "the child is of age, and neither studies nor is disabled since childhood";
}

void AddShare(const Question& question, const DayLaw& law, const Relative* child, Money wage,
              Due& due) {
  const Provenance at = question.claim->inputs.At(law.day())->at;
  if (child == nullptr) {
    const LawValue& share = law.At("share_dependant");
    due.Add({Multiply(wage, share.rate, Rounding::kHalfUp),
             "a share of the provider's average wage for a dependant", &share, at, wage, 0});
    return;
  }
  const bool orphan = child->Has(Status::kOrphan, law.day());
  const PlaceOfChild place = PlaceAmongChildren(question, law, *child, NotCounted);
  const LawValue& share = law.At(absl::StrCat(orphan ? "share_orphans_" : "share_children_",
                                              std::min(place.children, law.Number("bands"))));
  // The children's parts add up to the whole.
  const auto of = [&](int children) {
    return MulDiv(wage, share.rate.millionths() * children, place.children * Rate::kScale,
                  Rounding::kHalfUp);
  };
  due.Add({of(place.place) - of(place.place - 1),
           orphan ? "the child's part of the share for full orphans"
                  : "the child's part of the share for children",
           &share, at, wage, 0});
}

// Whether somebody known to the person had died: of a dependant's provider it must be known that he
// was the provider.
bool HasLostProvider(const PersonState& person, Date day, bool dependant) {
  return std::any_of(person.relatives.begin(), person.relatives.end(), [&](const Relative& known) {
    return known.died && *known.died <= day &&
           (!dependant || known.Find(Relation::kDependantOf, *known.died) != nullptr);
  });
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* child = nullptr;
  if (!question.claim->case_id.empty()) {
    child = ChildOfCase(question.person, question.claim->case_id);
    if (child == nullptr) return UnknownChild(question);
    if (const char* why_not = NotCounted(law, *child); why_not != nullptr)
      return NothingDue(why_not);
  }
  if (!HasLostProvider(question.person, day, child == nullptr))
    return Undetermined("when the provider died is not known");
  const std::optional<Rate> euro = DecimalInput(question, day, "average_monthly_wage");
  if (!euro) return Undetermined("the decision does not say the provider's average wage");
  const Money wage = MulDiv(Money::Cents(100), euro->millionths(), Rate::kScale, Rounding::kHalfUp);
  Due due;
  AddShare(question, law, child, wage, due);
  if (law.Is("review", "as_pensions")) {
    const Date granted = question.claim->grants.front().from;
    AddReviews(question, IndexBand::kFirst,
               DayInput(question, day, "reviewed_to").value_or(granted), day, due);
    if (!due.determined()) return due;
  }
  if (child == nullptr) return due;
  const LawValue& minimum = law.At(
      child->IsOfAge(day, law.Number("older_from_age")) ? "minimum_older" : "minimum_younger");
  if (due.amount < minimum.money) {
    due.Add({minimum.money - due.amount, "raised to the minimum for a child of this age", &minimum,
             child->identity_at, minimum.money, 0});
  }
  return due;
}

}  // namespace

Due LossOfProviderCompensation(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
