// Service pension (izdienas pensija): the laws of each service (Interior, prosecutors and others)
// say who is granted one and how much; reviewed each year by law "Par valsts pensijām" s. 26 with
// the index of the first band.
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/pension.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

constexpr PensionKind kKind = {"service_pension", IndexBand::kFirst};

Due OnDay(const Question& question, const DayLaw& law) {
  return PensionOn(question, kKind, question.claim->awards.At(law.day()), law.day());
}

}  // namespace

Due ServicePension(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
