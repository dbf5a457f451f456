// Chance for the sample nation, the same on every machine: whole numbers only, seeded for each
// person and purpose, so that nothing depends on the order in which people are made.
#pragma once

#include <cstdint>

#include "absl/types/span.h"

namespace izmaksa {

// Spreads the bits of `value` (the finaliser of SplitMix64, a bijection).
constexpr uint64_t Mix(uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

// One independent stream for each (seed, purpose, number).
constexpr uint64_t StreamKey(uint64_t seed, uint64_t purpose, uint64_t number = 0) {
  return Mix(Mix(Mix(seed) ^ purpose) ^ number);
}

// A share of a whole in 2^-32: 0 is none, 2^32 would be all.
using Fraction = uint32_t;

// A stream of draws.
class Random {
 public:
  explicit Random(uint64_t key) : state_(key) {}
  uint64_t Next() { return Mix(state_ += 0x9e3779b97f4a7c15u); }
  Fraction NextFraction() { return static_cast<Fraction>(Next() >> 32); }
  // 0 … bound − 1. `bound` is positive.
  int32_t Below(int32_t bound) {
    return static_cast<int32_t>((uint64_t{NextFraction()} * static_cast<uint64_t>(bound)) >> 32);
  }
  // first … last.
  int32_t Between(int32_t first, int32_t last) { return first + Below(last - first + 1); }
  // True in `per_million` of a million draws.
  bool Chance(int32_t per_million) { return Below(1'000'000) < per_million; }

 private:
  uint64_t state_;
};

// A shuffle of 0 … size − 1 that needs no table: a Feistel network, walked until it lands inside.
// Dealing ranks instead of drawing lots is what makes the quotas of the sample exact at any size.
class Permutation {
 public:
  Permutation(uint64_t key, int64_t size);
  int64_t size() const { return size_; }
  int64_t At(int64_t position) const;    // 0 <= position < size
  int64_t Inverse(int64_t value) const;  // At(Inverse(value)) == value
  Fraction FractionAt(
      int64_t position) const;  // the middle of the share that belongs to At(position)

 private:
  uint64_t Encrypt(uint64_t value) const;
  uint64_t Decrypt(uint64_t value) const;
  uint64_t key_;
  int64_t size_;
  int half_bits_;
};

// A distribution by its quantiles: `share` in ten-thousandths, rising from 0 to 10 000; straight
// lines between.
struct Quantile {
  int32_t share;
  int64_t value;
};
int64_t AtQuantile(absl::Span<const Quantile> table, Fraction fraction);

}  // namespace izmaksa
