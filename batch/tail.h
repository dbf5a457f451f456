// The records of a log as lines of JSON, for people and scripts that look on. Fields are named and
// ordered as in proto/; days, months and money are readable; what is sealed stays sealed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/ledger.h"
#include "ledger/log.h"

namespace izmaksa {

enum class TailLog { kControl, kJournal, kEvents };

// "control", "journal", "events". INVALID_ARGUMENT for anything else.
absl::StatusOr<TailLog> ParseTailLog(absl::string_view name);

// One record as one object on one line, ended. DATA_LOSS when the bytes are not a record of such a
// log.
absl::StatusOr<std::string> RecordJson(TailLog log, int shard, const Record& record);

struct TailOptions {
  TailLog log = TailLog::kJournal;
  std::optional<int> shard;  // nullopt: all, one after the other; the control log has none
  Offset from;
};

using TailSink = std::function<absl::Status(const std::string& line)>;

// Writes the records there are. INVALID_ARGUMENT when there is no such shard.
absl::Status Tail(const Ledger& ledger, const TailOptions& options, const TailSink& sink);

// The same, and then what is appended, until `wait` says to stop (it sleeps a while, and returns
// whether to go on). The ledger is opened anew each time, read-only: it may be written to all
// along.
absl::Status FollowTail(const std::string& directory, const TailOptions& options,
                        const TailSink& sink, const std::function<bool()>& wait);

}  // namespace izmaksa
