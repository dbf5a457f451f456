// From gross to net: what a payment loses, step by step, in the order and within the caps of the
// law in force on the day it is paid. Pure.
//
//   income tax      of the month of payment, on a cash basis (batch/withholding.h)
//   recovery        the agency's own, of what it overpaid: Law "On State Pensions" s. 36
//   enforcement     bailiffs' orders: Civil Procedure Law s. 594–599
//   care            the person's share of the price of long-term care
//   delivery        the Post's fee for bringing cash home
//
// Tax and caps are of the month: what was paid and taken earlier in it counts. What s. 596 of the
// Civil Procedure Law keeps from bailiffs (state social benefits and others, `not_seizable` in
// their law) loses nothing to enforcement, and to recovery only by a decision about the person.
#pragma once

#include <string>
#include <vector>

#include "batch/withholding.h"
#include "ledger/date.h"
#include "ledger/journal.h"
#include "processors/benefits.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// One step after tax.
struct NetStep {
  DeductionKind kind;
  std::string number;       // of the order, agreement or decision; empty: none
  Money amount;             // taken; nought where a cap leaves nothing to take
  std::vector<Term> terms;  // how it came to be that much
};

struct Net {
  Withholding withholding;
  std::vector<NetStep> steps;  // in the order of the law
};

// Completes a payment that has its parts, channel, pay date, tax month and what of it is taxed: its
// tax, recovered, deductions, the parts' shares of each, what the law lets be taken of, and its net
// amount, which may be nought. `balances` are those before this payment. Amounts add up to the
// cent; shares of parts are pro rata, and the cents left over go to the parts that lost most of
// one, the first of equals.
Net TakeOff(Payment& payment, const PersonState& person, const Law& law, const Balances& balances);

// `amount`, in whole cents, spread over `weights` pro rata by the largest remainder; no share is
// more than its weight. `amount` is at most the sum of the weights.
std::vector<Money> Spread(Money amount, const std::vector<Money>& weights);

}  // namespace izmaksa
