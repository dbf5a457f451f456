// reconcile: what the bank has answered.
#include "absl/strings/str_cat.h"
#include "batch/bank/reconciliation.h"
#include "batch/bank/reconciliation_text.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "ledger/status.h"

namespace izmaksa {

absl::Status ReconcileCommand(const CommandLine& line) {
  Reconciliation reconciliation;
  for (const std::string& path : line.sent) RETURN_IF_ERROR(reconciliation.AddSent(path));
  std::vector<int> status_after;
  for (const std::string& path : line.files) {
    for (const std::string& label : line.status_after) {
      if (label != SourceLabel(path)) continue;
      status_after.push_back(static_cast<int>(reconciliation.sources().size()));
    }
    reconciliation.AddMessage(path);
  }
  if (status_after.size() != line.status_after.size()) {
    return absl::InvalidArgumentError("--status-after: names a message that is not given, or two");
  }
  reconciliation.Finish();
  Print(line.json  ? ReconciliationJson(reconciliation)
        : line.csv ? ReconciliationCsv(reconciliation, status_after)
                   : ReconciliationText(reconciliation));
  if (reconciliation.messages_failed() == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(Counted(reconciliation.messages_failed(), "message"),
                   " could not be read to the end; what was complete is told above"));
}

}  // namespace izmaksa
