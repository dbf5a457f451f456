// One payment, or one month of one person, in full: every amount as the sum of its terms, each with
// its article, the version of the parameter, and the event it rests on. What a caseworker answers a
// letter with, and what an auditor recomputes by hand.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/as_of.h"
#include "batch/ledger.h"
#include "batch/net.h"
#include "batch/payee.h"
#include "ledger/journal.h"
#include "processors/benefits.h"
#include "processors/law.h"

namespace izmaksa {

// One benefit's month in a payment. due − paid before + reversed − set off = gross, to the cent.
struct ExplainedPart {
  Purpose purpose;
  Due due;               // as the run assessed it; terms point into the explanation's law
  Money cleared_before;  // paid, or set off, by earlier runs
  Money reversed;        // of that, booked as overpaid: owed back on its own, not from this month
  Money set_off;         // by this run, against an overpayment
  Money gross;           // what the payment holds of it
  bool arrears;          // it comes later than it is regularly paid
};

// How a payment came to be sent anew.
struct ReissueStep {
  std::string payment;  // that came back
  std::string reason;   // the bank's code
};

struct PaymentExplanation {
  Payment payment;                    // the one asked for
  std::vector<ReissueStep> reissues;  // not empty: it sends anew what came back, back to the first
  std::string run;                    // the run of the payment explained, of the first if sent anew
  Date business_date;
  Offset cutoff;
  std::shared_ptr<const Law> law;  // as known on the business date
  PersonAsOf person;               // as known at the cut-off
  Payee payee;
  Payment original;       // what the parts make up: the payment, or the first one
  std::string deduction;  // not empty: the payment asked for brings this to a third party
  std::vector<ExplainedPart> parts;  // what is regularly paid first, then by benefit and month
  Net net;                           // what it lost, step by step
};

// NOT_FOUND when there is no such payment. FAILED_PRECONDITION when today's law or rules give
// another amount than the run booked: then it takes the program and law of the run to explain it.
absl::StatusOr<PaymentExplanation> ExplainPayment(Ledger& ledger, const Law& law,
                                                  absl::string_view payment);
std::string ExplanationText(const PaymentExplanation& explanation);
std::string ExplanationJson(const PaymentExplanation& explanation);

// What a run did for one purpose.
struct BookedStep {
  std::string run;
  Money accrued, reversed, set_off;
  std::string payment;  // empty: nothing was paid
  Money gross;
  Date pay_date;
  std::string standing;  // of the payment: "in transit", "settled", "returned (AC04)", …
};

struct ExplainedBenefit {
  std::string benefit, case_id;
  Due due;                   // as known now
  std::optional<Item> item;  // as booked
  std::vector<BookedStep> steps;
};

struct MonthExplanation {
  Month month;
  std::shared_ptr<const Law> law;
  PersonAsOf person;  // as the people's projection knows the person
  Payee payee;
  std::vector<ExplainedBenefit> benefits;  // every benefit the law answers for, and all booked
};

// What was due for a month, knowing the facts folded so far and `law`; what is booked for it, and
// in which runs and payments it was paid. NOT_FOUND when nothing is known about the person.
absl::StatusOr<MonthExplanation> ExplainMonth(Ledger& ledger, const Law& law, PersonId person,
                                              Month month);
std::string ExplanationText(const MonthExplanation& explanation);
std::string ExplanationJson(const MonthExplanation& explanation);

}  // namespace izmaksa
