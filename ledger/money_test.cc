#include "ledger/money.h"

#include <gtest/gtest.h>

#include <limits>

namespace izmaksa {
namespace {

Money M(const char* text) { return *Money::Parse(text); }
Rate R(const char* text) { return *Rate::Parse(text); }

TEST(MoneyTest, ReadsAndPrintsCents) {
  for (const char* text :
       {"0.00", "0.07", "-0.07", "480.00", "-1234567.89", "92233720368547758.07"}) {
    EXPECT_EQ(M(text).ToString(), text);
  }
  EXPECT_EQ(M("12").cents(), 1200);
  EXPECT_EQ(M("12.5").cents(), 1250);
}

TEST(MoneyTest, RefusesWhatIsNotAnAmount) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1.234", "1,50", " 1", "1 ", "+1", "1e3",
                           "0x1", "1.2.3", "92233720368547758.08", "99999999999999999999"}) {
    EXPECT_FALSE(Money::Parse(text).ok()) << text;
  }
}

TEST(MoneyTest, PrintsThousandsApartForPeople) {
  EXPECT_EQ(M("0.05").ToReadable(), "0.05");
  EXPECT_EQ(M("999.00").ToReadable(), "999.00");
  EXPECT_EQ(M("1000.00").ToReadable(), "1 000.00");
  EXPECT_EQ(M("-1234567.89").ToReadable(), "-1 234 567.89");
  EXPECT_EQ(M("-123.00").ToReadable(), "-123.00");
}

TEST(MoneyTest, HalfACentRoundsUpAsPublishedPensionsShow) {
  EXPECT_EQ(Multiply(M("350.00"), R("1.0719"), Rounding::kHalfUp), M("375.17"));  // 375.165
  EXPECT_EQ(Multiply(M("350.00"), R("1.0891"), Rounding::kHalfUp), M("381.19"));  // 381.185
  EXPECT_EQ(Multiply(M("64.03"), R("1.5"), Rounding::kHalfUp), M("96.05"));       // 96.045
}

TEST(MoneyTest, RoundsTheMagnitudeAsNamed) {
  const auto half = [](int64_t cents, Rounding rounding) {
    return MulDiv(Money::Cents(cents), 1, 2, rounding).cents();
  };
  EXPECT_EQ(half(1, Rounding::kHalfUp), 1);
  EXPECT_EQ(half(-1, Rounding::kHalfUp), -1);
  EXPECT_EQ(half(1, Rounding::kHalfToEven), 0);
  EXPECT_EQ(half(3, Rounding::kHalfToEven), 2);
  EXPECT_EQ(half(-3, Rounding::kDown), -1);
  EXPECT_EQ(half(-3, Rounding::kUp), -2);
  EXPECT_EQ(half(4, Rounding::kUp), 2);
}

TEST(MoneyTest, MultipliesWithin128Bits) {
  const Money large = Money::Cents(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(MulDiv(large, 1'000'000, 1'000'000, Rounding::kHalfUp), large);
}

TEST(MoneyTest, ProratesByDays) {
  EXPECT_EQ(Prorate(M("480.00"), 17, 31, Rounding::kHalfUp), M("263.23"));  // 263.2258…
  EXPECT_EQ(Prorate(M("480.00"), 31, 31, Rounding::kHalfUp), M("480.00"));
  EXPECT_EQ(Prorate(M("480.00"), 0, 31, Rounding::kHalfUp), M("0.00"));
}

TEST(MoneyDeathTest, OverflowDies) {
  EXPECT_DEATH(Money::Cents(std::numeric_limits<int64_t>::max()) + Money::Cents(1),
               "broken invariant");
  EXPECT_DEATH(Times(Money::Cents(std::numeric_limits<int64_t>::max()), 2), "broken invariant");
}

TEST(RateTest, IsAnExactDecimal) {
  EXPECT_EQ(R("1.0640").millionths(), 1'064'000);
  EXPECT_EQ(R("0.255").ToString(), "0.255");
  EXPECT_EQ(R("1.064").ToString(4), "1.0640");
  EXPECT_EQ(R("20").ToString(), "20");
  EXPECT_EQ((R("1.0640") - R("1")).ToString(), "0.064");
  for (const char* text : {"", "1.", "1.1234567", "x"})
    EXPECT_FALSE(Rate::Parse(text).ok()) << text;
}

}  // namespace
}  // namespace izmaksa
