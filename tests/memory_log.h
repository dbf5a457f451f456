// A log in memory, for tests: what a Log promises as long as the process lives, and failures on
// demand.
#pragma once

#include <limits>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/log.h"

namespace izmaksa {

class MemoryLog : public Log {
 public:
  absl::Status Append(absl::Span<const std::string> records) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const std::string& record : records) {
      if (record.size() > kRecordSizeMax) return absl::InvalidArgumentError("record too large");
    }
    ++appends_;
    for (const std::string& record : records) {
      if (records_.size() >= records_max_)
        return absl::ResourceExhaustedError("no space left on device");
      records_.push_back(record);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Record>> Read(Offset from, int limit) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<Record> read;
    for (size_t i = static_cast<size_t>(from.position());
         i < records_.size() && static_cast<int>(read.size()) < limit; ++i) {
      read.push_back({Offset(static_cast<int64_t>(i)), records_[i]});
    }
    return read;
  }

  absl::StatusOr<Offset> End() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return Offset(static_cast<int64_t>(records_.size()));
  }

  // From now on an append fails once so many records are there, after a prefix was stored.
  void FailBeyond(size_t records_max) { records_max_ = records_max; }
  const std::vector<std::string>& records() const { return records_; }
  int appends() const { return appends_; }

 private:
  std::mutex mutex_;
  std::vector<std::string> records_;
  size_t records_max_ = std::numeric_limits<size_t>::max();
  int appends_ = 0;
};

}  // namespace izmaksa
