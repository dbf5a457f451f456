// An event as one JSON object on one line, the form in which sources send it and people read it.
// docs/event-format.md describes every fact and field. Strict: unknown or repeated fields, values
// of another type, numbers where money is meant, days that do not exist and text that is not UTF-8
// are faults.
#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "batch/fault.h"
#include "proto/event.pb.h"

namespace izmaksa {

// Reads events, reusing its memory from one to the next. One thread.
class EventJsonReader {
 public:
  static constexpr size_t kLineSizeMax = 1 << 20;

  EventJsonReader();
  ~EventJsonReader();
  EventJsonReader(const EventJsonReader&) = delete;
  EventJsonReader& operator=(const EventJsonReader&) = delete;

  // Reads one line into `event`, with personal data in plain text. False when it is not an event;
  // then `faults` has grown by at least one, by every fault that could be told, and `event` is of
  // no use. Only the form is checked here; CheckEvent (batch/event_check.h) judges what the event
  // says.
  bool Read(absl::string_view line, v1::Event* event, FieldFaults* faults);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The event as one line, without a line break, fields in the order of the format. For an event with
// plain personal data Read gives the same event back; sealed bytes are printed in Base64 and `Read`
// refuses them.
std::string EventToJson(const v1::Event& event);

}  // namespace izmaksa
