#include "batch/accounted_from.h"

#include <algorithm>
#include <optional>

namespace izmaksa {

Month AccountedFrom(const PersonState& person, absl::string_view benefit, absl::string_view case_id,
                    Month first_month) {
  // nullopt: decided before the ledger.
  const auto of_claim = [&](const Claim& claim) -> std::optional<Month> {
    for (const Grant& grant : claim.grants) {
      if (grant.at.recorded.date() < first_month.first()) return std::nullopt;
    }
    if (claim.grants.empty()) return std::nullopt;
    Month first = claim.grants.front().from.in_month();
    // The days of a certificate are due whenever it was decided about.
    for (const StatusFact& status : person.statuses) {
      if (!status.number.empty() && status.number == claim.case_id)
        first = std::min(first, status.from.in_month());
    }
    return first;
  };
  bool paid_before = false;
  std::optional<Month> from;
  for (const Claim& claim : person.claims) {
    const std::optional<Month> of_this = of_claim(claim);
    if (claim.benefit == benefit && claim.case_id == case_id) return of_this.value_or(first_month);
    if (of_this) {
      from = std::min(from.value_or(*of_this), *of_this);
    } else {
      paid_before = true;
    }
  }
  return paid_before ? first_month : from.value_or(first_month);
}

}  // namespace izmaksa
