#include "batch/cliffs.h"

#include "gtest/gtest.h"

namespace izmaksa {
namespace {

Money Cents(int64_t cents) { return Money::Cents(cents); }

TEST(CliffsTest, AThresholdIsACliffAndASlopeIsNot) {
  Cliffs cliffs;
  // Thirty euro to 300.00 and nothing above; beside it a slope of ten cents a euro.
  for (int64_t before = 295'00; before <= 305'00; before += 50)
    cliffs.Add(Cents(before), Cents(before <= 300'00 ? 30'00 : 0));
  for (int64_t before = 400'00; before <= 500'00; before += 50)
    cliffs.Add(Cents(before), Cents(before / 10));
  const std::vector<Cliff> found = cliffs.Find();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].from, Cents(299'50));  // with 300.50, a euro above
  EXPECT_EQ(found[0].to, Cents(301'00));    // with 300.00, a euro below
  EXPECT_EQ(found[0].people, 4);
  EXPECT_EQ(found[0].steepest, Cents(30'00));
  EXPECT_EQ(found[0].steepest_at, Cents(299'50));
  EXPECT_EQ(found[0].near, 5);  // 298.50 to 300.50
}

TEST(CliffsTest, ExactlyTenEuroApartIsNoneAndACentMoreIs) {
  Cliffs ten;
  ten.Add(Cents(100'00), Cents(10'00));
  ten.Add(Cents(101'00), Cents(0));
  EXPECT_TRUE(ten.Find().empty());
  ten.Add(Cents(101'00), Cents(-1));
  EXPECT_EQ(ten.Find().size(), 1u);
}

TEST(CliffsTest, MoreThanAEuroApartIsNone) {
  Cliffs cliffs;
  cliffs.Add(Cents(100'00), Cents(500'00));
  cliffs.Add(Cents(101'01), Cents(0));
  EXPECT_TRUE(cliffs.Find().empty());
}

TEST(CliffsTest, GainsAndLossesWithTheSameSumAreACliff) {
  Cliffs cliffs;
  cliffs.Add(Cents(100'00), Cents(-6'00));
  cliffs.Add(Cents(100'00), Cents(6'00));
  ASSERT_EQ(cliffs.Find().size(), 1u);
  EXPECT_EQ(cliffs.Find()[0].steepest, Cents(12'00));
}

TEST(CliffsTest, ShardsAddUpToTheWhole) {
  Cliffs whole, odd, even;
  for (int64_t i = 0; i < 400; ++i) {
    const Money before = Cents(200'00 + i * 37), change = Cents(i % 7 == 0 ? 25'00 : i);
    whole.Add(before, change);
    (i % 2 == 0 ? even : odd).Add(before, change);
  }
  odd.Add(even);
  const std::vector<Cliff> a = whole.Find(), b = odd.Find();
  ASSERT_FALSE(a.empty());
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].from, b[i].from);
    EXPECT_EQ(a[i].to, b[i].to);
    EXPECT_EQ(a[i].people, b[i].people);
    EXPECT_EQ(a[i].steepest, b[i].steepest);
    EXPECT_EQ(a[i].near, b[i].near);
  }
}

}  // namespace
}  // namespace izmaksa
