#include "ledger/date.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

namespace chrono = std::chrono;

constexpr int kYearMin = 1800, kYearMax = 2199;
constexpr const char* kMonthNames[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

chrono::year_month_day Civil(Date date) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(date.days())));
}

// Exactly `text` = digits and the given separators; -1 where a field is not all digits.
int Digits(absl::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string Padded(int year, int month) {
  return absl::StrCat(absl::Dec(year, absl::kZeroPad4), "-", absl::Dec(month, absl::kZeroPad2));
}

}  // namespace

Date Date::Of(int year, int month, int day) {
  const chrono::year_month_day civil{chrono::year(year),
                                     chrono::month(static_cast<unsigned>(month)),
                                     chrono::day(static_cast<unsigned>(day))};
  CHECK(civil.ok());
  return Date(static_cast<int32_t>(chrono::sys_days(civil).time_since_epoch().count()));
}

absl::StatusOr<Date> Date::Parse(absl::string_view text) {
  const auto error = [&](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat("not a date: \"", text, "\" (", why, ")"));
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return error("expected YYYY-MM-DD");
  const int year = Digits(text, 0, 4), month = Digits(text, 5, 2), day = Digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return error("expected YYYY-MM-DD");
  if (year < kYearMin || year > kYearMax) return error("year out of range");
  const chrono::year_month_day civil{chrono::year(year),
                                     chrono::month(static_cast<unsigned>(month)),
                                     chrono::day(static_cast<unsigned>(day))};
  if (!civil.ok()) return error("no such day");
  return Date(static_cast<int32_t>(chrono::sys_days(civil).time_since_epoch().count()));
}

int Date::year() const { return static_cast<int>(Civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(Civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(Civil(*this).day())); }
int Date::weekday() const {
  return static_cast<int>(chrono::weekday(chrono::sys_days(chrono::days(days_))).iso_encoding());
}

Month Date::in_month() const {
  const auto civil = Civil(*this);
  return Month::FromNumber((static_cast<int>(civil.year()) - 1970) * 12 +
                           static_cast<int>(static_cast<unsigned>(civil.month())) - 1);
}

std::string Date::ToString() const {
  return absl::StrCat(Padded(year(), month()), "-", absl::Dec(day(), absl::kZeroPad2));
}

Month Month::Of(int year, int month) {
  CHECK(month >= 1 && month <= 12);
  return Month((year - 1970) * 12 + month - 1);
}

absl::StatusOr<Month> Month::Parse(absl::string_view text) {
  const bool shaped = text.size() == 7 && text[4] == '-';
  const int year = shaped ? Digits(text, 0, 4) : -1, month = shaped ? Digits(text, 5, 2) : -1;
  if (year < kYearMin || year > kYearMax || month < 1 || month > 12) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a month: \"", text, "\" (expected YYYY-MM)"));
  }
  return Of(year, month);
}

Date Month::first() const { return Date::Of(year(), month(), 1); }
Date Month::last() const { return (*this + 1).first() - 1; }
int Month::days() const { return (*this + 1).first() - first(); }
std::string Month::ToString() const { return Padded(year(), month()); }
std::string Month::ToWords() const { return absl::StrCat(kMonthNames[month() - 1], " ", year()); }

absl::StatusOr<Instant> Instant::Parse(absl::string_view text) {
  const auto error = [&] {
    return absl::InvalidArgumentError(
        absl::StrCat("not a time: \"", text, "\" (expected YYYY-MM-DDTHH:MM:SSZ)"));
  };
  if (text.size() != 10 && text.size() != 20) return error();
  const absl::StatusOr<Date> date = Date::Parse(text.substr(0, 10));
  if (!date.ok()) return date.status();
  const int64_t midnight = int64_t{date->days()} * 86400;
  if (text.size() == 10) return Instant(midnight);
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return error();
  const int hour = Digits(text, 11, 2), minute = Digits(text, 14, 2), second = Digits(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return error();
  return Instant(midnight + hour * 3600 + minute * 60 + second);
}

Date Instant::date() const {
  return Date::FromDays(
      static_cast<int32_t>(seconds_ >= 0 ? seconds_ / 86400 : -((-seconds_ + 86399) / 86400)));
}

std::string Instant::ToString() const {
  const int64_t second = seconds_ - int64_t{date().days()} * 86400;
  return absl::StrCat(date().ToString(), "T", absl::Dec(second / 3600, absl::kZeroPad2), ":",
                      absl::Dec(second / 60 % 60, absl::kZeroPad2), ":",
                      absl::Dec(second % 60, absl::kZeroPad2), "Z");
}

Date DayOfAge(Date born, int years, int months) {
  const Month month = born.in_month() + (years * 12 + months);
  return month.first() + (std::min(born.day(), month.days()) - 1);
}

}  // namespace izmaksa
