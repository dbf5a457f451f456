// Appends that arrive while another is being made durable share the next sync: the first of them to
// wait leads, commits for all, and wakes the rest.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace izmaksa {

// Rows of one append, to one log.
struct PendingAppend {
  struct Row {
    std::string body;
    int count;
  };
  size_t log;
  std::vector<Row> rows;
  size_t bytes;  // of all rows
};

// Thread-safe.
class GroupCommit {
 public:
  // Makes all of these durable, in this order; called by one thread at a time.
  using Commit = std::function<absl::Status(const std::vector<PendingAppend*>&)>;

  explicit GroupCommit(Commit commit) : commit_(std::move(commit)) {}

  // Returns when it is durable. Once a commit has failed nobody knows what the disk holds, so every
  // later append is refused with the same error, until the store is opened again.
  absl::Status Append(PendingAppend append);

  absl::Status failure() const;  // the error that stopped it, if any

 private:
  struct Waiter {
    PendingAppend append;
    absl::Status status;
    bool done = false;
    std::condition_variable wake;
  };

  const Commit commit_;
  mutable std::mutex mutex_;
  std::deque<Waiter*> queue_;  // the front one leads
  absl::Status failure_;
};

}  // namespace izmaksa
