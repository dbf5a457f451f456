// `izmaksa assess`: facts in, amounts due out, with every term's reason. No store, no ledger: pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "processors/benefits.h"

namespace izmaksa {

namespace v1 {
class Event;
}

struct AssessedPerson {
  PersonState state;
  Dues dues;    // terms point into Assessment::law
  Money total;  // of the dues that could be determined, in euro
};

struct Assessment {
  Month month;
  std::optional<Date> known;
  std::shared_ptr<const Law> law;  // as known on the day
  struct EventName {
    std::string id, source;
  };
  std::vector<EventName> events;       // as given; the offset of a term's fact is a place here
  std::vector<AssessedPerson> people;  // in order of person
};

// What was due for a month, from events in the order given; from those recorded, and the law
// published, by the end of the day `known`, or from all. Personal data in the events plays no part
// and is dropped. FAILED_PRECONDITION when an event states no fact this program knows.
absl::StatusOr<Assessment> AssessEvents(absl::Span<const v1::Event> events, Month month,
                                        std::optional<Date> known, std::shared_ptr<const Law> law);
absl::StatusOr<Assessment> AssessEvents(absl::Span<const v1::Event> events, Month month,
                                        std::optional<Date> known, const Law& law);  // copies it

std::string AssessmentText(const Assessment& assessment);
std::string AssessmentJson(const Assessment& assessment);

}  // namespace izmaksa
