#include "batch/bank/statements.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_values.h"

namespace izmaksa {
namespace {

int64_t NumberOf(const AccountStatement& statement) {
  return statement.electronic_number.value_or(statement.legal_number.value_or(0));
}

int32_t YearOf(const AccountStatement& statement) {
  return statement.from ? statement.from->year() : 0;
}

// Numbers may begin anew with a year.
auto Place(const AccountStatement& s) {
  return std::make_tuple(YearOf(s), NumberOf(s), s.page, s.opening ? s.opening->amount : Money(),
                         s.id);
}

bool SaysTheSame(const AccountStatement& a, const AccountStatement& b) {
  const auto amount = [](const std::optional<Balance>& balance) {
    return balance ? std::optional(balance->amount) : std::nullopt;
  };
  return amount(a.opening) == amount(b.opening) && amount(a.closing) == amount(b.closing) &&
         a.moved == b.moved && a.entries == b.entries;
}

std::string Gap(const AccountStatement& before, const AccountStatement& after) {
  const int64_t first = NumberOf(before) + 1, last = NumberOf(after) - 1;
  return absl::StrCat(first == last ? absl::StrCat("statement ", first, " is")
                                    : absl::StrCat("statements ", first, " to ", last, " are"),
                      " missing: ", NumberOf(before), " is followed by ", NumberOf(after));
}

// What is wrong with `after`, which follows `before`.
void CheckStep(const AccountStatement& before, const AccountStatement& after,
               std::vector<std::string>* faults) {
  const bool same_number = NumberOf(before) == NumberOf(after);
  const bool anew = NumberOf(after) == 1 && YearOf(after) > YearOf(before);
  if (same_number && after.page != before.page + 1) {
    faults->push_back(absl::StrCat("two different ones say that they are ", StatementName(after)));
    return;
  }
  if (!same_number && !anew && NumberOf(after) != NumberOf(before) + 1) {
    faults->push_back(Gap(before, after));
  }
  if (!before.closing || !after.opening) return;  // said where it is missing
  const Money difference = after.opening->amount - before.closing->amount;
  if (difference.is_zero()) return;
  faults->push_back(
      absl::StrCat(StatementName(after), " opens with ", after.opening->amount.ToString(), ", ",
                   StatementName(before), " closed with ", before.closing->amount.ToString(), ": ",
                   difference.is_positive() ? difference.ToString() : (-difference).ToString(),
                   difference.is_positive() ? " too much" : " too little"));
}

void CheckAlone(const AccountStatement& s, std::vector<std::string>* faults) {
  const std::string name = StatementName(s);
  if (NumberOf(s) == 0) faults->push_back(absl::StrCat(name, " has no number"));
  if (!s.opening) faults->push_back(absl::StrCat(name, " has no opening balance"));
  if (!s.closing) faults->push_back(absl::StrCat(name, " has no closing balance"));
  if (!s.opening || !s.closing || !s.moved) return;
  const Money expected = s.opening->amount + *s.moved;
  if (expected == s.closing->amount) return;
  faults->push_back(absl::StrCat(name, " does not add up: it opens with ",
                                 s.opening->amount.ToString(), ", moves ", s.moved->ToString(),
                                 " and closes with ", s.closing->amount.ToString()));
}

}  // namespace

std::string StatementName(const AccountStatement& statement) {
  if (NumberOf(statement) != 0) return absl::StrCat("statement ", NumberOf(statement));
  return absl::StrCat("statement ", ShownId(statement.id));
}

std::vector<std::string> StatementFaults(absl::Span<const AccountStatement> statements,
                                         absl::string_view account) {
  std::vector<std::string> faults;
  std::vector<const AccountStatement*> ours;
  for (const AccountStatement& statement : statements) {
    if (statement.account == account) {
      ours.push_back(&statement);
    } else {
      faults.push_back(absl::StrCat(StatementName(statement), " is of another account (",
                                    ShownId(statement.account), "): left out"));
    }
  }
  std::sort(ours.begin(), ours.end(), [](const AccountStatement* a, const AccountStatement* b) {
    return Place(*a) < Place(*b);
  });
  const AccountStatement* last = nullptr;
  for (const AccountStatement* each : ours) {
    if (last != nullptr && NumberOf(*last) == NumberOf(*each) && last->page == each->page &&
        YearOf(*last) == YearOf(*each) && SaysTheSame(*last, *each)) {
      continue;
    }
    CheckAlone(*each, &faults);
    if (last != nullptr) CheckStep(*last, *each, &faults);
    last = each;
  }
  return faults;
}

}  // namespace izmaksa
