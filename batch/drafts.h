// Records of a block of a delivery on their way into the log: laid out when they are
// checked, sealed when it is known that everything is in order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/event_seal.h"
#include "ledger/ids.h"
#include "ledger/seal.h"

namespace izmaksa {

class Drafts {
 public:
  // Adds a checked event. Its personal data is moved out of it.
  void Add(v1::Event* event);

  // The record, with what is personal still plain until it is sealed: equal exactly for equal
  // events.
  absl::string_view record(size_t i) const;

  // Seals what is personal, once: the record is then as it is stored. The key, of the event's
  // person, is not looked at where there is no personal data. Fails as SealInPlace does.
  absl::Status Seal(size_t i, PersonId person, const PersonKey& key);

  // The record as Seal would make it.
  absl::StatusOr<std::string> Sealed(size_t i, PersonId person, const PersonKey& key) const;

  size_t size() const { return entries_.size(); }
  size_t memory() const;
  void Clear();  // and keeps its memory

 private:
  struct Entry {
    uint32_t begin, end;  // in bytes_
    Unsealed unsealed;
  };
  std::string bytes_;
  std::vector<Entry> entries_;
};

}  // namespace izmaksa
