#include "batch/findings.h"

#include "absl/strings/str_cat.h"
#include "batch/calendar.h"

namespace izmaksa {
namespace {

template <typename Key>
Money At(const std::map<Key, Money>& sums, const Key& key) {
  const auto found = sums.find(key);
  return found == sums.end() ? Money() : found->second;
}

}  // namespace

std::vector<Finding> FindingsOf(const Limits& limits, const RunSums& sums) {
  std::vector<Finding> findings;
  for (const auto& [programme, amount] : sums.programmes) {
    const auto plan = limits.budget.find({programme, sums.year});
    if (plan == limits.budget.end() || !amount.is_positive()) continue;
    const Money executed = At(sums.programmes_before, programme) + amount;
    if (executed <= plan->second) continue;
    findings.push_back(
        {absl::StrCat("budget:", programme),
         absl::StrCat("programme ", programme, ": ", executed.ToReadable(), " euro of ", sums.year,
                      " with this run, ", (executed - plan->second).ToReadable(),
                      " over the plan of ", plan->second.ToReadable())});
  }
  if (!limits.daily_max.is_positive()) return findings;
  for (const auto& [day, amount] : sums.days) {
    const Money total = At(sums.days_before, day) + amount;
    if (total <= limits.daily_max) continue;
    findings.push_back(
        {absl::StrCat("day:", day.ToString()),
         absl::StrCat(day.ToString(), ": ", total.ToReadable(), " euro to pay with this run, ",
                      (total - limits.daily_max).ToReadable(), " over the daily limit of ",
                      limits.daily_max.ToReadable())});
  }
  return findings;
}

std::vector<std::string> NamesOf(const std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const Finding& finding : findings) names.push_back(finding.name);
  return names;
}

std::vector<std::string> TreasuryNotices(const std::map<Date, Money>& days, Money notice_amount) {
  std::vector<std::string> notices;
  if (!notice_amount.is_positive()) return notices;
  for (const auto& [day, amount] : days) {
    if (amount <= notice_amount) continue;
    Date before = day - 1;
    while (CalendarCovers(before) && !IsTreasuryDay(before)) before = before - 1;
    notices.push_back(absl::StrCat(day.ToString(), ": ", amount.ToReadable(), " euro, more than ",
                                   notice_amount.ToReadable(),
                                   ": the State Treasury wants notice by 12:30 on ",
                                   before.ToString(), ", and the files by 15:30 on the day"));
  }
  return notices;
}

}  // namespace izmaksa
