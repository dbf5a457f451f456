#include "ledger/row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using ::testing::ElementsAre;

const std::vector<absl::string_view> kRecords = {"born", "", absl::string_view("\0\xff", 2)};

std::string RowOf(absl::string_view log, Offset first) {
  const std::string body = RowBody(kRecords);
  return RowSeal(log, first, body) + body;
}

// For ever: ledgers hold such rows.
TEST(RowTest, HasTheseBytes) {
  EXPECT_EQ(RowKey(Offset(0x0102030405060708)), "\x01\x02\x03\x04\x05\x06\x07\x08");
  EXPECT_EQ(RowBody(kRecords), std::string("\x03\0\0\0"
                                           "\x04\0\0\0"
                                           "\0\0\0\0"
                                           "\x02\0\0\0"
                                           "born\0\xff",
                                           22));
  EXPECT_EQ(RowSeal("events-0000", Offset(7), RowBody(kRecords)), "\x17_\x81\xe8");
}

TEST(RowTest, GivesItsRecordsBack) {
  const std::string row = RowOf("events-0000", Offset(7));
  EXPECT_THAT(*RowRecords("events-0000", Offset(7), row),
              ElementsAre("born", "", std::string("\0\xff", 2)));
  EXPECT_EQ(*RowFirst("events-0000", RowKey(Offset(7))), Offset(7));
}

TEST(RowTest, AnyFlippedBitIsDataLoss) {
  const std::string row = RowOf("events-0000", Offset(7));
  for (size_t bit = 0; bit < row.size() * 8; ++bit) {
    std::string flipped = row;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const absl::Status status = RowRecords("events-0000", Offset(7), flipped).status();
    ASSERT_TRUE(absl::IsDataLoss(status)) << "bit " << bit;
    ASSERT_EQ(status.message(), "the log 'events-0000' is damaged at offset 7");
  }
  for (size_t size = 0; size < row.size(); ++size) {
    ASSERT_TRUE(
        absl::IsDataLoss(RowRecords("events-0000", Offset(7), row.substr(0, size)).status()));
  }
}

TEST(RowTest, ARowBelongsToItsPlace) {
  const std::string row = RowOf("events-0000", Offset(7));
  EXPECT_TRUE(absl::IsDataLoss(RowRecords("events-0000", Offset(8), row).status()));
  EXPECT_TRUE(absl::IsDataLoss(RowRecords("events-0001", Offset(7), row).status()));
  EXPECT_TRUE(absl::IsDataLoss(RowFirst("events-0000", "seven").status()));
  EXPECT_TRUE(absl::IsDataLoss(RowFirst("events-0000", RowKey(Offset(-1))).status()));
}

}  // namespace
}  // namespace izmaksa
