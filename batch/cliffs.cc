#include "batch/cliffs.h"

#include <algorithm>

namespace izmaksa {

void Cliffs::Add(Money before, Money change) {
  Cell& cell = cells_[before];
  cell.least = cell.people == 0 ? change : std::min(cell.least, change);
  cell.most = cell.people == 0 ? change : std::max(cell.most, change);
  ++cell.people;
}

void Cliffs::Add(const Cliffs& more) {
  for (const auto& [before, other] : more.cells_) {
    Cell& cell = cells_[before];
    cell.least = cell.people == 0 ? other.least : std::min(cell.least, other.least);
    cell.most = cell.people == 0 ? other.most : std::max(cell.most, other.most);
    cell.people += other.people;
  }
}

std::vector<Cliff> Cliffs::Find() const {
  const Money near = Money::Cents(kNear), steep = Money::Cents(kSteep);
  std::vector<Cliff> cliffs;
  for (auto cell = cells_.begin(); cell != cells_.end(); ++cell) {
    // The sums within a euro above this one: at most a hundred.
    auto end = cell;
    Money least = cell->second.least, most = cell->second.most, last = cell->first;
    for (; end != cells_.end() && end->first <= cell->first + near; ++end) {
      least = std::min(least, end->second.least);
      most = std::max(most, end->second.most);
      last = end->first;
    }
    if (most - least <= steep) continue;
    if (cliffs.empty() || cliffs.back().to < cell->first) {
      cliffs.push_back({cell->first, last, 0, Money(), Money(), 0});
    }
    Cliff& cliff = cliffs.back();
    cliff.to = std::max(cliff.to, last);
    if (most - least > cliff.steepest) {
      cliff.steepest = most - least;
      cliff.steepest_at = cell->first;
    }
  }
  const auto count = [&](Money from, Money to) {
    int64_t people = 0;
    for (auto cell = cells_.lower_bound(from); cell != cells_.end() && cell->first <= to; ++cell)
      people += cell->second.people;
    return people;
  };
  for (Cliff& cliff : cliffs) {
    cliff.people = count(cliff.from, cliff.to);
    cliff.near = count(cliff.steepest_at - near, cliff.steepest_at + near);
  }
  return cliffs;
}

}  // namespace izmaksa
