// What the law approved for a budget year by programme, and what was carried out: figures that the
// ministry published (batch/budget.textproto), or a plan given as a file of the same form.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/money.h"
#include "processors/law.h"

namespace izmaksa {

struct ProgrammeFigures {
  std::string programme, name, name_lv;
  std::optional<Money> executed;  // in the year, as published
  Certainty certainty = Certainty::kVerified;
  std::string source, note;
  std::optional<Money> plan;  // approved by law, with later changes
  Certainty plan_certainty = Certainty::kVerified;
  std::string plan_source;
  std::string base;  // "consolidated": without what one special budget pays another; "gross"; empty
};

struct BudgetYear {
  int year = 0;
  int64_t nation = 0;  // people, to which a smaller ledger is scaled; nought: not said
  std::vector<ProgrammeFigures> programmes;  // in order of code, none twice

  const ProgrammeFigures* Find(absl::string_view programme) const;
};

// Reads a proto/published.proto BudgetFigures as textproto. INVALID_ARGUMENT, with `place` and the
// line or the programme: no such field, a programme twice or without a name, an amount that is not
// one or below nought, a base that is neither.
absl::StatusOr<BudgetYear> ParseBudgetYear(absl::string_view place, const std::string& text);

// The year built in.
absl::StatusOr<BudgetYear> PublishedBudgetYear();

}  // namespace izmaksa
