// Who was paid what, counted: people by benefit and month of payment, each once however many runs
// paid them, and means of what they got.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"
#include "processors/law.h"

namespace izmaksa {

struct Received {
  Tally gross;    // people paid the benefit, and what, before tax
  Tally current;  // of it regularly paid in that month: people, and what
  Tally arrears;  // of it paid later than regularly

  void Add(const Received& other);
};

struct Recipients {
  Month from, through;  // months of payment
  std::string as_of;    // the last run that counts
  // By benefit and programme, by month; and over all the months, each person once.
  std::map<std::pair<std::string, std::string>, std::map<Month, Received>> months;
  std::map<std::pair<std::string, std::string>, Received> together;
  std::map<Month, Received> all;  // people paid anything
  Received all_together;
};

// Reads the journals of the runs of those months among `closings`, all shards at once; memory does
// not grow with people. NOT_FOUND when there is no such run, DATA_LOSS when the entries are not
// what the closings say.
absl::StatusOr<Recipients> CountRecipients(Ledger& ledger, const std::vector<Closing>& closings,
                                           Month from, Month through);

Paper RecipientsPaper(const Recipients& recipients, const Law& law);

}  // namespace izmaksa
