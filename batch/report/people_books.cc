#include "batch/report/people_books.h"

#include <memory>
#include <optional>

#include "batch/run.h"
#include "ledger/status.h"
#include "processors/entries.h"

namespace izmaksa {
namespace {

using Visit = std::function<absl::Status(int shard, PersonId person, const Balances& balances)>;

// Whether the projection stands where the last of the closings left the books.
absl::StatusOr<bool> AreKept(const Ledger& ledger, const ControlState& control,
                             const std::vector<Closing>& closings) {
  if (control.Open() != nullptr || control.LastClosed()->run != closings.back().run) return false;
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    ASSIGN_OR_RETURN(const Offset end, ledger.journal(shard).End());
    if (ledger.books(shard).position() != end) return false;
  }
  return true;
}

absl::Status VisitKept(const Ledger& ledger, int shard, const Visit& visit) {
  const auto cursor = ledger.books(shard).Scan();
  for (; cursor->Valid(); cursor->Next()) {
    ASSIGN_OR_RETURN(const Balances balances, DecodeBalances(cursor->value()));
    RETURN_IF_ERROR(visit(shard, cursor->person(), balances));
  }
  return cursor->status();
}

// The entries of all runs side by side, in order of person and, for each, of run.
absl::Status VisitAnew(Ledger& ledger, int shard, const std::vector<std::vector<ShardRun>>& runs,
                       const Visit& visit) {
  std::vector<std::unique_ptr<EntryCursor>> cursors;
  for (const std::vector<ShardRun>& shards : runs) {
    const ShardRun& run = shards[static_cast<size_t>(shard)];
    ASSIGN_OR_RETURN(cursors.emplace_back(),
                     EntryCursor::Open(ledger.journal(shard), run, *run.closed_at));
  }
  for (;;) {
    std::optional<PersonId> next;
    for (const auto& cursor : cursors) {
      if (cursor->Valid() && (!next || cursor->person() < *next)) next = cursor->person();
    }
    if (!next) return absl::OkStatus();
    Balances balances;
    for (const auto& cursor : cursors) {
      if (!cursor->Valid() || cursor->person() != *next) continue;
      ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(cursor->bytes()));
      Apply(entry, balances);
      RETURN_IF_ERROR(cursor->Next());
    }
    RETURN_IF_ERROR(visit(shard, *next, balances));
  }
}

}  // namespace

absl::Status ForEachBalances(Ledger& ledger, const ControlState& control,
                             const std::vector<Closing>& closings, const Visit& visit) {
  ASSIGN_OR_RETURN(const bool are_kept, AreKept(ledger, control, closings));
  std::vector<std::vector<ShardRun>> runs;
  if (!are_kept) {
    for (const Closing& closing : closings) {
      ASSIGN_OR_RETURN(runs.emplace_back(), ShardRunsOf(ledger, closing.run));
    }
  }
  return ForEachShard(ledger.shards(), [&](int shard) {
    return are_kept ? VisitKept(ledger, shard, visit) : VisitAnew(ledger, shard, runs, visit);
  });
}

}  // namespace izmaksa
