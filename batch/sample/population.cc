#include "batch/sample/population.h"

#include <algorithm>
#include <thread>

#include "batch/sample/official.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

enum : uint64_t {
  kOrder = 1,
  kPerson,
  kGrants,
  kRecords,
  kFlags,
  kDeaths,
  kAmounts,
  kStories,
  kGroups,
  kPayouts
};

// Women of the cohort 1997–2011 whose pension goes to their husband's account, in millionths.
constexpr int32_t kSharedAccounts = 4'000;
// Stories are dealt rounded up from this many pensioners on, so that a small nation has one of
// each.
constexpr int64_t kStoriesFromPensioners = 2'000;

int64_t Part(int64_t of, int32_t per_million) { return (of * per_million + 500'000) / 1'000'000; }

Date MonthsBefore(Date day, int months) {
  const Month month = day.in_month() - months;
  return month.first() + (std::min(day.day(), month.days()) - 1);
}

int MonthsBetween(Date from, Date to) { return std::max(0, to.in_month() - from.in_month()); }

// To the end of 1995, from the sixteenth birthday to the grant.
int LongestRecordTo1995(const Citizen& citizen) {
  const Date last = std::min(citizen.granted, Date::Of(1996, 1, 1));
  return MonthsBetween(DayOfAge(citizen.born, 16), last);
}

}  // namespace

Date LastRecordedDay() { return Date::Of(2024, 4, 20); }

Date OfficeDay(Date day) { return day + (day.weekday() > 5 ? 8 - day.weekday() : 0); }

struct Population::Group {
  Stratum stratum;
  size_t number = 0;  // in the table of strata
  int64_t first = 0;  // rank
  int64_t people = 0;
  int64_t role_first = 0;     // among the same role
  int64_t old_age_first = 0;  // among old-age pensioners
  int64_t sex_first = 0;      // … of the same sex
  Permutation grants, records, flags, deaths, groups;
};

Population::~Population() = default;

Population::Population(int64_t people, uint64_t seed, int threads)
    : people_(people), seed_(seed), order_(StreamKey(seed, kOrder), people - 1) {
  CHECK(people >= 1 && people <= kPeopleMost && threads >= 1);
  std::vector<int64_t> counts = Apportion(people);
  --counts[OfficialStratum(counts)];
  int64_t rank = 0, old_age = 0;
  std::vector<int64_t> of_sex = {0, 0};
  for (size_t i = 0; i < counts.size(); ++i) {
    const Stratum& stratum = Strata()[i];
    const auto shuffle = [&](uint64_t purpose) {
      return Permutation(StreamKey(seed, purpose, 1 + i), counts[i]);
    };
    int64_t same_role = 0;
    for (const Group& group : groups_) {
      if (group.stratum.role == stratum.role) same_role += group.people;
    }
    groups_.push_back({stratum, i, rank, counts[i], same_role, old_age,
                       of_sex[stratum.female ? 1 : 0], shuffle(kGrants), shuffle(kRecords),
                       shuffle(kFlags), shuffle(kDeaths), shuffle(kGroups)});
    rank += counts[i];
    if (stratum.role != Role::kOldAge) continue;
    old_age += counts[i];
    of_sex[stratum.female ? 1 : 0] += counts[i];
  }
  for (uint64_t sex : {0, 1}) amounts_.emplace_back(StreamKey(seed, kAmounts, sex), of_sex[sex]);
  stories_.emplace_back(StreamKey(seed, kStories), old_age);
  payouts_.emplace_back(StreamKey(seed, kPayouts), old_age);
  int64_t end = 0;
  for (const StoryShare& share : StoryShares()) {
    const int64_t scaled = old_age * share.per_million;
    end += old_age < kStoriesFromPensioners ? scaled / 1'000'000 : (scaled + 999'999) / 1'000'000;
    story_ends_.push_back(end);
  }

  // Serial numbers within a day of birth, in the order of the index.
  std::vector<int32_t> born(static_cast<size_t>(people));
  std::vector<std::thread> workers;
  workers.reserve(static_cast<size_t>(threads));
  for (int part = 0; part < threads; ++part) {
    workers.emplace_back([&born, this, part, threads] {
      for (int64_t index = people_ * part / threads; index < people_ * (part + 1) / threads;
           ++index) {
        born[static_cast<size_t>(index)] = Make(index).born.days();
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  const int32_t first_day = *std::min_element(born.begin(), born.end());
  const int32_t last_day = *std::max_element(born.begin(), born.end());
  std::vector<uint16_t> used(static_cast<size_t>(last_day - first_day + 1), 0);
  code_serials_.reserve(born.size());
  for (const int32_t day : born)
    code_serials_.push_back(used[static_cast<size_t>(day - first_day)]++);
}

Citizen Population::At(int64_t index) const {
  Citizen citizen = Make(index);
  // The serial is spread over the thousand by a step coprime to it, from a start that differs by
  // day.
  const uint64_t start =
      StreamKey(seed_, kPerson, static_cast<uint64_t>(citizen.born.days())) % 1'000;
  const int serial = code_serials_[static_cast<size_t>(index)];
  CHECK(serial < 1'000);
  citizen.code_serial = static_cast<int>((start + static_cast<uint64_t>(serial) * 37) % 1'000);
  return citizen;
}

int64_t Population::PeopleOf(Role role) const {
  return PeopleOf(role, false) + PeopleOf(role, true);
}

int64_t Population::PeopleOf(Role role, bool female) const {
  int64_t people = 0;
  for (const Group& group : groups_) {
    if (group.stratum.role == role && group.stratum.female == female) people += group.people;
  }
  return people;
}

int64_t Population::IndexByAge(Role role, bool female, int64_t rank) const {
  const auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& one) {
    return one.stratum.role == role && one.stratum.female == female;
  });
  CHECK(group != groups_.end() && rank >= 0 && rank < group->people);
  return 1 + order_.Inverse(group->first + group->grants.Inverse(rank));
}

Story Population::StoryOf(int64_t old_age_position) const {
  const int64_t rank = stories_.front().At(old_age_position);
  for (size_t i = 0; i < story_ends_.size(); ++i) {
    if (rank < story_ends_[i]) return StoryShares()[i].story;
  }
  return Story::kNone;
}

Payout Population::PayoutOf(int64_t old_age_position) const {
  int64_t rank = payouts_.front().At(old_age_position);
  for (const PayoutShare& share : PayoutShares()) {
    const int64_t people = Part(payouts_.front().size(), share.per_million);
    if (rank < people) return share.payout;
    rank -= people;
  }
  return Payout::kOwnAccount;
}

Citizen Population::Make(int64_t index) const {
  CHECK(index >= 0 && index < people_);
  if (index == 0) return OfficialExample();
  const int64_t rank = order_.At(index - 1);
  const auto after =
      std::upper_bound(groups_.begin(), groups_.end(), rank,
                       [](int64_t value, const Group& group) { return value < group.first; });
  const Group& group = *(after - 1);
  const int64_t position = rank - group.first;
  Random random{StreamKey(seed_, kPerson, static_cast<uint64_t>(index))};

  Citizen citizen;
  citizen.index = index;
  citizen.place = group.role_first + position;
  citizen.role = group.stratum.role;
  citizen.cohort = group.stratum.cohort;
  citizen.female = group.stratum.female;
  switch (citizen.role) {
    case Role::kOldAge:
      MakeOldAge(group, position, random, citizen);
      break;
    case Role::kNewOldAge:
    case Role::kRefused:
      MakeNewOldAge(group, position, random, citizen);
      break;
    case Role::kDisabled:
    case Role::kNewDisabled:
      MakeDisabled(group, position, random, citizen);
      break;
    default:
      citizen.age_rank = group.grants.At(position);
      citizen.born =
          BirthDay(citizen.role, citizen.cohort, false, group.grants.FractionAt(position));
      // Who came to live here since 2017 has a code of the new kind.
      citizen.new_style_code = citizen.born >= Date::Of(2017, 7, 1) ||
                               (citizen.role == Role::kWorker && random.Chance(8'000));
  }
  MakeDeath(group, position, random, citizen);
  return citizen;
}

void Population::MakeOldAge(const Group& group, int64_t position, Random& random,
                            Citizen& citizen) const {
  citizen.granted =
      GrantDay(citizen.role, citizen.cohort, citizen.female, group.grants.FractionAt(position));
  citizen.decided = OfficeDay(citizen.granted - random.Between(8, 14));
  citizen.applied = OfficeDay(citizen.decided - random.Between(5, 16));
  // Most go on the day, some later, some early: so long ago that all is paid by now (law s. 11).
  int age = PensionAgeMonths(citizen.granted.year(), citizen.female);
  if (const int32_t when = random.Below(100); when >= 85) {
    age += random.Between(1, 48);
  } else if (when >= 72) {
    const int early = random.Between(1, 24);
    if (citizen.granted < Date::Of(2021, 7, 1)) age -= early;
  }
  citizen.born = MonthsBefore(citizen.granted, age);

  const int64_t flag = group.flags.At(position);
  const bool has_record = flag >= Part(group.people, NoRecordPerMillion(citizen.cohort));
  citizen.outside_eea = flag >= group.people - Part(group.people, kOutsideEeaPerMillion);
  const int longest = LongestRecordTo1995(citizen);
  if (has_record) {
    const int64_t share =
        RecordShare(citizen.role, citizen.cohort, group.records.FractionAt(position));
    citizen.months_to_1995 =
        std::clamp(static_cast<int>(longest * share / 10'000), 12, std::max(12, longest));
  }

  const Fraction fraction = amounts_[citizen.female ? 1 : 0].FractionAt(group.sex_first + position);
  // Larger pensions come from longer records: the share of the months since 1996 rises with the
  // amount.
  const int since = MonthsBetween(Date::Of(1996, 1, 1), citizen.granted);
  const int percent =
      std::min(100, 35 + static_cast<int>((uint64_t{fraction} * 50) >> 32) + random.Below(30));
  const int record_least = citizen.granted.year() < 2014 ? 120 : 180;
  citizen.months_total =
      std::max(citizen.months_to_1995 + since * percent / 100, record_least + random.Below(12));
  citizen.amount =
      std::max(OldAgeAmount(citizen.female, fraction), OldAgeMinimum(citizen.months_total));

  citizen.story = StoryOf(group.old_age_first + position);
  if (citizen.story == Story::kMovedOutsideEea || citizen.story == Story::kMovedWithinEea ||
      citizen.story == Story::kAbroadWithinEea) {
    if (citizen.outside_eea) citizen.story = Story::kNone;
  }
  // Suspended in October 2023 were pensions that were paid by then.
  if (citizen.story == Story::kSuspended && citizen.granted >= Date::Of(2023, 9, 1)) {
    citizen.story = Story::kNone;
  }
  if (citizen.cohort == Cohort::k1997To2011 && citizen.female &&
      position < Part(group.people, kSharedAccounts)) {
    // The men's stratum of the same cohort comes next in the table, and is large enough.
    const Group& husbands = groups_[group.number + 1];
    CHECK(husbands.stratum.cohort == citizen.cohort && !husbands.stratum.female);
    if (position < husbands.people &&
        StoryOf(husbands.old_age_first + position) != Story::kNoAccount) {
      citizen.account_of = 1 + order_.Inverse(husbands.first + position);
    }
  }
  // Half of those who live within the EEA have an account there (assumed).
  citizen.account_abroad = citizen.story == Story::kAbroadWithinEea && citizen.index % 2 == 0;
  const bool at_home = citizen.story != Story::kNoAccount &&
                       citizen.story != Story::kAbroadWithinEea &&
                       citizen.story != Story::kMovedWithinEea &&
                       citizen.story != Story::kMovedOutsideEea && !citizen.outside_eea;
  if (at_home && !citizen.account_of) citizen.payout = PayoutOf(group.old_age_first + position);
}

void Population::MakeNewOldAge(const Group& group, int64_t position, Random& random,
                               Citizen& citizen) const {
  citizen.granted =
      GrantDay(citizen.role, citizen.cohort, citizen.female, group.grants.FractionAt(position));
  citizen.applied = OfficeDay(citizen.granted - random.Between(-6, 22));
  citizen.decided = OfficeDay(citizen.applied + random.Between(4, 24));
  citizen.born = MonthsBefore(citizen.granted, PensionAgeMonths(2024, citizen.female));
  if (citizen.role == Role::kRefused) {
    citizen.months_to_1995 = random.Between(0, 60);
    citizen.months_total = citizen.months_to_1995 + random.Between(12, 110);
    return;
  }
  const int64_t share =
      RecordShare(citizen.role, citizen.cohort, group.records.FractionAt(position));
  citizen.months_to_1995 = static_cast<int>(LongestRecordTo1995(citizen) * share / 10'000);
  const Fraction fraction = group.flags.FractionAt(position);
  const int since = MonthsBetween(Date::Of(1996, 1, 1), citizen.granted);
  const int percent =
      std::min(100, 40 + static_cast<int>((uint64_t{fraction} * 50) >> 32) + random.Below(30));
  citizen.months_total =
      std::max(citizen.months_to_1995 + since * percent / 100, 180 + random.Below(12));
  citizen.amount =
      std::max(OldAgeAmount(citizen.female, fraction), OldAgeMinimum(citizen.months_total));
}

void Population::MakeDisabled(const Group& group, int64_t position, Random& random,
                              Citizen& citizen) const {
  const bool has_record = group.stratum.has_record_to_1995;
  citizen.born =
      BirthDay(citizen.role, citizen.cohort, has_record, group.grants.FractionAt(position));
  const Fraction when = group.flags.FractionAt(position);
  if (has_record) {
    citizen.granted = GrantDay(citizen.role, citizen.cohort, citizen.female, when);
  } else {  // the young: any time since they had three years of work
    const Date earliest = DayOfAge(citizen.born, 20);
    const int64_t days = Date::Of(2023, 12, 20) - earliest;
    citizen.granted = earliest + static_cast<int32_t>((days * when) >> 32);
  }
  citizen.applied = OfficeDay(citizen.granted);
  citizen.decided = OfficeDay(citizen.applied + random.Between(5, 28));
  if (citizen.role == Role::kDisabled && citizen.decided >= Date::Of(2024, 1, 1)) {
    citizen.decided = OfficeDay(Date::Of(2023, 12, 27));
    citizen.applied = std::min(citizen.applied, citizen.decided);
  }

  const Fraction severity = group.groups.FractionAt(position);
  const int64_t rank = (int64_t{severity} * 10'000) >> 32;  // 14 % group I, 50 % II, 36 % III
  citizen.group = rank < 1'400 ? 1 : rank < 6'400 ? 2 : 3;
  const int64_t first = citizen.group == 1 ? 0 : citizen.group == 2 ? 1'400 : 6'400;
  const int64_t width = citizen.group == 1 ? 1'400 : citizen.group == 2 ? 5'000 : 3'600;
  const int64_t inside = (int64_t{severity} * 10'000 - (first << 32)) / width;
  citizen.amount = DisabilityAmount(
      citizen.group, static_cast<Fraction>(std::clamp<int64_t>(inside, 0, 0xffffffff)));

  const Date worked_from = std::max(DayOfAge(citizen.born, 18), Date::Of(1996, 1, 1));
  if (has_record) {
    const int64_t share =
        RecordShare(Role::kDisabled, citizen.cohort, group.records.FractionAt(position));
    citizen.months_to_1995 =
        std::max(12, static_cast<int>(LongestRecordTo1995(citizen) * share / 10'000));
  }
  const int since = MonthsBetween(worked_from, citizen.granted);
  citizen.months_total = std::max(36 + random.Below(12),
                                  citizen.months_to_1995 + since * random.Between(30, 95) / 100);

  const int32_t temporary = citizen.cohort == Cohort::k1997To2011 ? 150'000 : 550'000;
  if (random.Chance(temporary)) {
    if (citizen.role == Role::kDisabled && random.Chance(90'000)) {  // ends within the files
      const Month month = Month::Of(2024, random.Between(1, 4));
      citizen.disabled_until = month.last();
      if (random.Chance(850'000)) {
        citizen.extended_until = Month::Of(2026, month.month()).last();
        // A tenth of the extensions come late: the pension stops and is made good.
        citizen.extension_decided =
            OfficeDay(month.last() + (random.Chance(100'000) ? 14 : -random.Between(5, 40)));
      } else {
        citizen.ended = month.last() + 1;
      }
    } else {
      citizen.disabled_until = (Month::Of(2024, 8) + random.Below(30)).last();
    }
  }

  const Date age = DayOfAge(citizen.born, 64, 9);
  if (citizen.role != Role::kDisabled || age > Date::Of(2024, 4, 18)) return;
  citizen.pension_age_reached = age;
  citizen.old_age_applied = OfficeDay(age - random.Between(2, 25));
  citizen.old_age_decided = OfficeDay(citizen.old_age_applied + random.Between(4, 20));
  // Not below the disability pension it replaces (law s. 16).
  citizen.old_age_amount =
      std::max({citizen.amount, OldAgeAmount(citizen.female, random.NextFraction() / 2),
                OldAgeMinimum(citizen.months_total)});
  citizen.disabled_until.reset();
  citizen.extended_until.reset();
  citizen.extension_decided.reset();
  citizen.ended.reset();
}

void Population::MakeDeath(const Group& group, int64_t position, Random& random,
                           Citizen& citizen) const {
  if (citizen.story == Story::kDiedKnownLate) {
    citizen.died = Date::Of(2023, 11, 10) + random.Below(95);
    citizen.death_known = OfficeDay(*citizen.died + random.Between(54, 64));
    return;
  }
  if (citizen.story == Story::kDeathAnnulled) return;
  if (group.deaths.At(position) >=
      Part(group.people, DeathsPerMillion(citizen.role, citizen.cohort)))
    return;
  citizen.died = Date::Of(2023, 12, 27) + random.Below(112);  // to 16 April 2024
  citizen.death_known =
      std::min(OfficeDay(*citizen.died + random.Between(1, 6)), Date::Of(2024, 4, 19));
}

}  // namespace izmaksa
