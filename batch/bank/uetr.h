// The unique end-to-end transaction reference of a payment, a UUID of version 4 in shape.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace izmaksa {

// 36 characters. Version 4 promises randomness, and a file of a past run must come out the same, so
// it is drawn from SHA-256 of the agency's registration number and the payment's id: as random to
// anybody who did not make it, and the same each time. Two agencies with equal ids have other ones.
std::string Uetr(absl::string_view agency_registration_id, absl::string_view payment_id);

}  // namespace izmaksa
