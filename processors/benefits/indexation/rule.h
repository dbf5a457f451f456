// The yearly review of pensions: law "Par valsts pensijām" s. 26. Not paid by itself: the rules of
// the pensions call it.
#pragma once

#include <optional>
#include <string>

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

// Adds to `due`, whose amount was right on `as_of`, one term (or more) for each review after it up
// to `day`. Where the index, the ceiling or the record of a review is not known, `due` becomes
// undetermined and says which.
void AddReviews(const Question& question, IndexBand band, Date as_of, Date day, Due& due);

}  // namespace izmaksa
