#include "processors/benefits/child_support.h"

#include <algorithm>

#include "processors/benefits/child.h"

namespace izmaksa {
namespace {

// Whether a due for the child rests on a right on some day of [first, last].
bool Counts(const PersonState& person, const BenefitDue& due, const Relative& child, Date first,
            Date last, bool supplement_too) {
  if (!due.due.amount.is_positive()) return false;
  const Claim* claim = person.FindClaim(due.benefit, due.case_id);
  if (claim == nullptr || claim->GrantOn(last) == nullptr) return false;
  if (due.benefit == "family_state_benefit") return child.IsOfAge(last, 1);
  if (due.benefit == "childcare_benefit") return child.born <= last && !child.IsOfAge(first, 1);
  return supplement_too && due.benefit == "disabled_child_supplement" &&
         child.DisabilityGroup(last) != 0;
}

bool Decides(absl::string_view benefit, bool supplement_too) {
  return benefit == "family_state_benefit" || benefit == "childcare_benefit" ||
         (supplement_too && benefit == "disabled_child_supplement");
}

bool IsBornOnLeave(const PersonState& person, const Relative& child, Date first, Date last) {
  if (!child.registered || child.born > last || !child.IsAlive(child.born) ||
      child.Find(Relation::kParentOf, child.born) == nullptr) {
    return false;
  }
  return std::any_of(person.statuses.begin(), person.statuses.end(), [&](const StatusFact& status) {
    return status.status == Status::kMaternityLeave && status.Covers(child.born) &&
           status.from <= last && (!status.until || first <= *status.until);
  });
}

}  // namespace

SupportedChildren ChildrenWithBenefits(const PersonState& person, const Dues& dues, Date first,
                                       Date last, bool supplement_too) {
  SupportedChildren supported;
  for (const BenefitDue& due : dues) {
    if (!Decides(due.benefit, supplement_too) || due.due.determined()) continue;
    supported.undetermined = due.due.undetermined;
    return supported;
  }
  for (const Relative& child : person.relatives) {
    const bool counts = IsBornOnLeave(person, child, first, last) ||
                        std::any_of(dues.begin(), dues.end(), [&](const BenefitDue& due) {
                          return Decides(due.benefit, supplement_too) &&
                                 ChildOfCase(person, due.case_id) == &child &&
                                 Counts(person, due, child, first, last, supplement_too);
                        });
    if (counts) supported.children.push_back(&child);
  }
  return supported;
}

Due AmountForEach(const SupportedChildren& supported, const LawValue& amount, Month month,
                  const char* why) {
  if (!supported.undetermined.empty()) return Undetermined(supported.undetermined);
  if (supported.children.empty()) return NothingDue("there is no child for whom it is paid");
  Due due;
  for (const Relative* child : supported.children) {
    due.Add({amount.money, why, &amount, child->identity_at, std::nullopt, 0});
  }
  if (amount.payable_from && *amount.payable_from > month) due.payable_from = amount.payable_from;
  return due;
}

}  // namespace izmaksa
