// The lives of the sample nation that bring other benefits than pensions: families, the sick and
// the unemployed, the disabled, survivors. Told beside the pensions' histories and from chances of
// their own, so that who has a pension is the same person with or without them.
#pragma once

#include "batch/sample/families.h"
#include "batch/sample/history.h"
#include "batch/sample/shares.h"

namespace izmaksa {

class BenefitTellers {
 public:
  // `population` and `span` must outlive this.
  BenefitTellers(const Population& population, const SampleSpan& span);

  // Tells what a second case system knows of the person: births and certificates it was told of,
  // wages, applications, decisions. All lines are of Source::kBenefits.
  void Tell(const Citizen& citizen, EventSink sink) const;

 private:
  const Population& population_;
  const SampleSpan& span_;
  const Families families_;
  const Shares shares_;
};

}  // namespace izmaksa
