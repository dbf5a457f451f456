// Temporary supports for each child, paid of itself to who has a benefit for the child.
#pragma once

#include <string>
#include <vector>

#include "processors/benefits.h"

namespace izmaksa {

struct SupportedChildren {
  std::vector<const Relative*> children;  // in order of number
  std::string undetermined;               // not empty: a benefit that decides is not determined
};

// The children for whom a person has, on some day of [first, last], a right to the family state
// benefit, to the childcare benefit while the child is younger than a year, or to maternity leave
// on which the child was born; to the supplement for a disabled child too, if `supplement_too`.
// Both days lie in the month of `dues`.
SupportedChildren ChildrenWithBenefits(const PersonState& person, const Dues& dues, Date first,
                                       Date last, bool supplement_too);

// The benefit's `amount` for each of the children, payable as the law says.
Due AmountForEach(const SupportedChildren& supported, const LawValue& amount, Month month,
                  const char* why);

}  // namespace izmaksa
