#include "processors/people.h"

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "processors/person.h"

namespace izmaksa {

FoldRules PeopleFold() {
  FoldRules rules;
  rules.key = [](absl::string_view record) -> absl::StatusOr<std::optional<PersonId>> {
    ASSIGN_OR_RETURN(const PersonId person, PersonOfEvent(record));
    return person;
  };
  rules.apply = [](PersonId person, absl::Span<const KeyedRecord> records,
                   std::string& value) -> absl::Status {
    PersonState state;
    if (!value.empty()) {
      ASSIGN_OR_RETURN(state, DecodePerson(value));
    }
    state.person = person;
    for (const KeyedRecord& record : records) {
      const absl::StatusOr<Event> event = DecodeEvent(record.bytes);
      if (!event.ok()) {
        return absl::Status(event.status().code(),
                            absl::StrCat("event at offset ", record.offset.position(), ": ",
                                         event.status().message()));
      }
      Evolve(state, *event, record.offset, record.bytes);
    }
    value = EncodePerson(state);
    return absl::OkStatus();
  };
  return rules;
}

}  // namespace izmaksa
