// The yearly review of pensions: law "Par valsts pensijām" s. 26. Not paid by itself: the rules of
// the pensions call it.
#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "ledger/date.h"
#include "ledger/money.h"
#include "processors/benefits.h"

namespace izmaksa {

// Which index a pension is reviewed by.
enum class IndexBand {
  kByRecord,  // old-age pensions: by full years of total record on the day of the review
  kFirst,     // disability, survivor's and service pensions: always that of records to 29 years
};

// The amount after one review: the whole of it times the index, or only the part up to the ceiling.
// Rounded half up to the cent, every time.
Money Reviewed(Money amount, Rate index, std::optional<Money> cap);

// Days, in order, on which something else than a review may raise an amount, and what does.
struct Raises {
  absl::Span<const Date> days;
  absl::FunctionRef<void(Date day, Due& due)> raise;
};

// Adds to `due`, whose amount was right on `as_of`, one term (or more) for each review after it up
// to `day`; what was raised before a review is reviewed with the rest. Where the index, the ceiling
// or the record of a review is not known, `due` becomes undetermined and says which.
void AddReviews(const Question& question, IndexBand band, Date as_of, Date day,
                const Raises& raises, Due& due);
// The same where only reviews raise it.
void AddReviews(const Question& question, IndexBand band, Date as_of, Date day, Due& due);

}  // namespace izmaksa
