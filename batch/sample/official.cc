#include "batch/sample/official.h"

#include "batch/sample/strata.h"

namespace izmaksa {

Citizen OfficialExample() {
  Citizen citizen;
  citizen.role = Role::kOldAge;
  citizen.cohort = Cohort::k2012To2014;
  citizen.born = Date::Of(1951, 3, 7);
  citizen.applied = Date::Of(2013, 6, 10);
  citizen.decided = Date::Of(2013, 6, 20);
  citizen.granted = Date::Of(2013, 7, 1);
  citizen.amount = Money::Cents(480'00);
  citizen.months_to_1995 = 264;
  citizen.months_total = 410;
  return citizen;
}

size_t OfficialStratum(const std::vector<int64_t>& counts) {
  size_t any = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    const Stratum& stratum = Strata()[i];
    if (counts[i] > 0) any = i;
    if (counts[i] > 0 && stratum.role == Role::kOldAge && !stratum.female &&
        stratum.cohort == Cohort::k2012To2014) {
      return i;
    }
  }
  return any;
}

}  // namespace izmaksa
