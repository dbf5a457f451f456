// Budget execution of a year by programme, in the form of the annexes of the ministry's yearly
// report: what was carried out the year before, what the law approved, what is carried out, and the
// share. From the closings of the runs alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/difference.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"
#include "batch/report/plan.h"
#include "processors/law.h"

namespace izmaksa {

// Gross: benefits as put into payment files, before tax, deductions and recoveries, arrears in the
// month they are paid. What came back is not taken off, and what is sent anew is not counted again.
struct Execution {
  int year = 0;
  std::string as_of;  // the last run that counts
  int64_t runs = 0;   // of the year
  Month first, last;  // months in which there is a run
  // By programme, and by month of payment.
  std::map<std::string, std::map<Month, Money>> programmes;
  struct Benefit {
    Tally gross;    // people counted once in each run that pays them
    Tally arrears;  // of it, for months before the one in which it is regularly paid
  };
  std::map<std::pair<std::string, std::string>, Benefit> benefits;  // by programme and benefit

  Money Of(const std::string& programme) const;
  Money Together() const;
};

// NOT_FOUND when no run of the year is closed.
absl::StatusOr<Execution> ExecutionOf(const std::vector<Closing>& closings, int year);

// `plan` is of the year and `before` of the year before, where they are known. Names of benefits
// are the law's.
Paper ExecutionPaper(const Execution& execution, const BudgetYear* plan, const BudgetYear* before,
                     const Law& law);

}  // namespace izmaksa
