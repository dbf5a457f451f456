// The door: files of events become records of the logs, checked, sealed and exactly once.
//
// All files of a command are one delivery. First everything is checked, and if anything at all is
// wrong nothing is written; then it is sealed and appended. In between stand the questions that
// need all of it: is an id used twice, is every person known, has somebody been erased. Memory is
// about 100 bytes an event, and what was checked as long as it fits: the rest is read again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "batch/event_check.h"
#include "batch/fault.h"
#include "ledger/date.h"
#include "ledger/id_index.h"
#include "ledger/ids.h"
#include "ledger/log.h"
#include "ledger/seal.h"

namespace izmaksa {

// The birth dates of people registered before this delivery, in the order asked; nullopt for those
// who are not. Asked in ascending order, several thousand at a time, so that it can be one pass
// over what is stored.
using BornLookup = std::function<absl::StatusOr<std::vector<std::optional<Date>>>(
    absl::Span<const PersonId> people)>;

struct IntakeProgress {
  absl::string_view step;  // "checking", "comparing", "appending"
  int64_t bytes_done = 0;
  int64_t bytes_total = 0;
};

// What a delivery is checked against and written to. Nothing is owned. The id index belongs to
// these logs and no other process appends to them meanwhile.
struct IntakeLedger {
  std::vector<Log*> events;  // one per shard
  KeyStore* keys = nullptr;
  IdIndex* ids = nullptr;
  KnownBenefit known_benefit;
  BornLookup born;
  int threads = 2;
  size_t memory_max = size_t{1} << 30;  // for what was checked and waits to be appended, in bytes
  std::function<void(const IntakeProgress&)> progress;  // optional; one thread at a time
};

struct IntakeResult {
  static constexpr size_t kFaultsKept = 1000;

  int64_t events = 0;    // in the files
  int64_t appended = 0;  // 0 whenever there is a fault
  int64_t repeated = 0;  // stored before, or said twice in the files: stored once
  int64_t faults_total = 0;
  std::vector<Fault> faults;  // the first of them, in the order of files and lines

  bool accepted() const { return faults_total == 0; }
};

// Checks and appends. Records of one shard are in the order of the files and lines. Faults in what
// the files say are in the result; a Status is an operating error: a file that cannot be read,
// ABORTED when one changed meanwhile, or what the logs and stores report. After an error some
// events may be stored; appending the same files again stores the rest.
absl::StatusOr<IntakeResult> AppendFiles(const std::vector<std::string>& files,
                                         const IntakeLedger& ledger);

}  // namespace izmaksa
