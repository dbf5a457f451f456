// Guardian's benefit for the maintenance of a child (pabalsts aizbildnim par bērna uzturēšanu): Law
// on State Social Benefits; Cabinet Regulation 1643 of 22.12.2009. For each child under
// guardianship, less what is paid for its maintenance otherwise.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

constexpr const char* kOthersToo = "fund_pension_and_family_benefit";
constexpr const char* kPaidOtherwise = "as much is paid for the child otherwise";

// What the Maintenance Guarantee Fund pays counts from the month after its notice; a notice that
// corrects an earlier one, from the month after its own.
const AmountFact* FundPayment(const Relative& child, Date day) {
  const AmountFact* latest = nullptr;
  for (const AmountFact& fact : child.amounts) {
    if (fact.kind != AmountKind::kMaintenanceFundPayment || fact.from > day ||
        fact.at.recorded.date().in_month() >= day.in_month()) {
      continue;
    }
    if (latest == nullptr || latest->from <= fact.from) latest = &fact;
  }
  return latest != nullptr && latest->until && *latest->until < day ? nullptr : latest;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Relative* child = ChildOfCase(question.person, question.claim->case_id);
  if (child == nullptr) return UnknownChild(question);
  if (const char* why_not = NotCountedAsChild(law, *child); why_not != nullptr)
    return NothingDue(why_not);
  if (!LivesInLatvia(*child, day))
    return NothingDue("the child does not live permanently in Latvia");
  const RelationFact* guardianship = child->Find(Relation::kGuardianOf, day);
  if (guardianship == nullptr) return NothingDue("the person is not the child's guardian that day");
  Due due = AmountByAge(law, *child, guardianship->at);
  const LawValue& reduced_by = law.At("reduced_by");
  if (const AmountFact* payment = FundPayment(*child, day); payment != nullptr) {
    Reduce(payment->amount, "less what the Maintenance Guarantee Fund pays for the child",
           reduced_by, payment->at, due);
  }
  const InputFact* inputs = question.claim->inputs.At(day);
  const std::string* pension = inputs == nullptr ? nullptr : inputs->Find("survivors_pension");
  if (pension != nullptr && law.Is("reduced_by", kOthersToo)) {
    const absl::StatusOr<Money> amount = Money::Parse(*pension);
    if (!amount.ok()) return Undetermined("the child's survivor's pension is not an amount");
    Reduce(*amount, "less the child's survivor's pension", reduced_by, inputs->at, due);
  }
  return due.amount.is_zero() ? NothingDue(kPaidOtherwise) : due;
}

}  // namespace

Due GuardianChildBenefit(const Question& question) {
  Due due = MonthByDays(question, OnDay);
  const LawValue* reduced_by = question.own.At("reduced_by", question.month.first());
  const Due* family = FindDue(question.earlier, "family_state_benefit", question.claim->case_id);
  if (due.terms.empty() || family == nullptr || reduced_by == nullptr ||
      reduced_by->text != kOthersToo) {
    return due;
  }
  if (!family->determined()) return Undetermined(family->undetermined);
  Reduce(family->amount, "less the family state benefit for the child", *reduced_by, std::nullopt,
         due);
  return due.amount.is_zero() ? NothingDue(kPaidOtherwise) : due;
}

}  // namespace izmaksa
