// Disability pension (invaliditātes pensija): law "Par valsts pensijām" s. 16; reviewed each year
// by s. 26, always with the index of the first band. It ends with the disability, and on the day an
// old-age pension is due.
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {

Due DisabilityPension(const Question& question) {
  return PensionDue(question, "disability_pension", IndexBand::kFirst);
}

}  // namespace izmaksa
