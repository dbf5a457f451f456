// What the bank's answers to payments in transit do to the books. Pure.
#pragma once

#include <string>
#include <vector>

#include "batch/run_context.h"
#include "ledger/journal.h"
#include "processors/person.h"

namespace izmaksa {

struct Settlement {
  std::vector<Posting> postings;
  std::vector<std::string> holds;  // what the bank gave back and the books do not know
};

// Every answer is booked once: what the bank booked is settled; what it rejected, or was discarded
// unsent, goes back whence it came; what it gave back was booked first. A part that comes back
// leaves the rest with the bank. More than was paid is booked by nobody.
Settlement Settle(const RunContext& context, const PersonState& person, Balances balances);

}  // namespace izmaksa
