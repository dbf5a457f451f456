#include "batch/verify_shard.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/run.h"
#include "ledger/status.h"
#include "processors/books.h"
#include "processors/entries.h"
#include "processors/event.h"
#include "processors/people.h"
#include "processors/person.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

constexpr int kReadAhead = 4096;

class Verifier {
 public:
  Verifier(Ledger& ledger, int shard, const ControlState* control, const std::string& temp,
           const std::function<void(int64_t)>& step)
      : ledger_(ledger), shard_(shard), control_(control), temp_(temp), step_(step) {}

  absl::StatusOr<std::vector<VerifyCheck>> Do() {
    CheckEvents();
    CheckJournal();
    CheckRuns();
    ASSIGN_OR_RETURN(const std::unique_ptr<StateStore> anew,
                     StateStore::Open(temp_, {"people", "books"}, StateStore::Access::kReadWrite));
    CheckBooks(*anew->Get("books"));
    CheckPeople(*anew->Get("people"));
    return std::move(checks_);
  }

 private:
  VerifyCheck& Begin(absl::string_view what, absl::string_view counted) {
    checks_.push_back({absl::StrCat("shard ", shard_, ", ", what), 0, std::string(counted), 0, ""});
    return checks_.back();
  }

  // Reads a whole log; a fault of reading ends it.
  void ReadAll(Log& log, VerifyCheck& check, const std::function<void(const Record&)>& look) {
    for (Offset from;;) {
      const absl::StatusOr<std::vector<Record>> records = log.Read(from, kReadAhead);
      if (!records.ok()) return check.Fault(std::string(records.status().message()));
      if (records->empty()) return;
      for (const Record& record : *records) {
        ++check.count;
        look(record);
      }
      step_(static_cast<int64_t>(records->size()));
      from = records->back().offset.next();
    }
  }

  std::string Misplaced(PersonId person, Offset offset) const {
    return absl::StrCat("record ", offset.position(), " is about person ", person.ToString(),
                        ", who belongs to shard ", ShardOf(person, ledger_.shards()));
  }

  void CheckEvents() {
    VerifyCheck& check = Begin("events: every record read", "events");
    ReadAll(ledger_.events(shard_), check, [&](const Record& record) {
      const absl::StatusOr<Event> event = DecodeEvent(record.bytes);
      if (!event.ok()) {
        check.Fault(
            absl::StrCat("record ", record.offset.position(), ": ", event.status().message()));
      } else if (ShardOf(event->person, ledger_.shards()) != shard_) {
        check.Fault(Misplaced(event->person, record.offset));
      }
    });
  }

  void CheckJournal() {
    VerifyCheck& check = Begin("journal: every record read", "records");
    const FoldRules rules = BooksFold();
    std::string header;
    ReadAll(ledger_.journal(shard_), check, [&](const Record& record) {
      const absl::StatusOr<bool> counts = rules.sequential(header, record.offset, record.bytes);
      if (!counts.ok()) {
        check.Fault(
            absl::StrCat("record ", record.offset.position(), ": ", counts.status().message()));
        return;
      }
      const absl::StatusOr<std::optional<EntryHead>> head = HeadOfEntry(record.bytes);
      if (!head.ok() || !*head) return;
      const absl::StatusOr<JournalEntry> entry = DecodeEntry(record.bytes);
      if (!entry.ok()) {
        check.Fault(absl::StrCat("record ", record.offset.position(), ", about person ",
                                 (*head)->person.ToString(), ": ", entry.status().message()));
      } else if (ShardOf(entry->person, ledger_.shards()) != shard_) {
        check.Fault(Misplaced(entry->person, record.offset));
      }
    });
    const absl::StatusOr<ShardRuns> runs = DecodeShardRuns(header);
    CHECK(runs.ok());  // written by the rules just now
    runs_ = *runs;
    journal_is_sound_ = check.first_fault.empty();
  }

  // What the entries of each run add up to is what its closing says, here and in the control log.
  void CheckRuns() {
    VerifyCheck& check = Begin("runs: totals and roots of the entries", "entries");
    for (const ShardRun& run : runs_.runs) {
      if (!run.closed_at) continue;
      const absl::Status status = CheckRun(run, check);
      if (!status.ok()) check.Fault(absl::StrCat("run ", run.run, ": ", status.message()));
    }
    for (const RunState& run : control_ == nullptr ? std::vector<RunState>() : control_->runs) {
      const ShardRun* here = runs_.Find(run.run);
      if (run.closed && (here == nullptr || !here->closed_at))
        check.Fault(absl::StrCat("run ", run.run, " is closed, and not in this journal"));
    }
    journal_is_sound_ = journal_is_sound_ && check.first_fault.empty();
  }

  absl::Status CheckRun(const ShardRun& run, VerifyCheck& check) {
    v1::ShardClosed computed;
    MerkleTree tree;
    RETURN_IF_ERROR(ForEachEntry(ledger_.journal(shard_), run, *run.closed_at,
                                 [&](PersonId, const std::string& bytes) -> absl::Status {
                                   ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(bytes));
                                   AddToTotals(entry, *computed.mutable_totals());
                                   tree.Add(LeafHash(bytes));
                                   ++check.count;
                                   return absl::OkStatus();
                                 }));
    ASSIGN_OR_RETURN(const std::vector<Record> records,
                     ledger_.journal(shard_).Read(*run.closed_at, 1));
    v1::JournalRecord record;
    if (records.empty() || !record.ParseFromString(records[0].bytes) || !record.has_shard_closed())
      return absl::DataLossError("its closing cannot be read");
    const v1::ShardClosed& closing = record.shard_closed();
    closings_.emplace_back(run.cutoff, closing.totals().people());
    computed.set_run(run.run);
    computed.set_root(ToBytes(tree.Root()));
    computed.mutable_totals()->set_people(closing.totals().people());  // checked with the people
    if (computed.root() != closing.root())
      return absl::DataLossError("the root of its entries is not the one it was closed with");
    if (computed.SerializeAsString() != closing.SerializeAsString())
      return absl::DataLossError("its entries do not add up to the totals it was closed with");
    const RunState* state = control_ == nullptr ? nullptr : control_->Find(run.run);
    if (state == nullptr) return absl::DataLossError("the control log does not know it");
    if (!state->closed) return absl::OkStatus();  // this shard has closed, another not yet
    if (state->closed->shards(shard_).SerializeAsString() != closing.SerializeAsString())
      return absl::DataLossError("the control log holds another closing of it");
    return absl::OkStatus();
  }

  void CheckBooks(Projection& anew) {
    if (!journal_is_sound_) {
      Begin("books: made anew and compared", "people")
          .Fault("the journal they are made from is not sound");
      return;
    }
    VerifyCheck& check = Begin("books: made anew and compared", "people");
    const Projection& stored = ledger_.books(shard_);
    if (!Rebuild(ledger_.journal(shard_), stored, BooksFold(), anew, check)) return;
    Compare(stored, anew, check, [](absl::string_view) {});
    VerifyCheck& balance = Begin("books: accounts in balance", "people");
    for (const std::unique_ptr<Projection::Cursor> at = anew.Scan(); at->Valid(); at->Next()) {
      ++balance.count;
      const absl::StatusOr<Balances> balances = DecodeBalances(at->value());
      if (!balances.ok() || !balances->InBalance())
        balance.Fault(absl::StrCat("person ", at->person().ToString(), " is out of balance"));
    }
  }

  void CheckPeople(Projection& anew) {
    VerifyCheck& check = Begin("people: made anew and compared", "people");
    const Projection& stored = ledger_.people(shard_);
    if (!Rebuild(ledger_.events(shard_), stored, PeopleFold(), anew, check)) return;
    // The first fact about a person says from which run on the person was decided about.
    std::vector<int64_t> people(closings_.size());
    Compare(stored, anew, check, [&](absl::string_view value) {
      const absl::StatusOr<PersonState> state = DecodePerson(value);
      if (!state.ok() || state->seen.empty()) return;
      for (size_t i = 0; i < closings_.size(); ++i)
        people[i] += state->seen.front().offset < closings_[i].first;
    });
    for (size_t i = 0; i < closings_.size(); ++i) {
      if (closings_[i].first <= anew.position() && people[i] != closings_[i].second) {
        check.Fault(absl::StrCat("a run decided about ", closings_[i].second, " people; at its ",
                                 "cut-off ", closings_[i].first.position(), " there were ",
                                 people[i]));
      }
    }
  }

  // As far as the stored fold has come.
  bool Rebuild(Log& log, const Projection& stored, const FoldRules& rules, Projection& anew,
               VerifyCheck& check) {
    Offset reached;
    const absl::Status status = anew.CatchUp(log, stored.position(), rules,
                                             Ledger::kFoldMemoryMax / 2, [&](Offset position) {
                                               step_(position.position() - reached.position());
                                               reached = position;
                                             });
    if (!status.ok()) {
      check.Fault(std::string(status.message()));
      return false;
    }
    if (anew.header() != stored.header()) check.Fault("the header differs: which runs there are");
    return true;
  }

  static void Compare(const Projection& stored, const Projection& anew, VerifyCheck& check,
                      const std::function<void(absl::string_view)>& look) {
    const std::unique_ptr<Projection::Cursor> a = stored.Scan(), b = anew.Scan();
    while (a->Valid() || b->Valid()) {
      ++check.count;
      const auto fault = [&](PersonId person, absl::string_view what) {
        check.Fault(absl::StrCat("person ", person.ToString(), " ", what,
                                 ": delete the state folder to rebuild it"));
      };
      if (!b->Valid() || (a->Valid() && a->person() < b->person())) {
        fault(a->person(), "is stored, and no record tells of the person");
        a->Next();
        continue;
      }
      look(b->value());
      if (!a->Valid() || b->person() < a->person()) {
        fault(b->person(), "is missing in what is stored");
      } else {
        if (a->value() != b->value() || a->true_at() != b->true_at())
          fault(a->person(), "is stored otherwise than the log tells");
        a->Next();
      }
      b->Next();
    }
    for (const Projection::Cursor* cursor : {a.get(), b.get()}) {
      if (!cursor->status().ok()) check.Fault(std::string(cursor->status().message()));
    }
  }

  Ledger& ledger_;
  const int shard_;
  const ControlState* const control_;
  const std::string temp_;
  const std::function<void(int64_t)>& step_;
  std::vector<VerifyCheck> checks_;
  ShardRuns runs_;
  bool journal_is_sound_ = false;
  std::vector<std::pair<Offset, int64_t>> closings_;  // of closed runs: cut-off, and people
};

}  // namespace

absl::StatusOr<std::vector<VerifyCheck>> VerifyShard(Ledger& ledger, int shard,
                                                     const ControlState* control,
                                                     const std::string& temp,
                                                     const std::function<void(int64_t)>& step) {
  return Verifier(ledger, shard, control, temp, step).Do();
}

}  // namespace izmaksa
