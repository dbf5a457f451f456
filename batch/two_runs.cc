#include "batch/two_runs.h"

#include <algorithm>

#include "batch/as_of.h"
#include "batch/difference.h"
#include "ledger/status.h"
#include "processors/benefits.h"

namespace izmaksa {
namespace {

Offset CutoffOf(const Ledger& ledger, const RunState& run, PersonId person) {
  return run.cutoffs[static_cast<size_t>(ShardOf(person, ledger.shards()))];
}

// As the fold has the person now; nullopt: unknown.
absl::StatusOr<std::optional<PersonState>> StoredPerson(Ledger& ledger, PersonId person) {
  ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                   ledger.people(ShardOf(person, ledger.shards())).Get(person));
  if (!stored) return std::nullopt;
  ASSIGN_OR_RETURN(PersonState state, DecodePerson(*stored));
  return state;
}

}  // namespace

bool Compared::NothingIsDue() const {
  return was && IsPaid(&*was) && (!is || (!IsPaid(&*is) && is->held.empty()));
}

absl::StatusOr<std::unique_ptr<TwoRuns>> TwoRuns::Open(Log& journal, const ShardRun& now,
                                                       const ShardRun* before) {
  std::unique_ptr<TwoRuns> runs(new TwoRuns);
  ASSIGN_OR_RETURN(runs->now_, EntryCursor::Open(journal, now, *now.closed_at));
  if (before != nullptr) {
    ASSIGN_OR_RETURN(runs->before_, EntryCursor::Open(journal, *before, *before->closed_at));
  }
  return runs;
}

PersonId TwoRuns::person() const {
  if (!HasBefore()) return now_->person();
  return now_->Valid() ? std::min(now_->person(), before_->person()) : before_->person();
}

absl::StatusOr<Compared> TwoRuns::Next() {
  Compared compared;
  compared.person = person();
  if (HasBefore() && before_->person() == compared.person) {
    ASSIGN_OR_RETURN(compared.was, DecodeEntry(before_->bytes()));
    RETURN_IF_ERROR(before_->Next());
  }
  if (now_->Valid() && now_->person() == compared.person) {
    ASSIGN_OR_RETURN(compared.is, DecodeEntry(now_->bytes()));
    RETURN_IF_ERROR(now_->Next());
  }
  return compared;
}

absl::StatusOr<std::string> WhyNotDue(Ledger& ledger, const RunState& run, const Law& law,
                                      const JournalEntry& was) {
  const Offset cutoff = CutoffOf(ledger, run, was.person);
  ASSIGN_OR_RETURN(std::optional<PersonState> state, StoredPerson(ledger, was.person));
  if (!state) return "nothing is known about the person";
  if (!state->seen.empty() && state->seen.back().offset >= cutoff) {
    ASSIGN_OR_RETURN(std::optional<PersonAsOf> as_of, FoldPersonAsOf(ledger, was.person, cutoff));
    if (as_of) state = std::move(as_of->state);
  }
  const Dues dues = Assess(*state, law, run.business_date.in_month());
  for (const Payment& payment : was.payments) {
    for (const PaymentPart& part : payment.parts) {
      const Due* due = FindDue(dues, part.purpose.benefit, part.purpose.case_id);
      if (due != nullptr && *due->none_because != '\0') return due->none_because;
    }
  }
  return "nothing new is due";
}

absl::StatusOr<bool> HasNewFacts(Ledger& ledger, const RunState& run, const RunState& previous,
                                 PersonId person) {
  ASSIGN_OR_RETURN(const std::optional<PersonState> state, StoredPerson(ledger, person));
  const Offset from = CutoffOf(ledger, previous, person), to = CutoffOf(ledger, run, person);
  return state &&
         std::any_of(state->seen.begin(), state->seen.end(), [&](const PersonState::Seen& seen) {
           return seen.offset >= from && seen.offset < to;
         });
}

}  // namespace izmaksa
