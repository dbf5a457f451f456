#include "batch/explain.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "batch/control.h"
#include "batch/decide.h"
#include "batch/payee.h"
#include "ledger/status.h"
#include "processors/books.h"
#include "processors/entries.h"

namespace izmaksa {
namespace {

struct Found {
  const RunState* run;
  PersonId person;
};

absl::Status NoSuchPayment(absl::string_view payment) {
  return absl::NotFoundError(absl::StrCat("there is no payment ", payment));
}

// A payment's id names its run and person.
absl::StatusOr<Found> RunOfPayment(const ControlState& control, absl::string_view payment) {
  const std::vector<std::string> words = absl::StrSplit(payment, '-');
  uint64_t person = 0;
  int number = 0;
  if (words.size() == 3 && absl::SimpleAtoi(words[1], &person) &&
      absl::SimpleAtoi(words[2], &number)) {
    for (const RunState& run : control.runs) {
      if (PaymentId(run.run, PersonId(person), number) == payment)
        return Found{&run, PersonId(person)};
    }
  }
  return NoSuchPayment(payment);
}

const Payment* FindPayment(const std::vector<JournalEntry>& entries, absl::string_view id,
                           size_t* entry) {
  for (size_t i = 0; i < entries.size(); ++i) {
    for (const Payment& payment : entries[i].payments) {
      if (payment.id == id) {
        *entry = i;
        return &payment;
      }
    }
  }
  return nullptr;
}

std::string ReasonOfReturn(const std::vector<JournalEntry>& entries, const std::string& payment) {
  for (const JournalEntry& entry : entries) {
    for (const Posting& posting : entry.postings) {
      if (posting.kind == PostingKind::kReturn && posting.payment == payment) return posting.reason;
    }
  }
  return "";
}

Money SetOff(const JournalEntry& entry, const Purpose& purpose) {
  Money sum;
  for (const Posting& posting : entry.postings) {
    if (posting.kind == PostingKind::kRecover && posting.payment.empty() &&
        posting.purpose == purpose)
      sum += posting.amount;
  }
  return sum;
}

absl::Status OtherLaw(const RunState& run, const Law& law, const std::string& what) {
  const bool same = run.law_digest == law.digest();
  return absl::FailedPreconditionError(absl::StrCat(
      what, ". The run was made by program ", run.build, " with law ", ToHex(run.law_digest),
      same ? ", the law this program has: explain it with that program"
           : "; this program has other law: explain it with the law of the run"));
}

class Explainer {
 public:
  Explainer(const RunState& run, const Law& law, const JournalEntry& entry, const Balances& before,
            PaymentExplanation& explanation)
      : run_(run),
        law_(law),
        entry_(entry),
        before_(before),
        after_(before),
        explanation_(explanation) {
    Apply(entry, after_);
  }

  absl::Status Explain() {
    const Payment& payment = explanation_.original;
    for (const PaymentPart& part : payment.parts) RETURN_IF_ERROR(AddPart(part));
    std::stable_sort(
        explanation_.parts.begin(), explanation_.parts.end(),
        [](const ExplainedPart& a, const ExplainedPart& b) { return !a.arrears && b.arrears; });
    return TakeOffAgain(payment);
  }

 private:
  // What the payment lost, by today's law: it must be what the run took.
  absl::Status TakeOffAgain(const Payment& payment) {
    Balances balances = before_;
    for (const Posting& posting : entry_.postings) {
      if (posting.payment == payment.id) break;
      Apply(posting, entry_.run, balances);
    }
    Payment again = payment;
    again.tax = again.recovered = again.recoverable = again.seizable = again.pension = Money();
    again.deductions.clear();
    for (PaymentPart& part : again.parts) part.tax = part.recovered = part.deducted = Money();
    explanation_.net = TakeOff(again, explanation_.person.state, *explanation_.law, balances);
    const auto compare = [&](absl::string_view what, Money now, Money then) {
      return now == then ? absl::OkStatus()
                         : OtherLaw(run_, law_,
                                    absl::StrCat(what, " is ", now.ToString(),
                                                 " by today's law and rules, and the run took ",
                                                 then.ToString()));
    };
    RETURN_IF_ERROR(compare("income tax", again.tax, payment.tax));
    RETURN_IF_ERROR(compare("recovery", again.recovered, payment.recovered));
    return compare("what is deducted", again.deducted(), payment.deducted());
  }

  absl::Status AddPart(const PaymentPart& part) {
    const Purpose& purpose = part.purpose;
    auto dues = std::find_if(assessed_.begin(), assessed_.end(),
                             [&](const auto& known) { return known.first == purpose.month; });
    if (dues == assessed_.end()) {
      assessed_.emplace_back(purpose.month,
                             Assess(explanation_.person.state, *explanation_.law, purpose.month));
      dues = std::prev(assessed_.end());
    }
    const Due* due = FindDue(dues->second, purpose.benefit, purpose.case_id);
    const Item& booked = *after_.Find(purpose);
    if (due == nullptr || !due->determined() || due->amount != booked.booked()) {
      return OtherLaw(run_, law_,
                      absl::StrCat(purpose.benefit, " of ", purpose.month.ToString(), " is ",
                                   due == nullptr ? "0.00" : due->amount.ToString(),
                                   " by today's law and rules, and the run booked ",
                                   booked.booked().ToString()));
    }
    const Item* before = before_.Find(purpose);
    ExplainedPart explained{purpose,
                            *due,
                            before == nullptr ? Money() : before->cleared,
                            booked.reversed,
                            SetOff(entry_, purpose),
                            part.gross,
                            part.IsArrears(explanation_.original.tax_month)};
    Money sum;
    for (const Term& term : due->terms) sum += term.amount;
    CHECK(sum == due->amount);
    CHECK(explained.due.amount - explained.cleared_before + explained.reversed -
              explained.set_off ==
          explained.gross);
    explanation_.parts.push_back(std::move(explained));
    return absl::OkStatus();
  }

  const RunState& run_;
  const Law& law_;
  const JournalEntry& entry_;
  const Balances& before_;
  Balances after_;
  PaymentExplanation& explanation_;
  std::vector<std::pair<Month, Dues>> assessed_;
};

}  // namespace

absl::StatusOr<PaymentExplanation> ExplainPayment(Ledger& ledger, const Law& law,
                                                  absl::string_view id) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  ASSIGN_OR_RETURN(const Found asked, RunOfPayment(control, id));
  const int shard = ShardOf(asked.person, ledger.shards());
  ASSIGN_OR_RETURN(const ShardRuns runs, DecodeShardRuns(ledger.books(shard).header()));
  ASSIGN_OR_RETURN(const std::vector<JournalEntry> entries,
                   EntriesOf(ledger.journal(shard), runs, asked.run->run, asked.person));

  PaymentExplanation explanation;
  size_t at = 0;
  const Payment* payment = FindPayment(entries, id, &at);
  if (payment == nullptr) return NoSuchPayment(id);
  explanation.payment = *payment;
  while (!payment->reissue_of.empty()) {  // back to the payment that had parts
    explanation.reissues.push_back(
        {payment->reissue_of, ReasonOfReturn(entries, payment->reissue_of)});
    payment = FindPayment(entries, payment->reissue_of, &at);
    CHECK(payment != nullptr);
  }
  if (!payment->deduction.empty()) {  // back to the payment that lost it
    explanation.deduction = payment->deduction;
    const std::vector<Payment>& payments = entries[at].payments;
    const auto from = std::find_if(payments.begin(), payments.end(), [&](const Payment& other) {
      return std::any_of(
          other.deductions.begin(), other.deductions.end(),
          [&](const PaymentDeduction& one) { return one.number == explanation.deduction; });
    });
    CHECK(from != payments.end());
    payment = &*from;
  }
  explanation.original = *payment;

  const RunState* run = control.Find(entries[at].run);
  CHECK(run != nullptr);
  explanation.run = run->run;
  explanation.business_date = run->business_date;
  explanation.cutoff = run->cutoffs[static_cast<size_t>(shard)];
  explanation.law = std::make_shared<const Law>(law.KnownOn(run->business_date));
  ASSIGN_OR_RETURN(std::optional<PersonAsOf> person,
                   FoldPersonAsOf(ledger, asked.person, explanation.cutoff));
  if (!person) return absl::DataLossError(absl::StrCat("nobody is known for payment ", id));
  explanation.person = *std::move(person);
  // A third party's account is not shown: it is the person's payment that is explained.
  const Payment& shown = explanation.deduction.empty() ? explanation.payment : explanation.original;
  ASSIGN_OR_RETURN(explanation.payee, OpenPayee(ledger, asked.person, shown.sealed_identity,
                                                shown.sealed_account, shown.bank));
  Balances before;
  for (size_t i = 0; i < at; ++i) Apply(entries[i], before);
  RETURN_IF_ERROR(Explainer(*run, law, entries[at], before, explanation).Explain());
  return explanation;
}

}  // namespace izmaksa
