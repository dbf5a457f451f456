// A row of an embedded log: the records of one append (or of a part of a very large one), with a
// checksum of our own, so that damage anywhere between the caller's memory and the disk is named as
// ours.
//
//   key    8 bytes, big-endian: the offset of the first record
//   value  CRC-32C of log name, first offset and body, then the body:
//          count, then count lengths, then the records' bytes; every number 4 bytes, little-endian
//
// Offsets within a log are dense, so that a missing row shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/ids.h"

namespace izmaksa {

constexpr size_t kRowSealSize = 4;

std::string RowKey(Offset first);
absl::StatusOr<Offset> RowFirst(absl::string_view log, absl::string_view key);

std::string RowBody(absl::Span<const absl::string_view> records);

// The checksum that goes before the body: it binds the row to its place.
std::string RowSeal(absl::string_view log, Offset first, absl::string_view body);

// The records, pointing into `value`. DATA_LOSS naming log and offset when the row is not whole.
absl::StatusOr<std::vector<absl::string_view>> RowRecords(absl::string_view log, Offset first,
                                                          absl::string_view value);

}  // namespace izmaksa
