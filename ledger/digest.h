// SHA-256, and the Merkle tree hash of RFC 6962 over stored bytes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izmaksa {

using Digest = std::array<uint8_t, 32>;

Digest Sha256(absl::string_view bytes);
std::string ToHex(const Digest& digest);          // 64 lower-case digits
std::string ToBytes(const Digest& digest);        // 32 bytes
Digest DigestFromBytes(absl::string_view bytes);  // exactly 32 bytes, else dies

// SHA-256 of a stream. Not copyable; one thread.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  void Update(absl::string_view bytes);
  Digest Finish();  // and starts anew

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// RFC 6962 section 2.1: SHA-256(0x00 || record).
Digest LeafHash(absl::string_view record);

// The root of a Merkle tree that grows leaf by leaf; memory is logarithmic. RFC 6962 section 2.1:
// the root of no leaf is SHA-256 of nothing; a node is SHA-256(0x01 || left || right).
class MerkleTree {
 public:
  void Add(const Digest& leaf_hash);
  int64_t size() const { return size_; }
  Digest Root() const;

 private:
  int64_t size_ = 0;
  std::vector<Digest> peaks_;  // roots of the complete subtrees, largest first
};

}  // namespace izmaksa
