#include "batch/tail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr uint64_t kPerson = 1'000'000'001;

class TailTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared_ = new SmallLedger(2);
    shared_->AddOfficialExample(kPerson, "Jānis", "Bērziņš");
    shared_->AddPensioner(kPerson + 1, Date::Of(2005, 3, 1), 610'00, 300);
    shared_->Run(Date::Of(2024, 4, 10));
  }
  static void TearDownTestSuite() { delete shared_; }

  static std::vector<std::string> Lines(const TailOptions& options) {
    std::vector<std::string> lines;
    const absl::Status status = Tail(shared_->ledger(), options, [&](const std::string& line) {
      lines.push_back(line);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return lines;
  }

  static std::string Joined(const TailOptions& options) {
    std::string text;
    for (const std::string& line : Lines(options)) text += line;
    return text;
  }

  static SmallLedger* shared_;
};
SmallLedger* TailTest::shared_ = nullptr;

TEST_F(TailTest, EveryRecordIsOneLineOfJson) {
  simdjson::dom::parser parser;
  for (const TailLog log : {TailLog::kControl, TailLog::kJournal, TailLog::kEvents}) {
    for (const std::string& line : Lines({log, std::nullopt, Offset()})) {
      EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
      EXPECT_EQ(parser.parse(line).error(), simdjson::SUCCESS) << line;
    }
  }
}

TEST_F(TailTest, SealedFieldsStaySealed) {
  const std::string events = Joined({TailLog::kEvents, std::nullopt, Offset()});
  EXPECT_THAT(events, AllOf(HasSubstr("\"sealed_identity\":{\"sealed\":"),
                            HasSubstr("\"sealed_account\":{\"sealed\":"), Not(HasSubstr("Bērziņš")),
                            Not(HasSubstr("LV97"))));
}

TEST_F(TailTest, DaysMonthsMoneyAndWordsAreReadable) {
  EXPECT_THAT(
      Joined({TailLog::kEvents, std::nullopt, Offset()}),
      AllOf(HasSubstr("\"effective\":\"2013-07-01\""),
            HasSubstr("\"recorded\":\"2023-12-01T00:00:00Z\""), HasSubstr("\"kind\":\"granted\""),
            HasSubstr("\"amount\":\"480.00\""), HasSubstr("\"amount_as_of\":\"2023-10-01\""),
            HasSubstr("\"months_to_1995\":269"), HasSubstr("\"person\":1000000001")));
  EXPECT_THAT(Joined({TailLog::kJournal, std::nullopt, Offset()}),
              AllOf(HasSubstr("\"kind\":\"accrue\""), HasSubstr("\"month\":\"2024-02\""),
                    HasSubstr("\"payable_from\":\"2024-04\""), HasSubstr("\"gross\":\"33.44\""),
                    HasSubstr("\"pay_date\":\"2024-04-15\""), HasSubstr("\"cutoff\":4")));
  EXPECT_THAT(
      Joined({TailLog::kControl, std::nullopt, Offset()}),
      AllOf(HasSubstr("\"business_date\":\"2024-04-10\""), HasSubstr("\"first_month\":\"2024-01\""),
            HasSubstr("\"shards\":2"), HasSubstr("\"cutoffs\":[4,4]")));
}

TEST_F(TailTest, ShardAndOffsetNarrow) {
  const auto all = Lines({TailLog::kEvents, std::nullopt, Offset()});
  const auto first = Lines({TailLog::kEvents, 0, Offset()});
  const auto second = Lines({TailLog::kEvents, 1, Offset()});
  EXPECT_EQ(all.size(), first.size() + second.size());
  EXPECT_THAT(second, Each(HasSubstr("\"shard\":1")));
  ASSERT_FALSE(first.empty());
  EXPECT_THAT(Lines({TailLog::kEvents, 0, Offset(1)}), SizeIs(first.size() - 1));
}

TEST_F(TailTest, UnknownLogsAndShardsAreRefused) {
  EXPECT_TRUE(absl::IsInvalidArgument(ParseTailLog("people").status()));
  const auto ignore = [](const std::string&) { return absl::OkStatus(); };
  for (const int shard : {-1, 2}) {
    EXPECT_TRUE(absl::IsInvalidArgument(
        Tail(shared_->ledger(), {TailLog::kJournal, shard, Offset()}, ignore)));
  }
}

TEST_F(TailTest, BornOnTheDayStoredAsNoughtIsPrinted) {
  const auto line = RecordJson(TailLog::kEvents, 0, {Offset(), std::string("\x52\x00", 2)});
  ASSERT_TRUE(line.ok()) << line.status();  // an empty PersonRegistered
  EXPECT_THAT(*line, HasSubstr("\"born\":\"1970-01-01\""));
}

TEST(FollowTailTest, PrintsWhatIsAppendedBesideAWriterUntilToldToStop) {
  SmallLedger small(1);
  small.AddOfficialExample(kPerson, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 4, 10));
  std::vector<std::string> lines;
  int rounds = 0;
  const absl::Status status = FollowTail(
      small.directory(), {TailLog::kEvents, std::nullopt, Offset()},
      [&](const std::string& line) {
        lines.push_back(line);
        return absl::OkStatus();
      },
      [&] {
        if (++rounds == 1) small.Die(kPerson, Date::Of(2024, 4, 15));
        return rounds < 2;
      });
  ASSERT_TRUE(status.ok()) << status;
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_THAT(lines.back(), HasSubstr("\"person_died\":{}"));
}

}  // namespace
}  // namespace izmaksa
