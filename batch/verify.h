// Whether a ledger is what it says: every log read from start to end, every fold made anew, every
// root and sum computed again, and the released files written again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/ledger.h"
#include "batch/run.h"

namespace izmaksa {

struct VerifyOptions {
  std::string temp;       // where folds and files are made anew, and removed; empty: the system's
  std::string files;      // a folder of released files, of one run or more, to compare; empty: none
  bool all_runs = false;  // write the files of every released run anew, not only of the last
};

struct VerifyCheck {
  std::string what;         // "journal 0: roots and totals"
  int64_t count = 0;        // looked at
  std::string counted;      // "records", "entries"
  int64_t faults = 0;       // how many of them are not as they should be
  std::string first_fault;  // the first, with whom it touches; empty: all in order

  void Fault(std::string fault);
};

struct VerifyReport {
  std::vector<VerifyCheck> checks;

  bool in_order() const;
};

// Reads only; works on a ledger opened read-only. Never stops at what it finds, be it lost history:
// that is a fault of a check, and checks that build on it say so. An error is one of the machine:
// no room for the folds made anew.
absl::StatusOr<VerifyReport> VerifyLedger(Ledger& ledger, const VerifyOptions& options,
                                          const Progress& progress);

std::string VerifyText(const VerifyReport& report);
std::string VerifyJson(const VerifyReport& report);

}  // namespace izmaksa
