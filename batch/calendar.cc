#include "batch/calendar.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kYearMin = 2020, kYearMax = 2035;

struct Day {
  int year, month, day;
};

// Orders of the Cabinet of Ministers that moved a working day: free instead of the Saturday. 2022
// had none. The source is the list of the holidays project, which cites likumi.lv; a new year is
// two lines here and MovedDaysKnownTo.
struct MovedDay {
  Day free;
  Day worked;
};
constexpr MovedDay kMovedDays[] = {
    {{2020, 6, 22}, {2020, 6, 13}},   {{2021, 5, 3}, {2021, 5, 8}},
    {{2021, 6, 25}, {2021, 6, 19}},   {{2021, 11, 19}, {2021, 11, 13}},
    {{2023, 5, 5}, {2023, 5, 20}},    {{2024, 12, 23}, {2024, 12, 14}},
    {{2024, 12, 30}, {2024, 12, 28}}, {{2025, 5, 2}, {2025, 5, 10}},
    {{2025, 11, 17}, {2025, 11, 8}},  {{2026, 1, 2}, {2026, 1, 17}},
    {{2026, 6, 22}, {2026, 6, 27}},
};

// Days given once. The last day of the Song and Dance Celebration is a holiday, and the Monday
// after it when it falls on a weekend; the celebration of 2028 belongs here when its days are set.
constexpr Day kSingleHolidays[] = {
    {2023, 5, 29},  // bronze of the ice hockey world championship, voted the night before
    {2023, 7, 10},  // Song and Dance Celebration, closed on Sunday 9 July
};

bool Is(Date date, const Day& day) { return date == Date::Of(day.year, day.month, day.day); }

bool Is(Date date, int month, int day) { return date.month() == month && date.day() == day; }

// The Gregorian computus of Meeus, Jones and Butcher.
Date EasterSunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date::Of(year, n / 31, n % 31 + 1);
}

bool IsGoodFridayOrEasterMonday(Date date) {
  const int from_easter = date - EasterSunday(date.year());
  return from_easter == -2 || from_easter == 1;
}

// The law "On Public Holidays, Commemoration Days and Days of Celebration", section 1. Easter
// Sunday, Mother's Day and Whit Sunday are left out: they are Sundays.
bool IsPublicHoliday(Date date) {
  if (IsGoodFridayOrEasterMonday(date)) return true;
  switch (date.month()) {
    case 1:
      return date.day() == 1;
    case 5:
      return date.day() == 1 || date.day() == 4;
    case 6:
      return date.day() == 23 || date.day() == 24;
    case 11:
      return date.day() == 18;
    case 12:
      return (date.day() >= 24 && date.day() <= 26) || date.day() == 31;
    default:
      return false;
  }
}

// When 4 May or 18 November falls on a weekend, the next Monday is free. No other holiday is
// carried over.
bool IsMondayInstead(Date date) {
  if (date.weekday() != 1) return false;
  for (const Date weekend : {date - 1, date - 2}) {
    if (Is(weekend, 5, 4) || Is(weekend, 11, 18)) return true;
  }
  return false;
}

absl::StatusOr<Date> NearestPaymentDay(Date date, int step) {
  for (Date day = date; CalendarCovers(day); day = day + step) {
    if (IsPaymentDay(day)) return day;
  }
  return absl::OutOfRangeError(
      absl::StrCat("no payment day known ", step < 0 ? "on or before " : "on or after ",
                   date.ToString(), ": the calendar reaches from ", kYearMin, " to ", kYearMax));
}

}  // namespace

bool CalendarCovers(Date date) { return date.year() >= kYearMin && date.year() <= kYearMax; }

Date MovedDaysKnownTo() { return Date::Of(2026, 12, 31); }

bool IsTreasuryDay(Date date) {
  CHECK(CalendarCovers(date));
  for (const MovedDay& moved : kMovedDays) {
    if (Is(date, moved.worked)) return true;
    if (Is(date, moved.free)) return false;
  }
  const bool single = std::any_of(std::begin(kSingleHolidays), std::end(kSingleHolidays),
                                  [&](const Day& day) { return Is(date, day); });
  return date.weekday() <= 5 && !IsPublicHoliday(date) && !IsMondayInstead(date) && !single;
}

// TARGET is closed on weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
bool IsTargetDay(Date date) {
  CHECK(CalendarCovers(date));
  return date.weekday() <= 5 && !IsGoodFridayOrEasterMonday(date) && !Is(date, 1, 1) &&
         !Is(date, 5, 1) && !Is(date, 12, 25) && !Is(date, 12, 26);
}

bool IsPaymentDay(Date date) { return IsTargetDay(date) && IsTreasuryDay(date); }

absl::StatusOr<Date> PaymentDayOnOrBefore(Date date) { return NearestPaymentDay(date, -1); }
absl::StatusOr<Date> PaymentDayOnOrAfter(Date date) { return NearestPaymentDay(date, 1); }

}  // namespace izmaksa
