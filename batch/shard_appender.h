// Appends records to the log of one shard on a thread of its own, so that shards wait for the disk
// side by side and the next records are made ready meanwhile.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/log.h"

namespace izmaksa {

class ShardAppender {
 public:
  // Records of one append: enough that a sync is cheap for each, few enough that readers can hold
  // them.
  static constexpr size_t kAppendMax = 32000;

  explicit ShardAppender(Log* log);
  ~ShardAppender();
  ShardAppender(const ShardAppender&) = delete;
  ShardAppender& operator=(const ShardAppender&) = delete;

  // Takes records to be appended after those given before; `bytes` is what they point into. Waits
  // while too many are waiting. Fails with the error of an earlier append; after one nothing more
  // is appended.
  absl::Status Push(std::vector<absl::string_view> records, std::shared_ptr<const void> bytes);

  // Returns when everything given is durable, or with the first error.
  absl::Status Finish();

 private:
  struct Portion {
    std::vector<absl::string_view> records;
    std::shared_ptr<const void> bytes;
  };
  void Run();

  Log* const log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Portion> queue_;
  bool finishing_ = false;
  absl::Status failure_;
  std::thread thread_;
};

}  // namespace izmaksa
