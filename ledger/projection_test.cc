#include "ledger/projection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/rocks.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"
#include "ledger/values.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

// A log in memory, whose offsets have gaps as another engine's may.
class MemoryLog final : public Log {
 public:
  absl::Status Append(absl::Span<const std::string> records) override {
    for (const std::string& record : records) Add(record, 0);
    return absl::OkStatus();
  }

  void Add(const std::string& record, int64_t gap) {
    end_ = Offset(end_.position() + gap);
    records_.push_back({end_, record});
    end_ = end_.next();
  }

  void Truncate(size_t count) {
    records_.resize(count);
    end_ = records_.empty() ? Offset() : records_.back().offset.next();
  }

  absl::StatusOr<std::vector<Record>> Read(Offset from, int limit) override {
    std::vector<Record> result;
    for (const Record& record : records_) {
      if (record.offset < from) continue;
      if (result.size() == static_cast<size_t>(limit)) break;
      result.push_back(record);
    }
    return result;
  }

  absl::StatusOr<Offset> End() override { return end_; }

  const std::vector<Record>& records() const { return records_; }

 private:
  std::vector<Record> records_;
  Offset end_;
};

// Records are "person text" or "- text" (about nobody). A value is the text of all its records in
// order, so that one skipped, repeated or out of order shows. "void" does not count; "stop" is
// understood by no rule.
struct Parsed {
  std::optional<PersonId> person;
  absl::string_view text;
};

absl::StatusOr<Parsed> Parse(absl::string_view record) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(record, absl::MaxSplits(' ', 1));
  if (parts.second == "stop") return absl::InvalidArgumentError("not understood");
  if (parts.first == "-") return Parsed{std::nullopt, parts.second};
  uint64_t person = 0;
  CHECK(absl::SimpleAtoi(parts.first, &person));
  return Parsed{PersonId(person), parts.second};
}

FoldRules TextRules() {
  FoldRules rules;
  rules.key = [](absl::string_view record) -> absl::StatusOr<std::optional<PersonId>> {
    ASSIGN_OR_RETURN(const Parsed parsed, Parse(record));
    return parsed.person;
  };
  rules.sequential = [](std::string& header, Offset, absl::string_view record) {
    // How many records were seen, and how many of them were void.
    const std::pair<std::string, std::string> counts = absl::StrSplit(header, '/');
    int seen = 0, voids = 0;
    if (!header.empty()) CHECK(absl::SimpleAtoi(counts.first, &seen));
    if (!header.empty()) CHECK(absl::SimpleAtoi(counts.second, &voids));
    const bool counts_in = !absl::EndsWith(record, "void");
    header = absl::StrCat(seen + 1, "/", voids + !counts_in);
    return absl::StatusOr<bool>(counts_in);
  };
  rules.apply = [](PersonId person, absl::Span<const KeyedRecord> records, std::string& value) {
    CHECK(!records.empty());
    for (const KeyedRecord& record : records) {
      const auto parsed = Parse(record.bytes);
      CHECK(parsed.ok() && parsed->person == person && record.person == person);
      absl::StrAppend(&value, parsed->text, "@", record.offset.position(), ";");
    }
    return absl::OkStatus();
  };
  return rules;
}

// The same, one record at a time, in memory.
struct Naive {
  std::map<uint64_t, std::pair<int64_t, std::string>> values;
  std::string header;
};

Naive NaiveFold(const std::vector<Record>& records, Offset stop) {
  const FoldRules rules = TextRules();
  Naive result;
  for (const Record& record : records) {
    if (record.offset >= stop) break;
    if (!*rules.sequential(result.header, record.offset, record.bytes)) continue;
    const auto person = *rules.key(record.bytes);
    if (!person.has_value()) continue;
    auto& [offset, value] = result.values[person->number()];
    CHECK(rules.apply(*person, {{*person, record.offset, record.bytes}}, value).ok());
    offset = record.offset.position();
  }
  return result;
}

class ProjectionTest : public ::testing::Test {
 protected:
  std::string path() const { return directory_.path() + "/state"; }

  void Open(StateStore::Access access = StateStore::Access::kReadWrite) {
    store_.reset();
    auto store = StateStore::Open(path(), {"people", "books"}, access);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  Projection& people() { return *store_->Get("people"); }

  absl::Status CatchUp(Offset stop, size_t memory_max = 1 << 20) {
    return people().CatchUp(log_, stop, TextRules(), memory_max, nullptr);
  }

  void ExpectEqualsNaive(Offset stop) {
    const Naive naive = NaiveFold(log_.records(), stop);
    EXPECT_EQ(people().position(), std::min(stop, *log_.End()));
    EXPECT_EQ(people().header(), naive.header);
    std::map<uint64_t, std::pair<int64_t, std::string>> found;
    auto cursor = people().Scan();
    uint64_t previous = 0;
    for (; cursor->Valid(); cursor->Next()) {
      const uint64_t person = cursor->person().number();
      EXPECT_TRUE(found.empty() || person > previous);
      previous = person;
      found[person] = {cursor->true_at().position(), std::string(cursor->value())};
    }
    EXPECT_TRUE(cursor->status().ok()) << cursor->status();
    EXPECT_EQ(found, naive.values);
    for (const auto& [person, value] : naive.values) {
      Offset true_at;
      const auto got = people().Get(PersonId(person), &true_at);
      ASSERT_TRUE(got.ok() && got->has_value());
      EXPECT_EQ(std::make_pair(true_at.position(), **got), value);
    }
  }

  // Person numbers at both ends of their range, gaps, voids, records about nobody.
  void Grow(std::mt19937& random, int count, size_t text_max = 20) {
    for (int i = 0; i < count; ++i) {
      const uint64_t kind = random() % 20;
      std::string person = absl::StrCat(random() % 50);
      if (kind == 0) person = "-";
      if (kind == 1) person = absl::StrCat(~uint64_t{0} - random() % 3);
      std::string text(random() % text_max, static_cast<char>('a' + random() % 26));
      if (kind == 2) text += "void";
      log_.Add(absl::StrCat(person, " ", text), static_cast<int64_t>(random() % 8 == 0));
    }
  }

  const TempDirectory directory_;
  MemoryLog log_;
  std::unique_ptr<StateStore> store_;
};

TEST_F(ProjectionTest, AnEmptyProjectionIsAtTheBeginning) {
  Open();
  EXPECT_EQ(people().position(), Offset(0));
  EXPECT_EQ(people().header(), "");
  EXPECT_EQ(*people().Get(PersonId(1)), std::nullopt);
  EXPECT_FALSE(people().Scan()->Valid());
  EXPECT_TRUE(CatchUp(Offset(10)).ok());
  EXPECT_EQ(people().position(), Offset(0)) << "there is nothing to fold";
}

TEST_F(ProjectionTest, EqualsANaiveFoldWhateverTheBudgetAndTheStops) {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    log_ = MemoryLog();
    Open();
    ASSERT_TRUE(people().Reset().ok());
    while (log_.End()->position() < 600) {
      Grow(random, static_cast<int>(random() % 150));
      const int64_t end = log_.End()->position();
      const int64_t from = people().position().position();
      const Offset stop(from +
                        static_cast<int64_t>(random() % static_cast<uint64_t>(end - from + 3)));
      const absl::Status status = CatchUp(stop, size_t{1} << (random() % 16));
      ASSERT_TRUE(status.ok()) << status;
      ExpectEqualsNaive(stop);
      if (random() % 3 == 0) Open();
      ExpectEqualsNaive(stop);
    }
  }
}

// Large chunks are taken in as files: these are, and their order with small ones matters.
TEST_F(ProjectionTest, EqualsANaiveFoldWhenChunksAreLarge) {
  std::mt19937 random(7);
  Open();
  for (int round = 0; round < 6; ++round) {
    Grow(random, round % 2 == 0 ? 1500 : 20, 20000);
    const absl::Status status = CatchUp(*log_.End(), 64 << 20);
    ASSERT_TRUE(status.ok()) << status;
    ExpectEqualsNaive(*log_.End());
    if (round == 3) Open();
  }
  Open();
  ExpectEqualsNaive(*log_.End());
}

TEST_F(ProjectionTest, TouchesFewOfMany) {
  Open();
  for (int i = 0; i < 5000; ++i) log_.Add(absl::StrCat(i * 3, " x"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  for (int i : {7, 0, 4999 * 3, 3000, 3000, 20000}) log_.Add(absl::StrCat(i, " y"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  ExpectEqualsNaive(*log_.End());
}

TEST_F(ProjectionTest, FoldsUpToAndNotIncludingTheStop) {
  Open();
  for (int i = 0; i < 10; ++i) log_.Add("1 x", 0);
  ASSERT_TRUE(CatchUp(Offset(4)).ok());
  EXPECT_EQ(people().position(), Offset(4));
  EXPECT_EQ(**people().Get(PersonId(1)), "x@0;x@1;x@2;x@3;");
  ASSERT_TRUE(CatchUp(Offset(4)).ok());
  EXPECT_EQ(**people().Get(PersonId(1)), "x@0;x@1;x@2;x@3;");
  EXPECT_EQ(CatchUp(Offset(3)).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(people().position(), Offset(4));
}

TEST_F(ProjectionTest, ReportsProgress) {
  Open();
  for (int i = 0; i < 100; ++i) log_.Add("1 x", 0);
  std::vector<Offset> seen;
  ASSERT_TRUE(people()
                  .CatchUp(log_, Offset(100), TextRules(), 1000,
                           [&](Offset position) { seen.push_back(position); })
                  .ok());
  ASSERT_GT(seen.size(), 2u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(seen.back(), Offset(100));
}

TEST_F(ProjectionTest, AnUnknownRecordStopsTheFoldThere) {
  Open();
  for (int i = 0; i < 7; ++i) log_.Add(absl::StrCat(i % 2, " x"), 0);
  log_.Add("1 stop", 0);
  log_.Add("1 never", 0);
  for (int attempt = 0; attempt < 2; ++attempt) {
    const absl::Status status = CatchUp(*log_.End());
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr("'people'"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("offset 7: not understood"));
    EXPECT_EQ(people().position(), Offset(7));
    EXPECT_EQ(**people().Get(PersonId(1)), "x@1;x@3;x@5;");
    EXPECT_EQ(people().header(), "7/0");
  }
}

TEST_F(ProjectionTest, AFailedApplyLeavesTheChunkUnfolded) {
  Open();
  for (int i = 0; i < 9; ++i) log_.Add(absl::StrCat(i, " x"), 0);
  ASSERT_TRUE(CatchUp(Offset(3)).ok());
  FoldRules rules = TextRules();
  rules.apply = [](PersonId person, absl::Span<const KeyedRecord>, std::string& value) {
    value = "nonsense";
    return person == PersonId(6) ? absl::InternalError("impossible") : absl::OkStatus();
  };
  const absl::Status status = people().CatchUp(log_, Offset(9), rules, 1 << 20, nullptr);
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(status.message()), HasSubstr("person 6, offset 6 to 6: impossible"));
  ExpectEqualsNaive(Offset(3));
}

TEST_F(ProjectionTest, ALogShorterThanTheFoldIsDataLoss) {
  Open();
  for (int i = 0; i < 10; ++i) log_.Add("1 x", 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  log_.Truncate(9);
  for (const Offset stop : {Offset(5), Offset(9), Offset(10), Offset(20)}) {
    const absl::Status status = CatchUp(stop);
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  }
}

TEST_F(ProjectionTest, ResetForgetsEverythingAtOnce) {
  Open();
  for (int i = 0; i < 10; ++i) log_.Add(absl::StrCat(i % 3, " x"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  ASSERT_TRUE(store_->Get("books")->CatchUp(log_, Offset(5), TextRules(), 1000, nullptr).ok());
  auto cursor = people().Scan();
  ASSERT_TRUE(people().Reset().ok());
  EXPECT_EQ(people().position(), Offset(0));
  EXPECT_EQ(people().header(), "");
  EXPECT_FALSE(people().Scan()->Valid());
  EXPECT_EQ(*people().Get(PersonId(1)), std::nullopt);
  int still_seen = 0;
  for (; cursor->Valid(); cursor->Next()) ++still_seen;
  EXPECT_EQ(still_seen, 3) << "a cursor sees what was there when it was made";
  cursor.reset();
  Open();
  EXPECT_EQ(people().position(), Offset(0));
  EXPECT_EQ(store_->Get("books")->position(), Offset(5)) << "the others are not touched";
  ASSERT_TRUE(CatchUp(Offset(4)).ok());
  ExpectEqualsNaive(Offset(4));
}

TEST_F(ProjectionTest, ScansFromAPersonOnAsItWasWhenMade) {
  Open();
  for (int i : {1, 5, 9}) log_.Add(absl::StrCat(i, " x"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  auto cursor = people().Scan(PersonId(2));
  for (int i : {5, 7}) log_.Add(absl::StrCat(i, " y"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->person(), PersonId(5));
  EXPECT_EQ(cursor->value(), "x@1;");
  EXPECT_EQ(cursor->true_at(), Offset(1));
  cursor->Next();
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->person(), PersonId(9));
  cursor->Next();
  EXPECT_FALSE(cursor->Valid());
  EXPECT_TRUE(cursor->status().ok());
  EXPECT_EQ(people().Scan(PersonId(9))->person(), PersonId(9));
  EXPECT_FALSE(people().Scan(PersonId(10))->Valid());
}

TEST_F(ProjectionTest, PersonZeroIsAPerson) {
  Open();
  log_.Add("0 x", 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  ASSERT_TRUE(people().Scan()->Valid());
  EXPECT_EQ(people().Scan()->person(), PersonId(0));
}

// A process of its own that folds and dies without closing anything, started by the test below. (A
// forked one would have no threads of RocksDB.)
TEST(FoldingProcess, Dies) {
  const char* order = std::getenv("IZMAKSA_FOLD");
  if (order == nullptr) return;
  std::istringstream words(order);
  std::string path, log_path;
  int64_t stop = 0;
  size_t memory_max = 0;
  int folds = 0, flush_after = 0;
  words >> path >> log_path >> stop >> memory_max >> folds >> flush_after;
  MemoryLog log;
  std::ifstream lines(log_path);
  int64_t gap = 0;
  for (std::string line; lines >> gap && lines.get() && std::getline(lines, line);) {
    log.Add(line, gap);
  }
  auto store = StateStore::Open(path, {"people", "books"}, StateStore::Access::kReadWrite);
  if (!store.ok()) _exit(1);
  int folded = 0;
  const absl::Status status =
      (*store)->Get("people")->CatchUp(log, Offset(stop), TextRules(), memory_max, [&](Offset) {
        if (folded == flush_after) CHECK((*store)->Flush().ok());
        if (++folded > folds) _exit(0);
      });
  _exit(status.ok() ? 0 : 2);
}

// What it leaves is the fold at some earlier position, and folding on from there gives what an
// undisturbed fold gives.
TEST_F(ProjectionTest, AProcessThatDiesLosesNothingAndRepeatsNothing) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string log_path = directory_.path() + "/log";
  std::mt19937 random(3);
  int behind = 0;
  for (int life = 0; life < 12; ++life) {
    SCOPED_TRACE(life);
    const bool large = life % 2 == 1;
    Grow(random, life % 3 == 0 ? 900 : 100, large ? 20000 : 30);
    std::ofstream lines(log_path);
    Offset next;
    for (const Record& record : log_.records()) {
      lines << record.offset.position() - next.position() << ' ' << record.bytes << '\n';
      next = record.offset.next();
    }
    lines.close();
    const Offset stop(log_.End()->position() - 10);
    store_.reset();
    const std::string command =
        absl::StrCat("IZMAKSA_FOLD='", path(), " ", log_path, " ", stop.position(), " ",
                     large ? 30 << 20 : 10000, " ", random() % 6, " ", random() % 6, "' '", self,
                     "' --gtest_filter=FoldingProcess.Dies >/dev/null");
    ASSERT_EQ(std::system(command.c_str()), 0);
    Open();
    ASSERT_LE(people().position(), stop);
    behind += people().position() < stop;
    ExpectEqualsNaive(people().position());
    if (life % 4 == 3) {
      ASSERT_TRUE(CatchUp(stop).ok());
      ExpectEqualsNaive(stop);
    }
  }
  EXPECT_GT(behind, 2) << "the test has bite only when something was lost";
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  ExpectEqualsNaive(*log_.End());
}

// Were the values ever ahead of the position, folding again would change nothing that is already in
// them.
TEST_F(ProjectionTest, ValuesAheadOfThePositionAreNotFoldedTwice) {
  std::mt19937 random(5);
  Grow(random, 200);
  Open();
  ASSERT_TRUE(CatchUp(Offset(50)).ok());
  const std::string header = people().header();
  ASSERT_TRUE(CatchUp(Offset(120)).ok());
  store_.reset();
  {
    const auto rocks = OpenForWriting(rocksdb::DBOptions(), path(), {"people", "books"},
                                      rocksdb::ColumnFamilyOptions(), "the test's state");
    ASSERT_TRUE(rocks.ok()) << rocks.status();
    ASSERT_TRUE(rocks->db
                    ->Put(rocksdb::WriteOptions(), rocks->families[0], std::string(1, '\0'),
                          EncodeValue(Offset(50), header))
                    .ok());
  }
  Open();
  ASSERT_EQ(people().position(), Offset(50));
  EXPECT_EQ(CatchUp(Offset(60)).code(), absl::StatusCode::kFailedPrecondition)
      << "they cannot be brought back";
  ASSERT_TRUE(CatchUp(Offset(150), 500).ok());
  ExpectEqualsNaive(Offset(150));
}

TEST_F(ProjectionTest, TwoProjectionsFoldAtOnceWhileOthersRead) {
  std::mt19937 random(9);
  Grow(random, 800);
  Open();
  const Offset end = *log_.End();
  std::atomic<int> folding{2};
  std::vector<std::thread> threads;
  for (const char* name : {"people", "books"}) {
    threads.emplace_back([&, name] {
      EXPECT_TRUE(store_->Get(name)->CatchUp(log_, end, TextRules(), 4000, nullptr).ok());
      --folding;
    });
  }
  while (folding > 0) {
    for (auto cursor = people().Scan(); cursor->Valid(); cursor->Next()) {
      ASSERT_LT(cursor->true_at(), end);
    }
    ASSERT_LE(people().position(), end);
  }
  for (std::thread& thread : threads) thread.join();
  ExpectEqualsNaive(end);
}

TEST_F(ProjectionTest, ReadOnlyRunsBesideAWriterAndChangesNothing) {
  Open();
  for (int i = 0; i < 10; ++i) log_.Add(absl::StrCat(i % 3, " x"), 0);
  ASSERT_TRUE(CatchUp(Offset(6)).ok());
  ASSERT_TRUE(store_->Flush().ok());
  auto reader = StateStore::Open(path(), {"people"}, StateStore::Access::kReadOnly);
  ASSERT_TRUE(reader.ok()) << reader.status();
  ASSERT_TRUE(CatchUp(Offset(10)).ok());
  Projection& read = *(*reader)->Get("people");
  EXPECT_EQ(read.position(), Offset(6));
  EXPECT_EQ(**read.Get(PersonId(2)), "x@2;x@5;");
  EXPECT_EQ(read.CatchUp(log_, Offset(10), TextRules(), 1000, nullptr).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(read.Reset().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(absl::IsNotFound(
      StateStore::Open(path(), {"unknown"}, StateStore::Access::kReadOnly).status()));
  EXPECT_TRUE(absl::IsNotFound(
      StateStore::Open(path() + "2", {"people"}, StateStore::Access::kReadOnly).status()));
}

TEST_F(ProjectionTest, ASecondWriterIsRefused) {
  Open();
  const auto second = StateStore::Open(path(), {"people"}, StateStore::Access::kReadWrite);
  EXPECT_TRUE(absl::IsUnavailable(second.status())) << second.status();
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("is in use by another process"));
}

TEST_F(ProjectionTest, AForeignDirectoryIsRefused) {
  std::filesystem::create_directories(path() + "/photographs");
  const auto store = StateStore::Open(path(), {"people"}, StateStore::Access::kReadWrite);
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition) << store.status();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path()), {}), 1);
}

TEST_F(ProjectionTest, ALaterVersionMayHaveMoreOrFewerProjections) {
  log_.Add("1 x", 0);
  Open();
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  store_.reset();
  {
    auto store = StateStore::Open(path(), {"new"}, StateStore::Access::kReadWrite);
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ((*store)->Get("new")->position(), Offset(0));
  }
  Open();
  ExpectEqualsNaive(*log_.End());
}

TEST_F(ProjectionTest, DamageIsNamedWithItsRemedy) {
  Open();
  for (int i = 0; i < 1000; ++i) log_.Add(absl::StrCat(i, " some text to fill a block"), 0);
  ASSERT_TRUE(CatchUp(*log_.End()).ok());
  store_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(path())) {
    if (entry.path().extension() != ".sst") continue;
    FILE* file = fopen(entry.path().c_str(), "r+");
    ASSERT_NE(file, nullptr);
    fseek(file, 300, SEEK_SET);
    fputc(0x5a, file);
    fclose(file);
  }
  auto store = StateStore::Open(path(), {"people", "books"}, StateStore::Access::kReadWrite);
  absl::Status status = store.status();
  if (status.ok()) status = (*store)->Get("people")->Get(PersonId(1)).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("may be deleted and is then rebuilt"));
}

}  // namespace
}  // namespace izmaksa
