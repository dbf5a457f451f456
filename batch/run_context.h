// What a run knows beside a person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "batch/limits.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "processors/law.h"

namespace izmaksa {

struct RunContext {
  std::string run;  // its name
  Date business_date;
  Month
      first_month;  // the ledger's: what was decided before it, another system has paid up to then
  const Law* law = nullptr;  // as known on the business date
  const Limits* limits = nullptr;
  std::vector<uint64_t> shared_accounts;  // marks of those with too many people, in order
  // Where this shard's events ended for the run before: an answer of the bank at or after it is
  // new.
  Offset previous_cutoff;
  // The month through which the run before assessed everybody by the same law and program; nullopt
  // when something of that has changed.
  std::optional<Month> assessed_through;

  Month month() const { return business_date.in_month(); }
};

}  // namespace izmaksa
