// On which days money can move: working days of the State Treasury, which is the agency's bank, and
// of TARGET, by which banks settle. The two differ: on 4 May, 23–24 June, 18 November, 24 and 31
// December and on moved days TARGET is open and the Treasury is shut; on Saturdays worked instead
// of a moved day it is the other way round.
#pragma once

#include "absl/status/statusor.h"
#include "ledger/date.h"

namespace izmaksa {

// Whether the calendar knows this day. It reaches from 2020 to 2035: before, moved days were not
// collected; after, the law on holidays may be another one. The three questions below die on other
// days, so ask this at the door.
bool CalendarCovers(Date date);

// The government moves working days by order, year by year. Until this day the orders are in the
// calendar; after it only the law itself is, and a later order may still shut a day or open a
// Saturday.
Date MovedDaysKnownTo();

bool IsTreasuryDay(
    Date date);  // a Latvian working day; a Saturday worked instead of a moved day is one
bool IsTargetDay(Date date);
bool IsPaymentDay(Date date);  // both: a credit transfer can be executed

// The nearest payment day, the date itself if it is one. The agency pays earlier and never later:
// pensions due on 5 January 2015 were paid in December, because the Treasury began its year on the
// 5th. OutOfRange when the search leaves the calendar.
absl::StatusOr<Date> PaymentDayOnOrBefore(Date date);
absl::StatusOr<Date> PaymentDayOnOrAfter(Date date);

}  // namespace izmaksa
