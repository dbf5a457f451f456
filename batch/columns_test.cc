#include "batch/columns.h"

#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using Align = Columns::Align;

TEST(ColumnsTest, LatvianLettersTakeOnePlaceEach) {
  Columns table({Align::kLeft, Align::kRight});
  table.Row({"Bērziņš", "1.00"});
  table.Row({"Kalns", "12.00"});
  EXPECT_EQ(table.Text(), "  Bērziņš   1.00\n  Kalns    12.00\n");
}

TEST(ColumnsTest, NotesDoNotWidenColumns) {
  Columns table({Align::kLeft, Align::kRight}, 0);
  table.Row({"a", "1"});
  table.Note("a longer note");
  EXPECT_EQ(table.Text(), "a  1\na longer note\n");
}

TEST(ColumnsTest, NumbersAreReadable) {
  EXPECT_EQ(Readable(0), "0");
  EXPECT_EQ(Readable(999), "999");
  EXPECT_EQ(Readable(1000), "1 000");
  EXPECT_EQ(Readable(-1234567), "-1 234 567");
  EXPECT_EQ(Readable(-123), "-123");
}

TEST(ColumnsTest, ParagraphsBreakBetweenWords) {
  const std::string word(60, 'w');
  EXPECT_EQ(Wrapped(word + " " + word, 2), "  " + word + "\n  " + word + "\n");
  EXPECT_EQ(Wrapped("a  b", 1), " a b\n");
}

}  // namespace
}  // namespace izmaksa
