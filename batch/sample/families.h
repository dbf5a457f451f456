// Who is whose child in the sample nation. Children are dealt to women and men of working age by
// rank of age, so that a family is known from any of its members alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "batch/sample/population.h"

namespace izmaksa {

class Families {
 public:
  // `population` must outlive this.
  explicit Families(const Population& population);

  int64_t size() const { return size_; }
  // The family of which a worker is the mother or the father; nullopt: none.
  std::optional<int64_t> OfParent(const Citizen& parent) const;
  // Those of its children whom the nation holds, eldest first; one to four.
  std::vector<int64_t> Children(int64_t family) const;

 private:
  // The child with a rank of age among all children, girls and boys in turn.
  int64_t ChildAt(int64_t rank) const;

  const Population& population_;
  int64_t children_[2][2];  // by girl, by newborn
  int64_t columns_ = 0;
  int64_t first_of_band_[7] = {};  // the families whose eldest child is of the band
  int64_t size_ = 0;
  int64_t first_parent_[2] = {};  // rank of age of the eldest father, mother
};

}  // namespace izmaksa
