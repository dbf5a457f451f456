// A benefit by the day. A rule says what one day is worth; here the days of a case are counted, so
// that no rule has to know how days are rounded, or how a suspended week or a death is reckoned.
#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "processors/benefits.h"
#include "processors/benefits/day_law.h"
#include "processors/benefits/month_by_days.h"

namespace izmaksa {

// What a day is worth, or why nothing.
struct DayWorth {
  DailyAmount daily;
  Term term;                          // why; amount, days and what a day is worth are filled in
  const char* none_because = "";      // not empty: the day is worth nothing
  std::string undetermined;           // not empty: what it is worth is not known
  std::optional<Month> payable_from;  // earliest month of payment, where the law names one
};

DayWorth WorthNothing(const char* because);
DayWorth WorthUnknown(std::string why);

// Which days a grant is about.
enum class GrantedFor {
  kDaysFromIt,    // those from the day on which it takes effect
  kTheWholeCase,  // those of a certificate, whenever it was decided about
};

// What the days of [first, last] that lie in the question's month are worth together. A day counts
// while the claim is granted, not suspended or ended, the person lives, and no other benefit
// excludes it (processors/combinations.h). The rule is asked of every such day from `first` on, in
// order. Days alike, one after the other, are rounded half up to the cent once, whatever months
// they lie in and days of no worth lie between (AddCountedDays).
//
// Undetermined when a day from `first` to the end of the month is, or needs law that is not known.
Due DailyDue(const Question& question, Date first, Date last, GrantedFor granted_for,
             absl::FunctionRef<DayWorth(const DayLaw&)> rule);

}  // namespace izmaksa
