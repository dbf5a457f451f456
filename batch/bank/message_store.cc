#include "batch/bank/message_store.h"

#include <sodium.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kPiece = 64 << 10;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr absl::string_view kHead = "izmaksa message 1\n";
constexpr absl::string_view kPurpose = "izmaksa bank message";

using Bytes = std::array<uint8_t, 33>;
using Nonce = std::array<uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

Nonce NonceOf(const Digest& digest, uint64_t piece) {
  Nonce nonce;
  std::memcpy(nonce.data(), digest.data(), 16);
  for (size_t i = 0; i < 8; ++i) nonce[16 + i] = static_cast<uint8_t>(piece >> (56 - 8 * i));
  return nonce;
}

Bytes DataOf(const Digest& digest, bool last) {
  Bytes data;
  std::memcpy(data.data(), digest.data(), digest.size());
  data[32] = last ? 1 : 0;
  return data;
}

const uint8_t* Raw(absl::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

// Visits pieces of the file, the last one, maybe empty, marked.
absl::Status ForEachPiece(const std::string& path, size_t piece_size, size_t skip,
                          const std::function<absl::Status(absl::string_view, bool)>& visit) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return absl::NotFoundError(absl::StrCat(path, ": no such file"));
  stream.seekg(static_cast<std::streamoff>(skip));
  std::string now(piece_size, '\0'), next(piece_size, '\0');
  const auto read = [&](std::string* to) {
    stream.read(to->data(), static_cast<std::streamsize>(piece_size));
    return static_cast<size_t>(stream.gcount());
  };
  size_t size = read(&now);
  while (true) {
    const size_t following = size < piece_size ? 0 : read(&next);
    RETURN_IF_ERROR(visit({now.data(), size}, following == 0));
    if (following == 0) break;
    now.swap(next);
    size = following;
  }
  return stream.bad() ? absl::UnavailableError(absl::StrCat("cannot read ", path))
                      : absl::OkStatus();
}

}  // namespace

MessageStore::MessageStore(std::string directory, const MarkKey& mark_key)
    : directory_(std::move(directory)) {
  crypto_generichash(key_.data(), key_.size(), Raw(kPurpose), kPurpose.size(), mark_key.data(),
                     mark_key.size());
}

std::string MessageStore::PathOf(const Digest& digest) const {
  return absl::StrCat(directory_, "/", ToHex(digest));
}

absl::StatusOr<MessageStore::Kept> MessageStore::Keep(const std::string& path) const {
  if (std::filesystem::is_directory(path))
    return absl::InvalidArgumentError(absl::StrCat(path, " is a directory"));
  Hasher hasher;
  Kept kept;
  RETURN_IF_ERROR(ForEachPiece(path, kPiece, 0, [&](absl::string_view piece, bool) {
    hasher.Update(piece);
    kept.size += static_cast<int64_t>(piece.size());
    return absl::OkStatus();
  }));
  kept.digest = hasher.Finish();
  std::error_code error;
  if (std::filesystem::exists(PathOf(kept.digest), error)) return kept;
  std::filesystem::create_directories(directory_, error);
  if (error) return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot make ", directory_));
  ASSIGN_OR_RETURN(const auto file, WholeFile::Open(PathOf(kept.digest)));
  RETURN_IF_ERROR(file->Append(kHead));
  uint64_t number = 0;
  std::string sealed;
  RETURN_IF_ERROR(ForEachPiece(path, kPiece, 0, [&](absl::string_view piece, bool last) {
    hasher.Update(piece);
    const Nonce nonce = NonceOf(kept.digest, number++);
    const Bytes data = DataOf(kept.digest, last);
    sealed.resize(piece.size() + kTag);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<uint8_t*>(sealed.data()), nullptr,
                                               Raw(piece), piece.size(), data.data(), data.size(),
                                               nullptr, nonce.data(), key_.data());
    return file->Append(sealed);
  }));
  if (hasher.Finish() != kept.digest)
    return absl::AbortedError(absl::StrCat(path, " changed while it was read"));
  RETURN_IF_ERROR(file->Commit());
  return kept;
}

absl::Status MessageStore::Read(const Digest& digest,
                                const std::function<absl::Status(absl::string_view)>& take) const {
  const std::string path = PathOf(digest);
  const auto damaged = [&] {
    return absl::DataLossError(absl::StrCat(path, ": the message kept here is missing or damaged"));
  };
  std::ifstream head(path, std::ios::binary);
  std::string first(kHead.size(), '\0');
  head.read(first.data(), static_cast<std::streamsize>(first.size()));
  if (!head || first != kHead) return damaged();
  uint64_t number = 0;
  std::string plain;
  return ForEachPiece(path, kPiece + kTag, kHead.size(), [&](absl::string_view piece, bool last) {
    if (piece.size() < kTag) return damaged();
    const Nonce nonce = NonceOf(digest, number++);
    const Bytes data = DataOf(digest, last);
    plain.resize(piece.size() - kTag);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<uint8_t*>(plain.data()), nullptr, nullptr, Raw(piece), piece.size(),
            data.data(), data.size(), nonce.data(), key_.data()) != 0)
      return damaged();
    return take(plain);
  });
}

}  // namespace izmaksa
