// Values of a bank's message, from its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

// The first of several counts.
void AssignFirst(absl::string_view text, std::string* to);

// The day of an ISO date or time, as the bank's own clock shows it; nothing when it is none.
std::optional<Date> MessageDay(absl::string_view text);

// "2026-12-04T09:31:02.123+02:00": a moment, whatever the zone; without one it is taken as UTC.
std::optional<Instant> MessageMoment(absl::string_view text);

std::optional<int64_t> MessageNumber(absl::string_view text);

// An amount in euro, exact, and negative only if `sign` says that it may be. What is wrong with the
// item goes to `fault`, unless something does already.
std::optional<Money> MessageAmount(absl::string_view text, absl::string_view currency, bool sign,
                                   std::string* fault);

// CRDT or DBIT: is it a credit?
std::optional<bool> MessageDirection(absl::string_view text, std::string* fault);

// An id for a fault's message: short, and in plain characters.
std::string ShownId(absl::string_view id);

}  // namespace izmaksa
