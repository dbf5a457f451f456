// The entries of a run in one shard's journal: those that count, one a person, in order of person.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/ids.h"
#include "ledger/journal.h"
#include "ledger/log.h"
#include "processors/books.h"

namespace izmaksa {

// Whose entry a record of the journal is, and of which run, without decoding the rest.
struct EntryHead {
  absl::string_view run;  // into the record
  PersonId person;
};

// nullopt: the record is not an entry, but opens or closes a run. DATA_LOSS when it is damaged.
absl::StatusOr<std::optional<EntryHead>> HeadOfEntry(absl::string_view record);

// Walks the entries of a run that count, in order of person. Memory is constant as long as the
// entries lie in that order, which is how a run appends them; a late repeat costs memory for an
// index of the run. The journal must outlive the cursor.
class EntryCursor {
 public:
  // `end` is where to stop reading: the run's closing record, or the end of the journal while it is
  // open. The cursor stands at the first entry.
  static absl::StatusOr<std::unique_ptr<EntryCursor>> Open(Log& journal, const ShardRun& run,
                                                           Offset end);
  virtual ~EntryCursor() = default;

  virtual bool Valid() const = 0;
  // Of the entry the cursor stands at, until Next.
  virtual PersonId person() const = 0;
  virtual Offset offset() const = 0;
  virtual const std::string& bytes() const = 0;  // as stored
  virtual absl::Status Next() = 0;
};

// Visits them all.
absl::Status ForEachEntry(
    Log& journal, const ShardRun& run, Offset end,
    const std::function<absl::Status(PersonId person, const std::string& bytes)>& visit);

// A person's entry in a run, as stored; nullopt: the run had nothing to say. Reads the run up to
// the entry.
absl::StatusOr<std::optional<std::string>> FindEntry(Log& journal, const ShardRun& run, Offset end,
                                                     PersonId person);

// A person's entries that count, in order of run, up to and with the run `last`. Reads the journal.
absl::StatusOr<std::vector<JournalEntry>> EntriesOf(Log& journal, const ShardRuns& runs,
                                                    absl::string_view last, PersonId person);

}  // namespace izmaksa
