// Sorting on several threads.
#pragma once

#include <algorithm>
#include <thread>
#include <vector>

namespace izmaksa {

// Sorts by `less`, which must be a total order: then the result does not depend on the number of
// threads.
template <typename T, typename Less>
void ParallelSort(std::vector<T>& items, int threads, Less less) {
  if (threads < 2 || items.size() < 50000) return std::sort(items.begin(), items.end(), less);
  const auto middle = items.begin() + static_cast<ptrdiff_t>(items.size() / 2);
  std::thread other([&] { std::sort(items.begin(), middle, less); });
  std::sort(middle, items.end(), less);
  other.join();
  std::inplace_merge(items.begin(), middle, items.end(), less);
}

}  // namespace izmaksa
