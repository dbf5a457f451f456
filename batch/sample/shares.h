// Which benefits the people of the sample nation receive beside pensions, and how many of them: a
// table of shares, dealt like everything else, so that they hold at any size and for any seed.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "batch/sample/history.h"
#include "batch/sample/population.h"

namespace izmaksa {

// Among whom a benefit is dealt out. One person has at most one share of a lane.
enum class Lane {
  kChildren,  // told of the child's mother or guardian
  kWorkers,
  kSickness,  // of workers too
  kOldAge,
  kDisabled,
  kUnpensioned,
  kYoung,  // the youngest workers, born since 2004
};

struct Share {
  absl::string_view benefit;
  Lane lane;
  int32_t people_full;  // at kFullNation
  // Whether that is how many begin in a month, spread over all months of the sample and as many
  // before it as `lasts` says; otherwise it is how many there are at any time.
  bool a_month = false;
  int lasts = 0;
  // Where the number comes from.
  const char* source;
};
absl::Span<const Share> AllShares();

// A share that fell to a person.
struct Dealt {
  const Share* share = nullptr;  // null: none
  Date begins;  // where it is so many a month; otherwise the first day of the sample
};

class Shares {
 public:
  // `population` must outlive this.
  Shares(const Population& population, const SampleSpan& span);
  Dealt Of(Lane lane, const Citizen& citizen) const;

 private:
  struct Deck {
    Permutation order;
    std::vector<int64_t> ends;  // ranks, one for each share of the lane
  };
  // The citizen's place among those of the lane; not in [0, size): none.
  int64_t PlaceIn(Lane lane, const Citizen& citizen) const;

  const Population& population_;
  const SampleSpan span_;
  std::vector<Deck> decks_;  // by lane
};

}  // namespace izmaksa
