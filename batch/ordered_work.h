// Work done by several threads whose results are taken in order, so that what comes out does not
// depend on the threads.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace izmaksa {

// Calls `work(thread, i)` for i = 0 … count − 1, on `threads` threads, and `take(i, result)` in the
// order of i, by one thread at a time. Few results wait at any time, however long one of them
// takes. The first error, in the order of i among those that happened, stops everything and is
// returned.
template <typename Result>
absl::Status OrderedWork(size_t count, int threads,
                         const std::function<absl::StatusOr<Result>(int, size_t)>& work,
                         const std::function<absl::Status(size_t, Result)>& take) {
  const size_t window = static_cast<size_t>(threads) * 2;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<size_t, absl::StatusOr<Result>> waiting;
  size_t begun = 0, taken = 0;
  bool taking = false;
  absl::Status failure;

  const auto run = [&](int thread) {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return !failure.ok() || begun == count || begun < taken + window; });
      if (!failure.ok() || begun == count) return;
      const size_t i = begun++;
      lock.unlock();
      absl::StatusOr<Result> result = work(thread, i);
      lock.lock();
      waiting.emplace(i, std::move(result));
      if (taking) continue;
      taking = true;
      while (failure.ok() && !waiting.empty() && waiting.begin()->first == taken) {
        auto next = waiting.extract(waiting.begin());
        lock.unlock();
        absl::Status status = next.mapped().ok() ? take(next.key(), *std::move(next.mapped()))
                                                 : next.mapped().status();
        lock.lock();
        ++taken;
        if (!status.ok()) failure = std::move(status);
        changed.notify_all();
      }
      taking = false;
    }
  };
  std::vector<std::thread> others;
  for (int thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
  run(0);
  for (std::thread& other : others) other.join();
  return failure;
}

}  // namespace izmaksa
