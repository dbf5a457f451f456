// Facts about a person that cannot all be true. Each may be right by itself, so the door takes
// them; together they stop the person's payment until somebody has looked. A corrected fact ends
// it.
#pragma once

#include <string>
#include <vector>

#include "processors/person.h"

namespace izmaksa {

// One sentence for each contradiction that an officer can act on, in a fixed order; empty where the
// facts agree, as known on `date`.
std::vector<std::string> Contradictions(const PersonState& person, Date date);

// Why nothing may be paid to the person until somebody has looked: what the fold of the facts
// found, and what contradicts itself.
std::vector<std::string> Doubts(const PersonState& person, Date date);

}  // namespace izmaksa
