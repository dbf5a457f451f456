#include "batch/sample/teller.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

enum : uint64_t { kNames = 0x6e616d65, kLife = 0x6c696665 };

struct SourceName {
  const char* prefix;
  const char* source;
};

SourceName NameOf(Source source) {
  switch (source) {
    case Source::kRegister:
      return {"R", "register"};
    case Source::kCases:
      return {"C", "cases"};
    case Source::kBenefits:
      break;
  }
  return {"B", "benefits"};
}

}  // namespace

SampleName NameOf(const Population& population, const Citizen& citizen) {
  if (citizen.index == 0) return {"Jānis", "Paraugs", Tradition::kLatvian};
  Random random{StreamKey(population.seed(), kNames, static_cast<uint64_t>(citizen.index))};
  const Tradition tradition = random.Chance(680'000) ? Tradition::kLatvian : Tradition::kSlavic;
  std::string given(GivenName(tradition, citizen.female, citizen.born.year(), random));
  // One surname in eight comes from the other tradition, by marriage.
  const Tradition family = random.Chance(125'000) ? Tradition::kSlavic : tradition;
  const absl::string_view surname = Surname(family, random);
  return {std::move(given), citizen.female ? WomansSurname(surname) : std::string(surname),
          tradition};
}

Teller::Teller(Source source, const Population& population, const Citizen& citizen,
               const SampleSpan& span, EventSink sink)
    : population_(population),
      citizen_(citizen),
      span_(span),
      random_(StreamKey(population.seed(), kLife + static_cast<uint64_t>(source),
                        static_cast<uint64_t>(citizen.index))),
      source_(source),
      sink_(sink) {}

void Teller::Emit(Date effective, Date recorded, absl::string_view fact,
                  std::optional<int64_t> about) {
  EmitAt(effective, recorded, random_.Between(10 * 3600 + 600, 15 * 3600), fact, about);
}

void Teller::EmitAt(Date effective, Date recorded, int second, absl::string_view fact,
                    std::optional<int64_t> about) {
  if (recorded > (source_ == Source::kBenefits ? span_.last_recorded : LastRecordedDay())) return;
  if (citizen_.died.has_value() && (effective > *citizen_.died || recorded > citizen_.death_known))
    return;
  const Instant instant = Instant::FromSeconds(int64_t{recorded.days()} * 86'400 + second);
  line_.clear();
  const SourceName name = NameOf(source_);
  absl::StrAppend(&line_, "{\"id\":\"", name.prefix, "-",
                  absl::Dec(citizen_.index + 1, absl::kZeroPad7), "-", ++count_, "\",\"source\":\"",
                  name.source, "\",\"person\":", kFirstPerson + citizen_.index,
                  ",\"effective\":\"");
  absl::StrAppend(&line_, effective.ToString(), "\",\"recorded\":\"", instant.ToString(), "\",");
  if (about) absl::StrAppend(&line_, "\"about\":", kFirstPerson + *about, ",");
  absl::StrAppend(&line_, fact, "}\n");
  sink_(source_, instant, line_);
}

Date Teller::SometimeSince(Date first) {
  const int days = Date::Of(2023, 11, 30) - first;
  return days > 0 ? first + random_.Below(days) : first;
}

Date Teller::SometimeIn2024() { return Date::Of(2024, 1, 1) + random_.Below(105); }

void TellHistory(const Population& population, const Citizen& citizen, const SampleSpan& span,
                 EventSink sink) {
  TellRegister(population, citizen, span, sink);
  TellCases(population, citizen, span, sink);
}

}  // namespace izmaksa
