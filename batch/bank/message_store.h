// The bank's messages as they came, DIR/messages/<SHA-256>, sealed at rest: they name people and
// accounts. A message is kept before it is read, and is read from what is kept.
//
// PERMANENT FORMAT, version 1: the line "izmaksa message 1\n", then pieces of at most 64 KiB of the
// message, each XChaCha20-Poly1305-IETF with
//
//     key    = BLAKE2b-256 of "izmaksa bank message", keyed with the ledger's mark key
//     nonce  = the first 16 bytes of the digest ‖ the number of the piece, 8 bytes big-endian
//     data   = the digest ‖ 1 for the last piece, else 0
//
// The nonce is computed: one digest is one message, so no nonce is ever used for two plaintexts.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/digest.h"
#include "ledger/seal.h"

namespace izmaksa {

class MessageStore {
 public:
  // Keeps them in `directory`, which is made when the first is stored.
  MessageStore(std::string directory, const MarkKey& mark_key);

  struct Kept {
    Digest digest{};
    int64_t size = 0;
  };

  // Keeps the file's bytes; returns when they are durable. Kept before: nothing is written.
  // NOT_FOUND when there is no such file; ABORTED when it changed meanwhile.
  absl::StatusOr<Kept> Keep(const std::string& path) const;

  // Gives the bytes of a message in order, to `take`, whose error ends it. DATA_LOSS when it is
  // damaged or not there.
  absl::Status Read(const Digest& digest,
                    const std::function<absl::Status(absl::string_view)>& take) const;

 private:
  std::string PathOf(const Digest& digest) const;
  std::string directory_;
  std::array<uint8_t, 32> key_;
};

}  // namespace izmaksa
