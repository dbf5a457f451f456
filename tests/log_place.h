// Where logs live in a test, whatever they are made of.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/log.h"

namespace izmaksa {

// Two logs, "events-0000" and "journal-0000", empty at first; gone with the place.
class LogPlace {
 public:
  virtual ~LogPlace() = default;

  virtual absl::Status Open() = 0;               // as a process does when it starts
  virtual void Close() = 0;                      // and when it ends
  virtual Log* log(absl::string_view name) = 0;  // while open

  // Destroys the records from `first` up to and including `last`, each appended on its own. While
  // closed.
  virtual void Lose(absl::string_view name, Offset first, Offset last) = 0;
};

std::unique_ptr<LogPlace> NewRocksLogPlace();

}  // namespace izmaksa
