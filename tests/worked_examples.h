// The worked examples of every benefit (processors/benefits/*/examples.textproto), as events.
#pragma once

#include <string>
#include <vector>

#include "ledger/date.h"
#include "proto/event.pb.h"
#include "proto/law.pb.h"

namespace izmaksa {

struct WorkedExample {
  std::string folder;
  v1::Example example;
  std::vector<v1::Event> events;
  std::string facts;  // to recognise the same person
  Month month;
};

// All of them, in order of folder, read once in the root of the repository. An example that cannot
// be read ends the program, naming it.
const std::vector<WorkedExample>& WorkedExamples();

}  // namespace izmaksa
