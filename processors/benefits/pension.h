// What the old-age and the disability pension have in common: the days of a month they are due for,
// and the amount awarded with its yearly reviews.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "processors/benefits.h"
#include "processors/benefits/indexation/rule.h"
#include "processors/benefits/month_by_days.h"

namespace izmaksa {

// Days of a month, one after the other, for which a pension is due by one award and grant.
struct Stretch : DayRun {
  const Award* award = nullptr;  // null: granted without an amount
  const Grant* grant = nullptr;  // null: none known
  bool early = false;            // before the general age, by a grant of an early pension
  int group = 0;                 // of the disability that it depends on; only where asked for
};

struct PensionDays {
  std::vector<Stretch> stretches;  // in order
  const char* none_because = "";   // why there is none
  std::string undetermined;        // not empty: a convention of the law is not understood
};

// From the day of the grant, while not suspended or ended; a disability pension only while the
// disability lasts and no old-age pension is due; an early old-age pension not while its recipient
// works. The pension of the month of death is due as general/law.textproto says; nothing after.
// `by_disability` tells days of one group of disability from those of another, for a disability
// pension and for the old-age pension that replaced one.
PensionDays DaysOfPension(const Question& question, absl::string_view benefit,
                          bool by_disability = false);

// The least that the law lets a pension be on a day, and why.
struct Minimum {
  Money amount;
  const LawValue* base;  // what it is counted from
  Provenance fact;       // what it depends on: the insurance record, the disability
};

// What one kind of pension does that the others do not.
struct PensionKind {
  absl::string_view benefit;
  IndexBand band;
  // The minimum of a day; nullopt: the law has none for this person. Null: none at all.
  std::optional<Minimum> (*minimum)(const Question& question, Date day) = nullptr;
  // The amount of a day by the formula, where the decision states what it needs and no amount.
  Due (*formula)(const Question& question, const InputFact& inputs, Date day) = nullptr;
  // What the kind does to a monthly amount on the days of a stretch.
  void (*adjust)(const Question& question, const Stretch& stretch, Due& monthly) = nullptr;
};

// The pension due for the month.
Due PensionDue(const Question& question, const PensionKind& kind);

// A monthly amount as it was on a day: what was awarded, or follows from the formula, raised to the
// minimum of its own day, of each day on which the base of the minimum changed, and of each change
// of a disability; and reviewed each year.
Due PensionOn(const Question& question, const PensionKind& kind, const Award* award, Date day);

// A number that a decision states, up to six decimals. Where it states none, or something else,
// `due` becomes undetermined and says so.
Rate InputOf(const InputFact& inputs, absl::string_view name, Due& due);

// Whether the pension rests on insurance in other states too: no minimum, no condition of record.
bool IsTotalised(const Claim& claim, Date day);

}  // namespace izmaksa
