// The table of benefits: one line each, in order of evaluation. A rule may ask what is due of the
// benefits above its own: a disability pension gives way to an old-age pension, and the supplement
// follows both. The rule itself stands in the benefit's folder.
#pragma once

#include "processors/benefits.h"

#define IZMAKSA_BENEFITS(BENEFIT)                                                        \
  BENEFIT(old_age_pension, OldAgePension, kForEachClaim)                                 \
  BENEFIT(disability_pension, DisabilityPension, kForEachClaim)                          \
  BENEFIT(pre_1996_supplement, Pre1996Supplement, kAlways)                               \
  BENEFIT(survivors_pension, SurvivorsPension, kForEachClaim)                            \
  BENEFIT(service_pension, ServicePension, kForEachClaim)                                \
  BENEFIT(surviving_spouse_benefit, SurvivingSpouseBenefit, kForEachClaim)               \
  BENEFIT(family_state_benefit, FamilyStateBenefit, kForEachClaim)                       \
  BENEFIT(childcare_benefit, ChildcareBenefit, kForEachClaim)                            \
  BENEFIT(state_social_security_benefit, StateSocialSecurityBenefit, kForEachClaim)      \
  BENEFIT(adult_care, AdultCare, kForEachClaim)                                          \
  BENEFIT(transport_benefit, TransportBenefit, kForEachClaim)                            \
  BENEFIT(chernobyl_benefit, ChernobylBenefit, kForEachClaim)                            \
  BENEFIT(funeral_benefit, FuneralBenefit, kForEachClaim)                                \
  BENEFIT(disabled_child_supplement, DisabledChildSupplement, kForEachClaim)             \
  BENEFIT(disabled_child_care, DisabledChildCare, kForEachClaim)                         \
  BENEFIT(guardian_child_benefit, GuardianChildBenefit, kForEachClaim)                   \
  BENEFIT(guardian_remuneration, GuardianRemuneration, kForEachClaim)                    \
  BENEFIT(foster_family_remuneration, FosterFamilyRemuneration, kForEachClaim)           \
  BENEFIT(adoption_care_remuneration, AdoptionCareRemuneration, kForEachClaim)           \
  BENEFIT(adopted_child_benefit, AdoptedChildBenefit, kForEachClaim)                     \
  BENEFIT(adoption_remuneration, AdoptionRemuneration, kForEachClaim)                    \
  BENEFIT(childbirth_benefit, ChildbirthBenefit, kForEachClaim)                          \
  BENEFIT(celiac_support, CeliacSupport, kForEachClaim)                                  \
  BENEFIT(orphan_start_allowance, OrphanStartAllowance, kForEachClaim)                   \
  BENEFIT(orphan_household_allowance, OrphanHouseholdAllowance, kForEachClaim)           \
  BENEFIT(orphan_study_allowance, OrphanStudyAllowance, kForEachClaim)                   \
  BENEFIT(sickness_benefit, SicknessBenefit, kForEachClaim)                              \
  BENEFIT(maternity_benefit, MaternityBenefit, kForEachClaim)                            \
  BENEFIT(paternity_benefit, PaternityBenefit, kForEachClaim)                            \
  BENEFIT(parental_benefit, ParentalBenefit, kForEachClaim)                              \
  BENEFIT(unemployment_benefit, UnemploymentBenefit, kForEachClaim)                      \
  BENEFIT(work_capacity_compensation, WorkCapacityCompensation, kForEachClaim)           \
  BENEFIT(loss_of_provider_compensation, LossOfProviderCompensation, kForEachClaim)      \
  BENEFIT(gmi_benefit, GmiBenefit, kForEachClaim)                                        \
  BENEFIT(housing_benefit, HousingBenefit, kForEachClaim)                                \
  BENEFIT(assistant_benefit, AssistantBenefit, kForEachClaim)                            \
  BENEFIT(crisis_benefit, CrisisBenefit, kForEachClaim)                                  \
  BENEFIT(emergency_guardian_remuneration, EmergencyGuardianRemuneration, kForEachClaim) \
  BENEFIT(emergency_guardian_maintenance, EmergencyGuardianMaintenance, kForEachClaim)   \
  BENEFIT(employment_start_benefit, EmploymentStartBenefit, kForEachClaim)               \
  BENEFIT(integration_benefit, IntegrationBenefit, kForEachClaim)                        \
  BENEFIT(energy_child_support, EnergyChildSupport, kAlways)                             \
  BENEFIT(covid_child_support, CovidChildSupport, kAlways)                               \
  BENEFIT(energy_support, EnergySupport, kAlways)                                        \
  BENEFIT(pensioner_energy_support, PensionerEnergySupport, kAlways)                     \
  BENEFIT(covid_pensioner_support, CovidPensionerSupport, kAlways)

namespace izmaksa {

#define IZMAKSA_DECLARE_RULE(id, rule, asked) Due rule(const Question& question);
IZMAKSA_BENEFITS(IZMAKSA_DECLARE_RULE)
#undef IZMAKSA_DECLARE_RULE

}  // namespace izmaksa
