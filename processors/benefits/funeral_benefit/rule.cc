// Funeral benefit (apbedīšanas pabalsts): Law on State Social Benefits; law "On Maternity and
// Sickness Insurance"; law "On Unemployment Insurance"; law "On State Pensions". Once, to who
// buries; the case names the deceased. Of several titles of the deceased only the highest counts.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// What the decision says the deceased was or received: an amount a month, or "yes" where the base
// of the state social security benefit counts.
struct Title {
  const char* input;
  const char* times;  // parameter
  bool of_base;
  const char* why;
};
constexpr Title kTitles[] = {
    {"insured_wage", "insured_times", false, "the deceased was insured: of the average wage"},
    {"unemployed", "unemployed_times", true, "the deceased was unemployed: of the base"},
    {"dependant", "dependant_times", true, "the deceased was provided for by an insured person"},
    {"social_security", "social_security_times", true, "the deceased had no pension: of the base"},
    {"pension", "pension_times", false, "of the monthly pension with its supplement"},
};

Due OnDay(const Question& question, const DayLaw& law) {
  // The decision is about the death, and may take effect after it.
  const Date decided = std::max(law.day(), question.claim->grants.front().from);
  const InputFact* inputs = question.claim->inputs.At(decided);
  if (inputs == nullptr) return Undetermined("the decision does not say what the deceased was");
  Due best = NothingDue("the decision names no title of the deceased");
  for (const Title& title : kTitles) {
    const std::string* value = inputs->Find(title.input);
    if (value == nullptr) continue;
    Money of;
    if (!title.of_base) {
      const absl::StatusOr<Money> amount = Money::Parse(*value);
      if (!amount.ok())
        return Undetermined(absl::StrCat(title.input, " \"", *value, "\" is not an amount"));
      of = *amount;
    } else if (*value != "yes") {
      return Undetermined(absl::StrCat(title.input, " is \"", *value, "\" instead of yes"));
    } else {
      of = law.Of("state_social_security_benefit", "base").money;
    }
    const LawValue& times = law.At(title.times);
    Due due;
    due.Add({Times(of, times.number), title.why, &times, inputs->at, of, times.number});
    if (due.amount > best.amount) best = std::move(due);
  }
  return best;
}

}  // namespace

Due FuneralBenefit(const Question& question) {
  const Relative* deceased = ChildOfCase(question.person, question.claim->case_id);
  if (deceased == nullptr || !deceased->died) {
    return Undetermined(absl::StrCat("when the deceased of the case, ", question.claim->case_id,
                                     ", died is not known"));
  }
  return Once(question, *deceased->died, OnDay);
}

}  // namespace izmaksa
