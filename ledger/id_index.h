// Which event ids the logs of a ledger hold, and what was stored under them: a fold of all events
// logs together, for the door alone. It may be deleted and is then rebuilt from the logs; it holds
// fingerprints only.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/ids.h"
#include "ledger/log.h"

namespace izmaksa {

// The first 128 bits of SHA-256: two different inputs with the same fingerprint cannot be found,
// let alone met by accident.
struct Fingerprint {
  uint64_t high = 0, low = 0;
  friend constexpr auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

Fingerprint FingerprintOf(absl::string_view bytes);
// Of an event's identity: the source and the id it chose. Neither may contain a NUL.
Fingerprint FingerprintOfId(absl::string_view source, absl::string_view id);

// Thread-safe for reading; one thread at a time adds.
class IdIndex {
 public:
  struct Entry {
    Fingerprint id;
    Fingerprint content;  // of the bytes stored
  };

  virtual ~IdIndex() = default;

  // Opens the index for so many shards, making it when it is missing. FAILED_PRECONDITION when it
  // was made for another number; UNAVAILABLE when another process has it open; DATA_LOSS when it is
  // damaged: delete the directory then.
  static absl::StatusOr<std::unique_ptr<IdIndex>> Open(const std::string& directory, int shards);

  // Adds what the logs, one per shard, hold beyond `positions`. DATA_LOSS when a log ends before
  // that, or holds a record that is not an event. After a crash between appending and Add this is
  // what makes it true again.
  virtual absl::Status CatchUp(absl::Span<Log* const> logs) = 0;

  // Per shard, the offset up to which every record is known.
  virtual std::vector<Offset> positions() const = 0;

  // Calls `found(i, content)` for those ids that are known. The ids must be in ascending order,
  // none twice.
  virtual absl::Status Find(absl::Span<const Fingerprint> ids,
                            const std::function<void(size_t, Fingerprint)>& found) const = 0;

  // Adds entries, in ascending order of id and none twice, and moves to `positions`, together.
  // `entry` may be called by several threads.
  virtual absl::Status Add(size_t count, const std::function<Entry(size_t)>& entry,
                           const std::vector<Offset>& positions) = 0;
};

}  // namespace izmaksa
