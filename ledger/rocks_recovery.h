// How the logs' database is opened: looked at first, changed only when nothing acknowledged is
// missing.
#pragma once

#include <rocksdb/options.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/rocks.h"

namespace izmaksa {

rocksdb::DBOptions LogDatabaseOptions(rocksdb::WALRecoveryMode mode);
rocksdb::ColumnFamilyOptions LogFamilyOptions();

// An open database and where each of its logs ends, in order of name.
struct LogsView {
  RocksFamilies rocks;
  std::vector<int64_t> ends;
};

// Finds the ends. `what` begins an error.
absl::StatusOr<LogsView> FindEnds(RocksFamilies rocks, const std::vector<std::string>& names,
                                  absl::string_view what);

// DATA_LOSS when a log ends before what was acknowledged.
absl::Status CheckEnds(const std::vector<std::string>& names, const std::vector<int64_t>& ends,
                       const std::vector<int64_t>& acknowledged);

struct Inspection {
  LogsView view;
  rocksdb::WALRecoveryMode mode;  // in which a writer may open it and lose nothing acknowledged
};

// Opens for reading. Everything is looked at before anything is changed, so that damage leaves the
// files as they are, for whoever comes to mend them. DATA_LOSS when it is damaged or a log ends
// before what was acknowledged.
absl::StatusOr<Inspection> InspectLogs(const std::string& directory,
                                       const std::vector<std::string>& names,
                                       const std::vector<int64_t>& acknowledged,
                                       absl::string_view what);

}  // namespace izmaksa
