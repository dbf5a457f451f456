// An event as a Protobuf message, the other form in which sources may send it: v1::Event with
// personal data in plain text, each preceded by its length as a varint (docs/event-format.md).
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "batch/event_json.h"
#include "batch/fault.h"

namespace izmaksa {

// Reads events, reusing its memory from one to the next. One thread.
class EventWireReader {
 public:
  // Reads one message, without its length. An event is accepted exactly when its JSON form is, and
  // only in the one encoding in which every field is written once, in order, and nothing is written
  // for an empty value; so nothing that this program does not know can pass. Otherwise as
  // EventJsonReader::Read.
  bool Read(absl::string_view bytes, v1::Event* event, FieldFaults* faults);

 private:
  EventJsonReader json_;
  v1::Event parsed_;
  std::string again_;
};

// The bytes of an event: deterministic, so that the same event is always the same bytes.
void SerializeEvent(const v1::Event& event, std::string* bytes);

}  // namespace izmaksa
