// What another law would cost, and whom it would touch: the people of a ledger assessed twice, by
// the law in force and by the law with an overlay. Reads only: nothing is appended.
//
// Amounts are what is due for a month, before tax, whenever it is paid.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/cliffs.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "batch/progress.h"
#include "processors/law.h"

namespace izmaksa {

struct WhatIfOptions {
  Month from;                 // 2014 or later: before, amounts are in lats
  std::optional<Month> to;    // nullopt: the month of the last closed run
  std::optional<Date> known;  // nullopt: law and facts as the last closed run knew them
  std::string temp;           // where people are folded as known on `known`; empty: the system's
};

// What is due under the law in force, and with the overlay.
struct Cost {
  Money before, after;
  // Of what municipalities pay: what the state gives back, by the benefit's `state_share`.
  Money state_before, state_after;

  Money change() const { return after - before; }
  Money state_change() const { return state_after - state_before; }
  bool is_zero() const { return before.is_zero() && after.is_zero(); }
  void Add(const Cost& more);
};

struct BenefitCost {
  Cost cost;
  int64_t people = 0;  // with another amount in any month
};

// How many people get more and less, and how much together; less is negative.
struct GainAndLoss {
  Tally gain, loss;
  void Add(Money change);
  void Add(const GainAndLoss& more);
};

// An amount that cannot be determined cannot be compared.
struct NotDetermined {
  int64_t before = 0, after = 0;  // people, under the law in force and with the overlay
  std::string reason;             // the first of their reasons, in order of the alphabet
};

struct WhatIf {
  // Highest average changes a month of the rows of the histogram, in euro; what is above the last
  // has a row of its own.
  static constexpr int64_t kSteps[] = {5, 10, 20, 50, 100, 200, 500};
  static constexpr size_t kCliffsMax = 10;

  Month from, to;
  Date known;
  std::string run;  // whose cut-off bounds the facts; empty: they are bounded by `known`
  Digest law_digest{}, overlay_digest{};
  bool is_law_of_run = true;                                 // the run was made with `law_digest`
  std::map<std::string, std::vector<std::string>> replaced;  // parameters that differ, by benefit
  int64_t published_later = 0;    // values of the overlay alone that are not law yet on `known`
  std::vector<std::string> zero;  // benefits whose law the overlay changes, and nothing is due

  int64_t people = 0;    // in the ledger
  int64_t compared = 0;  // with something due under either law
  int64_t doubtful = 0;  // left out: held for their facts, whatever the law
  std::map<std::string, NotDetermined> not_determined;  // left out of this benefit's months
  int64_t not_determined_people = 0;

  std::map<std::pair<Month, std::string>, Cost> programmes;  // no programme: municipalities
  std::map<std::string, BenefitCost> benefits;
  std::map<Month, GainAndLoss> months;
  GainAndLoss together;            // over all months, each person once
  std::map<int, Tally> histogram;  // by row: -1, -2 … lose, 1, 2 … gain; 1 is to kSteps[0]
  std::vector<Cliff> cliffs;       // in the month `to`, at most kCliffsMax with most people
  int64_t cliffs_total = 0;
  std::map<std::string, std::string> names;  // of benefits, by id

  Cost total() const;
  std::map<int, Cost> years() const;
  int months_count() const { return to - from + 1; }
};

// All shards at once; memory does not grow with people. INVALID_ARGUMENT when the months are out of
// order or before 2014; FAILED_PRECONDITION when something is needed of the last run and there is
// none, or when the people are not folded to its cut-off.
absl::StatusOr<WhatIf> MakeWhatIf(Ledger& ledger, const ControlState& control, const Law& law,
                                  const Law& overlay, const WhatIfOptions& options,
                                  const Progress& progress);

std::string WhatIfText(const WhatIf& what_if);
std::string WhatIfJson(const WhatIf& what_if);

}  // namespace izmaksa
