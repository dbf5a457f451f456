#include "batch/pay_days.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/calendar.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// The contract of the agency and the Post of 25 May 2005: days of delivery, and how many working
// days before one the agency may pay the Post at the earliest.
constexpr int kHomeFirst = 5, kHomeLast = 24, kFundingDaysMax = 3;

absl::StatusOr<Date> WorkingDay(Date date, int step) {
  for (Date day = date; CalendarCovers(day); day = day + step) {
    if (IsTreasuryDay(day)) return day;
  }
  return absl::OutOfRangeError(absl::StrCat("no working day known ",
                                            step < 0 ? "on or before " : "on or after ",
                                            date.ToString(), ": the calendar ends there"));
}

Date OwnDay(Month month, int own_day) {
  return month.first() + (std::min(own_day, month.days()) - 1);
}

// Whether the Treasury, shut since the old year, first works on this very day.
bool IsFirstPaymentDayOfYear(Date date) {
  const absl::StatusOr<Date> first = PaymentDayOnOrAfter(Date::Of(date.year(), 1, 1));
  return first.ok() && *first == date;
}

absl::StatusOr<Date> AccountDate(Date wanted, Date business_date) {
  ASSIGN_OR_RETURN(Date date, PaymentDayOnOrBefore(wanted));
  // A run of the new year cannot pay in the old one.
  if (business_date.year() < date.year() && IsFirstPaymentDayOfYear(date)) {
    ASSIGN_OR_RETURN(date, PaymentDayOnOrBefore(date - 1));
  }
  return date < business_date ? PaymentDayOnOrAfter(business_date) : date;
}

absl::StatusOr<bool> CanBeFunded(Date delivery, Date business_date) {
  ASSIGN_OR_RETURN(const Date funding, PostFundingDate(delivery));
  return funding >= business_date;
}

// From the wanted day on, the first in the month's days of delivery by which the Post can have the
// money.
absl::StatusOr<Date> HomeDate(Month month, int own_day, Date wanted, Date business_date) {
  ASSIGN_OR_RETURN(Date date, WorkingDay(wanted, -1));
  while (true) {
    ASSIGN_OR_RETURN(const bool can, CanBeFunded(date, business_date));
    if (can) return date;
    ASSIGN_OR_RETURN(const Date next, WorkingDay(date + 1, 1));
    if (next > OwnDay(month, kHomeLast)) {
      ++month;
      ASSIGN_OR_RETURN(date, WorkingDay(OwnDay(month, own_day), -1));
    } else {
      date = next;
    }
  }
}

}  // namespace

absl::Span<const PayDayChange> KnownPayDayChanges() { return {}; }

absl::StatusOr<Date> PayDate(Month month, int own_day, Channel channel, Date business_date,
                             absl::Span<const PayDayChange> changes) {
  CHECK(own_day >= 1 && own_day <= 31);
  if (!CalendarCovers(month.first()) || !CalendarCovers(business_date)) {
    return absl::OutOfRangeError(
        absl::StrCat("the calendar does not know ", month.ToString(), ", or the business date"));
  }
  const PayDayChange* change = nullptr;
  for (const PayDayChange& known : changes) {
    const bool fits = known.month == month && known.channel == channel && own_day >= known.first &&
                      own_day <= known.last;
    if (fits) change = &known;
  }
  if (channel == Channel::kAccount) {
    if (change == nullptr) return AccountDate(OwnDay(month, own_day), business_date);
    return change->date < business_date ? PaymentDayOnOrAfter(business_date) : change->date;
  }
  const int day = std::clamp(own_day, kHomeFirst, kHomeLast);
  return HomeDate(month, day, change == nullptr ? OwnDay(month, day) : change->date, business_date);
}

absl::StatusOr<Date> PostFundingDate(Date delivery) {
  Date days[kFundingDaysMax];  // the working days before, nearest first
  Date day = delivery;
  for (Date& before : days) {
    ASSIGN_OR_RETURN(before, WorkingDay(day - 1, -1));
    day = before;
  }
  for (const Date candidate : {days[1], days[2], days[0]}) {
    if (IsTargetDay(candidate)) return candidate;
  }
  return absl::OutOfRangeError(absl::StrCat("no money can move in the ", kFundingDaysMax,
                                            " working days before ", delivery.ToString(),
                                            ", and earlier the Post is not paid"));
}

}  // namespace izmaksa
