// What the old-age and the disability pension have in common: the days of a month they are due for,
// and the amount awarded with its yearly reviews.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "processors/benefits.h"
#include "processors/benefits/indexation/rule.h"

namespace izmaksa {

// Days of a month, one after the other, for which a pension is due by one award and grant.
struct Stretch {
  Date first, last;
  const Award* award = nullptr;  // null: granted without an amount
  const Grant* grant = nullptr;  // null: none known
  // The facts that begin and end the stretch inside the month.
  std::optional<Provenance> begun_by, ended_by;

  bool Fills(Month month) const { return first == month.first() && last == month.last(); }
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

// Takes from `due` the share of the days of the month outside the stretch. `due` holds the amount
// of a whole month: `monthly`, and perhaps more of other stretches.
void TakeOffOtherDays(const Question& question, const Stretch& stretch, Money monthly, Due& due);

// The pension due for the month.
Due PensionDue(const Question& question, absl::string_view benefit, IndexBand band);

}  // namespace izmaksa
