// The day on which a person is paid: the own day of the month, moved to a day on which it can be
// done. Earlier, and never later: what the agency has done each time a day fell on a holiday
// (at Easter, in the first days of 2015).
//
// To an account, money moves on days on which both the Treasury and TARGET work. Cash is brought
// home by the Post, on working days of Latvia, for own days from the 5th to the 24th, and the Post
// must have the money by then.
#pragma once

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/date.h"
#include "ledger/payment.h"

namespace izmaksa {

// A decision about one month: own days from `first` to `last` are paid on `date` instead. It is
// taken as it stands, in another month too, but never before the business date.
struct PayDayChange {
  Month month;
  Channel channel = Channel::kAccount;
  int first = 1, last = 31;
  Date date;
};

// The decisions that are known. None is, for the years of the calendar; those that the press tells
// of (December 2013, when all cash was brought from the 2nd to the 13th) are older.
absl::Span<const PayDayChange> KnownPayDayChanges();

// The day of execution at the bank, or of delivery by the Post, for a payment of `month` to a
// person whose own day is `own_day` (1 to 31; the 31st of a shorter month is its last day).
//   * An account is paid on the own day or the payment day before it. In January a day before which
//     the Treasury has not worked in the new year counts as one on which funds cannot move: the
//     5th of January 2015 was paid in December. When that day is before the business date, it is
//     the first payment day from the business date on.
//   * Cash is brought on the own day, drawn into the 5th to the 24th, or the working day before it.
//     When the Post could not have the money by then, it is the next working day up to the 24th by
//     which it can, and after that the own day of the next month.
// OutOfRange when the calendar does not reach so far.
absl::StatusOr<Date> PayDate(Month month, int own_day, Channel channel, Date business_date,
                             absl::Span<const PayDayChange> changes = KnownPayDayChanges());

// The day on which the Post's account is paid for what is brought home on `delivery`, a working
// day: the second working day before, because a credit transfer arrives by the end of the working
// day after it; the third when money cannot move on the second. Earlier the contract with the Post
// does not allow, so it is the first before the delivery when neither will do.
absl::StatusOr<Date> PostFundingDate(Date delivery);

}  // namespace izmaksa
