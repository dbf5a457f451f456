// What somebody should look at before relying on the law on a day: `izmaksa law check`.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/date.h"
#include "processors/law.h"

namespace izmaksa {

struct LawFinding {
  enum class Kind {
    kGap,         // a fault: no value is in force that day, or a yearly one is missing
    kStale,       // a fault: nobody has checked the parameter in the year before that day
    kHole,        // between two values nothing holds, or nobody knows what
    kUnknown,     // a value in the past or future is not known: whoever needs it is held
    kUnverified,  // a value was never checked against a source
  };
  Kind kind;
  std::string file;          // "indexation/law.textproto"
  int line = 0, column = 0;  // of the value, or of the parameter
  std::string benefit, parameter;
  std::optional<Date> from;  // of the value
  std::string what;

  bool is_fault() const { return kind == Kind::kGap || kind == Kind::kStale; }
};

// In order of file and place.
std::vector<LawFinding> CheckLaw(const Law& law, Date at);

// A line a finding, "file:line:column: kind: parameter …", and their numbers.
std::string LawCheckText(const std::vector<LawFinding>& findings, Date at);
std::string LawCheckJson(const std::vector<LawFinding>& findings, Date at);

// What was asked of the law: a benefit in a month.
using LawUses = std::set<std::pair<std::string, Month>>;

// The unverified values of those benefits, and of what is common to all, that were in force in
// those months, in order of the law. They live as long as the law.
std::vector<const LawValue*> UnverifiedIn(const Law& law, const LawUses& uses);

}  // namespace izmaksa
