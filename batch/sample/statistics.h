// What the sample nation amounts to, beside the figures that ministries publish. Counted from what
// is known on 20 April 2024, the day of the run.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "batch/sample/population.h"

namespace izmaksa {

struct SampleStatistics {
  // Old-age pensions due for April 2024 (granted, not suspended, the person not known to have died
  // before).
  int64_t old_age = 0;
  int64_t old_age_women = 0;
  int64_t old_age_cents = 0;
  int64_t old_age_women_cents = 0;
  int64_t old_age_to_600 = 0;   // of at most 600.00
  int64_t old_age_minimum = 0;  // exactly the minimum for their record
  int64_t old_age_granted_2024 = 0;
  // Disability pensions due for April 2024.
  int64_t disability = 0;
  int64_t disability_cents = 0;
  int64_t disability_by_group[3] = {};
  // Pensioners of 1 January 2024 with a record to 1995, and those of them without the supplement
  // before the reform.
  int64_t old_age_with_record = 0;
  int64_t old_age_without_supplement = 0;
  int64_t disability_with_record = 0;
  int64_t disability_without_supplement = 0;
  // People with a full year of record who live in the EEA and are paid on 1 January 2024, by the
  // cohort of the grant; and their full years, before the corrections found in 2024.
  int64_t affected_2024 = 0;  // grants of 2012–2014
  int64_t affected_2024_years = 0;
  int64_t affected_2025 = 0;  // … and of 2015–2017
  int64_t affected_2026 = 0;  // … and of 2018–2020
  int64_t existing = 0;
  int64_t existing_years_a = 0;  // granted to 1996
  int64_t existing_years_b = 0;  // granted 1997–2011
  int64_t paid_at_home = 0;      // old-age pensioners of before 2024, the dead of 2024 too
  int64_t without_account = 0;   // pensioners whose account is not known

  void Count(const Citizen& citizen);
  SampleStatistics& operator+=(const SampleStatistics& other);

  // A year of the supplement of the cohort 2012–2014 at 1.52 a month and year of record, in cents.
  int64_t AffectedYearCents() const { return affected_2024_years * 152 * 12; }
  // 2023 at the rates of that year: 1.43 and 2.14 for nine months, 1.52 and 2.28 for three. Cents.
  int64_t Supplement2023Cents() const {
    return existing_years_a * (9 * 214 + 3 * 228) + existing_years_b * (9 * 143 + 3 * 152);
  }
  // Each figure by name, in the order above; money in cents.
  std::vector<std::pair<std::string, int64_t>> Figures() const;
};

}  // namespace izmaksa
