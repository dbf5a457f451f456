// The examples of docs/event-format.md, so that the document cannot lie; and the benefits that they
// and the tests of the door decide about.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "processors/law.h"

namespace izmaksa {

// Every line of the document that is an event. Tests run in the root of the repository.
inline std::vector<std::string> FormatExamples() {
  std::ifstream document("docs/event-format.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(document, line);) {
    if (line.rfind("{\"id\"", 0) == 0) lines.push_back(line);
  }
  return lines;
}

// A KnownBenefit of the two pensions that the examples decide about.
inline const std::vector<InputOfDecision>* KnownInputs(absl::string_view benefit) {
  static const auto* inputs = new std::vector<InputOfDecision>{
      {"capital", "what is saved", InputOfDecision::Kind::kMoney, {}},
      {"from", "a day", InputOfDecision::Kind::kDate, {}},
  };
  return benefit == "old_age_pension" || benefit == "disability_pension" ? inputs : nullptr;
}

}  // namespace izmaksa
