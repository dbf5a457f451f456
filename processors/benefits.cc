#include "processors/benefits.h"

#include <algorithm>
#include <utility>

#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

#define IZMAKSA_TABLE_LINE(id, rule, asked) {#id, rule, Asked::asked},
constexpr Benefit kBenefits[] = {IZMAKSA_BENEFITS(IZMAKSA_TABLE_LINE)};
#undef IZMAKSA_TABLE_LINE

}  // namespace

void Due::Add(Term term) {
  amount += term.amount;
  terms.push_back(std::move(term));
}

Due NothingDue(const char* because) {
  Due due;
  due.none_because = because;
  return due;
}

Due Undetermined(std::string why) {
  Due due;
  due.undetermined = std::move(why);
  return due;
}

absl::Span<const Benefit> Benefits() { return kBenefits; }

const Benefit* FindBenefit(absl::string_view id) {
  for (const Benefit& benefit : kBenefits) {
    if (benefit.id == id) return &benefit;
  }
  return nullptr;
}

Dues Assess(const PersonState& person, const Law& law, Month month) {
  Dues dues;
  dues.reserve(person.claims.size() + 2);
  const auto ask = [&](const Benefit& benefit, const Claim* claim) {
    const BenefitLaw& own = law.Of(benefit.id);
    if (month < own.since || (own.through && month > *own.through)) return;
    Due due = benefit.rule({person, law, own, month, dues, claim});
    if (own.paid_for_previous_month && !due.payable_from) due.payable_from = month + 1;
    dues.push_back({benefit.id, claim == nullptr ? "" : claim->case_id, std::move(due)});
  };
  for (const Benefit& benefit : kBenefits) {
    if (benefit.asked == Asked::kAlways) {
      ask(benefit, nullptr);
      continue;
    }
    auto claim = std::lower_bound(
        person.claims.begin(), person.claims.end(), benefit.id,
        [](const Claim& known, absl::string_view id) { return known.benefit < id; });
    for (; claim != person.claims.end() && claim->benefit == benefit.id; ++claim) {
      ask(benefit, &*claim);
    }
  }
  return dues;
}

const Due* FindDue(const Dues& dues, absl::string_view benefit, absl::string_view case_id) {
  for (const BenefitDue& due : dues) {
    if (due.benefit == benefit && due.case_id == case_id) return &due.due;
  }
  return nullptr;
}

}  // namespace izmaksa
