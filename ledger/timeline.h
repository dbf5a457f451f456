// A value that changes on dates: a fact about a person, a parameter of the law.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "ledger/date.h"

namespace izmaksa {

// What held on which day. A step holds from its date until the next step.
template <typename T>
class Timeline {
 public:
  struct Step {
    Date from;
    T value;
  };

  // States what holds from `from` until the next step, whatever order the statements come in. A
  // second statement for the same day corrects the first.
  void Set(Date from, T value) {
    auto step = std::lower_bound(steps_.begin(), steps_.end(), from,
                                 [](const Step& s, Date date) { return s.from < date; });
    if (step != steps_.end() && step->from == from) {
      step->value = std::move(value);
    } else {
      steps_.insert(step, Step{from, std::move(value)});
    }
  }

  // The value in force on a day; null before the first step.
  const T* At(Date date) const {
    const Step* step = StepAt(date);
    return step == nullptr ? nullptr : &step->value;
  }

  const Step* StepAt(Date date) const {
    auto next = std::upper_bound(steps_.begin(), steps_.end(), date,
                                 [](Date d, const Step& s) { return d < s.from; });
    return next == steps_.begin() ? nullptr : &*std::prev(next);
  }

  const std::vector<Step>& steps() const { return steps_; }  // in order of date, no date twice
  bool empty() const { return steps_.empty(); }

 private:
  std::vector<Step> steps_;
};

}  // namespace izmaksa
