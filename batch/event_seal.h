// The personal data of an event, sealed on its way into the log and opened for those who may read
// it.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "ledger/seal.h"

namespace izmaksa {

namespace v1 {
class Event;
}

// Whether the event carries personal data in plain text.
bool HasPersonalData(const v1::Event& event);

// Where in a record personal data still stands in plain text, as SealInPlace takes it.
struct Unsealed {
  uint32_t at = 0, size = 0;  // of the sealed value; size is 0 where nothing is personal
  SealedField field{};
};

// Marks the account of a checked event, where it names one.
void MarkAccount(const MarkKey& key, v1::Event* event);

// Appends the record of a checked event to `bytes`: what the log will hold, with the bank of an
// account named, except that its personal data is in the right place but not sealed yet. That data
// is moved out of the event.
Unsealed AppendDraft(v1::Event* event, std::string* bytes);

// Puts the plain personal data in the place of the sealed. The event then prints as its source sent
// it. Fails as Unseal does; DATA_LOSS also when what was sealed is not what should be there.
absl::Status UnsealEvent(const PersonKey& key, v1::Event* event);

}  // namespace izmaksa
