// What is wrong with an event that came from outside, and where. No message repeats a name, a code
// or an account.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace izmaksa {

// In one event: `field` is a path, "decision_made.inputs[0].value"; empty when the fault is the
// whole event's.
struct FieldFault {
  std::string field;
  std::string message;
};
using FieldFaults = std::vector<FieldFault>;

// In a file: `line` counts from 1, records in a Protobuf file likewise; 0 when the fault is the
// whole file's.
struct Fault {
  std::string file;
  int64_t line = 0;
  std::string field;
  std::string message;
};

}  // namespace izmaksa
