// What commands share: reading what was said, and printing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/commands.h"
#include "batch/event_check.h"
#include "batch/fault.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "processors/law.h"

namespace izmaksa {

// Prints to standard output, as it is.
void Print(absl::string_view text);

// "1 payment", "2 payments", "1 person", "3 people".
std::string Counted(int64_t count, absl::string_view one);

// Every fault of event files, a line each, or as JSON; `total` when not all were kept.
void PrintFaults(const std::vector<Fault>& faults, int64_t total, bool json);

// An option's text as a value; the option is named in the error. An empty text is nullopt.
absl::StatusOr<std::optional<Date>> OptionalDateOption(absl::string_view option,
                                                       const std::string& text);
absl::StatusOr<Date> DateOption(absl::string_view option, const std::string& text);
absl::StatusOr<Month> MonthOption(absl::string_view option, const std::string& text);
absl::StatusOr<PersonId> PersonOption(absl::string_view option, const std::string& text);

// The law built in, with the overlays named by --law.
absl::StatusOr<Law> LawOf(const CommandLine& line);

// The benefits of the table, with the inputs that `law` declares for them. The law must outlive it.
KnownBenefit KnownTo(const Law& law);

}  // namespace izmaksa
