// A person's annual statement: everything paid in a year, gross to net, and the tax withheld, as
// the yearly statement of income and tax asks for it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/payee.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"
#include "ledger/journal.h"
#include "processors/law.h"

namespace izmaksa {

struct StatedPayment {
  std::string run;
  Payment payment;
  std::string standing;  // as of the last run: "in transit", "settled", "returned (AC04)"
  // What was paid of the tax's base, what went off it, and the tax: the lines of the withholding.
  // Empty when nothing is taxed.
  std::vector<std::pair<std::string, Money>> tax_lines;
};

// What was paid for a benefit, and what it lost.
struct StatedBenefit {
  Money gross, tax, recovered, deducted;
  Money net() const { return gross - tax - recovered - deducted; }
};

struct Statement {
  PersonId person;
  int year = 0;
  std::string as_of;  // the last run that counts
  Payee payee;
  std::vector<StatedPayment> payments;  // of the year, in order of run; those sent anew too
  // By benefit and month it is for.
  std::map<std::pair<std::string, Month>, StatedBenefit> benefits;
  // Of payments to the person that do not send anew. gross = tax + recovered + deducted + net,
  // always.
  Money gross_together, taxable, taxed_in_full, tax, recovered, deducted, net;
  Money settled;            // of the year's payments, sent anew or not: what the bank says is paid
  Money payable, overpaid;  // of the person, as of the last run
  bool is_tax_explained = true;  // this program's law gives the tax that was withheld
};

// Reads the person's entries. A year is that of the month of payment (cash basis). NOT_FOUND when
// nothing was booked for the person by then, FAILED_PRECONDITION when an earlier program made a
// payment without keeping what each benefit lost. Dies when the sums are not the journal's.
absl::StatusOr<Statement> MakeStatement(Ledger& ledger, const ControlState& control, const Law& law,
                                        const std::vector<Closing>& closings, PersonId person,
                                        int year);

Paper StatementPaper(const Statement& statement, const Law& law);

}  // namespace izmaksa
