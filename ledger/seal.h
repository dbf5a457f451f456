// Personal data under a key of its own for every person. Destroying the key makes what it sealed
// unreadable, in every log, state, file and backup, while the bytes, and so all hashes and proofs
// over them, stay.
//
// PERMANENT FORMAT of a sealed value, version 1:
//
//     1 byte    version, 0x01
//     24 bytes  nonce
//     n bytes   ciphertext, as long as the plaintext
//     16 bytes  authentication tag
//
//     context = version byte ‖ field byte ‖ person, 8 bytes big-endian
//     nonce   = BLAKE2b, 24 bytes long, keyed with the person's key, of context ‖ plaintext
//     ciphertext ‖ tag = XChaCha20-Poly1305-IETF(key, nonce, plaintext, associated data = context)
//
// The nonce is computed, not drawn, so that the same fact about the same person sealed twice gives
// the same bytes: an event sent again is recognised, and no randomness reaches a record. What this
// gives away is that a person's data is the same as before; two people's never compare, because
// their keys differ. The context names neither the event nor the log, so that a sealed value may be
// copied from an event into the journal as it is.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/ids.h"

namespace izmaksa {

// What is sealed. Part of the permanent format: numbers are added, never changed or reused.
enum class SealedField : uint8_t {
  kIdentity = 1,
  kCode = 2,
  kAccount = 3,
  kAddress = 4,
  kPayee = 5,
};

// A person's key, or why there is none.
struct PersonKey {
  enum class State : uint8_t { kPresent, kMissing, kErased };
  State state = State::kMissing;
  std::array<uint8_t, 32> bytes{};  // zero unless present
};

// Pure: the same arguments give the same bytes. FAILED_PRECONDITION when there is no key.
absl::StatusOr<std::string> Seal(const PersonKey& key, PersonId person, SealedField field,
                                 absl::string_view plaintext);

// How much longer a sealed value is than its plaintext: so much before it and so much after it.
constexpr size_t kSealHead = 25, kSealTail = 16;

// The same in the place where the result is to stand: the plaintext, with kSealHead bytes before it
// and kSealTail after it, becomes its sealed value. Nothing changes on failure.
absl::Status SealInPlace(const PersonKey& key, PersonId person, SealedField field,
                         absl::Span<char> place);

// What was sealed. FAILED_PRECONDITION "… was erased" for a person whose key was destroyed;
// DATA_LOSS when the key is missing though never erased, or when the value does not open: another
// person's, another field's, or damaged.
absl::StatusOr<std::string> Unseal(const PersonKey& key, PersonId person, SealedField field,
                                   absl::string_view sealed);

// With which accounts are marked, so that it is seen how many people use one without knowing which
// it is. Derived from the master key: marks of two ledgers do not compare.
using MarkKey = std::array<uint8_t, 32>;

// PERMANENT: the first eight bytes, big-endian, of BLAKE2b-256 of the IBAN, keyed with the mark
// key; never 0.
uint64_t MarkOfAccount(const MarkKey& key, absl::string_view iban);

// The keys of all people: a small RocksDB of its own, apart from the logs, because it must be able
// to forget. Each key is 32 random bytes, wrapped (XChaCha20-Poly1305-IETF, associated data = the
// person's number) by the master key, a file of 32 bytes kept elsewhere. Losing the store or the
// master key loses every name and account in the logs: back up both, apart from each other.
// Thread-safe.
class KeyStore {
 public:
  enum class Access { kReadWrite, kReadOnly };

  virtual ~KeyStore() = default;

  // Makes an empty store. A master key file that is already there is used and never overwritten;
  // otherwise one is made, readable by its owner only. ALREADY_EXISTS when the directory is not
  // empty.
  static absl::Status Create(const std::string& directory, const std::string& master_key_file);

  // NOT_FOUND when there is no store or no master key file; PERMISSION_DENIED when the master key
  // is not the one this store was made with; UNAVAILABLE when another process has it open for
  // writing and so would we; DATA_LOSS when it is damaged. Read-only access sees the keys as they
  // were when opened and may run beside a writer.
  static absl::StatusOr<std::unique_ptr<KeyStore>> Open(const std::string& directory,
                                                        const std::string& master_key_file,
                                                        Access access);

  // The keys of these people, in the same order. The people must be in ascending order, none twice.
  virtual absl::StatusOr<std::vector<PersonKey>> Keys(absl::Span<const PersonId> people) = 0;

  // The same, after making the keys that are missing; returns when those are durable, since a
  // record sealed with a key that was lost is lost. Never makes a new key for a person who was
  // erased: that key stays erased.
  virtual absl::StatusOr<std::vector<PersonKey>> EnsureKeys(absl::Span<const PersonId> people) = 0;

  // BLAKE2b-256 of "izmaksa account mark", keyed with the master key.
  virtual const MarkKey& mark_key() const = 0;

  // Destroys the key of a person, for ever, and leaves a mark. Returns when the mark is durable and
  // the wrapped key is no longer in any file of the store. Erasing again, or a person who never had
  // a key, is not an error.
  virtual absl::Status Erase(PersonId person) = 0;
};

}  // namespace izmaksa
