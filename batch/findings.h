// What a person must look at before a run is approved: a budget line or a day's limit exceeded, a
// sum of which the State Treasury wants notice. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "batch/limits.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

// An approver accepts it by its name, or does not approve.
struct Finding {
  std::string name;  // "budget:04.01.00", "day:2024-04-22"
  std::string text;  // a sentence for people
};

// What a run pays, and what it comes to with the runs before it.
struct RunSums {
  int64_t year = 0;                                // of the business date
  std::map<std::string, Money> programmes;         // this run, before tax
  std::map<std::string, Money> programmes_before;  // earlier runs of the year, before tax
  std::map<Date, Money> days;                      // this run, net, by day of payment
  std::map<Date, Money> days_before;               // earlier runs, for the same days
};

// In order of name. A programme without a plan and a day without a limit give none.
std::vector<Finding> FindingsOf(const Limits& limits, const RunSums& sums);

std::vector<std::string> NamesOf(const std::vector<Finding>& findings);  // in the same order

// Sentences about days of payment with more than `notice_amount`; nought: none.
std::vector<std::string> TreasuryNotices(const std::map<Date, Money>& days, Money notice_amount);

}  // namespace izmaksa
