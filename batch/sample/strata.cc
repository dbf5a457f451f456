#include "batch/sample/strata.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr bool kMan = false, kWoman = true;

// Published: 38 000 people with grants of 2012–2014, 87 000 with those of 2015–2017, 144 000 with
// those of 2018–2020; 35.2 % of old-age and 45.9 % of disability pensioners with record to 1995 had
// no supplement. The grants of 2021–2023 are what these leave over, and fewer than life has
// (docs/sample.md).
constexpr std::array kStrata = {
    Stratum{Role::kOldAge, Cohort::kTo1996, kWoman, true, 37'790},
    Stratum{Role::kOldAge, Cohort::kTo1996, kMan, true, 6'670},
    Stratum{Role::kOldAge, Cohort::k1997To2011, kWoman, true, 158'450},
    Stratum{Role::kOldAge, Cohort::k1997To2011, kMan, true, 74'565},
    Stratum{Role::kOldAge, Cohort::k2012To2014, kWoman, true, 21'500},
    Stratum{Role::kOldAge, Cohort::k2012To2014, kMan, true, 12'103},
    Stratum{Role::kOldAge, Cohort::k2015To2017, kWoman, true, 26'660},
    Stratum{Role::kOldAge, Cohort::k2015To2017, kMan, true, 16'333},
    Stratum{Role::kOldAge, Cohort::k2018To2020, kWoman, true, 29'640},
    Stratum{Role::kOldAge, Cohort::k2018To2020, kMan, true, 19'767},
    Stratum{Role::kOldAge, Cohort::k2021To2023, kWoman, true, 14'800},
    Stratum{Role::kOldAge, Cohort::k2021To2023, kMan, true, 11'167},
    Stratum{Role::kNewOldAge, Cohort::k2024, kWoman, true, 2'640},
    Stratum{Role::kNewOldAge, Cohort::k2024, kMan, true, 2'160},
    Stratum{Role::kDisabled, Cohort::k1997To2011, kWoman, true, 15'100},
    Stratum{Role::kDisabled, Cohort::k1997To2011, kMan, true, 16'300},
    Stratum{Role::kDisabled, Cohort::k2012To2014, kWoman, true, 2'400},
    Stratum{Role::kDisabled, Cohort::k2012To2014, kMan, true, 2'600},
    Stratum{Role::kDisabled, Cohort::k2015To2017, kWoman, true, 3'360},
    Stratum{Role::kDisabled, Cohort::k2015To2017, kMan, true, 3'640},
    Stratum{Role::kDisabled, Cohort::k2018To2020, kWoman, true, 4'320},
    Stratum{Role::kDisabled, Cohort::k2018To2020, kMan, true, 4'680},
    Stratum{Role::kDisabled, Cohort::k2021To2023, kWoman, true, 2'690},
    Stratum{Role::kDisabled, Cohort::k2021To2023, kMan, true, 2'910},
    Stratum{Role::kDisabled, Cohort::k2021To2023, kWoman, false, 7'100},
    Stratum{Role::kDisabled, Cohort::k2021To2023, kMan, false, 7'400},
    Stratum{Role::kNewDisabled, Cohort::k2024, kWoman, true, 720},
    Stratum{Role::kNewDisabled, Cohort::k2024, kMan, true, 780},
    Stratum{Role::kRefused, Cohort::k2024, kWoman, false, 140},
    Stratum{Role::kRefused, Cohort::k2024, kMan, false, 160},
    Stratum{Role::kUnpensioned, Cohort::k2024, kWoman, false, 3'000},
    Stratum{Role::kUnpensioned, Cohort::k2024, kMan, false, 5'000},
    Stratum{Role::kWorker, Cohort::k2024, kWoman, false, 514'000},
    Stratum{Role::kWorker, Cohort::k2024, kMan, false, 510'155},
    Stratum{Role::kChild, Cohort::k2024, kWoman, false, 172'900},
    Stratum{Role::kChild, Cohort::k2024, kMan, false, 182'100},
    Stratum{Role::kNewborn, Cohort::k2024, kWoman, false, 2'090},
    Stratum{Role::kNewborn, Cohort::k2024, kMan, false, 2'210},
};

constexpr int64_t Total() {
  int64_t people = 0;
  for (const Stratum& stratum : kStrata) people += stratum.people_full;
  return people;
}
static_assert(Total() == kFullNation);

constexpr std::array kStoryShares = {
    StoryShare{Story::kNoAccount, 3'000},     StoryShare{Story::kRecordRaised, 1'000},
    StoryShare{Story::kRecordLowered, 600},   StoryShare{Story::kSuspended, 500},
    StoryShare{Story::kSuspendedIn2024, 250}, StoryShare{Story::kSuspendedAndResumed, 200},
    StoryShare{Story::kMovedWithinEea, 300},  StoryShare{Story::kMovedOutsideEea, 150},
    StoryShare{Story::kAmended, 1'500},       StoryShare{Story::kDiedKnownLate, 400},
    StoryShare{Story::kDeathAnnulled, 15},    StoryShare{Story::kNewName, 150},
    StoryShare{Story::kNewCode, 400},         StoryShare{Story::kRepressed, 9'000},
    StoryShare{Story::kLiquidator, 2'500},    StoryShare{Story::kAbroadWithinEea, 18'000},
};

constexpr std::array kPayoutShares = {
    PayoutShare{Payout::kHome, 140'000, "79 000 of all pensioners in 2019, 14 % (video.diena.lv)"},
    PayoutShare{Payout::kInstitution, 8'000, "assumed"},
    PayoutShare{Payout::kGuardian, 2'000, "assumed"},
};

constexpr int kYear = 12;

int64_t DayNumber(int year, int month, int day) { return Date::Of(year, month, day).days(); }

Date SpreadEvenly(Date first, Date last, Fraction fraction) {
  const int64_t days = last - first + 1;
  return first + static_cast<int32_t>((days * fraction) >> 32);
}

Date AtDayQuantile(absl::Span<const Quantile> table, Fraction fraction) {
  return Date::FromDays(static_cast<int32_t>(AtQuantile(table, fraction)));
}

}  // namespace

absl::Span<const Stratum> Strata() { return kStrata; }

absl::Span<const PayoutShare> PayoutShares() { return kPayoutShares; }

absl::Span<const StoryShare> StoryShares() { return kStoryShares; }

std::vector<int64_t> Apportion(int64_t people) {
  std::vector<int64_t> counts;
  std::vector<size_t> by_remainder(kStrata.size());
  int64_t left = people;
  for (const Stratum& stratum : kStrata) {
    counts.push_back(stratum.people_full * people / kFullNation);
    left -= counts.back();
  }
  std::iota(by_remainder.begin(), by_remainder.end(), size_t{0});
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [people](size_t a, size_t b) {
    return kStrata[a].people_full * people % kFullNation >
           kStrata[b].people_full * people % kFullNation;
  });
  for (int64_t i = 0; i < left; ++i) ++counts[by_remainder[static_cast<size_t>(i)]];
  return counts;
}

Date GrantDay(Role role, Cohort cohort, bool female, Fraction fraction) {
  static const Quantile kWomenTo1996[] = {{0, DayNumber(1981, 1, 1)},
                                          {2'000, DayNumber(1988, 1, 1)},
                                          {5'000, DayNumber(1992, 6, 1)},
                                          {8'000, DayNumber(1995, 3, 1)},
                                          {10'000, DayNumber(1996, 12, 31)}};
  static const Quantile kMenTo1996[] = {{0, DayNumber(1987, 1, 1)},
                                        {3'000, DayNumber(1993, 1, 1)},
                                        {10'000, DayNumber(1996, 12, 31)}};
  static const Quantile kTo2011[] = {{0, DayNumber(1997, 1, 1)},
                                     {2'500, DayNumber(2002, 1, 1)},
                                     {5'000, DayNumber(2005, 9, 1)},
                                     {7'500, DayNumber(2009, 1, 1)},
                                     {10'000, DayNumber(2011, 12, 31)}};
  switch (cohort) {
    case Cohort::kTo1996:
      return female ? AtDayQuantile(kWomenTo1996, fraction) : AtDayQuantile(kMenTo1996, fraction);
    case Cohort::k1997To2011:
      return AtDayQuantile(kTo2011, fraction);
    case Cohort::k2012To2014:
      return SpreadEvenly(Date::Of(2012, 1, 1), Date::Of(2014, 12, 31), fraction);
    case Cohort::k2015To2017:
      return SpreadEvenly(Date::Of(2015, 1, 1), Date::Of(2017, 12, 31), fraction);
    case Cohort::k2018To2020:
      return SpreadEvenly(Date::Of(2018, 1, 1), Date::Of(2020, 12, 31), fraction);
    case Cohort::k2021To2023:
      return SpreadEvenly(Date::Of(2021, 1, 1), Date::Of(2023, 12, 31), fraction);
    case Cohort::k2024:
      break;
  }
  // New disability pensions begin with the application, some months before the decision.
  return role == Role::kNewDisabled
             ? SpreadEvenly(Date::Of(2023, 12, 1), Date::Of(2024, 4, 10), fraction)
             : SpreadEvenly(Date::Of(2024, 1, 1), Date::Of(2024, 4, 18), fraction);
}

int PensionAgeMonths(int year, bool female) {
  if (year >= 2014)
    return std::min(65 * kYear, 62 * kYear + 3 * (year - 2013));  // law s. 11, trans. p. 8.1
  // Before: 55 and 60 to 1995, then rising by half a year (unverified; it only shapes ages here).
  const int to_1995 = female ? 55 * kYear : 60 * kYear;
  const int since = female ? 1995 : 1999;
  return std::clamp(to_1995 + 6 * (year - since), to_1995, 62 * kYear);
}

Date BirthDay(Role role, Cohort cohort, bool has_record, Fraction fraction) {
  static const Quantile kDisabledLong[] = {{0, DayNumber(1959, 4, 5)},
                                           {3'000, DayNumber(1961, 12, 1)},
                                           {6'000, DayNumber(1965, 6, 1)},
                                           {8'500, DayNumber(1969, 6, 1)},
                                           {10'000, DayNumber(1975, 12, 1)}};
  static const Quantile kDisabledLater[] = {{0, DayNumber(1959, 4, 5)},
                                            {3'500, DayNumber(1962, 12, 1)},
                                            {7'000, DayNumber(1968, 1, 1)},
                                            {10'000, DayNumber(1976, 12, 1)}};
  static const Quantile kDisabledYoung[] = {{0, DayNumber(1979, 1, 1)},
                                            {5'000, DayNumber(1986, 6, 1)},
                                            {10'000, DayNumber(2002, 12, 31)}};
  static const Quantile kNewlyDisabled[] = {{0, DayNumber(1960, 6, 1)},
                                            {6'000, DayNumber(1968, 1, 1)},
                                            {10'000, DayNumber(1976, 12, 31)}};
  static const Quantile kUnpensioned[] = {{0, DayNumber(1945, 1, 1)},
                                          {10'000, DayNumber(1959, 3, 31)}};
  // Ages of the census in steps of five years, youngest last (orders of size).
  static const Quantile kWorkers[] = {
      {0, DayNumber(1959, 8, 1)},       {1'200, DayNumber(1964, 1, 1)},
      {2'340, DayNumber(1969, 1, 1)},   {3'540, DayNumber(1974, 1, 1)},
      {4'690, DayNumber(1979, 1, 1)},   {5'870, DayNumber(1984, 1, 1)},
      {7'130, DayNumber(1989, 1, 1)},   {8'290, DayNumber(1994, 1, 1)},
      {9'090, DayNumber(1999, 1, 1)},   {9'770, DayNumber(2004, 1, 1)},
      {10'000, DayNumber(2005, 12, 31)}};
  static const Quantile kChildren[] = {{0, DayNumber(2006, 1, 1)},
                                       {3'000, DayNumber(2011, 1, 1)},
                                       {6'200, DayNumber(2016, 1, 1)},
                                       {8'200, DayNumber(2019, 6, 1)},
                                       {10'000, DayNumber(2023, 12, 10)}};
  switch (role) {
    case Role::kDisabled:
      if (!has_record) return AtDayQuantile(kDisabledYoung, fraction);
      return cohort == Cohort::k1997To2011 ? AtDayQuantile(kDisabledLong, fraction)
                                           : AtDayQuantile(kDisabledLater, fraction);
    case Role::kNewDisabled:
      return AtDayQuantile(kNewlyDisabled, fraction);
    case Role::kUnpensioned:
      return AtDayQuantile(kUnpensioned, fraction);
    case Role::kWorker:
      return AtDayQuantile(kWorkers, fraction);
    case Role::kChild:
      return AtDayQuantile(kChildren, fraction);
    case Role::kNewborn:
      return SpreadEvenly(Date::Of(2023, 12, 11), Date::Of(2024, 4, 10), fraction);
    case Role::kOldAge:
    case Role::kNewOldAge:
    case Role::kRefused:
      break;
  }
  CHECK(false);
}

int64_t RecordShare(Role role, Cohort cohort, Fraction fraction) {
  static constexpr Quantile kShape[] = {
      {0, 3'500}, {500, 6'500}, {2'000, 9'200}, {5'000, 10'400}, {10'000, 11'300}};
  const auto mean = [role, cohort]() -> int64_t {
    const bool disabled = role == Role::kDisabled;
    switch (cohort) {
      case Cohort::kTo1996:
        return 9'200;
      case Cohort::k1997To2011:
        return disabled ? 8'000 : 9'310;
      case Cohort::k2012To2014:
        return disabled ? 7'700 : 8'150;
      case Cohort::k2015To2017:
        return disabled ? 7'600 : 7'900;
      case Cohort::k2018To2020:
        return disabled ? 7'500 : 7'700;
      case Cohort::k2021To2023:
      case Cohort::k2024:
        break;
    }
    return 7'400;
  }();
  return AtQuantile(kShape, fraction) * mean / 10'000;
}

// Fitted to: mean 567 in April 2024; 67 % at most 600 in July 2024; men's pension 11.3 % higher
// (2022); 19 000 people at the minimum (2023). A line to each published or fitted point, cents.
Money OldAgeAmount(bool female, Fraction fraction) {
  static constexpr Quantile kWomen[] = {
      {0, 188'10},      {450, 262'00},    {1'180, 337'00},  {3'000, 415'00}, {5'000, 500'00},
      {6'220, 562'00},  {7'000, 600'00},  {8'000, 655'00},  {9'000, 780'00}, {9'500, 925'00},
      {9'900, 1410'00}, {9'990, 2300'00}, {10'000, 3500'00}};
  static constexpr Quantile kMen[] = {
      {0, 188'10},      {600, 266'00},    {1'740, 337'00},  {3'200, 425'00},  {5'020, 562'00},
      {6'100, 600'00},  {7'500, 700'00},  {8'500, 840'00},  {9'200, 1005'00}, {9'700, 1380'00},
      {9'950, 2200'00}, {9'990, 3200'00}, {10'000, 5200'00}};
  return Money::Cents(
      AtQuantile(female ? absl::MakeConstSpan(kWomen) : absl::MakeConstSpan(kMen), fraction));
}

// Group III is the base itself; groups I and II are at least 1.6 and 1.4 of it (law s. 16; base
// 171.00 in 2024).
Money DisabilityAmount(int group, Fraction fraction) {
  static constexpr Quantile kFirst[] = {{0, 273'60},     {5'000, 273'60}, {7'500, 330'00},
                                        {9'000, 450'00}, {9'800, 700'00}, {10'000, 1200'00}};
  static constexpr Quantile kSecond[] = {{0, 239'40},     {5'200, 239'40}, {7'500, 285'00},
                                         {9'000, 390'00}, {9'800, 600'00}, {10'000, 1000'00}};
  if (group == 3) return Money::Cents(171'00);
  return Money::Cents(AtQuantile(
      group == 1 ? absl::MakeConstSpan(kFirst) : absl::MakeConstSpan(kSecond), fraction));
}

Money OldAgeMinimum(int months_total) {
  return Money::Cents(188'10 + 3'42 * std::max(0, months_total / kYear - 15));
}

int32_t DeathsPerMillion(Role role, Cohort cohort) {
  switch (role) {
    case Role::kOldAge:
      switch (cohort) {
        case Cohort::kTo1996:
          return 33'000;
        case Cohort::k1997To2011:
          return 13'900;
        case Cohort::k2012To2014:
          return 7'200;
        case Cohort::k2015To2017:
          return 6'000;
        case Cohort::k2018To2020:
          return 5'000;
        default:
          return 4'500;
      }
    case Role::kDisabled:
      return 10'000;
    case Role::kUnpensioned:
      return 7'000;
    case Role::kWorker:
      return 1'300;
    default:
      return 0;
  }
}

int32_t NoRecordPerMillion(Cohort cohort) {
  switch (cohort) {
    case Cohort::k2012To2014:
      return 10'000;
    case Cohort::k2015To2017:
      return 15'000;
    case Cohort::k2018To2020:
      return 20'000;
    case Cohort::k2021To2023:
      return 30'000;
    default:
      return 0;
  }
}

}  // namespace izmaksa
