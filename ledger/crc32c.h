// CRC-32C (Castagnoli; RFC 3720 appendix B.4): finds damage, proves nothing.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace izmaksa {

// The checksum of what was summed so far (`crc`; 0 at the start) followed by `bytes`.
uint32_t Crc32c(absl::string_view bytes, uint32_t crc = 0);

// The same without the processor's own instruction: what other machines run. For tests.
uint32_t PortableCrc32c(absl::string_view bytes, uint32_t crc = 0);

}  // namespace izmaksa
