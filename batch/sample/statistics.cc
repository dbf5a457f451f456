#include "batch/sample/statistics.h"

#include "ledger/status.h"

namespace izmaksa {
namespace {

// Whether a death, as known at the run, came before the month.
bool DiedBefore(const Citizen& citizen, Date day) {
  return citizen.died.has_value() && *citizen.died < day;
}

bool IsSuspended(const Citizen& citizen) {
  return citizen.story == Story::kSuspended || citizen.story == Story::kSuspendedIn2024;
}

}  // namespace

void SampleStatistics::Count(const Citizen& citizen) {
  const bool is_old_age = citizen.role == Role::kOldAge || citizen.role == Role::kNewOldAge;
  const bool is_disabled = citizen.role == Role::kDisabled || citizen.role == Role::kNewDisabled;
  if (!is_old_age && !is_disabled) return;
  const Date april = Date::Of(2024, 4, 1);
  const Date run = LastRecordedDay();
  const bool alive = !DiedBefore(citizen, april);
  const bool retired = citizen.pension_age_reached.has_value() && citizen.old_age_decided <= run &&
                       !DiedBefore(citizen, *citizen.pension_age_reached) &&
                       !(citizen.died.has_value() && citizen.death_known < citizen.old_age_decided);

  if (citizen.story == Story::kNoAccount) ++without_account;
  if (citizen.payout == Payout::kHome) ++paid_at_home;
  if (alive && ((is_old_age && citizen.decided <= run && !IsSuspended(citizen)) || retired)) {
    const Money amount = retired ? citizen.old_age_amount : citizen.amount;
    ++old_age;
    old_age_cents += amount.cents();
    if (citizen.female) {
      ++old_age_women;
      old_age_women_cents += amount.cents();
    }
    if (amount <= Money::Cents(600'00)) ++old_age_to_600;
    if (amount == OldAgeMinimum(citizen.months_total)) ++old_age_minimum;
    if (citizen.role == Role::kNewOldAge || retired) ++old_age_granted_2024;
  }
  const bool ended = citizen.ended.has_value() && *citizen.ended <= april;
  if (is_disabled && alive && citizen.decided <= run && !retired && !ended) {
    ++disability;
    disability_cents += citizen.amount.cents();
    ++disability_by_group[citizen.group - 1];
  }

  if (citizen.cohort == Cohort::k2024 || DiedBefore(citizen, Date::Of(2024, 1, 1))) return;
  const int years = citizen.months_to_1995 / 12;
  if (years == 0) return;
  const Date granted = citizen.granted;
  const bool existing_cohort = granted <= Date::Of(2011, 12, 31) && !citizen.outside_eea;
  ++(is_old_age ? old_age_with_record : disability_with_record);
  if (!existing_cohort) ++(is_old_age ? old_age_without_supplement : disability_without_supplement);
  if (citizen.outside_eea || citizen.story == Story::kSuspended) return;
  if (existing_cohort) {
    ++existing;
    (granted <= Date::Of(1996, 12, 31) ? existing_years_a : existing_years_b) += years;
  } else if (granted <= Date::Of(2014, 12, 31)) {
    ++affected_2024;
    affected_2024_years += years;
  }
  if (granted > Date::Of(2011, 12, 31) && granted <= Date::Of(2017, 12, 31)) ++affected_2025;
  if (granted > Date::Of(2011, 12, 31) && granted <= Date::Of(2020, 12, 31)) ++affected_2026;
}

SampleStatistics& SampleStatistics::operator+=(const SampleStatistics& other) {
  old_age += other.old_age;
  old_age_women += other.old_age_women;
  old_age_cents += other.old_age_cents;
  old_age_women_cents += other.old_age_women_cents;
  old_age_to_600 += other.old_age_to_600;
  old_age_minimum += other.old_age_minimum;
  old_age_granted_2024 += other.old_age_granted_2024;
  disability += other.disability;
  disability_cents += other.disability_cents;
  for (int group = 0; group < 3; ++group)
    disability_by_group[group] += other.disability_by_group[group];
  old_age_with_record += other.old_age_with_record;
  old_age_without_supplement += other.old_age_without_supplement;
  disability_with_record += other.disability_with_record;
  disability_without_supplement += other.disability_without_supplement;
  affected_2024 += other.affected_2024;
  affected_2024_years += other.affected_2024_years;
  affected_2025 += other.affected_2025;
  affected_2026 += other.affected_2026;
  existing += other.existing;
  existing_years_a += other.existing_years_a;
  existing_years_b += other.existing_years_b;
  without_account += other.without_account;
  paid_at_home += other.paid_at_home;
  return *this;
}

std::vector<std::pair<std::string, int64_t>> SampleStatistics::Figures() const {
  return {{"old_age_april_2024", old_age},
          {"old_age_women", old_age_women},
          {"old_age_cents", old_age_cents},
          {"old_age_women_cents", old_age_women_cents},
          {"old_age_to_600", old_age_to_600},
          {"old_age_minimum", old_age_minimum},
          {"old_age_granted_2024", old_age_granted_2024},
          {"disability_april_2024", disability},
          {"disability_cents", disability_cents},
          {"disability_group_1", disability_by_group[0]},
          {"disability_group_2", disability_by_group[1]},
          {"disability_group_3", disability_by_group[2]},
          {"old_age_with_record_to_1995", old_age_with_record},
          {"old_age_without_supplement", old_age_without_supplement},
          {"disability_with_record_to_1995", disability_with_record},
          {"disability_without_supplement", disability_without_supplement},
          {"supplement_affected_2024", affected_2024},
          {"supplement_affected_2024_years", affected_2024_years},
          {"supplement_affected_2024_year_cents", AffectedYearCents()},
          {"supplement_affected_2025", affected_2025},
          {"supplement_affected_2026", affected_2026},
          {"supplement_existing", existing},
          {"supplement_existing_years_a", existing_years_a},
          {"supplement_existing_years_b", existing_years_b},
          {"supplement_2023_cents", Supplement2023Cents()},
          {"paid_at_home", paid_at_home},
          {"without_account", without_account}};
}

}  // namespace izmaksa
