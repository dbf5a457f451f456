// What a person receives in a month beside the benefit asked about: the temporary supports were
// paid to who received a pension, a compensation or a benefit, by the sum of them.
#pragma once

#include <optional>
#include <string>

#include "absl/types/span.h"
#include "processors/benefits.h"

namespace izmaksa {

struct Services {
  Money sum;                       // a whole month of each, before tax
  std::optional<Provenance> fact;  // what the largest rests on; nullopt: none is received
  std::string undetermined;        // not empty: one of them is not known
};

// The sum of those among this month's dues that are of one of `benefits`. One that begins, ends or
// changes within the month counts with the amount of a whole month like its last days.
Services ServicesOf(const Question& question, absl::Span<const absl::string_view> benefits);

// Whether the person has been given refugee or alternative status for a day of the month.
const StatusFact* ProtectedIn(const Question& question);

// Why a support that goes without saying to who lives in Latvia is not due; null: it is.
const char* NotLivingHere(const Question& question);

}  // namespace izmaksa
