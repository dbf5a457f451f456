// A file of events cut into blocks that can be read apart from each other: lines of JSON, or
// length-delimited Protobuf when the name ends in ".pb". Memory does not grow with the file, nor
// with a line in it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/fault.h"

namespace izmaksa {

class EventFile {
 public:
  enum class Form { kJson, kProtobuf };

  static constexpr int64_t kBlockSize = 8 << 20;
  static constexpr int64_t kRecordSizeMax = 1 << 20;

  // Bytes of the file. `first` is the number of the first record, counting from 1; 0 where it is
  // known only after the blocks before it have been read (lines).
  struct Block {
    int64_t begin = 0, end = 0, first = 0;
  };

  // One line or message.
  struct Item {
    int64_t index = 0;        // in the block, from 0
    int64_t at = 0;           // byte offset in the file
    absl::string_view bytes;  // valid during the call only; empty when too long
    bool too_long = false;    // longer than kRecordSizeMax: not held in memory
  };

  // NOT_FOUND and PERMISSION_DENIED as the system says; INVALID_ARGUMENT for anything but a regular
  // file, because it is read twice.
  static absl::StatusOr<EventFile> Open(const std::string& name);
  EventFile(EventFile&& other) noexcept;
  EventFile& operator=(EventFile&&) = delete;
  ~EventFile();

  const std::string& name() const { return name_; }
  Form form() const { return form_; }
  int64_t size() const { return size_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  // Where the lengths of a Protobuf file stop making sense; nothing after it was cut into blocks.
  const std::optional<Fault>& broken() const { return broken_; }

  // Calls `take` for every item of a block, in order, and returns how many there were; a line
  // belongs to the block in which it begins. `buffer` is reused from call to call. ABORTED when the
  // file got shorter since it was opened. Any number of threads, with a buffer each.
  absl::StatusOr<int64_t> Read(const Block& block, std::string* buffer,
                               const std::function<void(const Item&)>& take) const;

 private:
  EventFile(std::string name, int fd, int64_t size);
  absl::Status CutMessages();
  absl::Status Load(int64_t begin, int64_t end, std::string* buffer) const;  // appends
  absl::StatusOr<int64_t> ReadLines(const Block& block, std::string* buffer,
                                    const std::function<void(const Item&)>& take) const;
  absl::StatusOr<int64_t> ReadMessages(const Block& block, std::string* buffer,
                                       const std::function<void(const Item&)>& take) const;

  std::string name_;
  int fd_;
  int64_t size_;
  Form form_;
  std::vector<Block> blocks_;
  std::optional<Fault> broken_;
};

}  // namespace izmaksa
