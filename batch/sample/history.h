// One person's life as the population register and the case system would report it: lines of JSON,
// one event each, in the JSON form of proto/event.proto.
#pragma once

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "batch/sample/population.h"

namespace izmaksa {

// Whose files a line is in. `kBenefits` is a second case system: all benefits but pensions.
enum class Source { kRegister, kCases, kBenefits };

// The months of a sample: facts recorded before `first` come first, then a file for each month.
struct SampleSpan {
  Month first = Month::Of(2024, 1);
  int months = 5;
  Date last_recorded = LastRecordedDay();  // of benefits; of pensions it is LastRecordedDay()
};

// Called for each event with the line, newline included. The register's facts come first; within a
// source, in the order of the telling. The view is good for the call only.
using EventSink = absl::FunctionRef<void(Source source, Instant recorded, absl::string_view line)>;

// Tells the life of `citizen`, one of `population`, but for what sample_benefits.h tells. Nothing
// recorded after LastRecordedDay() is told.
void TellHistory(const Population& population, const Citizen& citizen, const SampleSpan& span,
                 EventSink sink);

}  // namespace izmaksa
