// Exact amounts. An amount is whole euro cents; a rate is an exact decimal; every rounding is named
// where it happens. There is no floating point, no implicit conversion, and no operator that
// rounds.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// An amount in cents (of euro; of lats in the law before 2014). Overflow is a programmer error and
// dies.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money Cents(int64_t cents) { return Money(cents); }

  // Reads "1234.56", "-0.07", "12": digits, and at most two decimals after a point. Nothing looser.
  static absl::StatusOr<Money> Parse(absl::string_view text);

  constexpr int64_t cents() const { return cents_; }
  constexpr bool is_zero() const { return cents_ == 0; }
  constexpr bool is_positive() const { return cents_ > 0; }

  // "1234.56", "-0.07": always two decimals. The form of files and of JSON.
  std::string ToString() const;
  // "1 234 567.89": thousands apart, for people.
  std::string ToReadable() const;

  friend Money operator+(Money a, Money b);
  friend Money operator-(Money a, Money b);
  Money& operator+=(Money other) { return *this = *this + other; }
  Money& operator-=(Money other) { return *this = *this - other; }
  constexpr Money operator-() const { return Money(-cents_); }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(int64_t cents) : cents_(cents) {}
  int64_t cents_ = 0;
};

// How a quotient becomes whole. Halves are taken on the magnitude: -0.5 rounds as 0.5 does.
enum class Rounding {
  kHalfUp,      // 0.5 → 1: what published pensions show (350.00 × 1.0719 = 375.165 → 375.17)
  kHalfToEven,  // 0.5 → 0, 1.5 → 2
  kDown,        // towards zero
  kUp,          // away from zero
};

// amount × numerator / denominator, rounded once, with 128 bits inside. The denominator is
// positive.
Money MulDiv(Money amount, int64_t numerator, int64_t denominator, Rounding rounding);

// amount × count, exact.
Money Times(Money amount, int64_t count);

// The share of a period: amount × days / days_in_period, rounded once.
Money Prorate(Money amount, int days, int days_in_period, Rounding rounding);

// An exact decimal with at most six places: an index, a tax rate, a share.
class Rate {
 public:
  static constexpr int64_t kScale = 1'000'000;
  constexpr Rate() = default;
  static constexpr Rate Millionths(int64_t millionths) { return Rate(millionths); }

  // Reads "1.0640", "0.2", "20": digits, and at most six decimals after a point. Nothing looser.
  static absl::StatusOr<Rate> Parse(absl::string_view text);

  constexpr int64_t millionths() const { return millionths_; }
  // "1.064", "0.2": no trailing zeros beyond `places_min`.
  std::string ToString(int places_min = 0) const;

  friend constexpr Rate operator-(Rate a, Rate b) { return Rate(a.millionths_ - b.millionths_); }
  friend constexpr auto operator<=>(Rate, Rate) = default;

 private:
  explicit constexpr Rate(int64_t millionths) : millionths_(millionths) {}
  int64_t millionths_ = 0;
};

Money Multiply(Money amount, Rate rate, Rounding rounding);

}  // namespace izmaksa
