// The person of the agency's own example, who is in every sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "batch/sample/population.h"

namespace izmaksa {

Citizen OfficialExample();

// The stratum that the example stands in for a member of, by people of each: his own, or any with
// people.
size_t OfficialStratum(const std::vector<int64_t>& counts);

}  // namespace izmaksa
