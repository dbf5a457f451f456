// The entries of two runs side by side: what one shard's journal says about each person, in order
// of person.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "ledger/journal.h"
#include "processors/books.h"
#include "processors/entries.h"
#include "processors/law.h"

namespace izmaksa {

struct Compared {
  PersonId person;
  std::optional<JournalEntry> was, is;  // not both nullopt

  // Whether the person was paid, and is now neither paid nor held: nothing is due any more.
  bool NothingIsDue() const;
};

class TwoRuns {
 public:
  // Two runs that are closed in this journal, which must outlive it; `before` may be null.
  static absl::StatusOr<std::unique_ptr<TwoRuns>> Open(Log& journal, const ShardRun& now,
                                                       const ShardRun* before);

  bool Valid() const { return HasBefore() || now_->Valid(); }
  PersonId person() const;  // of the next
  absl::StatusOr<Compared> Next();

 private:
  TwoRuns() = default;
  bool HasBefore() const { return before_ != nullptr && before_->Valid(); }
  std::unique_ptr<EntryCursor> now_, before_;
};

// Why nothing that `was` paid is due in a run any more, in the words of the rule of the first of
// its benefits; `law` as known to the run. The people's fold must have reached the run's cut-off.
absl::StatusOr<std::string> WhyNotDue(Ledger& ledger, const RunState& run, const Law& law,
                                      const JournalEntry& was);

// Whether facts about the person became known between the cut-offs of two runs.
absl::StatusOr<bool> HasNewFacts(Ledger& ledger, const RunState& run, const RunState& previous,
                                 PersonId person);

}  // namespace izmaksa
