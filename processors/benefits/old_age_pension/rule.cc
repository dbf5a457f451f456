// Old-age pension (vecuma pensija): law "Par valsts pensijām" s. 11 and 12; reviewed each year by
// s. 26 with the index of the person's record. The amount itself is awarded by decision.
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {

Due OldAgePension(const Question& question) {
  return PensionDue(question, "old_age_pension", IndexBand::kByRecord);
}

}  // namespace izmaksa
