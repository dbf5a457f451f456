// A log in memory, for tests of folds. Durable as long as the test.
#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#include "ledger/log.h"

namespace izmaksa {

class ListLog final : public Log {
 public:
  // Offsets step by `step`: they increase and are not dense.
  explicit ListLog(int64_t step = 1) : step_(step) {}

  absl::Status Append(absl::Span<const std::string> records) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const std::string& bytes : records) {
      records_.push_back({Offset(static_cast<int64_t>(records_.size()) * step_), bytes});
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Record>> Read(Offset from, int limit) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto at = std::lower_bound(records_.begin(), records_.end(), from,
                               [](const Record& r, Offset offset) { return r.offset < offset; });
    const auto count = std::min<std::ptrdiff_t>(limit, records_.end() - at);
    return std::vector<Record>(at, at + count);
  }

  absl::StatusOr<Offset> End() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return Offset(static_cast<int64_t>(records_.size()) * step_);
  }

 private:
  const int64_t step_;
  std::mutex mutex_;
  std::vector<Record> records_;
};

}  // namespace izmaksa
