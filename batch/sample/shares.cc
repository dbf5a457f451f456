#include "batch/sample/shares.h"

#include <algorithm>

#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr uint64_t kDeal = 0x6465616c;
// In a nation of this many or more, every share falls to somebody.
constexpr int64_t kSharesFromPeople = 5'000;

constexpr Lane kLanes[] = {Lane::kChildren, Lane::kWorkers,     Lane::kSickness, Lane::kOldAge,
                           Lane::kDisabled, Lane::kUnpensioned, Lane::kYoung};
// Of a thousand workers of each sex, by age.
constexpr int64_t kYoungOfThousand = 23;

// Numbers of recipients, where none is published, are sizes that fit the programme's budget.
constexpr const char* kReport = "Ministry of Welfare, report for 2023";
constexpr const char* kPlan2018 =
    "the budget's explanation, 2018: children and adults in special care";
constexpr const char* kBudget = "fitted to the programme's expenditure in the report for 2023";
constexpr const char* kAssumed = "assumed";

constexpr Share kShares[] = {
    {"disabled_child_care", Lane::kChildren, 2'072, false, 0, kPlan2018},
    {"disabled_child_supplement", Lane::kChildren, 6'600, false, 0, kAssumed},
    {"survivors_pension", Lane::kChildren, 13'989, false, 0, "recipients in August 2025"},
    {"celiac_support", Lane::kChildren, 1'000, false, 0, kAssumed},
    {"guardian_child_benefit", Lane::kChildren, 4'000, false, 0, kAssumed},
    {"foster_family_remuneration", Lane::kChildren, 1'198, false, 0,
     "the ministry in the press, October 2017: children in foster families"},
    {"adopted_child_benefit", Lane::kChildren, 900, false, 0, kAssumed},
    {"adoption_care_remuneration", Lane::kChildren, 60, false, 0, kAssumed},
    {"adoption_remuneration", Lane::kChildren, 8, true, 1, kAssumed},

    {"unemployment_benefit", Lane::kWorkers, 5'400, true, 8, kBudget},
    {"work_capacity_compensation", Lane::kWorkers, 13'000, false, 0, kBudget},
    {"state_social_security_benefit", Lane::kWorkers, 20'000, false, 0, kReport},
    // Half of them are old enough.
    {"service_pension", Lane::kWorkers, 21'000, false, 0, kBudget},
    {"funeral_benefit", Lane::kWorkers, 2'300, true, 1, "deaths of a year, by twelve"},

    {"sickness_benefit", Lane::kSickness, 36'000, true, 2, kBudget},

    {"transport_benefit", Lane::kOldAge, 17'000, false, 0, kReport},
    {"surviving_spouse_benefit", Lane::kOldAge, 700, true, 12, kAssumed},
    {"chernobyl_benefit", Lane::kOldAge, 1'400, false, 0, "recipients in 2014: 3 422"},

    {"transport_benefit", Lane::kDisabled, 13'000, false, 0, kReport},
    {"chernobyl_benefit", Lane::kDisabled, 2'000, false, 0, "recipients in 2014: 3 422"},
    {"adult_care", Lane::kDisabled, 900, false, 0, kPlan2018},

    {"state_social_security_benefit", Lane::kUnpensioned, 4'000, false, 0, kReport},

    {"orphan_study_allowance", Lane::kYoung, 900, false, 0, kAssumed},
    {"orphan_start_allowance", Lane::kYoung, 35, true, 1, kAssumed},
};

Role RoleOf(Lane lane) {
  switch (lane) {
    case Lane::kChildren:
      return Role::kChild;
    case Lane::kWorkers:
    case Lane::kSickness:
    case Lane::kYoung:
      return Role::kWorker;
    case Lane::kOldAge:
      return Role::kOldAge;
    case Lane::kDisabled:
      return Role::kDisabled;
    case Lane::kUnpensioned:
      break;
  }
  return Role::kUnpensioned;
}

int64_t YoungOf(const Population& population, bool female) {
  return population.PeopleOf(Role::kWorker, female) * kYoungOfThousand / 1'000;
}

int64_t SizeOf(Lane lane, const Population& population) {
  if (lane != Lane::kYoung) return population.PeopleOf(RoleOf(lane));
  return YoungOf(population, false) + YoungOf(population, true);
}

int64_t PeopleOf(const Share& share, const SampleSpan& span, int64_t nation) {
  const int64_t of_full =
      int64_t{share.people_full} * (share.a_month ? span.months + share.lasts : 1);
  const int64_t rest = nation < kSharesFromPeople ? kFullNation / 2 : kFullNation - 1;
  return (of_full * nation + rest) / kFullNation;
}

}  // namespace

absl::Span<const Share> AllShares() { return kShares; }

Shares::Shares(const Population& population, const SampleSpan& span)
    : population_(population), span_(span) {
  for (const Lane lane : kLanes) {
    const uint64_t key = StreamKey(population.seed(), kDeal, static_cast<uint64_t>(lane));
    decks_.push_back({Permutation(key, SizeOf(lane, population)), {}});
    int64_t end = 0;
    for (const Share& share : AllShares()) {
      if (share.lane != lane) continue;
      end += PeopleOf(share, span, population.people());
      decks_.back().ends.push_back(end);
    }
  }
}

int64_t Shares::PlaceIn(Lane lane, const Citizen& citizen) const {
  if (lane != Lane::kYoung) return citizen.place;
  const int64_t young = YoungOf(population_, citizen.female);
  const int64_t rank =
      citizen.age_rank - (population_.PeopleOf(Role::kWorker, citizen.female) - young);
  if (rank < 0) return -1;
  return rank + (citizen.female ? 0 : YoungOf(population_, true));
}

Dealt Shares::Of(Lane lane, const Citizen& citizen) const {
  if (citizen.role != RoleOf(lane) || citizen.index == 0) return {};
  const Deck& deck = decks_[static_cast<size_t>(lane)];
  const int64_t place = PlaceIn(lane, citizen);
  if (place < 0 || place >= deck.order.size()) return {};
  const int64_t rank = deck.order.At(place);
  size_t at = 0;
  for (const Share& share : AllShares()) {
    if (share.lane != lane) continue;
    const int64_t end = deck.ends[at], first = at == 0 ? 0 : deck.ends[at - 1];
    ++at;
    if (rank >= end) continue;
    const Date begins = (span_.first - (share.a_month ? share.lasts : 0)).first();
    if (!share.a_month) return {&share, begins};
    const int64_t days = (span_.first + span_.months).first() - begins;
    return {&share, begins + static_cast<int32_t>(days * (rank - first) / (end - first))};
  }
  return {};
}

}  // namespace izmaksa
