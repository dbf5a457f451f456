#include "batch/drafts.h"

#include "absl/types/span.h"
#include "ledger/status.h"

namespace izmaksa {

void Drafts::Add(v1::Event* event) {
  const size_t begin = bytes_.size();
  const Unsealed unsealed = AppendDraft(event, &bytes_);
  CHECK(bytes_.size() <= UINT32_MAX);
  entries_.push_back(
      {static_cast<uint32_t>(begin), static_cast<uint32_t>(bytes_.size()), unsealed});
}

absl::string_view Drafts::record(size_t i) const {
  return absl::string_view(bytes_).substr(entries_[i].begin, entries_[i].end - entries_[i].begin);
}

absl::Status Drafts::Seal(size_t i, PersonId person, const PersonKey& key) {
  const Entry& entry = entries_[i];
  if (entry.unsealed.size == 0) return absl::OkStatus();
  return SealInPlace(
      key, person, entry.unsealed.field,
      absl::MakeSpan(bytes_).subspan(entry.begin + entry.unsealed.at, entry.unsealed.size));
}

absl::StatusOr<std::string> Drafts::Sealed(size_t i, PersonId person, const PersonKey& key) const {
  Drafts alone;
  alone.bytes_ = std::string(record(i));
  alone.entries_ = {{0, static_cast<uint32_t>(alone.bytes_.size()), entries_[i].unsealed}};
  RETURN_IF_ERROR(alone.Seal(0, person, key));
  return alone.bytes_;
}

size_t Drafts::memory() const { return bytes_.capacity() + entries_.capacity() * sizeof(Entry); }

void Drafts::Clear() {
  bytes_.clear();
  entries_.clear();
}

}  // namespace izmaksa
