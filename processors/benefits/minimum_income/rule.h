// Minimum-income thresholds: Law on Social Services and Social Assistance s. 33. Not paid by
// themselves. What was published is stored, in the law files of the benefits; the arithmetic here
// says what a median would make of it.
#pragma once

#include "ledger/money.h"

namespace izmaksa {

// A share of the median income, rounded to whole euro, half up; never lower than the threshold
// `before` it, whatever becomes of the median.
Money Threshold(Rate share, Money median, Money before);

// What the state gives back to a municipality of a benefit it paid: half up to the cent.
Money StateShare(Money paid, Rate share);

}  // namespace izmaksa
