// The make-up of the sample nation: how many people of each kind there are at full size, and how
// dates, records and amounts are spread within each kind. docs/sample.md sets these tables beside
// the published figures they were fitted to.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "batch/sample/random.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

inline constexpr int64_t kFullNation = 1'900'000;

enum class Role {
  kOldAge,       // old-age pension granted before 2024
  kNewOldAge,    // reaches pension age in the first months of 2024
  kDisabled,     // disability pension granted before 2024; some reach pension age in 2024
  kNewDisabled,  // disability pension granted in the first months of 2024
  kRefused,      // pension age in 2024, but too short a record
  kUnpensioned,  // past pension age without a pension of this agency
  kWorker,
  kChild,
  kNewborn,  // born about 2024
};

// Periods of grant that the supplement for record to 1995 tells apart (law: supplement cohorts of
// 2024, 2025, 2026 …).
enum class Cohort {
  kTo1996,
  k1997To2011,
  k2012To2014,
  k2015To2017,
  k2018To2020,
  k2021To2023,
  k2024
};

// People of one kind, dealt out by rank.
struct Stratum {
  Role role;
  Cohort cohort;
  bool female;
  bool has_record_to_1995;
  int64_t people_full;  // at kFullNation
};
absl::Span<const Stratum> Strata();

// People of each stratum when there are `people` altogether: exact shares by largest remainder.
std::vector<int64_t> Apportion(int64_t people);

// What happens to some old-age pensioners; at most one to each, as life has it in millionths of
// them.
enum class Story {
  kNone,
  kNoAccount,      // no account known: held
  kRecordRaised,   // in 2024 the record to 1995 turns out longer
  kRecordLowered,  // … shorter
  kSuspended,      // suspended since 2023
  kSuspendedIn2024,
  kSuspendedAndResumed,  // both in 2024
  kMovedWithinEea,       // in 2024: the supplement stays
  kMovedOutsideEea,      // in 2024: the supplement stops
  kAmended,              // recalculated upwards in 2024
  kDiedKnownLate,        // two months late: an overpayment
  kDeathAnnulled,        // registered by mistake, taken back a month later
  kNewName,              // in 2024
  kNewCode,              // in 2024
  kRepressed,
  kLiquidator,
  kAbroadWithinEea,  // since long before 2024
};
// How some old-age pensioners are paid; the others to an account of their own.
enum class Payout {
  kOwnAccount,
  kHome,         // cash, brought by the Post
  kGuardian,     // to the guardian's account
  kInstitution,  // to the account of the institution where the person lives
};
struct PayoutShare {
  Payout payout;
  int32_t per_million;
  const char* source;
};
absl::Span<const PayoutShare> PayoutShares();

struct StoryShare {
  Story story;
  int32_t per_million;
};
absl::Span<const StoryShare> StoryShares();

// The day of grant within a cohort.
Date GrantDay(Role role, Cohort cohort, bool female, Fraction fraction);
// Pension age in months for a grant in that year.
int PensionAgeMonths(int year, bool female);
// The day of birth of people without an old-age pension.
Date BirthDay(Role role, Cohort cohort, bool has_record, Fraction fraction);
// The share of the longest possible record to 1995 that was really worked, in ten-thousandths.
int64_t RecordShare(Role role, Cohort cohort, Fraction fraction);
Money OldAgeAmount(bool female, Fraction fraction);
Money DisabilityAmount(int group, Fraction fraction);
// The lowest old-age pension of 2024 for a record (base 171.00: 188.10, and 3.42 for each full year
// above 15).
Money OldAgeMinimum(int months_total);
// Share of the stratum that dies within the days the files cover, in millionths.
int32_t DeathsPerMillion(Role role, Cohort cohort);
// Shares of a pension cohort that live outside the EEA, or have no record to 1995, in millionths.
inline constexpr int32_t kOutsideEeaPerMillion = 3'500;
int32_t NoRecordPerMillion(Cohort cohort);

}  // namespace izmaksa
