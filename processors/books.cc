#include "processors/books.h"

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "ledger/understood.h"
#include "processors/entries.h"
#include "proto/journal.pb.h"
#include "proto/state.pb.h"

namespace izmaksa {
namespace {

std::string EncodeShardRuns(const ShardRuns& runs) {
  v1::StoredBooksHeader stored;
  for (const ShardRun& run : runs.runs) {
    auto* stored_run = stored.add_run();
    stored_run->set_run(run.run);
    stored_run->set_cutoff(run.cutoff.position());
    stored_run->set_opened_at(run.opened_at.position());
    stored_run->set_closed_at(run.closed_at ? run.closed_at->position() : -1);
  }
  stored.set_void_records(runs.void_records);
  return stored.SerializeAsString();
}

absl::Status NotARecord() { return absl::DataLossError("the record is not a journal record"); }

absl::StatusOr<bool> Counts(ShardRuns& runs, Offset offset, absl::string_view bytes,
                            bool& changed) {
  const ShardRun* open = runs.Open();
  ASSIGN_OR_RETURN(const std::optional<EntryHead> head, HeadOfEntry(bytes));
  if (head) return open != nullptr && open->run == head->run;
  v1::JournalRecord record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return NotARecord();
  if (!Understood(record)) {
    return absl::FailedPreconditionError(
        "a journal record has a field that this program does not know: upgrade it first");
  }
  switch (record.record_case()) {
    case v1::JournalRecord::kShardOpened: {
      const auto& opened = record.shard_opened();
      if (open != nullptr || runs.Find(opened.run()) != nullptr ||
          opened.previous() != runs.LastClosed())
        return false;
      runs.runs.push_back({opened.run(), Offset(opened.cutoff()), offset, std::nullopt});
      return changed = true;
    }
    case v1::JournalRecord::kShardClosed:
      if (open == nullptr || open->run != record.shard_closed().run()) return false;
      runs.runs.back().closed_at = offset;
      return changed = true;
    case v1::JournalRecord::kEntry:
      return NotARecord();  // an entry whose first byte is not its own: never written by us
    case v1::JournalRecord::RECORD_NOT_SET:
      return absl::FailedPreconditionError(
          "a journal record is of a kind that this program does not know: upgrade it first");
  }
  return NotARecord();
}

}  // namespace

const ShardRun* ShardRuns::Find(absl::string_view run) const {
  for (const ShardRun& known : runs) {
    if (known.run == run) return &known;
  }
  return nullptr;
}

const ShardRun* ShardRuns::Open() const {
  return runs.empty() || runs.back().closed_at ? nullptr : &runs.back();
}

std::string ShardRuns::LastClosed() const {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (run->closed_at) return run->run;
  }
  return "";
}

absl::StatusOr<ShardRuns> DecodeShardRuns(const std::string& header) {
  v1::StoredBooksHeader stored;
  if (!stored.ParseFromString(header))
    return absl::DataLossError("the books cannot be read: delete the state folder");
  ShardRuns runs;
  for (const auto& run : stored.run()) {
    runs.runs.push_back(
        {run.run(), Offset(run.cutoff()), Offset(run.opened_at()),
         run.closed_at() < 0 ? std::nullopt : std::optional(Offset(run.closed_at()))});
  }
  runs.void_records = stored.void_records();
  return runs;
}

FoldRules BooksFold() {
  FoldRules rules;
  rules.key = [](absl::string_view record) -> absl::StatusOr<std::optional<PersonId>> {
    ASSIGN_OR_RETURN(const std::optional<EntryHead> head, HeadOfEntry(record));
    if (!head) return std::nullopt;
    return head->person;
  };
  // The header is decoded only where a run opens or closes; in between, entries are compared with
  // what it said last.
  struct Cached {
    std::string header;
    ShardRuns runs;
    bool valid = false;
  };
  rules.sequential = [cached = std::make_shared<Cached>()](
                         std::string& header, Offset offset,
                         absl::string_view record) -> absl::StatusOr<bool> {
    if (!cached->valid || cached->header != header) {
      ASSIGN_OR_RETURN(cached->runs, DecodeShardRuns(header));
      cached->header = header;
      cached->valid = true;
    }
    bool changed = false;
    ASSIGN_OR_RETURN(const bool counts, Counts(cached->runs, offset, record, changed));
    if (!counts) {
      ++cached->runs.void_records;
      changed = true;
    }
    if (changed) header = cached->header = EncodeShardRuns(cached->runs);
    return counts;
  };
  rules.apply = [](PersonId person, absl::Span<const KeyedRecord> records,
                   std::string& value) -> absl::Status {
    Balances balances;
    if (!value.empty()) {
      ASSIGN_OR_RETURN(balances, DecodeBalances(value));
    }
    for (const KeyedRecord& record : records) {
      ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(record.bytes));
      CHECK(entry.person == person);
      if (entry.run == balances.last_run) continue;  // the first entry of a run wins
      Apply(entry, balances);
    }
    value = EncodeBalances(balances);
    return absl::OkStatus();
  };
  return rules;
}

}  // namespace izmaksa
