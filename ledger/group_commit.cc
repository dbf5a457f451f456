#include "ledger/group_commit.h"

namespace izmaksa {
namespace {

constexpr size_t kGroupBytesMax = 32 << 20;

}  // namespace

absl::Status GroupCommit::Append(PendingAppend append) {
  Waiter self;
  self.append = std::move(append);
  std::unique_lock<std::mutex> lock(mutex_);
  queue_.push_back(&self);
  self.wake.wait(lock, [&] { return self.done || queue_.front() == &self; });
  if (self.done) return self.status;

  // The group stays in the queue while it is written, so that nobody else comes to lead.
  std::vector<PendingAppend*> group;
  size_t bytes = 0;
  for (Waiter* waiter : queue_) {
    if (!group.empty() && bytes + waiter->append.bytes > kGroupBytesMax) break;
    group.push_back(&waiter->append);
    bytes += waiter->append.bytes;
  }
  absl::Status status = failure_;
  if (status.ok()) {
    lock.unlock();
    status = commit_(group);
    lock.lock();
    if (!status.ok()) failure_ = status;
  }
  for (size_t i = 0; i < group.size(); ++i) {
    Waiter* waiter = queue_.front();
    queue_.pop_front();
    waiter->status = status;
    waiter->done = true;
    if (waiter != &self) waiter->wake.notify_one();
  }
  if (!queue_.empty()) queue_.front()->wake.notify_one();
  return status;
}

absl::Status GroupCommit::failure() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return failure_;
}

}  // namespace izmaksa
