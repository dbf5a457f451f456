// One suite for every implementation of Log. A new one adds a LogPlace and a line at the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "ledger/log.h"
#include "tests/log_place.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Bytes(const std::vector<Record>& records) {
  std::vector<std::string> bytes;
  for (const Record& record : records) bytes.push_back(record.bytes);
  return bytes;
}

struct Implementation {
  std::string name;
  std::function<std::unique_ptr<LogPlace>()> make;

  friend void PrintTo(const Implementation& it, std::ostream* out) { *out << it.name; }
};

class LogContractTest : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override { ASSERT_TRUE(place_->Open().ok()); }

  Log& log() { return *place_->log("events-0000"); }

  void Append(const std::vector<std::string>& records) {
    const absl::Status status = log().Append(records);
    ASSERT_TRUE(status.ok()) << status;
  }

  std::vector<Record> ReadAll(Log& from, int step = 7) {
    std::vector<Record> all;
    Offset next;
    for (;;) {
      auto part = from.Read(next, step);
      EXPECT_TRUE(part.ok()) << part.status();
      if (!part.ok()) return all;
      for (Record& record : *part) {
        EXPECT_GE(record.offset, next) << "offsets increase";
        next = record.offset.next();
        all.push_back(std::move(record));
      }
      if (part->size() < static_cast<size_t>(step)) return all;
    }
  }

  void Reopen() {
    place_->Close();
    const absl::Status status = place_->Open();
    ASSERT_TRUE(status.ok()) << status;
  }

  const std::unique_ptr<LogPlace> place_ = GetParam().make();
};

TEST_P(LogContractTest, AnEmptyLogEndsWhereItBegins) {
  EXPECT_THAT(*log().Read(Offset(0), 10), IsEmpty());
  EXPECT_EQ(*log().End(), Offset(0));
}

TEST_P(LogContractTest, RecordsComeBackInOrder) {
  Append({"a", "b"});
  Append({"c"});
  Append({"d", "e", "f"});
  EXPECT_THAT(Bytes(ReadAll(log())), ElementsAre("a", "b", "c", "d", "e", "f"));
  EXPECT_THAT(Bytes(ReadAll(log(), 1)), ElementsAre("a", "b", "c", "d", "e", "f"));
}

TEST_P(LogContractTest, RecordsComeBackByteForByte) {
  std::string every;
  for (int i = 0; i < 256; ++i) every.push_back(static_cast<char>(i));
  std::string maximal(Log::kRecordSizeMax, '\0');
  for (size_t i = 0; i < maximal.size(); i += 251) maximal[i] = static_cast<char>(i / 251);
  const std::vector<std::string> records = {"", every, maximal, "", std::string(3, '\0')};
  Append(records);
  EXPECT_EQ(Bytes(ReadAll(log())), records);
  Reopen();
  EXPECT_EQ(Bytes(ReadAll(log())), records);
}

TEST_P(LogContractTest, AppendingNothingDoesNothing) {
  Append({});
  EXPECT_EQ(*log().End(), Offset(0));
}

TEST_P(LogContractTest, ATooLargeRecordIsRefusedBeforeAnyEffect) {
  const std::string too_large(Log::kRecordSizeMax + 1, 'x');
  EXPECT_TRUE(absl::IsInvalidArgument(log().Append({"before", too_large, "after"})));
  EXPECT_THAT(*log().Read(Offset(0), 10), IsEmpty());
  Append({"fits"});
  EXPECT_THAT(Bytes(ReadAll(log())), ElementsAre("fits"));
}

TEST_P(LogContractTest, AnAppendLargerThanAnyBufferIsWhole) {
  std::vector<std::string> records;
  for (int i = 0; i < 40; ++i) {
    records.push_back(std::string(Log::kRecordSizeMax, static_cast<char>('a' + i % 26)));
  }
  for (int i = 0; i < 30000; ++i) records.push_back(absl::StrCat("small ", i));
  Append(records);
  EXPECT_TRUE(Bytes(ReadAll(log(), 1000)) == records);
}

TEST_P(LogContractTest, EveryAcknowledgedRecordIsBeforeTheEnd) {
  for (int i = 0; i < 5; ++i) {
    Append({"x", "y"});
    const Offset end = *log().End();
    const std::vector<Record> all = ReadAll(log());
    ASSERT_THAT(all, SizeIs(2 * (i + 1)));
    EXPECT_LT(all.back().offset, end);
    EXPECT_THAT(*log().Read(end, 10), IsEmpty());
  }
}

TEST_P(LogContractTest, ReadingPastTheEndGivesNothing) {
  Append({"a"});
  EXPECT_THAT(*log().Read(Offset(1000000), 10), IsEmpty());
  EXPECT_THAT(*log().Read(log().End()->next(), 10), IsEmpty());
}

TEST_P(LogContractTest, ReadsNoMoreThanTheLimitAndFewerOnlyAtTheEnd) {
  Append({"a", "b", "c"});
  Append({"d", "e"});
  for (int limit = 0; limit <= 7; ++limit) {
    EXPECT_THAT(*log().Read(Offset(0), limit), SizeIs(std::min(limit, 5))) << limit;
  }
}

TEST_P(LogContractTest, ReadsFromAnyRecordOn) {
  Append({"a", "b", "c"});
  Append({"d"});
  Append({"e", "f"});
  const std::vector<Record> all = ReadAll(log());
  for (size_t i = 0; i < all.size(); ++i) {
    const auto part = log().Read(all[i].offset, 3);
    ASSERT_TRUE(part.ok());
    ASSERT_THAT(*part, SizeIs(std::min<size_t>(3, all.size() - i)));
    for (size_t k = 0; k < part->size(); ++k) {
      EXPECT_EQ((*part)[k].offset, all[i + k].offset);
      EXPECT_EQ((*part)[k].bytes, all[i + k].bytes);
    }
  }
}

TEST_P(LogContractTest, WhatWasAcknowledgedSurvivesReopening) {
  Append({"a", "b"});
  const std::vector<Record> before = ReadAll(log());
  const Offset end = *log().End();
  Reopen();
  EXPECT_EQ(*log().End(), end);
  Append({"c"});
  Reopen();
  const std::vector<Record> after = ReadAll(log());
  ASSERT_THAT(Bytes(after), ElementsAre("a", "b", "c"));
  EXPECT_EQ(after[1].offset, before[1].offset) << "an offset is for ever";
  EXPECT_GE(after[2].offset, end);
}

TEST_P(LogContractTest, LogsAreApart) {
  Append({"an event"});
  ASSERT_TRUE(place_->log("journal-0000")->Append({"an entry"}).ok());
  Reopen();
  EXPECT_THAT(Bytes(ReadAll(log())), ElementsAre("an event"));
  EXPECT_THAT(Bytes(ReadAll(*place_->log("journal-0000"))), ElementsAre("an entry"));
}

TEST_P(LogContractTest, AReaderSeesWhatTheWriterHasAppended) {
  constexpr int kCount = 400;
  std::thread writer([&] {
    for (int i = 0; i < kCount; ++i) ASSERT_TRUE(log().Append({absl::StrCat(i)}).ok());
  });
  int seen = 0;
  Offset next;
  while (seen < kCount) {
    const auto part = log().Read(next, 16);
    ASSERT_TRUE(part.ok()) << part.status();
    for (const Record& record : *part) {
      ASSERT_EQ(record.bytes, absl::StrCat(seen)) << "nothing skipped, nothing twice";
      ++seen;
      next = record.offset.next();
    }
    std::this_thread::yield();
  }
  writer.join();
}

TEST_P(LogContractTest, ConcurrentAppendsKeepTheirOrderAndLoseNothing) {
  constexpr int kThreads = 8, kAppends = 60;
  const std::vector<std::string> names = {"events-0000", "journal-0000"};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kAppends; ++i) {
        std::vector<std::string> records;
        for (int k = 0; k <= i % 4; ++k) records.push_back(absl::StrCat(t, " ", i, " ", k));
        ASSERT_TRUE(place_->log(names[static_cast<size_t>((t + i) % 2)])->Append(records).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Reopen();
  for (int l = 0; l < 2; ++l) {
    std::vector<std::vector<std::string>> found(kThreads), expected(kThreads);
    for (const Record& record : ReadAll(*place_->log(names[static_cast<size_t>(l)]), 100)) {
      found[static_cast<size_t>(record.bytes[0] - '0')].push_back(record.bytes);
    }
    for (int t = 0; t < kThreads; ++t) {
      for (int i = 0; i < kAppends; ++i) {
        if ((t + i) % 2 != l) continue;
        for (int k = 0; k <= i % 4; ++k) {
          expected[static_cast<size_t>(t)].push_back(absl::StrCat(t, " ", i, " ", k));
        }
      }
    }
    EXPECT_EQ(found, expected);
  }
}

class LostHistoryTest : public LogContractTest {
 protected:
  // Reading what is left anywhere at or before the loss must fail, never skip.
  void LoseAndRead(size_t first, size_t count) {
    for (int i = 0; i < 9; ++i) Append({absl::StrCat(i)});
    const std::vector<Record> all = ReadAll(log());
    place_->Close();
    place_->Lose("events-0000", all[first].offset, all[first + count - 1].offset);
    const absl::Status opened = place_->Open();
    if (!opened.ok()) {
      EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
      return;
    }
    for (size_t from = 0; from < first + count; ++from) {
      const auto read = log().Read(all[from].offset, 100);
      ASSERT_FALSE(read.ok()) << "from " << from;
      EXPECT_TRUE(absl::IsDataLoss(read.status())) << read.status();
      EXPECT_THAT(std::string(read.status().message()), ::testing::HasSubstr("events-0000"));
    }
    if (first + count < all.size()) {
      const auto rest = log().Read(all[first + count].offset, 100);
      ASSERT_TRUE(rest.ok()) << rest.status();
      EXPECT_THAT(*rest, SizeIs(all.size() - first - count));
    }
  }
};

TEST_P(LostHistoryTest, ALostHeadIsDataLoss) { LoseAndRead(0, 2); }
TEST_P(LostHistoryTest, ALostMiddleIsDataLoss) { LoseAndRead(4, 1); }
TEST_P(LostHistoryTest, ALostTailIsDataLoss) { LoseAndRead(7, 2); }
TEST_P(LostHistoryTest, ALogLostWholeIsDataLoss) { LoseAndRead(0, 9); }

const Implementation kImplementations[] = {{"Rocks", NewRocksLogPlace}};

const auto kNameOf = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Logs, LogContractTest, ::testing::ValuesIn(kImplementations), kNameOf);
INSTANTIATE_TEST_SUITE_P(Logs, LostHistoryTest, ::testing::ValuesIn(kImplementations), kNameOf);

}  // namespace
}  // namespace izmaksa
