#include "batch/delivery.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {

absl::StatusOr<Delivery> Delivery::Open(const std::vector<std::string>& names) {
  Delivery delivery;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(EventFile file, EventFile::Open(name));
    bool first = true;
    for (EventFile::Block block : file.blocks()) {
      if (first) block.first = 1;
      first = false;
      delivery.blocks_.push_back({delivery.files_.size(), block});
    }
    delivery.size_ += file.size();
    delivery.files_.push_back(std::move(file));
  }
  return delivery;
}

absl::StatusOr<int64_t> Delivery::Read(
    size_t block, DeliveryReader& reader,
    const std::function<void(const EventFile::Item&)>& take) const {
  return files_[blocks_[block].file].Read(blocks_[block].block, &reader.buffer, take);
}

bool Delivery::Parse(size_t block, const EventFile::Item& item, DeliveryReader& reader) const {
  reader.faults.clear();
  const bool json = files_[blocks_[block].file].form() == EventFile::Form::kJson;
  if (item.too_long) {
    reader.event.Clear();
    reader.faults.push_back(
        {"", absl::StrCat("is longer than ", EventFile::kRecordSizeMax, " bytes")});
    return false;
  }
  if (json) return reader.json.Read(item.bytes, &reader.event, &reader.faults);
  if (reader.wire.Read(item.bytes, &reader.event, &reader.faults)) return true;
  for (FieldFault& fault : reader.faults) absl::StrAppend(&fault.message, " (byte ", item.at, ")");
  return false;
}

void Delivery::SetItems(size_t block, int64_t items) {
  if (block + 1 == blocks_.size() || blocks_[block + 1].file != blocks_[block].file) return;
  blocks_[block + 1].block.first = blocks_[block].block.first + items;
}

std::vector<std::pair<size_t, Fault>> Delivery::BrokenFiles() const {
  std::vector<std::pair<size_t, Fault>> broken;
  for (size_t i = 0; i < files_.size(); ++i) {
    if (files_[i].broken()) broken.emplace_back(i, *files_[i].broken());
  }
  return broken;
}

}  // namespace izmaksa
