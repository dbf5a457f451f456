// The words of the JSON form of an event: every value of its enumerations, as sources write it.
#pragma once

#include "batch/json_fields.h"
#include "proto/event.pb.h"

namespace izmaksa {

using json::Word;

inline constexpr Word<v1::Status> kStatuses[] = {
    {"politically_repressed", v1::POLITICALLY_REPRESSED},
    {"chernobyl_liquidator", v1::CHERNOBYL_LIQUIDATOR},
    {"raised_disabled_child_or_five", v1::RAISED_DISABLED_CHILD_OR_FIVE},
    {"studying_at_school", v1::STUDYING_AT_SCHOOL},
    {"studying_higher", v1::STUDYING_HIGHER},
    {"married", v1::MARRIED},
    {"employed", v1::EMPLOYED},
    {"self_employed", v1::SELF_EMPLOYED},
    {"unemployed", v1::UNEMPLOYED},
    {"on_childcare_leave", v1::ON_CHILDCARE_LEAVE},
    {"maternity_leave", v1::MATERNITY_LEAVE},
    {"paternity_leave", v1::PATERNITY_LEAVE},
    {"sick_leave", v1::SICK_LEAVE},
    {"sick_leave_for_child", v1::SICK_LEAVE_FOR_CHILD},
    {"sick_leave_work_accident", v1::SICK_LEAVE_WORK_ACCIDENT},
    {"sick_leave_occupational_disease", v1::SICK_LEAVE_OCCUPATIONAL_DISEASE},
    {"special_care_opinion", v1::SPECIAL_CARE_OPINION},
    {"transport_opinion", v1::TRANSPORT_OPINION},
    {"visual_disability", v1::VISUAL_DISABILITY},
    {"celiac_certificate", v1::CELIAC_CERTIFICATE},
    {"state_funded_care", v1::STATE_FUNDED_CARE},
    {"imprisoned", v1::IMPRISONED},
    {"temporary_permit", v1::TEMPORARY_PERMIT},
    {"refugee", v1::REFUGEE},
    {"alternative_status", v1::ALTERNATIVE_STATUS},
    {"ukraine_civilian", v1::UKRAINE_CIVILIAN},
    {"chernobyl_victim_family", v1::CHERNOBYL_VICTIM_FAMILY},
    {"orphan", v1::ORPHAN},
    {"applied_to_go_on_abroad", v1::APPLIED_TO_GO_ON_ABROAD},
};
inline constexpr Word<v1::PayeeGround> kGrounds[] = {
    {"another_person", v1::ANOTHER_PERSON},
    {"guardian", v1::GUARDIAN},
    {"institution", v1::INSTITUTION},
};
inline constexpr Word<v1::DeductionKind> kDeductionKinds[] = {
    {"enforcement", v1::ENFORCEMENT},
    {"maintenance", v1::MAINTENANCE},
    {"care", v1::CARE},
    {"recovery", v1::RECOVERY},
};
inline constexpr Word<v1::Relation> kRelations[] = {
    {"parent_of", v1::PARENT_OF},
    {"guardian_of", v1::GUARDIAN_OF},
    {"emergency_guardian_of", v1::EMERGENCY_GUARDIAN_OF},
    {"foster_parent_of", v1::FOSTER_PARENT_OF},
    {"adopter_of", v1::ADOPTER_OF},
    {"carer_before_adoption_of", v1::CARER_BEFORE_ADOPTION_OF},
    {"spouse_of", v1::SPOUSE_OF},
    {"dependant_of", v1::DEPENDANT_OF},
};
inline constexpr Word<v1::AmountKind> kAmountKinds[] = {
    {"foreign_pension", v1::FOREIGN_PENSION},
    {"maintenance_fund_payment", v1::MAINTENANCE_FUND_PAYMENT},
    {"household_income", v1::HOUSEHOLD_INCOME},
    {"housing_costs", v1::HOUSING_COSTS},
};
inline constexpr Word<v1::DecisionMade::Kind> kKinds[] = {
    {"granted", v1::DecisionMade::GRANTED}, {"refused", v1::DecisionMade::REFUSED},
    {"amended", v1::DecisionMade::AMENDED}, {"suspended", v1::DecisionMade::SUSPENDED},
    {"resumed", v1::DecisionMade::RESUMED}, {"ended", v1::DecisionMade::ENDED},
};
inline constexpr Word<v1::BankAnswered::Outcome> kOutcomes[] = {
    {"settled", v1::BankAnswered::SETTLED},   {"rejected", v1::BankAnswered::REJECTED},
    {"returned", v1::BankAnswered::RETURNED}, {"accepted", v1::BankAnswered::ACCEPTED},
    {"pending", v1::BankAnswered::PENDING},   {"discarded", v1::BankAnswered::DISCARDED},
    {"informed", v1::BankAnswered::INFORMED},
};

}  // namespace izmaksa
