// Causes of a difference in words, and as names for programs.
#pragma once

#include <map>
#include <string>

#include "batch/difference.h"

namespace izmaksa {

struct CauseWords {
  const char* words;  // before the subject
  const char* id;     // in JSON
};

CauseWords WordsOf(CauseKind kind);

// "arrears, this run: Old-age pension": `names` are the benefits', by id.
std::string CauseText(const Cause& cause, const std::map<std::string, std::string>& names);

// "+1.00", "-1.00", "0.00".
std::string Signed(Money amount);

}  // namespace izmaksa
