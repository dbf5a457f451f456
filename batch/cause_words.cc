#include "batch/cause_words.h"

#include "absl/strings/str_cat.h"

namespace izmaksa {

CauseWords WordsOf(CauseKind kind) {
  switch (kind) {
    case CauseKind::kNewlyPaid:
      return {"newly paid", "newly_paid"};
    case CauseKind::kPaidAfterHold:
      return {"paid again after a hold", "paid_after_hold"};
    case CauseKind::kHeld:
      return {"no longer paid, held", "held"};
    case CauseKind::kNotDue:
      return {"no longer paid", "not_due"};
    case CauseKind::kBegins:
      return {"begins", "begins"};
    case CauseKind::kEnds:
      return {"ends", "ends"};
    case CauseKind::kRises:
      return {"rises", "rises"};
    case CauseKind::kFalls:
      return {"falls", "falls"};
    case CauseKind::kArrears:
      return {"arrears, this run", "arrears"};
    case CauseKind::kArrearsBefore:
      return {"arrears, last run", "arrears_before"};
    case CauseKind::kTax:
      return {"income tax", "income_tax"};
    case CauseKind::kRecovery:
      return {"recovery of overpayments", "recovery"};
    case CauseKind::kDeductions:
      return {"deductions", "deductions"};
    case CauseKind::kReissued:
      return {"returned payments sent anew", "reissued"};
    case CauseKind::kReissuedBefore:
      return {"sent anew in the last run", "reissued_before"};
  }
  return {"", ""};
}

std::string CauseText(const Cause& cause, const std::map<std::string, std::string>& names) {
  const auto name = names.find(cause.subject);
  const std::string& subject = name == names.end() ? cause.subject : name->second;
  return absl::StrCat(WordsOf(cause.kind).words, subject.empty() ? "" : ": ", subject);
}

std::string Signed(Money amount) {
  return absl::StrCat(amount.is_positive() ? "+" : "", amount.ToReadable());
}

}  // namespace izmaksa
