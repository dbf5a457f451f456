#include "processors/benefits.h"

#include <utility>

#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// A disability pension gives way to an old-age pension, and the supplement follows both.
constexpr Benefit kBenefits[] = {
    {"old_age_pension", OldAgePension},
    {"disability_pension", DisabilityPension},
    {"pre_1996_supplement", Pre1996Supplement},
};

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
  dues.reserve(Benefits().size());
  for (const Benefit& benefit : kBenefits) {
    const BenefitLaw& own = law.Of(benefit.id);
    if (month < own.since) continue;
    dues.push_back({benefit.id, "", benefit.rule({person, law, own, month, dues})});
  }
  return dues;
}

const Due* FindDue(const Dues& dues, absl::string_view benefit) {
  for (const BenefitDue& due : dues) {
    if (due.benefit == benefit) return &due.due;
  }
  return nullptr;
}

}  // namespace izmaksa
