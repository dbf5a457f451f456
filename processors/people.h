// The projection events → PersonState of one shard.
#pragma once

#include "ledger/projection.h"

namespace izmaksa {

// Values are EncodePerson. The fold stops, naming the offset, at a record it does not understand.
FoldRules PeopleFold();

}  // namespace izmaksa
