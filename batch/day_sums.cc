#include "batch/day_sums.h"

#include "ledger/status.h"
#include "processors/entries.h"

namespace izmaksa {

void AddDaySums(const JournalEntry& entry, DaySums& days) {
  for (const Payment& payment : entry.payments) {
    DaySum& day = days[payment.pay_date];
    ++day.payments;
    day.amount += payment.amount;
  }
}

void AddDaySums(const DaySums& more, DaySums& days) {
  for (const auto& [date, sum] : more) {
    DaySum& day = days[date];
    day.payments += sum.payments;
    day.amount += sum.amount;
  }
}

absl::StatusOr<DaySums> ReadDaySums(Log& journal, const ShardRun& run) {
  CHECK(run.closed_at.has_value());
  DaySums days;
  RETURN_IF_ERROR(ForEachEntry(journal, run, *run.closed_at,
                               [&](PersonId, const std::string& bytes) -> absl::Status {
                                 ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(bytes));
                                 AddDaySums(entry, days);
                                 return absl::OkStatus();
                               }));
  return days;
}

}  // namespace izmaksa
