// Benefit for transport costs (pabalsts transporta izdevumu kompensēšanai personām ar invaliditāti,
// kurām ir apgrūtināta pārvietošanās): Law on State Social Benefits. For each full six months from
// the day of the disability commission's opinion; the last, incomplete ones in full when the term
// of the disability ends. A case names the child it is for; without one it is for the person.
#include <algorithm>

#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// The fact that a payout waited for: it is made when the period has ended and the benefit is
// granted, whichever is later, and the amount is that of the day of the payout.
struct Payout {
  Date day;
  Provenance fact;
};

Payout PayoutOf(const Claim& claim, const StatusFact& opinion, Date end) {
  Payout payout{end, opinion.at};
  const auto wait = [&](const Provenance& fact) {
    if (fact.recorded.date() <= payout.day) return;
    payout = {fact.recorded.date(), fact};
  };
  wait(opinion.at);
  wait(claim.standing.At(end)->at);
  return payout;
}

// Why nothing is due of a period that ends on a day; null: something is.
const char* NotPaid(const Life& life, bool child, const DayLaw& law) {
  const Date day = law.day();
  if (!life.IsAlive(day)) return "the person has died";
  if (child && life.IsOfAge(day, law.Number("child_age_max"))) return "the child is of age";
  if (!LivesInLatvia(life, day)) return "the person does not live in Latvia";
  if (life.Has(Status::kStateFundedCare, day)) return "the state pays for the person's care";
  if (life.Has(Status::kImprisoned, day)) return "the person is in prison";
  return nullptr;
}

// The last day of the six months that end in the month, counted from the opinion.
std::optional<Date> EndOfPeriod(const Question& question, const StatusFact& opinion) {
  const LawValue* length = question.own.At("period_months", question.month.first());
  if (length == nullptr) return std::nullopt;
  const int months = static_cast<int>(length->number);
  for (int past = months;; past += months) {
    Date end = AddMonths(opinion.from, past) - 1;
    const bool last = opinion.until && *opinion.until <= end;
    if (last) end = *opinion.until;
    if (end.in_month() == question.month) return end;
    if (last || end.in_month() > question.month) return std::nullopt;
  }
}

}  // namespace

Due TransportBenefit(const Question& question) {
  const Claim& claim = *question.claim;
  const bool for_child = !claim.case_id.empty();
  const Relative* child = for_child ? ChildOfCase(question.person, claim.case_id) : nullptr;
  if (for_child && child == nullptr) return UnknownChild(question);
  const Life& life = for_child ? static_cast<const Life&>(*child) : question.person;
  Due due;
  for (const StatusFact& opinion : life.statuses) {
    if (opinion.status != Status::kTransportOpinion) continue;
    const std::optional<Date> end = EndOfPeriod(question, opinion);
    if (!end) continue;
    if (!question.person.IsAlive(*end)) return NothingDue("the person has died");
    if (std::optional<Due> barred = Barred(question, *end)) return *std::move(barred);
    const DayLaw then(question.law, question.own, *end);
    if (const char* why_not = NotPaid(life, for_child, then); why_not != nullptr)
      return NothingDue(why_not);
    const Payout payout = PayoutOf(claim, opinion, *end);
    const DayLaw law(question.law, question.own, payout.day);
    const LawValue& amount = law.At("amount");
    due.Add({amount.money, "six months of difficulty in moving, at the rate of the day of payout",
             &amount, payout.fact, std::nullopt, 0});
    if (!then.unknown().empty()) return Undetermined(then.unknown());
    if (!law.unknown().empty()) return Undetermined(law.unknown());
  }
  return due.terms.empty() ? NothingDue("no six months from an opinion end in this month") : due;
}

}  // namespace izmaksa
