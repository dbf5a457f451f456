// What the old-age and the disability pension have in common: the days of a month they are due for,
// and the amount awarded with its yearly reviews.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "processors/benefits.h"
#include "processors/benefits/indexation/rule.h"
#include "processors/benefits/month_by_days.h"

namespace izmaksa {

// Days of a month, one after the other, for which a pension is due by one award and grant.
struct Stretch : DayRun {
  const Award* award = nullptr;  // null: granted without an amount
  const Grant* grant = nullptr;  // null: none known
};

struct PensionDays {
  std::vector<Stretch> stretches;  // in order
  const char* none_because = "";   // why there is none
  std::string undetermined;        // not empty: a convention of the law is not understood
};

// From the day of the grant, while not suspended or ended; a disability pension only while the
// disability lasts and no old-age pension is due. The pension of the month of death is due as
// general/law.textproto says; nothing after.
PensionDays DaysOfPension(const Question& question, absl::string_view benefit);

// The pension due for the month.
Due PensionDue(const Question& question, absl::string_view benefit, IndexBand band);

}  // namespace izmaksa
