// Families: children in the care of parents, guardians, foster parents and adopters, and what the
// agency pays for them.
#pragma once

#include "batch/sample/adult_benefits.h"
#include "batch/sample/families.h"
#include "batch/sample/shares.h"

namespace izmaksa {

class FamilyTeller : public AdultTeller {
 public:
  FamilyTeller(const Population& population, const Citizen& parent, const SampleSpan& span,
               const Families& families, const Shares& shares, EventSink sink)
      : AdultTeller(population, parent, span, sink), families_(families), shares_(shares) {}

  // All claims for the children are the mother's; the father has a leave at a birth.
  void TellFamily(int64_t family);

 private:
  void TellChild(const Citizen& child);
  void TellFamilyBenefit(const Citizen& child);
  void TellBirthBenefits(const Citizen& child);
  void TellMaternity(const Citizen& child);
  void TellParental(const Citizen& child, Date leave, Date from);
  void TellPaternity(const Citizen& child);
  void TellCare(const Citizen& child, absl::string_view benefit, Date begins);
  // A claim for the child from a day.
  void Claim(const Citizen& child, absl::string_view benefit, Date from, Date applied,
             std::optional<Date> over = std::nullopt);

  const Families& families_;
  const Shares& shares_;
  bool is_guardian_ = false, is_foster_parent_ = false, is_widowed_ = false;
};

}  // namespace izmaksa
