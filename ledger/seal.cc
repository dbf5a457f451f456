#include "ledger/seal.h"

#include <sodium.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr uint8_t kVersion = 1;
constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kOverhead = kSealHead + kSealTail;
static_assert(kNonceSize == 24 && kTagSize == 16 && kSealHead == 1 + kNonceSize &&
              kSealTail == kTagSize && crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

using Context = std::array<uint8_t, 10>;

Context ContextOf(PersonId person, SealedField field) {
  Context context{kVersion, static_cast<uint8_t>(field)};
  for (int i = 0; i < 8; ++i)
    context[2 + i] = static_cast<uint8_t>(person.number() >> (56 - 8 * i));
  return context;
}

// Chooses the fast implementations of this processor; without it libsodium is correct but slow.
void StartSodium() {
  static const int started = sodium_init();
  CHECK(started >= 0);
}

const uint8_t* Bytes(absl::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

std::string Erased(PersonId person) {
  return absl::StrCat("the personal data of person ", person.number(), " was erased");
}

}  // namespace

absl::Status SealInPlace(const PersonKey& key, PersonId person, SealedField field,
                         absl::Span<char> place) {
  StartSodium();
  CHECK(place.size() >= kOverhead);
  if (key.state == PersonKey::State::kErased) return absl::FailedPreconditionError(Erased(person));
  if (key.state == PersonKey::State::kMissing) {
    return absl::FailedPreconditionError(
        absl::StrCat("there is no key of person ", person.number()));
  }
  const Context context = ContextOf(person, field);
  auto* const out = reinterpret_cast<uint8_t*>(place.data());
  uint8_t* const text = out + kSealHead;
  const size_t size = place.size() - kOverhead;
  out[0] = kVersion;
  crypto_generichash_state hash;
  crypto_generichash_init(&hash, key.bytes.data(), key.bytes.size(), kNonceSize);
  crypto_generichash_update(&hash, context.data(), context.size());
  crypto_generichash_update(&hash, text, size);
  crypto_generichash_final(&hash, out + 1, kNonceSize);
  // In place: libsodium lets ciphertext and plaintext be the same memory.
  crypto_aead_xchacha20poly1305_ietf_encrypt_detached(text, text + size, nullptr, text, size,
                                                      context.data(), context.size(), nullptr,
                                                      out + 1, key.bytes.data());
  return absl::OkStatus();
}

absl::StatusOr<std::string> Seal(const PersonKey& key, PersonId person, SealedField field,
                                 absl::string_view plaintext) {
  std::string sealed(kOverhead + plaintext.size(), '\0');
  std::copy(plaintext.begin(), plaintext.end(), sealed.begin() + kSealHead);
  RETURN_IF_ERROR(SealInPlace(key, person, field, absl::MakeSpan(sealed)));
  return sealed;
}

uint64_t MarkOfAccount(const MarkKey& key, absl::string_view iban) {
  StartSodium();
  std::array<uint8_t, 32> hash;
  crypto_generichash(hash.data(), hash.size(), Bytes(iban), iban.size(), key.data(), key.size());
  uint64_t mark = 0;
  for (size_t i = 0; i < 8; ++i) mark = mark << 8 | hash[i];
  return mark == 0 ? 1 : mark;
}

absl::StatusOr<std::string> Unseal(const PersonKey& key, PersonId person, SealedField field,
                                   absl::string_view sealed) {
  StartSodium();
  if (key.state == PersonKey::State::kErased) return absl::FailedPreconditionError(Erased(person));
  if (key.state == PersonKey::State::kMissing) {
    return absl::DataLossError(
        absl::StrCat("the key of person ", person.number(), " is missing and was never erased"));
  }
  const auto damaged = [&] {
    return absl::DataLossError(
        absl::StrCat("sealed data of person ", person.number(), " does not open"));
  };
  if (sealed.size() < kOverhead || static_cast<uint8_t>(sealed[0]) != kVersion) return damaged();
  const Context context = ContextOf(person, field);
  std::string plaintext(sealed.size() - kOverhead, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          reinterpret_cast<uint8_t*>(plaintext.data()), nullptr, nullptr,
          Bytes(sealed) + 1 + kNonceSize, sealed.size() - 1 - kNonceSize, context.data(),
          context.size(), Bytes(sealed) + 1, key.bytes.data()) != 0) {
    return damaged();
  }
  return plaintext;
}

}  // namespace izmaksa
