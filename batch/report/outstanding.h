// What people owe and what is owed to them, by age: overpayments to be recovered, money that came
// back, and what was due and could not be paid.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"

namespace izmaksa {

// An amount of one person, and the day it is that old from.
struct Outstanding {
  PersonId person;
  Date since;
  Money amount;
  std::string what;    // the payment that came back, or the benefit that is not paid
  std::string reason;  // of what came back: the bank's code
};

struct OutstandingBook {
  Date as_of;                     // business date of the last run that counts
  std::string run;                // and its name
  Money receivable;               // together; the account Overpaid
  Money came_back;                // together; owed to people again
  Money came_back_third_parties;  // together; owed to third parties again
  Money unpaid;                   // together; due, payable by now, and not paid
  Money not_yet_payable;          // due, and payable in a later month
  // In order of person and age; what is not yet payable is not listed.
  std::vector<Outstanding> receivables, returned, returned_third_parties, unpaid_items;
};

// A receivable is as old as the run that booked it, what came back as the run that paid it, what is
// unpaid as the first day of the month it is payable from. Memory grows with the lists. DATA_LOSS
// when they do not add up to the accounts of the closings.
absl::StatusOr<OutstandingBook> MakeOutstanding(Ledger& ledger, const ControlState& control,
                                                const std::vector<Closing>& closings);

// With `people`, everybody is listed.
Paper ReceivablesPaper(const OutstandingBook& book, bool people);
Paper UnclaimedPaper(const OutstandingBook& book, bool people);

}  // namespace izmaksa
