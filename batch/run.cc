#include "batch/run.h"

#include <algorithm>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "batch/calendar.h"
#include "batch/day_sums.h"
#include "batch/decide.h"
#include "batch/shared_accounts.h"
#include "ledger/status.h"
#include "processors/entries.h"
#include "processors/people.h"
#include "processors/person.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

constexpr size_t kEntriesPerAppend = 2000;
constexpr size_t kBytesPerAppend = 2u << 20;

// Sums the shards' progress into one.
class Meter {
 public:
  Meter(absl::string_view stage, int64_t total, const Progress& report)
      : stage_(stage), total_(total), report_(report) {}

  void Add(int64_t more) {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ += more;
    if (report_) report_(stage_, done_, total_);
  }

 private:
  const absl::string_view stage_;
  const int64_t total_;
  const Progress& report_;
  std::mutex mutex_;
  int64_t done_ = 0;
};

absl::Status Fold(Projection& projection, Log& log, Offset stop, const FoldRules& rules,
                  Meter& meter) {
  Offset reached = projection.position();
  return projection.CatchUp(log, stop, rules, Ledger::kFoldMemoryMax, [&](Offset position) {
    meter.Add(position.position() - reached.position());
    reached = position;
  });
}

absl::Status FoldBooks(Ledger& ledger, int shard) {
  ASSIGN_OR_RETURN(const Offset end, ledger.journal(shard).End());
  return ledger.books(shard).CatchUp(ledger.journal(shard), end, BooksFold(),
                                     Ledger::kFoldMemoryMax, nullptr);
}

// People, up to `stop` and no further: those that are beyond it already are rebuilt.
absl::Status FoldPeople(Ledger& ledger, int shard, Offset stop, Meter& meter) {
  if (ledger.people(shard).position() > stop) RETURN_IF_ERROR(ledger.people(shard).Reset());
  return Fold(ledger.people(shard), ledger.events(shard), stop, PeopleFold(), meter);
}

absl::StatusOr<ShardRuns> RunsOf(const Ledger& ledger, int shard) {
  return DecodeShardRuns(ledger.books(shard).header());
}

class ShardWork {
 public:
  ShardWork(Ledger& ledger, int shard, const RunState& run, const RunContext& context,
            Meter& folding, Meter& deciding)
      : ledger_(ledger),
        shard_(shard),
        run_(run),
        context_(context),
        folding_(folding),
        deciding_(deciding) {}

  // Opens the run here, decides everybody, closes. Whatever was done before is found in the
  // journal.
  absl::StatusOr<v1::ShardClosed> Do() {
    RETURN_IF_ERROR(FoldBooks(ledger_, shard_));
    ASSIGN_OR_RETURN(ShardRuns runs, RunsOf(ledger_, shard_));
    if (runs.Find(run_.run) == nullptr) {
      RETURN_IF_ERROR(Open());
      ASSIGN_OR_RETURN(runs, RunsOf(ledger_, shard_));
    }
    const ShardRun* here = runs.Find(run_.run);
    if (here == nullptr || (!here->closed_at && runs.Open() != here)) {
      return absl::FailedPreconditionError(absl::StrCat("shard ", shard_, " does not accept run ",
                                                        run_.run,
                                                        ": its journal has another run open"));
    }
    if (!here->closed_at) {
      RETURN_IF_ERROR(FoldPeople(ledger_, shard_, here->cutoff, folding_));
      RETURN_IF_ERROR(DecideAll());
      RETURN_IF_ERROR(FoldBooks(ledger_, shard_));
      RETURN_IF_ERROR(Close(*here));
      ASSIGN_OR_RETURN(runs, RunsOf(ledger_, shard_));
      here = runs.Find(run_.run);
      CHECK(here != nullptr);
      if (!here->closed_at)
        return absl::AbortedError("the run was closed, but its closing does not count: run again");
    } else {
      ASSIGN_OR_RETURN(days_, ReadDaySums(ledger_.journal(shard_), *here));
    }
    return ReadClosing(*here->closed_at);
  }

  const DaySums& days() const { return days_; }  // of a shard done

 private:
  absl::Status Open() {
    v1::JournalRecord record;
    record.mutable_shard_opened()->set_run(run_.run);
    record.mutable_shard_opened()->set_previous(run_.previous);
    record.mutable_shard_opened()->set_cutoff(run_.cutoffs[static_cast<size_t>(shard_)].position());
    RETURN_IF_ERROR(Append(record));
    return FoldBooks(ledger_, shard_);
  }

  absl::Status DecideAll() {
    const std::unique_ptr<Projection::Cursor> person = ledger_.people(shard_).Scan();
    const std::unique_ptr<Projection::Cursor> book = ledger_.books(shard_).Scan();
    std::vector<std::string> entries;
    size_t bytes = 0;
    int64_t since_report = 0;
    for (; person->Valid(); person->Next()) {
      while (book->Valid() && book->person() < person->person()) book->Next();
      Balances balances;
      if (book->Valid() && book->person() == person->person()) {
        ASSIGN_OR_RETURN(balances, DecodeBalances(book->value()));
      }
      if (++since_report == 1000) {
        deciding_.Add(since_report);
        since_report = 0;
      }
      if (balances.last_run == run_.run) continue;  // decided before a crash
      ASSIGN_OR_RETURN(const PersonState state, DecodePerson(person->value()));
      const Facts facts =
          person->true_at() < context_.previous_cutoff ? Facts::kUnchanged : Facts::kMayHaveChanged;
      const JournalEntry entry = Decide(context_, state, balances, facts);
      if (entry.empty()) continue;
      entries.push_back(EncodeEntry(entry));
      bytes += entries.back().size();
      if (entries.size() == kEntriesPerAppend || bytes >= kBytesPerAppend) {
        RETURN_IF_ERROR(ledger_.journal(shard_).Append(entries));
        entries.clear();
        bytes = 0;
      }
    }
    deciding_.Add(since_report);
    RETURN_IF_ERROR(person->status());
    RETURN_IF_ERROR(book->status());
    return entries.empty() ? absl::OkStatus() : ledger_.journal(shard_).Append(entries);
  }

  absl::Status Close(const ShardRun& here) {
    v1::JournalRecord record;
    v1::ShardClosed& closed = *record.mutable_shard_closed();
    closed.set_run(run_.run);
    MerkleTree tree;
    ASSIGN_OR_RETURN(const Offset end, ledger_.journal(shard_).End());
    RETURN_IF_ERROR(ForEachEntry(ledger_.journal(shard_), here, end,
                                 [&](PersonId, const std::string& bytes) -> absl::Status {
                                   ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(bytes));
                                   AddToTotals(entry, *closed.mutable_totals());
                                   AddDaySums(entry, days_);
                                   tree.Add(LeafHash(bytes));
                                   return absl::OkStatus();
                                 }));
    int64_t people = 0;
    const std::unique_ptr<Projection::Cursor> person = ledger_.people(shard_).Scan();
    for (; person->Valid(); person->Next()) ++people;
    RETURN_IF_ERROR(person->status());
    closed.mutable_totals()->set_people(people);
    closed.set_root(ToBytes(tree.Root()));
    RETURN_IF_ERROR(Append(record));
    return FoldBooks(ledger_, shard_);
  }

  absl::StatusOr<v1::ShardClosed> ReadClosing(Offset at) {
    ASSIGN_OR_RETURN(const std::vector<Record> records, ledger_.journal(shard_).Read(at, 1));
    v1::JournalRecord record;
    if (records.size() != 1 || records[0].offset != at ||
        !record.ParseFromString(records[0].bytes) || !record.has_shard_closed()) {
      return absl::DataLossError(absl::StrCat("journal of shard ", shard_, ": the closing of run ",
                                              run_.run, " is not at offset ", at.position()));
    }
    return record.shard_closed();
  }

  absl::Status Append(const v1::JournalRecord& record) {
    return ledger_.journal(shard_).Append({record.SerializeAsString()});
  }

  Ledger& ledger_;
  const int shard_;
  const RunState& run_;
  const RunContext& context_;
  Meter& folding_;
  Meter& deciding_;
  DaySums days_;
};

absl::Status OpenRun(Ledger& ledger, const Law& law, const RunOptions& options,
                     const ControlState& control) {
  v1::ControlRecord record;
  v1::RunOpened& opened = *record.mutable_run_opened();
  opened.set_run(options.business_date.ToString());
  const RunState* previous = control.LastClosed();
  if (previous != nullptr) opened.set_previous(previous->run);
  opened.set_business_date(options.business_date.days());
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    ASSIGN_OR_RETURN(const Offset end, ledger.events(shard).End());
    opened.add_cutoffs(end.position());
  }
  opened.set_law_digest(ToBytes(law.digest()));
  opened.set_build(options.build);
  opened.set_maker(options.maker);
  opened.set_maker_signs(true);
  opened.set_limits(control.limits_number);
  const Month first = previous != nullptr
                          ? previous->first_month
                          : control.first_month.value_or(options.business_date.in_month());
  opened.set_first_month(first.number());
  return AppendControl(ledger.control(), record);
}

// Whether a run of this date can be made or resumed now.
absl::Status CheckCanRun(const Law& law, const RunOptions& options, const ControlState& control) {
  const Month month = options.business_date.in_month();
  if (!CalendarCovers(month.first()) || !CalendarCovers(month.last() + 31)) {
    return absl::OutOfRangeError(absl::StrCat("the calendar of payment days does not reach ",
                                              options.business_date.ToString()));
  }
  if (const RunState* open = control.Open()) {
    if (open->business_date != options.business_date) {
      return absl::FailedPreconditionError(absl::StrCat("run ", open->run,
                                                        " is open: finish it first, with --date ",
                                                        open->business_date.ToString()));
    }
    if (open->law_digest != law.digest()) {
      return absl::FailedPreconditionError(
          absl::StrCat("run ", open->run, " was opened with other law (digest ",
                       ToHex(open->law_digest).substr(0, 16), "…): finish it with that"));
    }
    if (open->build != options.build) {
      return absl::FailedPreconditionError(absl::StrCat("run ", open->run, " was opened by build ",
                                                        open->build, ", this is ", options.build,
                                                        ": finish it with that one"));
    }
    return absl::OkStatus();
  }
  const RunState* last = control.LastClosed();
  if (last != nullptr && options.business_date <= last->business_date) {
    return absl::FailedPreconditionError(absl::StrCat("the books are closed through ",
                                                      last->business_date.ToString(),
                                                      ": a run needs a later date"));
  }
  return absl::OkStatus();
}

// Through which month the run before assessed everybody by the very law and program of this one.
std::optional<Month> AssessedThrough(const Law& law, const RunOptions& options, const RunState& run,
                                     const RunState* previous) {
  if (options.assess_all || previous == nullptr) return std::nullopt;
  if (previous->law_digest != run.law_digest || previous->build != run.build) return std::nullopt;
  for (const BenefitLaw& benefit : law.benefits()) {
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        if (value.published > previous->business_date && value.published <= run.business_date) {
          return std::nullopt;
        }
      }
    }
  }
  return previous->business_date.in_month();
}

int64_t Remaining(const Ledger& ledger, const std::vector<Offset>& stops) {
  int64_t remaining = 0;
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    remaining += std::max<int64_t>(0, stops[static_cast<size_t>(shard)].position() -
                                          ledger.people(shard).position().position());
  }
  return remaining;
}

}  // namespace

absl::StatusOr<RunState> ExecuteRun(Ledger& ledger, const Law& law, const RunOptions& options,
                                    const Progress& progress) {
  const std::string name = options.business_date.ToString();
  ASSIGN_OR_RETURN(ControlState control, FoldControl(ledger.control()));
  if (const RunState* known = control.Find(name); known != nullptr && known->closed) {
    RETURN_IF_ERROR(CatchUp(ledger, control, progress));  // a crash may have cost the folds
    return *known;
  }
  RETURN_IF_ERROR(CheckCanRun(law, options, control));
  if (control.Open() == nullptr) {
    RETURN_IF_ERROR(OpenRun(ledger, law, options, control));
    ASSIGN_OR_RETURN(control, FoldControl(ledger.control()));
  }
  const RunState* run = control.Open();
  if (run == nullptr || run->run != name) {
    return absl::AbortedError("another program opened a run at the same time: run again");
  }

  const Law known = law.KnownOn(run->business_date);
  const RunState* previous = control.LastClosed();
  const std::optional<Month> assessed_through = AssessedThrough(law, options, *run, previous);
  std::vector<v1::ShardClosed> closings(static_cast<size_t>(ledger.shards()));
  std::vector<DaySums> shard_days(closings.size());
  int64_t people_before = 0;
  if (previous != nullptr) {
    for (const auto& shard : previous->closed->shards()) people_before += shard.totals().people();
  }
  Meter folding("folding events", Remaining(ledger, run->cutoffs), progress);
  Meter deciding("deciding", people_before, progress);
  std::vector<uint64_t> shared_accounts;
  if (const int64_t people_max = run->limits.account_people_max; people_max > 0) {
    RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) {
      return FoldPeople(ledger, shard, run->cutoffs[static_cast<size_t>(shard)], folding);
    }));
    ASSIGN_OR_RETURN(shared_accounts, SharedAccounts(ledger, people_max, run->business_date));
  }
  RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) -> absl::Status {
    const size_t at = static_cast<size_t>(shard);
    const RunContext context{run->run,
                             run->business_date,
                             run->first_month,
                             &known,
                             &run->limits,
                             shared_accounts,
                             previous == nullptr ? Offset() : previous->cutoffs[at],
                             assessed_through};
    ShardWork work(ledger, shard, *run, context, folding, deciding);
    ASSIGN_OR_RETURN(closings[at], work.Do());
    shard_days[at] = work.days();
    return absl::OkStatus();
  }));

  v1::ControlRecord record;
  v1::RunClosed& closed = *record.mutable_run_closed();
  closed.set_run(name);
  for (v1::ShardClosed& closing : closings) *closed.add_shards() = std::move(closing);
  closed.set_root(ToBytes(RunRoot(closed)));
  DaySums days;
  for (const DaySums& shard : shard_days) AddDaySums(shard, days);
  for (const auto& [date, day] : days) {
    v1::PayDayTotal& total = *closed.add_days();
    total.set_pay_date(date.days());
    total.set_payments(day.payments);
    total.set_amount(day.amount.cents());
  }
  RETURN_IF_ERROR(AppendControl(ledger.control(), record));
  ASSIGN_OR_RETURN(control, FoldControl(ledger.control()));
  const RunState* done = control.Find(name);
  if (done == nullptr || !done->closed)
    return absl::AbortedError("the run's closing does not count: run again");
  RETURN_IF_ERROR(ledger.state().Flush());
  return *done;
}

absl::Status CatchUp(Ledger& ledger, const ControlState& control, const Progress& progress) {
  std::vector<Offset> stops;
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    ASSIGN_OR_RETURN(const Offset end, ledger.events(shard).End());
    stops.push_back(
        control.Open() == nullptr ? end : control.Open()->cutoffs[static_cast<size_t>(shard)]);
  }
  Meter folding("folding events", Remaining(ledger, stops), progress);
  return ForEachShard(ledger.shards(), [&](int shard) -> absl::Status {
    RETURN_IF_ERROR(FoldBooks(ledger, shard));
    return FoldPeople(ledger, shard, stops[static_cast<size_t>(shard)], folding);
  });
}

absl::StatusOr<std::vector<ShardRun>> ShardRunsOf(const Ledger& ledger, absl::string_view run) {
  std::vector<ShardRun> found;
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    ASSIGN_OR_RETURN(const ShardRuns runs, RunsOf(ledger, shard));
    const ShardRun* here = runs.Find(run);
    if (here == nullptr || !here->closed_at) {
      return absl::NotFoundError(absl::StrCat("shard ", shard, " has no closed run ", run));
    }
    found.push_back(*here);
  }
  return found;
}

}  // namespace izmaksa
