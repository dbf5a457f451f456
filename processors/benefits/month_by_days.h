// A monthly benefit, day by day. A rule says what a whole month like one day would be worth; here
// the month is put together from its days, so that no rule has to know how a part of a month, a
// suspended week, a birthday or a late claim is reckoned.
#pragma once

#include <optional>

#include "processors/benefits.h"
#include "processors/benefits/day_law.h"

namespace izmaksa {

// The amount of a whole month in which everything is as on the day of `law`, or why nothing is due
// on such a day. A rule asked for a claim is only asked about days on which the claim holds. What
// it answers counts for nothing where it read something of the law that is not known.
using DayRule = Due (*)(const Question& question, const DayLaw& law);

// The benefit of the question's month.
//
// For a claim, a day counts while the claim is granted and not suspended or ended, as far back as
// the law lets a late claim reach (`back_months` in the benefit's law), unless another benefit
// excludes it (processors/combinations.h), and for residents only while they are entitled
// (`for_residents`). A part of a month is due as `part_month` in general/law.textproto says:
// amount × days / days of the month, half up to the cent, once for each run of equal days. For the
// month of death the facts of the day before hold on, as `month_of_death` says; after it nothing is
// due.
//
// Undetermined when the rule is for any day, when the claim names no known application and the law
// limits late claims, or when a convention of general/law.textproto is unknown.
Due MonthByDays(const Question& question, DayRule rule);

// Why the question's claim holds nothing on a day, whatever the rule says: not granted yet,
// suspended, ended, claimed too late, excluded by another benefit, or not for who lives elsewhere.
// nullopt: it holds. For rules that do not reckon by months; MonthByDays asks it by itself.
std::optional<Due> Barred(const Question& question, Date day);

// The same day so many months later (earlier, where below zero); the last day of a shorter month.
Date AddMonths(Date date, int months);

// Days of one month that follow one another and are alike.
struct DayRun {
  Date first, last;
  // The facts that begin and end the run inside the month.
  std::optional<Provenance> begun_by, ended_by;

  bool Fills(Month month) const { return first == month.first() && last == month.last(); }
};

// Takes from `due` the share of the days of the month outside the run. `due` holds the amount of a
// whole month: `monthly`, and perhaps more of other runs.
void TakeOffOtherDays(const Question& question, const DayRun& run, Money monthly, Due& due);

// A benefit due once, for the month of the day on which the right to it arose, or of the grant
// where that begins later. The rule is asked about the day of the right. Nothing is due where the
// claim came later than the law allows (`lost_after_months` in the benefit's law: months after that
// day), was ended by decision, or is for residents only (`for_residents`) and the person was not
// entitled as one that day.
Due Once(const Question& question, Date right, DayRule rule);

// Why the right that arose on a day was lost because it was claimed late (`lost_after_months` in
// the benefit's law), or why that is not known; nullopt: it was not lost. `grant` may be null.
std::optional<Due> LostByLateness(const Question& question, const Grant* grant, Date right);

// Adds to `due` the days of [first, last] that lie in the question's month, each worth
// amount × numerator / denominator. The whole of [first, last] is rounded half up to the cent once:
// a month gets what is due through its end less what was due through the end of the month before.
// `term` says why; its amount and `times` are filled in. Adds nothing where no day lies in the
// month.
struct DailyAmount {
  Money amount;
  int64_t numerator = 1, denominator = 1;
};
void AddDays(Month month, Date first, Date last, const DailyAmount& daily, Term term, Due& due);

// The same for days that are counted, not named: those after the first `before` of a period, to the
// first `through`.
void AddCountedDays(int64_t before, int64_t through, const DailyAmount& daily, Term term, Due& due);

}  // namespace izmaksa
