#include "ledger/group_commit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace izmaksa {
namespace {

using ::testing::ElementsAre;

TEST(GroupCommitTest, AppendsThatArriveMeanwhileShareTheNextCommit) {
  std::vector<size_t> groups;
  std::atomic<bool> first_runs{false}, go_on{false};
  GroupCommit commits([&](const std::vector<PendingAppend*>& group) {
    groups.push_back(group.size());
    first_runs = true;
    while (!go_on) std::this_thread::yield();
    return absl::OkStatus();
  });
  std::vector<std::thread> threads;
  threads.emplace_back([&] { EXPECT_TRUE(commits.Append({0, {}, 1}).ok()); });
  while (!first_runs) std::this_thread::yield();
  std::atomic<int> started{0};
  for (int i = 0; i < 7; ++i) {
    threads.emplace_back([&] {
      ++started;
      EXPECT_TRUE(commits.Append({1, {}, 1}).ok());
    });
  }
  while (started < 7) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // until they wait
  go_on = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(groups, ElementsAre(1, 7));
}

TEST(GroupCommitTest, AfterAFailureNothingIsTriedAgain) {
  int tried = 0;
  GroupCommit commits([&](const std::vector<PendingAppend*>&) {
    return ++tried < 3 ? absl::OkStatus() : absl::ResourceExhaustedError("full");
  });
  EXPECT_TRUE(commits.Append({0, {}, 1}).ok());
  EXPECT_TRUE(commits.Append({0, {}, 1}).ok());
  EXPECT_TRUE(commits.failure().ok());
  EXPECT_TRUE(absl::IsResourceExhausted(commits.Append({0, {}, 1})));
  EXPECT_TRUE(absl::IsResourceExhausted(commits.Append({1, {}, 1})));
  EXPECT_EQ(commits.failure().message(), "full");
  EXPECT_EQ(tried, 3);
}

}  // namespace
}  // namespace izmaksa
