#include "batch/officer_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kHeader = "izmaksa officer key 1";

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

OfficerKey FromSeed(absl::string_view officer, absl::string_view seed) {
  OfficerKey key{std::string(officer), std::string(seed),
                 std::string(crypto_sign_PUBLICKEYBYTES, '\0')};
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  CHECK(crypto_sign_seed_keypair(Bytes(key.public_key), Bytes(secret), Bytes(key.seed)) == 0);
  return key;
}

}  // namespace

absl::StatusOr<OfficerKey> CreateOfficerKey(const std::string& file, absl::string_view officer) {
  CHECK(sodium_init() >= 0);
  if (officer.empty() || officer.find('\n') != absl::string_view::npos) {
    return absl::InvalidArgumentError("an officer needs a name, on one line");
  }
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  const std::string text =
      absl::StrCat(kHeader, "\n", officer, "\n", absl::BytesToHexString(seed), "\n");
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (descriptor < 0) {
    if (errno == EEXIST)
      return absl::AlreadyExistsError(absl::StrCat(file, ": there is a key file already"));
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot make ", file));
  }
  const bool written =
      write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = written && fsync(descriptor) == 0;
  const int error = errno;
  close(descriptor);
  if (!synced) return absl::ErrnoToStatus(error, absl::StrCat("cannot write ", file));
  return FromSeed(officer, seed);
}

absl::StatusOr<OfficerKey> ReadOfficerKey(const std::string& file) {
  CHECK(sodium_init() >= 0);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return absl::NotFoundError(absl::StrCat(file, ": no such key file"));
  std::ostringstream text;
  text << stream.rdbuf();
  const std::vector<std::string> lines = absl::StrSplit(text.str(), '\n');
  const bool shaped = lines.size() == 4 && lines[0] == kHeader && !lines[1].empty() &&
                      lines[3].empty() && lines[2].size() == 2 * crypto_sign_SEEDBYTES &&
                      lines[2].find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!shaped) return absl::InvalidArgumentError(absl::StrCat(file, ": not an officer's key file"));
  return FromSeed(lines[1], absl::HexStringToBytes(lines[2]));
}

std::string Sign(const OfficerKey& key, absl::string_view text) {
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0'),
      public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  CHECK(crypto_sign_seed_keypair(Bytes(public_key), Bytes(secret), Bytes(key.seed)) == 0);
  std::string signature(crypto_sign_BYTES, '\0');
  CHECK(crypto_sign_detached(Bytes(signature), nullptr, Bytes(text), text.size(), Bytes(secret)) ==
        0);
  return signature;
}

bool SignatureHolds(absl::string_view public_key, absl::string_view text,
                    absl::string_view signature) {
  CHECK(sodium_init() >= 0);
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Bytes(signature), Bytes(text), text.size(),
                                     Bytes(public_key)) == 0;
}

}  // namespace izmaksa
