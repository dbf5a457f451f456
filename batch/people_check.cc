#include "batch/people_check.h"

#include <algorithm>
#include <vector>

#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kPeopleAsked = 16384;

// Those to whom something is wrong, in order of person, with the births known of them.
absl::StatusOr<std::vector<PersonSeen>> UnknownOrUnborn(Reading& reading) {
  std::vector<PersonSeen> refused;
  std::vector<PersonId> asked;
  std::vector<PersonSeen> seen;
  const auto ask = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const auto born, reading.ledger.born(asked));
    CHECK(born.size() == asked.size());
    for (size_t i = 0; i < asked.size(); ++i) {
      if (born[i]) seen[i].born_min = std::min(seen[i].born_min, born[i]->days());
      if (seen[i].born_min == PersonSeen::kNotRegistered ||
          seen[i].effective_min < seen[i].born_min) {
        refused.push_back(seen[i]);
      }
    }
    asked.clear();
    seen.clear();
    return absl::OkStatus();
  };
  for (const PersonSeen& person : reading.people) {
    // What is stored is asked only where the files themselves leave a question open. Of several
    // dates of birth, said in corrections, the earliest is enough.
    if (person.born_min != PersonSeen::kNotRegistered && person.effective_min >= person.born_min)
      continue;
    asked.push_back(PersonId(person.person));
    seen.push_back(person);
    if (asked.size() < kPeopleAsked) continue;
    if (absl::Status status = ask(); !status.ok()) return status;
  }
  if (!asked.empty()) RETURN_IF_ERROR(ask());
  return refused;
}

}  // namespace

absl::Status CheckPeople(Reading& reading) {
  ASSIGN_OR_RETURN(const std::vector<PersonSeen> refused, UnknownOrUnborn(reading));
  KeyRing& ring = reading.ring;
  for (const PersonSeen& person : reading.people) {
    if (person.personal) ring.people.push_back(PersonId(person.person));
  }
  ASSIGN_OR_RETURN(ring.keys, reading.ledger.keys->Keys(ring.people));
  const bool erased = std::any_of(ring.keys.begin(), ring.keys.end(), [](const PersonKey& key) {
    return key.state == PersonKey::State::kErased;
  });
  if (refused.empty() && !erased) return absl::OkStatus();

  const auto before = [](const PersonSeen& seen, uint64_t person) { return seen.person < person; };
  for (size_t block = 0; block < reading.lines.size(); ++block) {
    for (const Line& line : reading.lines[block]) {
      if (line.personal && ring.Of(line.person).state == PersonKey::State::kErased) {
        reading.AddFault(block, line, "person", "was erased; no personal data is taken any more");
      }
      const auto found = std::lower_bound(refused.begin(), refused.end(), line.person, before);
      if (found == refused.end() || found->person != line.person) continue;
      if (found->born_min == PersonSeen::kNotRegistered) {
        reading.AddFault(block, line, "person",
                         "is not registered, neither in these files nor before");
      } else if (line.effective < found->born_min) {
        reading.AddFault(block, line, "effective", "is before the person's birth");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
