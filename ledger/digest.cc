#include "ledger/digest.h"

// The plain functions: the envelope around them (EVP) costs as much as hashing a short record.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "ledger/status.h"

namespace izmaksa {

struct Hasher::State {
  SHA256_CTX context;
};

Hasher::Hasher() : state_(std::make_unique<State>()) { CHECK(SHA256_Init(&state_->context) == 1); }

Hasher::~Hasher() = default;

void Hasher::Update(absl::string_view bytes) {
  CHECK(SHA256_Update(&state_->context, bytes.data(), bytes.size()) == 1);
}

Digest Hasher::Finish() {
  Digest digest;
  CHECK(SHA256_Final(digest.data(), &state_->context) == 1);
  CHECK(SHA256_Init(&state_->context) == 1);
  return digest;
}

Digest Sha256(absl::string_view bytes) {
  thread_local Hasher hasher;
  hasher.Update(bytes);
  return hasher.Finish();
}

std::string ToBytes(const Digest& digest) { return std::string(digest.begin(), digest.end()); }
std::string ToHex(const Digest& digest) { return absl::BytesToHexString(ToBytes(digest)); }

Digest DigestFromBytes(absl::string_view bytes) {
  Digest digest;
  CHECK(bytes.size() == digest.size());
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Digest LeafHash(absl::string_view record) {
  thread_local Hasher hasher;
  hasher.Update(absl::string_view("\0", 1));
  hasher.Update(record);
  return hasher.Finish();
}

namespace {

Digest NodeHash(const Digest& left, const Digest& right) {
  thread_local Hasher hasher;
  hasher.Update(absl::string_view("\1", 1));
  hasher.Update(absl::string_view(reinterpret_cast<const char*>(left.data()), left.size()));
  hasher.Update(absl::string_view(reinterpret_cast<const char*>(right.data()), right.size()));
  return hasher.Finish();
}

}  // namespace

void MerkleTree::Add(const Digest& leaf_hash) {
  peaks_.push_back(leaf_hash);
  ++size_;
  // As many merges as the new size has trailing zero bits: each completes a subtree of twice the
  // size.
  for (int64_t size = size_; size % 2 == 0; size /= 2) {
    const Digest right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = NodeHash(peaks_.back(), right);
  }
}

Digest MerkleTree::Root() const {
  if (peaks_.empty()) return Sha256("");
  Digest root = peaks_.back();
  for (auto peak = std::next(peaks_.rbegin()); peak != peaks_.rend(); ++peak)
    root = NodeHash(*peak, root);
  return root;
}

}  // namespace izmaksa
