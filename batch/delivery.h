// The files of one command as a sequence of blocks, read by several threads and told apart by their
// numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/event_file.h"
#include "batch/event_json.h"
#include "batch/event_wire.h"
#include "batch/fault.h"

namespace izmaksa {

// What a thread needs to read events, reused from one to the next.
struct DeliveryReader {
  EventJsonReader json;
  EventWireReader wire;
  v1::Event event;
  FieldFaults faults;
  std::string buffer;
};

class Delivery {
 public:
  // Opens all files. Fails with the first that cannot be opened.
  static absl::StatusOr<Delivery> Open(const std::vector<std::string>& names);

  size_t blocks() const { return blocks_.size(); }
  int64_t size() const { return size_; }
  int64_t block_size(size_t block) const {
    return blocks_[block].block.end - blocks_[block].block.begin;
  }

  // Calls `take` for the items of a block, in order. Returns how many there were.
  absl::StatusOr<int64_t> Read(size_t block, DeliveryReader& reader,
                               const std::function<void(const EventFile::Item&)>& take) const;

  // Reads the form of an item into reader.event; false leaves why in reader.faults, which is
  // cleared first.
  bool Parse(size_t block, const EventFile::Item& item, DeliveryReader& reader) const;

  // Numbers lines: says how many items a block has. In the order of blocks, before Place is asked
  // about the next.
  void SetItems(size_t block, int64_t items);

  // Where an item is, for people. All blocks before must have been counted.
  const std::string& FileOf(size_t block) const { return files_[blocks_[block].file].name(); }
  size_t FileIndex(size_t block) const { return blocks_[block].file; }
  int64_t LineOf(size_t block, int64_t index) const { return blocks_[block].block.first + index; }

  // Faults of files as a whole.
  std::vector<std::pair<size_t, Fault>> BrokenFiles() const;

 private:
  struct Placed {
    size_t file;
    EventFile::Block block;
  };
  std::vector<EventFile> files_;
  std::vector<Placed> blocks_;
  int64_t size_ = 0;
};

}  // namespace izmaksa
