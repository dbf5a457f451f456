// Identities that cannot be mixed up: a person is not an offset is not a number. No implicit
// conversion either way.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace izmaksa {

// The agency's client number. Pseudonymous: a personal code is a fact about a person, not the
// person, and changes.
class PersonId {
 public:
  constexpr PersonId() = default;
  explicit constexpr PersonId(uint64_t number) : number_(number) {}
  constexpr uint64_t number() const { return number_; }
  std::string ToString() const { return std::to_string(number_); }
  friend constexpr auto operator<=>(PersonId, PersonId) = default;

 private:
  uint64_t number_ = 0;
};

// Position of a record in a log. Offsets increase; nothing else may be computed from them but
// `next` to read on.
class Offset {
 public:
  constexpr Offset() = default;
  explicit constexpr Offset(int64_t position) : position_(position) {}
  constexpr int64_t position() const { return position_; }
  constexpr Offset next() const { return Offset(position_ + 1); }
  std::string ToString() const { return std::to_string(position_); }
  friend constexpr auto operator<=>(Offset, Offset) = default;

 private:
  int64_t position_ = 0;
};

// Which of `shards` ledgers a person lives in. Permanent: it decides where a record is, for ever.
// (The mixing function is the finaliser of SplitMix64, so that neighbouring client numbers spread
// evenly.)
constexpr int ShardOf(PersonId person, int shards) {
  uint64_t x = person.number() + 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  x ^= x >> 31;
  return static_cast<int>(x % static_cast<uint64_t>(shards));
}

}  // namespace izmaksa
