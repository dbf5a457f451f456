#include "batch/sample/random.h"

#include <gtest/gtest.h>

#include <vector>

namespace izmaksa {
namespace {

TEST(SampleRandomTest, PermutationIsAShuffleOfEverySizeAndHasAnInverse) {
  for (const int64_t size : {1, 2, 3, 5, 64, 1'000, 4'097}) {
    const Permutation permutation(StreamKey(7, 1), size);
    std::vector<bool> seen(static_cast<size_t>(size), false);
    for (int64_t i = 0; i < size; ++i) {
      const int64_t value = permutation.At(i);
      ASSERT_GE(value, 0);
      ASSERT_LT(value, size);
      EXPECT_FALSE(seen[static_cast<size_t>(value)]);
      seen[static_cast<size_t>(value)] = true;
      EXPECT_EQ(permutation.Inverse(value), i);
    }
  }
}

TEST(SampleRandomTest, PermutationsOfDifferentKeysDiffer) {
  const Permutation one(StreamKey(7, 1), 1'000), other(StreamKey(8, 1), 1'000);
  int same = 0;
  for (int64_t i = 0; i < 1'000; ++i) same += one.At(i) == other.At(i) ? 1 : 0;
  EXPECT_LT(same, 20);
}

TEST(SampleRandomTest, FractionsAreTheMiddlesOfEqualShares) {
  const Permutation permutation(StreamKey(7, 2), 4);
  uint64_t sum = 0;
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(permutation.FractionAt(i), (2 * permutation.At(i) + 1) * (int64_t{1} << 29));
    sum += permutation.FractionAt(i);
  }
  EXPECT_EQ(sum, uint64_t{1} << 33);
}

// The stream is part of the format: another one would be another nation.
TEST(SampleRandomTest, StreamIsTheSameOnEveryMachine) {
  Random random(StreamKey(2024, 3, 5));
  const uint64_t first = random.Next(), second = random.Next();
  EXPECT_EQ(first, 10653519150491416658u);
  EXPECT_EQ(second, 13671630574768994472u);
}

TEST(SampleRandomTest, DrawsStayWithinTheirBounds) {
  Random random(1);
  bool low = false, high = false;
  for (int i = 0; i < 10'000; ++i) {
    const int32_t drawn = random.Between(5, 24);
    ASSERT_GE(drawn, 5);
    ASSERT_LE(drawn, 24);
    low = low || drawn == 5;
    high = high || drawn == 24;
  }
  EXPECT_TRUE(low && high);
}

TEST(SampleRandomTest, QuantilesAreReadOnStraightLines) {
  const Quantile table[] = {{0, 100}, {2'500, 200}, {2'500, 300}, {10'000, 600}};
  EXPECT_EQ(AtQuantile(table, 0), 100);
  EXPECT_EQ(AtQuantile(table, 1u << 29), 150);  // an eighth
  EXPECT_EQ(AtQuantile(table, 1u << 30), 300);  // a quarter: the step is taken
  EXPECT_EQ(AtQuantile(table, 0xffffffffu), 599);
}

}  // namespace
}  // namespace izmaksa
