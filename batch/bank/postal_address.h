// A postal address as a payment file may carry it: in parts of their own (structured), or with town
// and country in parts and the rest in free text (hybrid). Free text alone is forbidden in SEPA for
// whatever settles from 15 November 2026 (EPC, 2025 rulebooks version 1.1), and is never written.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "batch/bank/letters.h"

namespace izmaksa {

struct PostalAddress {
  std::string street;     // at most 70 characters
  std::string building;   // number, at most 16
  std::string post_code;  // at most 16
  std::string town;       // at most 35; never empty
  std::string country;    // ISO 3166-1, two capital letters; never empty
  std::string free_text;  // what has no part of its own, at most 140

  friend bool operator==(const PostalAddress&, const PostalAddress&) = default;
};

bool IsEmpty(const PostalAddress& address);

// Appends the element PstlAdr, the same in pain.001.001.03 and .09. Free text becomes one line of
// 70 characters or two, parted at a space where there is one. InvalidArgument when a part is too
// long or cannot be written in these letters, and ADDRESS_UNSTRUCTURED when town or country is
// missing; personal data are not in the message. On failure `out` is unchanged.
absl::Status AppendPostalAddress(const PostalAddress& address, Letters letters, std::string* out);

}  // namespace izmaksa
