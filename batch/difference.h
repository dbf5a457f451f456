// Why a run pays more or less than the run before it: person by person, cause by cause, exact to
// the cent. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/journal.h"
#include "ledger/money.h"

namespace izmaksa {

// How many (people, payments), and how much.
struct Tally {
  int64_t count = 0;
  Money amount;

  void Add(Money more, int64_t of = 1) {
    count += of;
    amount += more;
  }
  void Add(const Tally& other) { Add(other.amount, other.count); }
};

// In the order of the report. What a cause is about is its subject.
enum class CauseKind {
  kNewlyPaid,       // paid now and not in the run before
  kPaidAfterHold,   // held in the run before, paid now. Subject: what held the person
  kHeld,            // paid in the run before, held now. Subject: what holds the person
  kNotDue,          // paid in the run before, and nothing is due any more. Subject: why not
  kBegins,          // of people paid in both runs. Subject: the benefit
  kEnds,            //   "
  kRises,           //   "
  kFalls,           //   "
  kArrears,         // paid now for earlier months. Subject: the benefit
  kArrearsBefore,   // paid in the run before for months before it, and not again. Subject: benefit
  kTax,             // income tax withheld: more or less
  kRecovery,        // taken back of what was overpaid: more or less
  kDeductions,      // taken for bailiffs, care and delivery: more or less
  kReissued,        // payments that came back and are sent anew
  kReissuedBefore,  // sent anew in the run before
};

struct Cause {
  CauseKind kind;
  std::string subject;
  friend auto operator<=>(const Cause&, const Cause&) = default;
};

// The text of a hold up to the first ": ": what people held for the same reason have in common.
std::string HoldCategory(const std::string& reason);

// What a payment to a person paid for, without what is sent anew.
bool IsPaid(const JournalEntry* entry);

// Everybody's causes. Memory grows with the kinds of causes, not with people.
class Difference {
 public:
  // The months of payment of the two runs.
  Difference(Month before, Month now) : before_(before), now_(now) {}

  // One person's entries in the two runs; null where a run had nothing to say. `not_due` says why,
  // for who is paid no longer and not held; it is read in that case only.
  void Add(const JournalEntry* before, const JournalEntry* now, const std::string& not_due);
  void Add(const Difference& other);  // of other people

  const std::map<Cause, Tally>& causes() const { return causes_; }
  Money net_before() const { return net_before_; }
  Money net_now() const { return net_now_; }
  Money sum() const;  // of the causes: net now − net before, always

 private:
  void Count(CauseKind kind, const std::string& subject, Money amount);

  Month before_, now_;
  std::map<Cause, Tally> causes_;  // without those of nought
  Money net_before_, net_now_;
};

}  // namespace izmaksa
