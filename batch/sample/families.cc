#include "batch/sample/families.h"

#include <array>

#include "ledger/status.h"

namespace izmaksa {
namespace {

// Children in order of age are cut into six bands of some three years each. One child of every
// band makes a column, and a column is cut into families of neighbouring bands, as one of these
// patterns says: 45 families with one child, 26 with two, 5 with three and 2 with four in twenty
// columns, which makes 1.5 children a family, as the recipients of the family benefit have (some
// 345 000 children of 225 525 people; the sizes of families are assumed).
constexpr int kBands = 6;
constexpr std::array<std::array<int, kBands>, 20> kPatterns = {{
    {4, 0, 0, 0, 1, 1}, {1, 1, 2, 0, 1, 1}, {2, 0, 1, 1, 2, 0}, {3, 0, 0, 2, 0, 1},
    {1, 1, 1, 1, 2, 0}, {2, 0, 2, 0, 1, 1}, {2, 0, 3, 0, 0, 1}, {1, 2, 0, 1, 1, 1},
    {1, 1, 2, 0, 2, 0}, {1, 3, 0, 0, 2, 0}, {2, 0, 4, 0, 0, 0}, {2, 0, 1, 1, 1, 1},
    {1, 2, 0, 2, 0, 1}, {1, 2, 0, 3, 0, 0}, {1, 1, 1, 2, 0, 1}, {2, 0, 2, 0, 1, 1},
    {3, 0, 0, 1, 2, 0}, {1, 1, 1, 1, 2, 0}, {2, 0, 1, 2, 0, 1}, {1, 2, 0, 1, 2, 0},
}};
constexpr int64_t kColumnsOfRound = static_cast<int64_t>(kPatterns.size());

// Families in the first `columns` columns whose eldest child is of the band.
constexpr int64_t FamiliesOf(int band, int64_t columns) {
  int64_t whole = 0, rest = 0;
  for (int64_t i = 0; i < kColumnsOfRound; ++i) {
    const bool begins = kPatterns[static_cast<size_t>(i)][static_cast<size_t>(band)] > 0;
    whole += begins ? 1 : 0;
    rest += begins && i < columns % kColumnsOfRound ? 1 : 0;
  }
  return columns / kColumnsOfRound * whole + rest;
}

// Ranks of age of the eldest parents among the workers of their sex, in hundredths: mothers are
// about 18 to 30 when the eldest child is born, fathers two years older.
constexpr int64_t kEldestFather = 38, kEldestMother = 42;

}  // namespace

Families::Families(const Population& population) : population_(population) {
  int64_t children = 0;
  for (const bool girl : {false, true}) {
    children_[girl][0] = population.PeopleOf(Role::kChild, girl);
    children_[girl][1] = population.PeopleOf(Role::kNewborn, girl);
    children += children_[girl][0] + children_[girl][1];
    first_parent_[girl] =
        population.PeopleOf(Role::kWorker, girl) * (girl ? kEldestMother : kEldestFather) / 100;
  }
  columns_ = children / kBands;
  for (int band = 0; band < kBands; ++band) {
    first_of_band_[band] = size_;
    size_ += FamiliesOf(band, columns_);
  }
  first_of_band_[kBands] = size_;
}

std::optional<int64_t> Families::OfParent(const Citizen& parent) const {
  if (parent.role != Role::kWorker) return std::nullopt;
  const int64_t family = parent.age_rank - first_parent_[parent.female];
  if (family < 0 || family >= size_) return std::nullopt;
  return family;
}

std::vector<int64_t> Families::Children(int64_t family) const {
  CHECK(family >= 0 && family < size_);
  int band = 0;
  while (family >= first_of_band_[band + 1]) ++band;
  const int64_t number = family - first_of_band_[band];
  const int64_t of_round = FamiliesOf(band, kColumnsOfRound);
  int64_t column = number / of_round * kColumnsOfRound;
  while (FamiliesOf(band, column + 1) <= number) ++column;
  const int count =
      kPatterns[static_cast<size_t>(column % kColumnsOfRound)][static_cast<size_t>(band)];
  std::vector<int64_t> children;
  for (int child = 0; child < count; ++child) {
    children.push_back(ChildAt((band + child) * columns_ + column));
  }
  return children;
}

int64_t Families::ChildAt(int64_t rank) const {
  const bool newborn = rank >= children_[0][0] + children_[1][0];
  if (newborn) rank -= children_[0][0] + children_[1][0];
  const int64_t girls = children_[1][newborn], all = girls + children_[0][newborn];
  // Girls are spread evenly among all.
  const int64_t girls_before = rank * girls / all;
  const bool girl = (rank + 1) * girls / all > girls_before;
  return population_.IndexByAge(newborn ? Role::kNewborn : Role::kChild, girl,
                                girl ? girls_before : rank - girls_before);
}

}  // namespace izmaksa
