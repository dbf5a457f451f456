#include "processors/benefits/daily.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "processors/combinations.h"

namespace izmaksa {
namespace {

// Days alike, one after the other.
struct Alike {
  DayWorth worth;
  int64_t before = 0, through = 0;  // how many before the month, and to its end
};

bool Same(const DayWorth& a, const DayWorth& b) {
  return a.daily.amount == b.daily.amount && a.daily.numerator == b.daily.numerator &&
         a.daily.denominator == b.daily.denominator && a.term.why == b.term.why &&
         a.term.law == b.term.law && a.payable_from == b.payable_from;
}

// The first day after `day` on which the claim is granted; nullopt: none.
std::optional<Date> NextGranted(const Claim& claim, Date day) {
  for (const auto& step : claim.standing.steps()) {
    if (step.from > day && step.value.standing == Standing::kGranted) return step.from;
  }
  return std::nullopt;
}

// Whether it is, whatever else stands against it.
bool IsGranted(const Claim& claim, Date day) {
  const StandingFact* standing = claim.standing.At(day);
  return standing != nullptr && standing->standing == Standing::kGranted;
}

// Why the claim holds nothing on a day; null: it holds.
const char* WhyBarred(const Question& question, Date day, GrantedFor granted_for) {
  if (granted_for == GrantedFor::kTheWholeCase && question.claim->standing.At(day) == nullptr &&
      !question.claim->grants.empty()) {
    const Exclusion* exclusion = ExcludedOn(question, day);
    return exclusion == nullptr ? nullptr : exclusion->why;
  }
  const std::optional<Due> barred = Barred(question, day);
  return barred ? barred->none_because : nullptr;
}

}  // namespace

DayWorth WorthNothing(const char* because) {
  DayWorth worth;
  worth.none_because = because;
  return worth;
}

DayWorth WorthUnknown(std::string why) {
  DayWorth worth;
  worth.undetermined = std::move(why);
  return worth;
}

Due DailyDue(const Question& question, Date first, Date last, GrantedFor granted_for,
             absl::FunctionRef<DayWorth(const DayLaw&)> rule) {
  const Claim& claim = *question.claim;
  const Date month_first = question.month.first();
  last = std::min(last, question.month.last());
  if (last < std::max(first, month_first)) return NothingDue("its days lie in other months");
  const char* none_because = "it is not granted";
  std::vector<Alike> groups;
  for (Date day = first; day <= last; day = day + 1) {
    if (!question.person.IsAlive(day)) {
      none_because = "the person had died";
      break;
    }
    if (const char* why_not = WhyBarred(question, day, granted_for); why_not != nullptr) {
      none_because = why_not;
      if (IsGranted(claim, day)) continue;
      const std::optional<Date> next = NextGranted(claim, day);
      if (!next) break;
      day = *next - 1;
      continue;
    }
    const DayLaw law(question.law, question.own, day);
    DayWorth worth = rule(law);
    if (!law.unknown().empty()) return Undetermined(law.unknown());
    if (!worth.undetermined.empty()) return Undetermined(std::move(worth.undetermined));
    if (*worth.none_because != '\0') {
      none_because = worth.none_because;
      continue;
    }
    if (groups.empty() || !Same(groups.back().worth, worth)) groups.push_back({std::move(worth)});
    ++groups.back().through;
    if (day < month_first) ++groups.back().before;
  }
  Due due;
  for (Alike& group : groups) {
    if (group.through == group.before) continue;
    const DailyAmount& daily = group.worth.daily;
    // What a day is worth is shown in cents; the product is exact.
    group.worth.term.of =
        MulDiv(daily.amount, daily.numerator, daily.denominator, Rounding::kHalfUp);
    AddCountedDays(group.before, group.through, daily, std::move(group.worth.term), due);
    due.payable_from = std::max(due.payable_from, group.worth.payable_from);
  }
  return due.terms.empty() ? NothingDue(none_because) : due;
}

}  // namespace izmaksa
