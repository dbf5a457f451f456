// Support of 20 euro a month for energy costs from January to April 2022 (atbalsts energoresursu
// cenu pieauguma kompensēšanai): Law on Measures to Reduce the Extraordinary Rise of Energy Prices.
// To who lives in Latvia and receives a pension, a compensation or one of some benefits, and to
// refugees of pension age or disabled. One sum whatever the titles, without a claim.
#include "processors/benefits/day_law.h"
#include "processors/benefits/pension_age.h"
#include "processors/benefits/rules.h"
#include "processors/benefits/services.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kServices[] = {
    "old_age_pension",     "disability_pension",
    "survivors_pension",   "work_capacity_compensation",
    "service_pension",     "loss_of_provider_compensation",
    "adult_care",          "state_social_security_benefit",
    "disabled_child_care",
};

Due OfMonth(const Question& question, const DayLaw& law) {
  const PersonState& person = question.person;
  const Date last = question.month.last();
  if (!law.Has("amount")) return NothingDue("the support is not law yet");
  if (const char* why_not = NotLivingHere(question); why_not != nullptr) return NothingDue(why_not);
  const Services services = ServicesOf(question, kServices);
  if (!services.undetermined.empty()) return Undetermined(services.undetermined);
  std::optional<Provenance> title = services.fact;
  const StatusFact* status = ProtectedIn(question);
  if (!title && status != nullptr &&
      (ReachedPensionAge(question.law, person, last) ||
       (person.DisabilityGroup(last) != 0 &&
        person.IsOfAge(last, law.Number("disabled_from_age"))))) {
    title = status->at;
  }
  if (!title) return NothingDue("neither pension nor benefit nor status gives a title");
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "a pension, compensation or benefit is received", &amount, title,
           std::nullopt, 0});
  return due;
}

}  // namespace

Due PensionerEnergySupport(const Question& question) {
  const DayLaw law(question.law, question.own, question.month.first());
  Due due = OfMonth(question, law);
  return law.unknown().empty() ? due : Undetermined(law.unknown());
}

}  // namespace izmaksa
