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

absl::string_view Drafts::plain(size_t i) const {
  return absl::string_view(bytes_).substr(entries_[i].begin, entries_[i].end - entries_[i].begin);
}

absl::StatusOr<std::string> Drafts::Sealed(size_t i, PersonId person, const PersonKey& key) const {
  const Unsealed& unsealed = entries_[i].unsealed;
  std::string record(plain(i));
  if (unsealed.size > 0) {
    RETURN_IF_ERROR(SealInPlace(key, person, unsealed.field,
                                absl::MakeSpan(record).subspan(unsealed.at, unsealed.size)));
  }
  return record;
}

size_t Drafts::memory() const { return bytes_.capacity() + entries_.capacity() * sizeof(Entry); }

void Drafts::Clear() {
  bytes_.clear();
  entries_.clear();
}

}  // namespace izmaksa
