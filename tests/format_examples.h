// The examples of docs/event-format.md, so that the document cannot lie.
#pragma once

#include <fstream>
#include <string>
#include <vector>

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

}  // namespace izmaksa
