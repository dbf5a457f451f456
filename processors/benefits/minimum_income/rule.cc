#include "processors/benefits/minimum_income/rule.h"

#include <algorithm>

namespace izmaksa {

Money Threshold(Rate share, Money median, Money before) {
  // Rounded once: cents on the way would make 0.495 of 0.4949.
  constexpr int64_t kCentsInEuro = 100;
  const Money euro =
      MulDiv(median, share.millionths(), Rate::kScale * kCentsInEuro, Rounding::kHalfUp);
  return std::max(before, Times(euro, kCentsInEuro));
}

Money StateShare(Money paid, Rate share) { return Multiply(paid, share, Rounding::kHalfUp); }

}  // namespace izmaksa
