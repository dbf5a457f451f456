// Support of 200 euro in the spring of 2021 (vienreizējs atbalsts): Law on the Suppression of
// Consequences of the Spread of COVID-19 Infection. Once, without a claim, to who lives in Latvia
// and received a pension, a compensation or the state social security benefit from 1 March to the
// end of the emergency; and once more to who received a benefit for special care.
#include "processors/benefits/day_law.h"
#include "processors/benefits/rules.h"
#include "processors/benefits/services.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kServices[] = {
    "old_age_pension",
    "disability_pension",
    "survivors_pension",
    "service_pension",
    "work_capacity_compensation",
    "loss_of_provider_compensation",
    "state_social_security_benefit",
};
constexpr absl::string_view kCare[] = {"disabled_child_care", "adult_care"};

// Who is granted one of them only after the emergency is over comes too late.
bool GrantedBy(const PersonState& person, absl::Span<const absl::string_view> benefits, Date day) {
  for (const Claim& claim : person.claims) {
    for (const absl::string_view benefit : benefits) {
      if (claim.benefit == benefit && claim.GrantOn(day) != nullptr) return true;
    }
  }
  return false;
}

Due OfMonth(const Question& question, const DayLaw& law) {
  if (!law.Has("amount")) return NothingDue("the support is not law yet");
  if (const char* why_not = NotLivingHere(question); why_not != nullptr) return NothingDue(why_not);
  // The emergency ended in a second month, for which only who had not been entitled before is due.
  Dues before;
  if (question.month > question.own.since)
    before = Assess(question.person, question.law, question.month - 1);
  Due due;
  for (const auto& [services, why] :
       {std::pair{absl::MakeConstSpan(kServices), "a pension, compensation or benefit is received"},
        {absl::MakeConstSpan(kCare), "a benefit for special care is received"}}) {
    if (!GrantedBy(question.person, services, law.At("last_day").date)) continue;
    const Services received = ServicesOf(question, services);
    if (!received.undetermined.empty()) return Undetermined(received.undetermined);
    const Question earlier{question.person,    question.law, question.own,
                           question.month - 1, before,       nullptr};
    if (!received.fact || ServicesOf(earlier, services).fact) continue;
    const LawValue& amount = law.At("amount");
    due.Add({amount.money, why, &amount, received.fact, std::nullopt, 0});
  }
  return due.terms.empty() ? NothingDue("nothing gives a title, or it was due the month before")
                           : due;
}

}  // namespace

Due CovidPensionerSupport(const Question& question) {
  const DayLaw law(question.law, question.own, question.month.first());
  Due due = OfMonth(question, law);
  return law.unknown().empty() ? due : Undetermined(law.unknown());
}

}  // namespace izmaksa
