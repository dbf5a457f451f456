// What the tellers of one person's history share: who the person is, chance, and the frame of a
// line.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "batch/sample/history.h"
#include "batch/sample/names.h"
#include "batch/sample/population.h"

namespace izmaksa {

struct SampleName {
  std::string given;
  std::string family;  // in the form of the person's sex
  Tradition tradition;
};
SampleName NameOf(const Population& population, const Citizen& citizen);

// Tells facts of one source about one person. Facts that the source would not have told are left
// out: those recorded after the last day of the sample, and whatever would begin after the death or
// be recorded once it is known.
class Teller {
 public:
  Teller(Source source, const Population& population, const Citizen& citizen,
         const SampleSpan& span, EventSink sink);

 protected:
  // `fact` is the JSON member that names and holds the fact. `second` is the second of the day;
  // without it, some time after registrations and decisions, on which what follows builds.
  // `about`: the index of somebody else whom the fact is about.
  void Emit(Date effective, Date recorded, absl::string_view fact,
            std::optional<int64_t> about = std::nullopt);
  void EmitAt(Date effective, Date recorded, int second, absl::string_view fact,
              std::optional<int64_t> about = std::nullopt);

  // A day from `first` to the end of November 2023; `first` itself if that is later.
  Date SometimeSince(Date first);
  // A day in January to mid-April 2024.
  Date SometimeIn2024();

  const Population& population_;
  const Citizen& citizen_;
  const SampleSpan& span_;
  Random random_;

 private:
  Source source_;
  EventSink sink_;
  int count_ = 0;
  std::string line_;
};

void TellRegister(const Population& population, const Citizen& citizen, const SampleSpan& span,
                  EventSink sink);
void TellCases(const Population& population, const Citizen& citizen, const SampleSpan& span,
               EventSink sink);

}  // namespace izmaksa
