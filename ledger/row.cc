#include "ledger/row.h"

#include "absl/strings/str_cat.h"
#include "ledger/crc32c.h"
#include "ledger/endian.h"

namespace izmaksa {
namespace {

uint32_t Checksum(absl::string_view log, Offset first, absl::string_view body) {
  // The body first: it is summed by the caller's thread, its place is known only when its turn
  // comes.
  uint32_t crc = Crc32c(body);
  crc = Crc32c(Big64(static_cast<uint64_t>(first.position())), crc);
  return Crc32c(log, crc);
}

}  // namespace

std::string RowKey(Offset first) { return Big64(static_cast<uint64_t>(first.position())); }

absl::StatusOr<Offset> RowFirst(absl::string_view log, absl::string_view key) {
  if (key.size() == 8) {
    const auto first = static_cast<int64_t>(FromBig64(key.data()));
    if (first >= 0) return Offset(first);
  }
  return absl::DataLossError(absl::StrCat("the log '", log, "' is damaged: a row has no offset"));
}

std::string RowBody(absl::Span<const absl::string_view> records) {
  size_t size = 4 + 4 * records.size();
  for (const absl::string_view record : records) size += record.size();
  std::string body;
  body.reserve(size);
  AppendLittle32(body, static_cast<uint32_t>(records.size()));
  for (const absl::string_view record : records) {
    AppendLittle32(body, static_cast<uint32_t>(record.size()));
  }
  for (const absl::string_view record : records) body.append(record.data(), record.size());
  return body;
}

std::string RowSeal(absl::string_view log, Offset first, absl::string_view body) {
  std::string seal;
  AppendLittle32(seal, Checksum(log, first, body));
  return seal;
}

absl::StatusOr<std::vector<absl::string_view>> RowRecords(absl::string_view log, Offset first,
                                                          absl::string_view value) {
  const auto damaged = [&] {
    return absl::DataLossError(
        absl::StrCat("the log '", log, "' is damaged at offset ", first.position()));
  };
  if (value.size() < kRowSealSize + 4) return damaged();
  const absl::string_view body = value.substr(kRowSealSize);
  if (FromLittle32(value.data()) != Checksum(log, first, body)) return damaged();
  const uint64_t count = FromLittle32(body.data());
  if (body.size() < 4 + 4 * count) return damaged();
  std::vector<absl::string_view> records(count);
  size_t at = 4 + 4 * count;
  for (size_t i = 0; i < count; ++i) {
    const size_t size = FromLittle32(body.data() + 4 + 4 * i);
    if (size > body.size() - at) return damaged();
    records[i] = body.substr(at, size);
    at += size;
  }
  if (at != body.size() || count == 0) return damaged();
  return records;
}

}  // namespace izmaksa
