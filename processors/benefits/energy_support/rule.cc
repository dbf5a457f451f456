// Support for energy costs in the winter of 2022 and 2023 (valsts pabalsts energoresursu cenu
// pieauguma kompensēšanai): Law on Measures to Reduce the Extraordinary Rise of Energy Prices. To
// who lives in Latvia, without a claim: by the sum of the month's pensions and the like, its cents
// dropped; one sum whatever the titles. An early pension counts with the half of it that is paid.
#include "processors/benefits/day_law.h"
#include "processors/benefits/rules.h"
#include "processors/benefits/services.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kServices[] = {
    "old_age_pension",
    "disability_pension",
    "pre_1996_supplement",
    "survivors_pension",
    "work_capacity_compensation",
    "loss_of_provider_compensation",
    "service_pension",
    "state_social_security_benefit",
};
constexpr absl::string_view kForDisabledChild[] = {"disabled_child_supplement"};

Due Flat(const DayLaw& law, const char* why, const Provenance& fact) {
  const LawValue& amount = law.At("amount_flat");
  Due due;
  due.Add({amount.money, why, &amount, fact, std::nullopt, 0});
  return due;
}

Due OfMonth(const Question& question, const DayLaw& law) {
  if (!law.Has("amount_flat")) return NothingDue("the support is not law yet");
  if (const char* why_not = NotLivingHere(question); why_not != nullptr) return NothingDue(why_not);
  const Services child = ServicesOf(question, kForDisabledChild);
  if (!child.undetermined.empty()) return Undetermined(child.undetermined);
  if (child.fact) return Flat(law, "receives the supplement for a disabled child", *child.fact);
  const Services services = ServicesOf(question, kServices);
  if (!services.undetermined.empty()) return Undetermined(services.undetermined);
  if (services.fact) {
    const int64_t euro = services.sum.cents() / 100;
    const char* band = euro <= law.Number("band_1_max")   ? "amount_1"
                       : euro <= law.Number("band_2_max") ? "amount_2"
                       : euro <= law.Number("band_3_max") ? "amount_3"
                                                          : nullptr;
    if (band != nullptr) {
      const LawValue& amount = law.At(band);
      Due due;
      due.Add({amount.money, "by the sum of the month's pensions and benefits, cents dropped",
               &amount, services.fact, services.sum, 0});
      return due;
    }
  }
  if (const StatusFact* status = ProtectedIn(question); status != nullptr)
    return Flat(law, "refugee or alternative status, and no other title", status->at);
  return NothingDue(services.fact ? "pensions and benefits are larger than the support reaches"
                                  : "neither pension nor benefit nor status gives a title");
}

}  // namespace

Due EnergySupport(const Question& question) {
  const DayLaw law(question.law, question.own, question.month.first());
  Due due = OfMonth(question, law);
  return law.unknown().empty() ? due : Undetermined(law.unknown());
}

}  // namespace izmaksa
