// What a run may do without a person's word: limits that a treasurer sets, and the treasury's own.
// A value; which of them are in force for a run, the control log says (batch/control.h).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/money.h"

namespace izmaksa {

namespace v1 {
class Limits;
}

struct PlanYear {
  std::string programme;
  int64_t year = 0;
  friend auto operator<=>(const PlanYear&, const PlanYear&) = default;
};

// As it is constructed: the limits of a ledger for which none were set. Nought is no limit.
struct Limits {
  // An account younger than this many days on the day of the run, and not confirmed, holds the
  // person.
  int64_t new_account_days = 0;
  // Most people who are paid into one account.
  int64_t account_people_max = 0;
  Money payment_max;                               // most in one payment, net
  std::map<std::string, Money> benefits;           // most of a benefit in one payment, before tax
  Money daily_max;                                 // most on one day of payment
  Money notice_amount = Money::Cents(700'000'00);  // more on a day: the State Treasury wants notice
  std::map<PlanYear, Money> budget;                // plans by programme and year, before tax
  std::map<std::string, bool> basic_letters;       // by bank code: names without diacritics or with

  friend bool operator==(const Limits&, const Limits&) = default;
};

// The limits as a treasurer signs them and a person reads them: a line a value, in a fixed order,
// amounts with two places. Equal limits have equal texts, and different ones different texts.
std::string LimitsText(const Limits& limits);

// Reads a limits file (proto/limits.proto). INVALID_ARGUMENT with line or field: unknown or
// malformed text, a negative amount, the same line twice, a name that is not one word.
absl::StatusOr<Limits> ParseLimitsFile(absl::string_view text, absl::string_view file);

// As recorded. INVALID_ARGUMENT when a record breaks what ParseLimitsFile promises.
absl::StatusOr<Limits> LimitsFromRecord(const v1::Limits& record);
v1::Limits LimitsRecord(const Limits& limits);

}  // namespace izmaksa
