// Days and months of the proleptic Gregorian calendar, without clock or time zone. What day it is
// today is never asked here: a business date is an argument.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

class Month;

// A day. Stored as days since 1970-01-01.
class Date {
 public:
  constexpr Date() = default;
  static constexpr Date FromDays(int32_t days_since_1970) { return Date(days_since_1970); }
  // The day must exist; a day that does not is a programmer error. Text from outside enters by
  // Parse.
  static Date Of(int year, int month, int day);
  // Exactly YYYY-MM-DD and real: 2023-02-30, 2023-2-3 and " 2023-02-03" are refused. Years 1800 to
  // 2199.
  static absl::StatusOr<Date> Parse(absl::string_view text);

  constexpr int32_t days() const { return days_; }
  int year() const;
  int month() const;    // 1–12
  int day() const;      // 1–31
  int weekday() const;  // ISO 8601: Monday 1, Sunday 7
  class Month in_month() const;
  std::string ToString() const;  // YYYY-MM-DD

  friend constexpr Date operator+(Date date, int32_t days) { return Date(date.days_ + days); }
  friend constexpr Date operator-(Date date, int32_t days) { return Date(date.days_ - days); }
  friend constexpr int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }
  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(int32_t days) : days_(days) {}
  int32_t days_ = 0;
};

// A calendar month. Stored as months since January 1970.
class Month {
 public:
  constexpr Month() = default;
  static constexpr Month FromNumber(int32_t months_since_1970) { return Month(months_since_1970); }
  static Month Of(int year, int month);
  static absl::StatusOr<Month> Parse(absl::string_view text);  // exactly YYYY-MM

  constexpr int32_t number() const { return number_; }
  constexpr int year() const { return 1970 + (number_ >= 0 ? number_ : number_ - 11) / 12; }
  constexpr int month() const { return number_ - (year() - 1970) * 12 + 1; }  // 1–12
  Date first() const;
  Date last() const;
  int days() const;              // 28–31
  std::string ToString() const;  // YYYY-MM
  std::string ToWords() const;   // "April 2024"

  friend constexpr Month operator+(Month month, int32_t months) {
    return Month(month.number_ + months);
  }
  friend constexpr Month operator-(Month month, int32_t months) {
    return Month(month.number_ - months);
  }
  friend constexpr int32_t operator-(Month a, Month b) { return a.number_ - b.number_; }
  Month& operator++() {
    ++number_;
    return *this;
  }
  friend constexpr auto operator<=>(Month, Month) = default;

 private:
  explicit constexpr Month(int32_t number) : number_(number) {}
  int32_t number_ = 0;
};

// A moment, in whole seconds since 1970-01-01T00:00:00Z: when a source recorded a fact.
class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant FromSeconds(int64_t seconds) { return Instant(seconds); }
  // Exactly YYYY-MM-DDTHH:MM:SSZ, or a bare YYYY-MM-DD meaning its midnight.
  static absl::StatusOr<Instant> Parse(absl::string_view text);

  constexpr int64_t seconds() const { return seconds_; }
  Date date() const;             // the UTC day
  std::string ToString() const;  // YYYY-MM-DDTHH:MM:SSZ

  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  explicit constexpr Instant(int64_t seconds) : seconds_(seconds) {}
  int64_t seconds_ = 0;
};

// The day on which somebody born on `born` reaches an age of years and months. Who is born on the
// 29th to 31st reaches it on the last day of a shorter month.
Date DayOfAge(Date born, int years, int months = 0);

}  // namespace izmaksa
