// The projection journal → Balances of one shard, and the fold rules that decide which records
// count. The journal's own order is the lock: a record outside its run, or a second entry for the
// same person and run, is void, whoever wrote it and however late it lands.
//
//   1. ShardOpened counts when no run is open here, the run is new, and `previous` is the last run
//   closed here.
//   2. JournalEntry counts when its run is the open one and the person has no entry in it yet: the
//   first wins.
//   3. ShardClosed counts when its run is the open one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/journal.h"
#include "ledger/log.h"
#include "ledger/projection.h"

namespace izmaksa {

// A run as this shard's journal tells it.
struct ShardRun {
  std::string run;
  Offset cutoff;                    // in the shard's events
  Offset opened_at;                 // in the journal
  std::optional<Offset> closed_at;  // nullopt: open
};

// The books' header: every run in order, at most the last of them open.
struct ShardRuns {
  std::vector<ShardRun> runs;
  int64_t void_records = 0;  // records outside any run

  const ShardRun* Find(absl::string_view run) const;
  const ShardRun* Open() const;
  std::string LastClosed() const;  // empty: none yet
};

absl::StatusOr<ShardRuns> DecodeShardRuns(const std::string& header);

// Values are EncodeBalances; the header is for DecodeShardRuns.
FoldRules BooksFold();

}  // namespace izmaksa
