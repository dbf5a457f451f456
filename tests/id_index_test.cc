#include "ledger/id_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "ledger/temp_directory.h"
#include "proto/event.pb.h"
#include "tests/memory_log.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;

std::string EventBytes(const std::string& id, int64_t recorded = 1) {
  v1::Event event;
  event.set_id(id);
  event.set_source("register");
  event.set_person(1);
  event.set_recorded(recorded);
  return event.SerializeAsString();
}

class IdIndexTest : public testing::Test {
 protected:
  std::unique_ptr<IdIndex> Opened() {
    auto index = IdIndex::Open(directory_.path() + "/ids", 2);
    EXPECT_TRUE(index.ok()) << index.status();
    return *std::move(index);
  }
  // What is stored under ids "0" to "n − 1".
  static std::map<std::string, Fingerprint> Found(const IdIndex& index, int n) {
    std::vector<std::pair<Fingerprint, std::string>> asked;
    for (int i = 0; i < n; ++i)
      asked.emplace_back(FingerprintOfId("register", absl::StrCat(i)), absl::StrCat(i));
    std::sort(asked.begin(), asked.end());
    std::vector<Fingerprint> ids;
    for (const auto& [print, id] : asked) ids.push_back(print);
    std::map<std::string, Fingerprint> found;
    EXPECT_TRUE(
        index.Find(ids, [&](size_t i, Fingerprint content) { found[asked[i].second] = content; })
            .ok());
    return found;
  }

  TempDirectory directory_;
  MemoryLog first_, second_;
  const std::vector<Log*> logs_{&first_, &second_};
};

TEST_F(IdIndexTest, CatchesUpWithTheLogsAndStaysThere) {
  ASSERT_TRUE(first_.Append({EventBytes("0"), EventBytes("1")}).ok());
  ASSERT_TRUE(second_.Append({EventBytes("2")}).ok());
  {
    const auto index = Opened();
    EXPECT_TRUE(Found(*index, 5).empty());
    ASSERT_TRUE(index->CatchUp(logs_).ok());
    EXPECT_EQ(Found(*index, 5).size(), 3u);
    EXPECT_THAT(index->positions(), ElementsAre(Offset(2), Offset(1)));
  }
  ASSERT_TRUE(second_.Append({EventBytes("3")}).ok());
  const auto index = Opened();
  EXPECT_THAT(index->positions(), ElementsAre(Offset(2), Offset(1)));
  ASSERT_TRUE(index->CatchUp(logs_).ok());
  const auto found = Found(*index, 5);
  EXPECT_EQ(found.size(), 4u);
  EXPECT_EQ(found.at("3"), FingerprintOf(EventBytes("3")));
}

TEST_F(IdIndexTest, TheFirstOfEqualIdsCounts) {
  const auto index = Opened();
  ASSERT_TRUE(first_.Append({EventBytes("0", 1), EventBytes("0", 2)}).ok());
  ASSERT_TRUE(index->CatchUp(logs_).ok());
  ASSERT_TRUE(first_.Append({EventBytes("0", 3)}).ok());
  ASSERT_TRUE(index->CatchUp(logs_).ok());
  EXPECT_EQ(Found(*index, 1).at("0"), FingerprintOf(EventBytes("0", 1)));
}

TEST_F(IdIndexTest, ManyIdsAreFoundAgain) {
  std::vector<std::string> records;
  for (int i = 0; i < 120000; ++i) records.push_back(EventBytes(absl::StrCat(i)));
  ASSERT_TRUE(first_.Append(records).ok());
  ASSERT_TRUE(second_.Append({EventBytes("120001")}).ok());
  const auto index = Opened();
  ASSERT_TRUE(index->CatchUp(logs_).ok());
  const auto found = Found(*index, 130000);
  EXPECT_EQ(found.size(), 120001u);
  EXPECT_EQ(found.count("120000"), 0u);
  EXPECT_EQ(found.at("77777"), FingerprintOf(records[77777]));
  EXPECT_EQ(Found(*index, 700).size(), 700u);  // few of many: another way of reading
}

TEST_F(IdIndexTest, IdsOfDifferentSourcesDiffer) {
  EXPECT_NE(FingerprintOfId("a", "b"), FingerprintOfId("b", "a"));
  EXPECT_NE(FingerprintOfId("a", "bc"), FingerprintOfId("ab", "c"));
}

TEST_F(IdIndexTest, RefusesWhatItCannotBeTrueOf) {
  {
    const auto index = Opened();
    ASSERT_TRUE(first_.Append({EventBytes("0")}).ok());
    ASSERT_TRUE(index->CatchUp(logs_).ok());
    EXPECT_EQ(IdIndex::Open(directory_.path() + "/ids", 2).status().code(),
              absl::StatusCode::kUnavailable);
    MemoryLog shorter;
    const std::vector<Log*> others{&shorter, &second_};
    EXPECT_EQ(index->CatchUp(others).code(), absl::StatusCode::kDataLoss);
    ASSERT_TRUE(second_.Append({"not an event"}).ok());
    EXPECT_EQ(index->CatchUp(logs_).code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_EQ(IdIndex::Open(directory_.path() + "/ids", 3).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace izmaksa
