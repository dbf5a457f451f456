// Where this ledger takes over from the system before it.
#pragma once

#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "processors/person.h"

namespace izmaksa {

// The first month this ledger accounts for a person's benefit and case. What was decided before the
// ledger's first month was paid up to it by the system before; what was decided since is paid here
// from its beginning. A benefit without decisions of its own follows the person's other claims: the
// earliest of them, and the ledger's first month as soon as one was decided before.
Month AccountedFrom(const PersonState& person, absl::string_view benefit, absl::string_view case_id,
                    Month first_month);

}  // namespace izmaksa
