// Double entry for one person: what is owed, what is paid, and where the money is.
//
// A posting has two legs, named by its kind, and a positive amount: an unbalanced one cannot be
// written. All postings of one person in one run are one JournalEntry, one record of the journal:
// atomic on any log. Balances are the fold of a person's entries.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "ledger/money.h"
#include "ledger/payment.h"

namespace izmaksa {

//                 debit        credit       when
enum class PostingKind {
  kAccrue = 1,  // Expense      Payable      due > booked
  kReverse,     // Overpaid     Expense      due < booked
  kRecover,     // Payable      Overpaid     from what is not yet paid, in full; then by the law's
                // share
  kWithhold,    // Payable      Tax          income tax on what is paid in the month
  kDeduct,      // Payable      Third party  bailiff, care institution, delivery fee
  kPay,         // Payable, or Third party, to In transit: the payment goes to a file
  kSettle,      // In transit   Bank         the bank says booked
  kReturn,      // where it is, to whence it came: the bank says rejected or returned
};

// "accrue", "reverse", …: the word for people and for JSON.
absl::string_view NameOf(PostingKind kind);

struct Posting {
  PostingKind kind;
  Money amount;         // always positive
  Purpose purpose;      // of Accrue and Reverse, and of Recover from what is not yet paid
  Month payable_from;   // of Accrue
  std::string payment;  // of Withhold, Deduct, Pay, Settle, Return, and of Recover from a payment,
                        // or from what came back of one
  std::string reason;   // of Return: the bank's code
  // Of Deduct: the order or agreement. Of Pay and Return: not empty where a third party is the
  // payee.
  std::string deduction{};
  bool rejected = false;  // of Return: the bank never booked it, or the file was never sent
};

struct JournalEntry {
  std::string run;
  PersonId person;
  std::vector<Posting> postings;
  std::vector<Payment> payments;
  std::vector<std::string> held;  // why nothing, or not everything, is paid
  Money held_amount;              // gross that could have been paid in this run

  bool empty() const { return postings.empty() && payments.empty() && held.empty(); }
};

// What was booked for one purpose.
struct Item {
  Purpose purpose;
  Month payable_from;
  Money accrued, reversed;
  Money cleared;  // of `accrued`: paid, taxed, deducted or recovered

  Money booked() const { return accrued - reversed; }
  Money payable() const { return accrued - cleared; }
};

struct Pending {
  std::string payment;
  Money amount;
  std::string reason;                              // of what came back: the bank's code
  std::string deduction{};                         // not empty: a third party's
  std::string category_purpose{}, purpose_code{};  // of the payment
};

// What was deducted for an order since it began.
struct Taken {
  std::string number;
  Money amount;
};

// What is owed back since a run.
struct Receivable {
  std::string since;
  Money amount;
};

// What was paid to a person in a month so far: tax and deductions are of the month, not of the
// payment.
struct MonthPaid {
  Month month;
  Money taxable, taxed_in_full, tax;
  Money recoverable, recovered;  // after tax, and by share
  Money seizable, enforced;
  Money pension, care;

  friend bool operator==(const MonthPaid&, const MonthPaid&) = default;
};

// The accounts of one person.
struct Balances {
  // A return follows a settlement within days, a recall within 13 months: two years of months, of
  // a person with three orders.
  static constexpr size_t kKeptMax = 96;

  std::vector<Item> items;          // in order of purpose
  std::vector<Pending> in_transit;  // payments the bank has not answered for
  std::vector<Pending> kept;        // settled payments, the last kKeptMax: one may still come back
  std::vector<Pending> returned;    // payments that came back: owed again, tax already withheld
  Money payable, overpaid, tax, third_party, settled;
  MonthPaid paid;                       // in the last month anything was paid in
  std::vector<Taken> taken;             // by order, in order of number
  std::vector<Receivable> receivables;  // what `overpaid` is made of, the oldest first
  std::string last_run;                 // the last run with an entry for this person
  bool held = false;                    // by that entry

  const Item* Find(const Purpose& purpose) const;
  Money TakenFor(const std::string& number) const;
  MonthPaid PaidIn(Month month) const;  // nothing, for another month than the last
  // Accrued − reversed = payable + tax + third party + in transit + settled − overpaid.
  bool InBalance() const;
};

// One posting, and one payment, of an entry that is still being decided. Die as Apply does, but the
// books need not be in balance in between.
// What becomes owed back is so since `run`.
void Apply(const Posting& posting, const std::string& run, Balances& balances);
void Apply(const Payment& payment, Balances& balances);

// The balances after one more entry. Dies if the entry contradicts them (a settlement of a payment
// not in transit, parts that do not add up, books out of balance): that is a defect, not data.
void Apply(const JournalEntry& entry, Balances& balances);

// As records of the journal (proto/journal.proto). Decode is DATA_LOSS when the bytes are not an
// entry, FAILED_PRECONDITION when a newer program wrote them.
std::string EncodeEntry(const JournalEntry& entry);
absl::StatusOr<JournalEntry> DecodeEntry(absl::string_view bytes);

// As stored folds (proto/state.proto).
std::string EncodeBalances(const Balances& balances);
absl::StatusOr<Balances> DecodeBalances(absl::string_view bytes);

}  // namespace izmaksa
