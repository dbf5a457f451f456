// Where people who have almost the same are changed very differently by a change of law.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "ledger/money.h"

namespace izmaksa {

// People whose sums before differ by one euro at most, while their changes differ by more than ten:
// all such sums, as long as each is within one euro of the next such.
struct Cliff {
  Money from, to;      // the lowest and the highest sum before
  int64_t people = 0;  // with sums from `from` to `to`
  Money steepest_at;   // the sum before around which changes differ most
  Money steepest;      // by how much
  int64_t near = 0;    // people within one euro of `steepest_at`, either way
};

// Sums and changes of many people. Memory grows with different sums, not with people.
class Cliffs {
 public:
  static constexpr int64_t kNear = 100;    // cents
  static constexpr int64_t kSteep = 1000;  // cents

  void Add(Money before, Money change);
  void Add(const Cliffs& more);

  std::vector<Cliff> Find() const;  // in order of sum

 private:
  struct Cell {
    int64_t people = 0;
    Money least, most;  // change
  };
  std::map<Money, Cell> cells_;  // by sum before
};

}  // namespace izmaksa
