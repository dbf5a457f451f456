// Opens a person's name and account for the heading of an explanation.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "ledger/ids.h"

namespace izmaksa {

// Whose money it is. The only personal data an explanation shows.
struct Payee {
  std::string name;          // "(erased)" when the person's key was destroyed
  std::string account_last;  // last four characters; empty: none known
  std::string bank;
};

// Either may be empty: then there is nothing to open. An erased person is "(erased)"; DATA_LOSS
// when something does not open though it was never erased.
absl::StatusOr<Payee> OpenPayee(const Ledger& ledger, PersonId person,
                                const std::string& sealed_identity,
                                const std::string& sealed_account, const std::string& bank);

}  // namespace izmaksa
