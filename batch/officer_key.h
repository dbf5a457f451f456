// The keys officers approve with: Ed25519 (RFC 8032). A key file is text and holds the officer's
// name and secret seed; whoever has the file can sign, so it is made readable by its owner only.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

struct OfficerKey {
  std::string officer;
  std::string seed;        // 32 bytes, secret
  std::string public_key;  // 32 bytes
};

// Makes a key and its file. ALREADY_EXISTS when there is a file of that name: keys are never
// overwritten. INVALID_ARGUMENT when the name is empty or has a line break.
absl::StatusOr<OfficerKey> CreateOfficerKey(const std::string& file, absl::string_view officer);

// NOT_FOUND when there is no such file, INVALID_ARGUMENT when it is not a key file.
absl::StatusOr<OfficerKey> ReadOfficerKey(const std::string& file);

std::string Sign(const OfficerKey& key, absl::string_view text);  // 64 bytes
bool SignatureHolds(absl::string_view public_key, absl::string_view text,
                    absl::string_view signature);

}  // namespace izmaksa
