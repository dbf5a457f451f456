#include "batch/progress.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace izmaksa {
namespace {

using Clock = std::chrono::steady_clock;

class Meter {
 public:
  ~Meter() { End(); }

  void Report(absl::string_view stage, int64_t done, int64_t total) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const Clock::time_point now = Clock::now();
    if (stage != stage_) {
      End();
      stage_ = std::string(stage);
      began_ = shown_ = now;
    }
    done_ = done;
    total_ = total;
    const auto pause =
        terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000);
    if (now - shown_ < pause) return;
    shown_ = now;
    Show(now);
  }

 private:
  int64_t Milliseconds(Clock::time_point now) const {
    return std::max<int64_t>(
        1, std::chrono::duration_cast<std::chrono::milliseconds>(now - began_).count());
  }

  void Show(Clock::time_point now) const {
    const int64_t elapsed = Milliseconds(now);
    const int64_t rate = done_ * 1000 / elapsed;
    std::string line = absl::StrFormat("  %s: %d", stage_, done_);
    if (total_ > 0)
      absl::StrAppendFormat(&line, " of %d (%d %%)", total_,
                            std::min<int64_t>(100, done_ * 100 / total_));
    absl::StrAppendFormat(&line, ", %d a second", rate);
    if (total_ > done_ && rate > 0)
      absl::StrAppendFormat(&line, ", %d s left", (total_ - done_) / rate);
    if (terminal_) {
      std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
    } else {
      std::fprintf(stderr, "%s\n", line.c_str());
    }
  }

  // The closing line of a stage that took long enough to be worth one.
  void End() {
    if (stage_.empty()) return;
    const int64_t elapsed = Milliseconds(Clock::now());
    if (terminal_) std::fprintf(stderr, "\r\x1b[K");
    if (elapsed >= 2000) {
      std::fprintf(stderr, "  %s: %lld in %lld.%lld s\n", stage_.c_str(),
                   static_cast<long long>(done_), static_cast<long long>(elapsed / 1000),
                   static_cast<long long>(elapsed % 1000 / 100));
    }
    stage_.clear();
  }

  const bool terminal_ = isatty(STDERR_FILENO) != 0;
  std::mutex mutex_;
  std::string stage_;
  Clock::time_point began_, shown_;
  int64_t done_ = 0, total_ = 0;
};

}  // namespace

Progress DrawProgress() {
  return [meter = std::make_shared<Meter>()](absl::string_view stage, int64_t done, int64_t total) {
    meter->Report(stage, done, total);
  };
}

}  // namespace izmaksa
