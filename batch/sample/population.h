// The people of the sample nation: who each of them is and what the case system knows about them by
// 20 April 2024. A person follows from (people, seed, index) alone, so that any number of threads
// may make them in any order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "batch/sample/random.h"
#include "batch/sample/strata.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

inline constexpr int64_t kFirstPerson = 1'000'000'001;
inline constexpr int64_t kPeopleMost = 3'000'000;  // a day of birth has a thousand old-style codes

// Nothing recorded after this day is in the sample: the day of the run of April 2024.
Date LastRecordedDay();
// The first weekday on or after `day`: offices are closed at weekends.
Date OfficeDay(Date day);

struct Citizen {
  int64_t index = 0;
  int64_t place = 0;     // among those of the same role, in no order that means anything
  int64_t age_rank = 0;  // of those without a pension: among the same role and sex, eldest first
  Role role = Role::kWorker;
  Cohort cohort = Cohort::k2024;
  bool female = false;
  Date born;
  int code_serial = 0;
  bool new_style_code = false;
  Story story = Story::kNone;
  bool outside_eea = false;

  // Of those with a pension, or refused one.
  Date applied;
  Date decided;
  Date granted;
  Money amount;  // on 1 January 2024, or at the grant if that is later
  int months_to_1995 = 0;
  int months_total = 0;

  // Of the disabled.
  int group = 0;
  std::optional<Date> disabled_until;
  std::optional<Date> extended_until;  // disability found to last longer
  std::optional<Date> extension_decided;
  std::optional<Date> ended;                // pension ended: disability not prolonged
  std::optional<Date> pension_age_reached;  // in 2024: old-age pension instead
  Date old_age_applied;
  Date old_age_decided;
  Money old_age_amount;

  std::optional<Date> died;
  Date death_known;
  std::optional<int64_t> account_of;  // index of the spouse whose account is used
  Payout payout = Payout::kOwnAccount;
  bool account_abroad = false;  // where the person lives, within the EEA
};

class Population {
 public:
  // 1 <= people <= kPeopleMost; 1 <= threads.
  Population(int64_t people, uint64_t seed, int threads);
  ~Population();
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;
  int64_t people() const { return people_; }
  uint64_t seed() const { return seed_; }
  Citizen At(int64_t index) const;  // 0 <= index < people; 0 is the official example
  int64_t PeopleOf(Role role) const;
  int64_t PeopleOf(Role role, bool female) const;
  // Who has an age rank among the workers, the children or the newborn of a sex: 0 is the eldest.
  int64_t IndexByAge(Role role, bool female, int64_t rank) const;

 private:
  struct Group;  // a stratum with its shuffles
  Citizen Make(int64_t index) const;
  void MakeOldAge(const Group& group, int64_t position, Random& random, Citizen& citizen) const;
  void MakeNewOldAge(const Group& group, int64_t position, Random& random, Citizen& citizen) const;
  void MakeDisabled(const Group& group, int64_t position, Random& random, Citizen& citizen) const;
  void MakeDeath(const Group& group, int64_t position, Random& random, Citizen& citizen) const;
  Story StoryOf(int64_t old_age_position) const;
  Payout PayoutOf(int64_t old_age_position) const;

  int64_t people_;
  uint64_t seed_;
  Permutation order_;  // of everyone but the official example
  std::vector<Group> groups_;
  std::vector<Permutation> amounts_;  // of old-age pensioners, by sex
  std::vector<Permutation> stories_;
  std::vector<int64_t> story_ends_;
  std::vector<Permutation> payouts_;
  std::vector<uint16_t> code_serials_;
};

}  // namespace izmaksa
