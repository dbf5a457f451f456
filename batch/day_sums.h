// What a run pays on each day of payment.
#pragma once

#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "ledger/date.h"
#include "ledger/journal.h"
#include "ledger/log.h"
#include "ledger/money.h"
#include "processors/books.h"

namespace izmaksa {

struct DaySum {
  int64_t payments = 0;
  Money amount;  // net
};

using DaySums = std::map<Date, DaySum>;

void AddDaySums(const JournalEntry& entry, DaySums& days);
void AddDaySums(const DaySums& more, DaySums& days);

// Of a run that is closed in this journal.
absl::StatusOr<DaySums> ReadDaySums(Log& journal, const ShardRun& run);

}  // namespace izmaksa
