#include "batch/sample/benefits.h"

#include "batch/sample/family_benefits.h"

namespace izmaksa {

BenefitTellers::BenefitTellers(const Population& population, const SampleSpan& span)
    : population_(population), span_(span), families_(population), shares_(population, span) {}

void BenefitTellers::Tell(const Citizen& citizen, EventSink sink) const {
  FamilyTeller teller(population_, citizen, span_, families_, shares_, sink);
  if (const std::optional<int64_t> family = families_.OfParent(citizen)) teller.TellFamily(*family);
  for (const Lane lane : {Lane::kWorkers, Lane::kSickness, Lane::kOldAge, Lane::kDisabled,
                          Lane::kUnpensioned, Lane::kYoung}) {
    const Dealt dealt = shares_.Of(lane, citizen);
    if (dealt.share != nullptr) teller.Tell(dealt);
  }
}

}  // namespace izmaksa
