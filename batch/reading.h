// The reading of a delivery: every event checked by itself, and what is remembered of it until it
// is appended. For batch/intake.cc and its parts; what the door promises stands in batch/intake.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "batch/delivery.h"
#include "batch/drafts.h"
#include "batch/intake.h"

namespace izmaksa {

// An event between checking and appending.
struct Line {
  Fingerprint id;
  uint64_t person;
  int32_t effective;
  uint32_t rank;          // of the id among all, once they are in order
  uint32_t index : 30;    // in its block
  uint32_t personal : 1;  // has personal data
  uint32_t repeated : 1;  // is stored already, or comes earlier in the files
};
static_assert(sizeof(Line) == 40);

// What the files say about one person.
struct PersonSeen {
  static constexpr int32_t kNotRegistered = INT32_MAX;

  uint64_t person;
  int32_t effective_min;
  int32_t born_min;
  bool personal;
};

// The first faults, in the order of files and lines, and how many there are.
class Faults {
 public:
  void Add(size_t file, Fault fault);
  void AddUnseen(int64_t count) { total_ += count; }
  int64_t total() const { return total_; }
  void Give(IntakeResult* result);

 private:
  void Trim();
  int64_t total_ = 0;
  std::vector<std::pair<size_t, Fault>> kept_;
};

// The keys of those with personal data, both in order of person.
struct KeyRing {
  std::vector<PersonId> people;
  std::vector<PersonKey> keys;
  const PersonKey& Of(uint64_t person) const;  // it must be there
  // The same, searched for from `near` on, which is moved there: files mostly go from person to
  // person in order.
  const PersonKey& Of(uint64_t person, size_t* near) const;
};

// All that is known of a delivery.
struct Reading {
  Reading(Delivery files, const IntakeLedger& target);
  ~Reading();

  // Reads everything and checks every event by itself.
  absl::Status CheckEvents();

  // The drafts of the lines of a block: those kept from checking or, where memory did not suffice,
  // made again from the file, in `again`. ABORTED when the file is no longer what was checked.
  absl::StatusOr<const Drafts*> DraftsOf(size_t block, DeliveryReader& reader, Drafts* again) const;

  // The same, and lets go of them.
  absl::StatusOr<Drafts> TakeDrafts(size_t block, DeliveryReader& reader);

  void AddFault(size_t block, const Line& line, absl::string_view field, absl::string_view message);
  void Report(absl::string_view step, size_t block);

  Delivery delivery;
  const IntakeLedger& ledger;
  std::vector<std::unique_ptr<DeliveryReader>> readers;  // per thread
  std::vector<std::vector<Line>> lines;                  // per block
  std::vector<PersonSeen> people;                        // in order, none twice
  KeyRing ring;
  Faults faults;
  int64_t events = 0;

 private:
  struct Checked;
  struct Kept {
    uint32_t sum = 0;  // of the bytes read, so that a file that changes meanwhile is noticed
    std::optional<Drafts> drafts;
  };
  absl::StatusOr<Checked> CheckBlock(int thread, size_t block);
  absl::StatusOr<Drafts> ReadAgain(size_t block, DeliveryReader& reader) const;

  std::vector<std::unique_ptr<Checked>> checking_;  // per thread: memory to check a block in
  std::vector<Kept> kept_;                          // per block
  size_t kept_bytes_ = 0;
  IntakeProgress progress_;
};

}  // namespace izmaksa
