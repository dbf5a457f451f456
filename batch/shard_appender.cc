#include "batch/shard_appender.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/types/span.h"

namespace izmaksa {
namespace {

constexpr size_t kQueueMax = 4;

}  // namespace

ShardAppender::ShardAppender(Log* log) : log_(log), thread_([this] { Run(); }) {}

ShardAppender::~ShardAppender() { Finish().IgnoreError(); }

absl::Status ShardAppender::Push(std::vector<absl::string_view> records,
                                 std::shared_ptr<const void> bytes) {
  if (records.empty()) return absl::OkStatus();
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return !failure_.ok() || queue_.size() < kQueueMax; });
  if (!failure_.ok()) return failure_;
  queue_.push_back({std::move(records), std::move(bytes)});
  changed_.notify_all();
  return absl::OkStatus();
}

absl::Status ShardAppender::Finish() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    finishing_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  return failure_;
}

void ShardAppender::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return finishing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const Portion portion = std::move(queue_.front());
    queue_.pop_front();
    changed_.notify_all();
    lock.unlock();
    absl::Status status;
    const absl::Span<const absl::string_view> all(portion.records);
    for (size_t from = 0; from < all.size() && status.ok(); from += kAppendMax) {
      status = log_->AppendViews(all.subspan(from, kAppendMax));
    }
    lock.lock();
    if (status.ok()) continue;
    failure_ = std::move(status);
    queue_.clear();
    changed_.notify_all();
    return;
  }
}

}  // namespace izmaksa
