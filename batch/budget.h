// A month of the agency, twelve times, beside what the budget's programmes cost in a year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/report.h"

namespace izmaksa {

struct BudgetBenefit {
  std::string benefit, name;
  Tally gross;         // as the run paid it, arrears too
  int64_t people = 0;  // scaled to the nation
  Money year;          // twelve months, scaled to the nation
};

struct BudgetProgramme {
  std::string programme, name, source, note;
  std::optional<Money> published;  // of the year; nullopt: the annexes do not have the programme
  Certainty certainty = Certainty::kVerified;
  std::vector<BudgetBenefit> benefits;
  Money year;  // their sum
};

struct BudgetComparison {
  std::string run, year;
  int64_t people = 0;                       // in this ledger, that the run decided about
  int64_t nation = 0;                       // to which ours are scaled; rounded half up
  std::vector<BudgetProgramme> programmes;  // in order of code, those of which nothing is paid too
};

// The programmes of batch/budget.textproto beside what the report's run paid. Benefits of a
// programme that the annexes do not name stand under a programme without a published figure.
// INVALID_ARGUMENT when the file cannot be read.
absl::StatusOr<BudgetComparison> CompareWithBudget(const RunReport& report);

std::string BudgetText(const BudgetComparison& comparison);
std::string BudgetJson(const BudgetComparison& comparison);

}  // namespace izmaksa
