// The personal data of an event, sealed on its way into the log and opened for those who may read
// it.
#pragma once

#include "absl/status/status.h"
#include "ledger/seal.h"

namespace izmaksa {

namespace v1 {
class Event;
}

// Whether the event carries personal data in plain text.
bool HasPersonalData(const v1::Event& event);

// Replaces the plain personal data of a checked event by its sealed form, and names the bank of an
// account. The key is not looked at where there is no personal data. Fails as Seal does.
absl::Status SealEvent(const PersonKey& key, v1::Event* event);

// Puts the plain personal data in the place of the sealed. The event then prints as its source sent
// it. Fails as Unseal does; DATA_LOSS also when what was sealed is not what should be there.
absl::Status UnsealEvent(const PersonKey& key, v1::Event* event);

}  // namespace izmaksa
