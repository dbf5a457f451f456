#include "batch/as_of.h"

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {

absl::StatusOr<std::optional<PersonAsOf>> FoldPersonAsOf(const Ledger& ledger, PersonId person,
                                                         Offset cutoff) {
  const int shard = ShardOf(person, ledger.shards());
  if (ledger.people(shard).position() < cutoff) {
    return absl::FailedPreconditionError(
        absl::StrCat("the people of shard ", shard, " are folded to event ",
                     ledger.people(shard).position().position(), " only, and event ",
                     cutoff.position(), " is asked for: make or finish the run first"));
  }
  ASSIGN_OR_RETURN(const std::optional<std::string> stored, ledger.people(shard).Get(person));
  if (!stored) return std::nullopt;
  ASSIGN_OR_RETURN(const PersonState latest, DecodePerson(*stored));
  PersonAsOf as_of;
  for (const PersonState::Seen& seen : latest.seen) {
    if (seen.offset >= cutoff) break;
    ASSIGN_OR_RETURN(const std::vector<Record> records, ledger.events(shard).Read(seen.offset, 1));
    if (records.size() != 1 || records[0].offset != seen.offset) {
      return absl::DataLossError(absl::StrCat("the events of shard ", shard, " have no record at ",
                                              seen.offset.position()));
    }
    ASSIGN_OR_RETURN(const Event event, DecodeEvent(records[0].bytes));
    if (event.person != person) {
      return absl::DataLossError(absl::StrCat("event ", seen.offset.position(), " of shard ", shard,
                                              " is not about person ", person.ToString(),
                                              ": delete the state folder to rebuild it"));
    }
    Evolve(as_of.state, event, seen.offset, records[0].bytes);
    as_of.events[seen.offset] = {event.source, event.id};
  }
  if (as_of.events.empty()) return std::nullopt;
  return as_of;
}

}  // namespace izmaksa
