#include "batch/bank/uetr.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "ledger/digest.h"

namespace izmaksa {

std::string Uetr(absl::string_view agency_registration_id, absl::string_view payment_id) {
  Digest digest = Sha256(absl::StrCat("uetr\n", agency_registration_id, "\n", payment_id));
  // RFC 4122, section 4.4: version and variant take six bits.
  digest[6] = static_cast<uint8_t>(0x40 | (digest[6] & 0x0f));
  digest[8] = static_cast<uint8_t>(0x80 | (digest[8] & 0x3f));
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kDigits[digest[i] >> 4]);
    text.push_back(kDigits[digest[i] & 0x0f]);
  }
  return text;
}

}  // namespace izmaksa
