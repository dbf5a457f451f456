// One person's life as the population register and the case system would report it: lines of JSON,
// one event each, in the JSON form of proto/event.proto.
#pragma once

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "batch/sample_population.h"

namespace izmaksa {

enum class Source { kRegister, kCases };

// Called for each event with the line, newline included. The register's facts come first; within a
// source, in the order of the telling. The view is good for the call only.
using EventSink = absl::FunctionRef<void(Source source, Instant recorded, absl::string_view line)>;

// Tells the life of `citizen`, one of `population`. Nothing recorded after LastRecordedDay() is
// told.
void TellHistory(const Population& population, const Citizen& citizen, EventSink sink);

}  // namespace izmaksa
