// Law "Par valsts pensijām" s. 26: once a year pensions are multiplied by an index of consumer
// prices and of a share of the real growth of wages; the share grows with the insurance record.
// Above the ceiling of the year only the part up to it is multiplied, but for those whom the law
// spares it.
#include "processors/benefits/indexation/rule.h"

#include "absl/strings/match.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

struct Band {
  const char* parameter;
  int years_below;  // full years of record; the last band has no end
  const char* why;
  const char* records;
};

constexpr Band kBands[] = {
    {"index_29", 30, "yearly review, record to 29 years", "records to 29 years"},
    {"index_30", 40, "yearly review, record of 30 to 39 years", "records of 30 to 39 years"},
    {"index_40", 45, "yearly review, record of 40 to 44 years", "records of 40 to 44 years"},
    {"index_45", 1 << 30, "yearly review, record of 45 years and more",
     "records of 45 years and more"},
};
constexpr const char* kSameForAll = "yearly review, one index for every record";
constexpr const char* kFirstBand = "yearly review, index of the first band";

// The value that happens on a day exactly; null when nothing does.
const LawValue* On(const BenefitLaw& law, const char* parameter, Date date) {
  const LawValue* value = law.At(parameter, date);
  return value != nullptr && value->from == date ? value : nullptr;
}

bool IsKnown(const LawValue* index) {
  return index != nullptr && index->kind == LawValue::Kind::kRate;
}

struct Index {
  const LawValue* value = nullptr;
  const char* why = "";
  std::optional<Provenance> record;  // the fact that chose the band, where one did
  std::string unknown;
};

Index IndexOf(const Question& question, const BenefitLaw& law, IndexBand band, Date date) {
  const LawValue* values[4];
  bool same = true;
  for (int i = 0; i < 4; ++i) {
    values[i] = On(law, kBands[i].parameter, date);
    same = same && IsKnown(values[i]) && values[i]->rate == values[0]->rate;
  }
  Index index;
  if (band == IndexBand::kFirst || same) {
    index.value = values[0];
    index.why = band == IndexBand::kFirst ? kFirstBand : kSameForAll;
    if (!IsKnown(index.value)) {
      index.unknown = "the index of " + date.ToString() + " for the first band is not known";
    }
    return index;
  }
  const RecordFact* record = question.person.records.At(date);
  if (record == nullptr) {
    index.unknown = "the insurance record on " + date.ToString() +
                    ", which decides the index of that day, is not known";
    return index;
  }
  const int years = record->months_total / 12;
  int chosen = 0;
  while (years >= kBands[chosen].years_below) ++chosen;
  index.value = values[chosen];
  index.why = kBands[chosen].why;
  index.record = record->at;
  if (!IsKnown(index.value)) {
    index.unknown =
        "the index of " + date.ToString() + " for " + kBands[chosen].records + " is not known";
  }
  return index;
}

// The statuses that may spare a person the ceiling, by the law file's words.
constexpr std::pair<Status, const char*> kSpares[] = {
    {Status::kPoliticallyRepressed, "politically_repressed"},
    {Status::kChernobylLiquidator, "chernobyl_liquidator"},
    {Status::kRaisedDisabledChildOrFive, "raised_disabled_child_or_five"},
};

// The fact that spares the person the ceiling on a day, among those the law names.
std::optional<Provenance> SparedBy(const PersonState& person, const LawValue& no_cap, Date date) {
  if (absl::StrContains(no_cap.text, "disability_group_1") && person.DisabilityGroup(date) == 1) {
    return person.disability.At(date)->at;
  }
  for (const StatusFact& fact : person.statuses) {
    const auto spares = std::find_if(std::begin(kSpares), std::end(kSpares),
                                     [&](const auto& known) { return known.first == fact.status; });
    if (spares == std::end(kSpares)) continue;
    if (absl::StrContains(no_cap.text, spares->second) && fact.Covers(date)) {
      return fact.at;
    }
  }
  return std::nullopt;
}

}  // namespace

Money Reviewed(Money amount, Rate index, std::optional<Money> cap) {
  const Money part = cap && *cap < amount ? *cap : amount;
  // One rounding: the part above the ceiling is whole cents already.
  return amount - part + Multiply(part, index, Rounding::kHalfUp);
}

void AddReviews(const Question& question, IndexBand band, Date as_of, Date day,
                const Raises& raises, Due& due) {
  const BenefitLaw& law = question.law.Of("indexation");
  const LawParameter* dates = law.Find(kBands[0].parameter);
  CHECK(dates != nullptr);
  Date latest = as_of;
  auto raise_on = raises.days.begin();
  const auto raise_before = [&](Date limit) {
    for (; raise_on != raises.days.end() && *raise_on < limit; ++raise_on)
      raises.raise(*raise_on, due);
  };
  for (size_t i = 0; i < dates->values.size(); ++i) {
    const Date date = dates->values[i].from;
    if (date > day) break;
    if (date <= as_of || (i > 0 && dates->values[i - 1].from == date)) continue;
    latest = date;
    raise_before(date);
    const Index index = IndexOf(question, law, band, date);
    if (!index.unknown.empty()) {
      due.undetermined = index.unknown;
      return;
    }
    if (index.value->rate < Rate::Millionths(Rate::kScale))
      continue;  // s. 26: prices fell, no review
    const LawValue* cap = On(law, "cap", date);
    if (cap == nullptr || cap->certainty == Certainty::kUnknown) {
      due.undetermined = "the ceiling of the review of " + date.ToString() + " is not known";
      return;
    }
    const Money before = due.amount;
    const std::optional<Money> limit =
        cap->kind == LawValue::Kind::kMoney ? std::optional(cap->money) : std::nullopt;
    const Money capped = Reviewed(before, index.value->rate, limit);
    if (!limit || before <= *limit) {
      due.Add({capped - before, index.why, index.value, index.record, before, 0});
      continue;
    }
    due.Add({Money(), "only up to the ceiling of the year", cap, std::nullopt, *limit, 0});
    due.Add({capped - before, index.why, index.value, index.record, *limit, 0});
    const LawValue* no_cap = law.At("no_cap", date);
    const std::optional<Provenance> spared =
        no_cap == nullptr ? std::nullopt : SparedBy(question.person, *no_cap, date);
    if (spared) {
      due.Add({Reviewed(before, index.value->rate, std::nullopt) - capped,
               "the part above the ceiling too: the person is spared it", no_cap, spared,
               before - *limit, 0});
    }
  }
  raise_before(day + 1);
  // Reviews are yearly (s. 26): a year without one is a gap in these data, not in the law.
  const LawValue* months_max = law.At("months_between_reviews_max", day);
  if (months_max == nullptr || day.in_month() - latest.in_month() > months_max->number) {
    due.undetermined = "the review that followed " + latest.ToString() + " is not known";
  }
}

void AddReviews(const Question& question, IndexBand band, Date as_of, Date day, Due& due) {
  AddReviews(question, band, as_of, day, {{}, [](Date, Due&) {}}, due);
}

}  // namespace izmaksa
