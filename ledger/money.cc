#include "ledger/money.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

__extension__ using Wide = __int128;

int64_t Narrow(Wide value) {
  CHECK(value >= std::numeric_limits<int64_t>::min() &&
        value <= std::numeric_limits<int64_t>::max());
  return static_cast<int64_t>(value);
}

int64_t RoundedQuotient(Wide numerator, Wide denominator, Rounding rounding) {
  CHECK(denominator > 0);
  const bool negative = numerator < 0;
  const Wide magnitude = negative ? -numerator : numerator;
  Wide quotient = magnitude / denominator;
  const Wide remainder = magnitude % denominator;
  switch (rounding) {
    case Rounding::kHalfUp:
      quotient += 2 * remainder >= denominator;
      break;
    case Rounding::kHalfToEven:
      quotient +=
          2 * remainder > denominator || (2 * remainder == denominator && quotient % 2 == 1);
      break;
    case Rounding::kDown:
      break;
    case Rounding::kUp:
      quotient += remainder > 0;
      break;
  }
  return Narrow(negative ? -quotient : quotient);
}

// Digits, optionally a point and one to `places` digits; scaled to `places`. nullopt-like: ok is
// false.
bool ParseDecimal(absl::string_view text, int places, int64_t& scaled) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  Wide value = 0;
  int whole = 0, decimals = -1;
  for (const char c : text) {
    if (c == '.') {
      if (decimals >= 0 || whole == 0) return false;
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9') return false;
    if (decimals >= 0) {
      if (++decimals > places) return false;
    } else {
      ++whole;
    }
    value = value * 10 + (c - '0');
    if (value > std::numeric_limits<int64_t>::max()) return false;
  }
  if (whole == 0 || decimals == 0) return false;
  for (int i = decimals < 0 ? 0 : decimals; i < places; ++i) value *= 10;
  if (value > std::numeric_limits<int64_t>::max()) return false;
  scaled = static_cast<int64_t>(negative ? -value : value);
  return true;
}

}  // namespace

absl::StatusOr<Money> Money::Parse(absl::string_view text) {
  int64_t cents = 0;
  if (!ParseDecimal(text, 2, cents)) {
    return absl::InvalidArgumentError(
        absl::StrCat("not an amount: \"", text, "\" (expected digits like 480.00)"));
  }
  return Money(cents);
}

std::string Money::ToString() const {
  const uint64_t magnitude =
      cents_ < 0 ? -static_cast<uint64_t>(cents_) : static_cast<uint64_t>(cents_);
  return absl::StrCat(cents_ < 0 ? "-" : "", magnitude / 100, ".",
                      absl::Dec(magnitude % 100, absl::kZeroPad2));
}

std::string Money::ToReadable() const {
  std::string text = ToString();
  const size_t start = cents_ < 0 ? 1 : 0;
  for (size_t at = text.size() - 3; at > start + 3; at -= 3) text.insert(at - 3, 1, ' ');
  return text;
}

Money operator+(Money a, Money b) {
  int64_t sum = 0;
  CHECK(!__builtin_add_overflow(a.cents_, b.cents_, &sum));
  return Money(sum);
}

Money operator-(Money a, Money b) {
  int64_t difference = 0;
  CHECK(!__builtin_sub_overflow(a.cents_, b.cents_, &difference));
  return Money(difference);
}

Money MulDiv(Money amount, int64_t numerator, int64_t denominator, Rounding rounding) {
  return Money::Cents(
      RoundedQuotient(static_cast<Wide>(amount.cents()) * numerator, denominator, rounding));
}

Money Times(Money amount, int64_t count) {
  return Money::Cents(Narrow(static_cast<Wide>(amount.cents()) * count));
}

Money Prorate(Money amount, int days, int days_in_period, Rounding rounding) {
  CHECK(days >= 0 && days <= days_in_period);
  return MulDiv(amount, days, days_in_period, rounding);
}

absl::StatusOr<Rate> Rate::Parse(absl::string_view text) {
  int64_t millionths = 0;
  if (!ParseDecimal(text, 6, millionths)) {
    return absl::InvalidArgumentError(
        absl::StrCat("not a rate: \"", text, "\" (expected a decimal like 1.0640)"));
  }
  return Rate(millionths);
}

std::string Rate::ToString(int places_min) const {
  const uint64_t magnitude =
      millionths_ < 0 ? -static_cast<uint64_t>(millionths_) : static_cast<uint64_t>(millionths_);
  std::string decimals = std::to_string(kScale + magnitude % kScale).substr(1);
  while (static_cast<int>(decimals.size()) > places_min && decimals.back() == '0')
    decimals.pop_back();
  return absl::StrCat(millionths_ < 0 ? "-" : "", magnitude / kScale, decimals.empty() ? "" : ".",
                      decimals);
}

Money Multiply(Money amount, Rate rate, Rounding rounding) {
  return MulDiv(amount, rate.millionths(), Rate::kScale, rounding);
}

}  // namespace izmaksa
