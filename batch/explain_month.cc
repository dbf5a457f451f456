// What was due to a person for a month, what is booked for it, and where it was paid.
#include <map>

#include "absl/strings/str_cat.h"
#include "batch/explain.h"
#include "batch/payee.h"
#include "ledger/status.h"
#include "processors/books.h"
#include "processors/entries.h"

namespace izmaksa {
namespace {

// Where each payment is, after all entries.
std::map<std::string, std::string> Standings(const std::vector<JournalEntry>& entries) {
  std::map<std::string, std::string> standings;
  for (const JournalEntry& entry : entries) {
    for (const Posting& posting : entry.postings) {
      if (posting.kind == PostingKind::kPay) standings[posting.payment] = "in transit";
      if (posting.kind == PostingKind::kSettle) standings[posting.payment] = "settled";
      if (posting.kind == PostingKind::kReturn)
        standings[posting.payment] = absl::StrCat("returned (", posting.reason, ")");
    }
    for (const Payment& payment : entry.payments) {
      if (payment.reissue_of.empty()) continue;
      absl::StrAppend(&standings[payment.reissue_of], ", sent anew as ", payment.id);
    }
  }
  return standings;
}

std::vector<BookedStep> StepsOf(const std::vector<JournalEntry>& entries, const Purpose& purpose) {
  const std::map<std::string, std::string> standings = Standings(entries);
  std::vector<BookedStep> steps;
  for (const JournalEntry& entry : entries) {
    BookedStep step;
    step.run = entry.run;
    bool is_about_it = false;
    for (const Posting& posting : entry.postings) {
      if (posting.purpose != purpose) continue;
      is_about_it = true;
      if (posting.kind == PostingKind::kAccrue) step.accrued += posting.amount;
      if (posting.kind == PostingKind::kReverse) step.reversed += posting.amount;
      if (posting.kind == PostingKind::kRecover) step.set_off += posting.amount;
    }
    for (const Payment& payment : entry.payments) {
      for (const PaymentPart& part : payment.parts) {
        if (part.purpose != purpose) continue;
        is_about_it = true;
        step.payment = payment.id;
        step.gross += part.gross;
        step.pay_date = payment.pay_date;
        step.standing = standings.at(payment.id);
      }
    }
    if (is_about_it) steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

absl::StatusOr<MonthExplanation> ExplainMonth(Ledger& ledger, const Law& law, PersonId person,
                                              Month month) {
  const int shard = ShardOf(person, ledger.shards());
  MonthExplanation explanation;
  explanation.month = month;
  explanation.law = std::make_shared<const Law>(law);
  ASSIGN_OR_RETURN(std::optional<PersonAsOf> known,
                   FoldPersonAsOf(ledger, person, ledger.people(shard).position()));
  if (!known) {
    return absl::NotFoundError(absl::StrCat("nothing is known about person ", person.ToString()));
  }
  explanation.person = *std::move(known);
  const PersonState& state = explanation.person.state;
  std::string sealed_account, bank;
  if (!state.accounts.empty()) {
    sealed_account = state.accounts.steps().back().value.sealed_account;
    bank = state.accounts.steps().back().value.bank;
  }
  ASSIGN_OR_RETURN(explanation.payee,
                   OpenPayee(ledger, person, state.sealed_identity, sealed_account, bank));

  ASSIGN_OR_RETURN(const ShardRuns runs, DecodeShardRuns(ledger.books(shard).header()));
  ASSIGN_OR_RETURN(const std::vector<JournalEntry> entries,
                   EntriesOf(ledger.journal(shard), runs, "", person));
  Balances balances;
  for (const JournalEntry& entry : entries) Apply(entry, balances);
  for (BenefitDue& due : Assess(state, *explanation.law, month)) {
    ExplainedBenefit benefit{
        std::string(due.benefit), due.case_id, std::move(due.due), std::nullopt, {}};
    const Purpose purpose{benefit.benefit, benefit.case_id, month,
                          explanation.law->Of(due.benefit).programme};
    if (const Item* item = balances.Find(purpose)) benefit.item = *item;
    benefit.steps = StepsOf(entries, purpose);
    explanation.benefits.push_back(std::move(benefit));
  }
  // What is booked and no longer answered for: a benefit of another programme, or case.
  for (const Item& item : balances.items) {
    if (item.purpose.month != month) continue;
    bool is_there = false;
    for (const ExplainedBenefit& benefit : explanation.benefits)
      is_there = is_there || (benefit.item && benefit.item->purpose == item.purpose);
    if (is_there) continue;
    explanation.benefits.push_back({item.purpose.benefit, item.purpose.case_id,
                                    NothingDue("the law of this program does not answer for it"),
                                    item, StepsOf(entries, item.purpose)});
  }
  return explanation;
}

}  // namespace izmaksa
