// Person by person, why a run pays more or less than the run before it: what an approver looks into
// before signing. The amounts add up to the difference of the runs, to the cent.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "processors/law.h"

namespace izmaksa {

// One person whose payments are not as they were: another amount, or another account.
struct PersonDifference {
  PersonId person;
  Money before, now;                            // net, without what goes to third parties
  std::vector<std::pair<Cause, Money>> causes;  // add up to now - before
  bool account_changed = false;                 // of who is paid in both runs
  bool new_facts = false;                       // since the run before; without: it is law, or time
};

struct PeopleDifference {
  std::string previous;  // empty: `run` is the first
  int64_t people = 0;
  Money before, now;  // of all people, also of those whose payments are as they were
};

// Visits them in order of person, whatever the number of shards, and returns what they add up to.
// Memory does not grow with people. Errors as of MakeReport (batch/report.h), and the visitor's.
absl::StatusOr<PeopleDifference> ForEachDifference(
    Ledger& ledger, const ControlState& control, const Law& law, absl::string_view run,
    const std::function<absl::Status(const PersonDifference&)>& visit);

// A line each, ended. `names` of benefits, by id.
std::string DifferenceLine(const PersonDifference& person,
                           const std::map<std::string, std::string>& names);
std::string DifferenceJson(const PersonDifference& person);
std::string SumLine(const PeopleDifference& sum, absl::string_view run);
std::string SumJson(const PeopleDifference& sum, absl::string_view run);

}  // namespace izmaksa
