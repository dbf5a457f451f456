#include "batch/sample/random.h"

#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kRounds = 4;

}  // namespace

Permutation::Permutation(uint64_t key, int64_t size) : key_(key), size_(size), half_bits_(1) {
  CHECK(size >= 0 && size <= (int64_t{1} << 40));
  while ((int64_t{1} << (2 * half_bits_)) < size) ++half_bits_;
}

uint64_t Permutation::Encrypt(uint64_t value) const {
  const uint64_t mask = (uint64_t{1} << half_bits_) - 1;
  uint64_t left = value >> half_bits_, right = value & mask;
  for (int round = 0; round < kRounds; ++round) {
    const uint64_t mixed =
        left ^ (Mix(key_ + static_cast<uint64_t>(round) * 0x632be59bd9b4e019u + right) & mask);
    left = right;
    right = mixed;
  }
  return left << half_bits_ | right;
}

uint64_t Permutation::Decrypt(uint64_t value) const {
  const uint64_t mask = (uint64_t{1} << half_bits_) - 1;
  uint64_t left = value >> half_bits_, right = value & mask;
  for (int round = kRounds - 1; round >= 0; --round) {
    const uint64_t before =
        right ^ (Mix(key_ + static_cast<uint64_t>(round) * 0x632be59bd9b4e019u + left) & mask);
    right = left;
    left = before;
  }
  return left << half_bits_ | right;
}

int64_t Permutation::At(int64_t position) const {
  CHECK(position >= 0 && position < size_);
  uint64_t value = static_cast<uint64_t>(position);
  do value = Encrypt(value);
  while (value >= static_cast<uint64_t>(size_));
  return static_cast<int64_t>(value);
}

int64_t Permutation::Inverse(int64_t value) const {
  CHECK(value >= 0 && value < size_);
  uint64_t position = static_cast<uint64_t>(value);
  do position = Decrypt(position);
  while (position >= static_cast<uint64_t>(size_));
  return static_cast<int64_t>(position);
}

Fraction Permutation::FractionAt(int64_t position) const {
  CHECK(size_ < (int64_t{1} << 31));
  const uint64_t middle = 2 * static_cast<uint64_t>(At(position)) + 1;
  return static_cast<Fraction>((middle << 31) / static_cast<uint64_t>(size_));
}

int64_t AtQuantile(absl::Span<const Quantile> table, Fraction fraction) {
  CHECK(table.size() >= 2 && table.front().share == 0 && table.back().share == 10'000);
  const int64_t at = static_cast<int64_t>(fraction) * 10'000;  // in ten-thousandths of 2^-32
  size_t upper = 1;
  while (upper + 1 < table.size() && at >= static_cast<int64_t>(table[upper].share) << 32) ++upper;
  const Quantile& low = table[upper - 1];
  const Quantile& high = table[upper];
  const int64_t into = (at - (static_cast<int64_t>(low.share) << 32)) >> 16;
  const int64_t width = static_cast<int64_t>(high.share - low.share) << 16;
  return low.value + (high.value - low.value) * into / width;
}

}  // namespace izmaksa
