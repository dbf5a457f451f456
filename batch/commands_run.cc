// run: who is paid what.
#include "absl/strings/str_cat.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/control_acts.h"
#include "batch/json.h"
#include "batch/officer_key.h"
#include "batch/run.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

v1::Totals TotalsOf(const RunState& run) {
  v1::Totals totals;
  for (const auto& shard : run.closed->shards()) AddToTotals(shard.totals(), totals);
  return totals;
}

void PrintRun(const RunState& run, bool again, bool json) {
  const v1::Totals totals = TotalsOf(run);
  if (json) {
    JsonWriter writer;
    writer.Object()
        .Field("run", run.run)
        .Field("already_closed", again)
        .Field("people", totals.people());
    writer.Field("payments", totals.payments()).Field("paid", Money::Cents(totals.paid()));
    writer.Field("tax", Money::Cents(totals.tax())).Field("held_people", totals.held_people());
    writer.Field("held", Money::Cents(totals.held())).Field("root", ToHex(run.root()));
    writer.Key("signed_by");
    run.signed_by.empty() ? writer.Null() : writer.String(run.signed_by);
    writer.Key("findings").Array();
    for (const std::string& finding : NamesOf(run.findings)) writer.String(finding);
    writer.EndArray().EndObject();
    Print(writer.Take());
    return;
  }
  Print(absl::StrCat(
      "Run ", run.run, again ? " was closed before; nothing is paid twice. " : " is closed. ",
      Counted(totals.payments(), "payment"), ", ", Money::Cents(totals.paid()).ToReadable(),
      " euro; tax ", Money::Cents(totals.tax()).ToReadable(), "; held ",
      Counted(totals.held_people(), "person"), ", ", Money::Cents(totals.held()).ToReadable(),
      ".\nRoot ", ToHex(run.root()), "\n",
      run.signed_by.empty() ? "" : absl::StrCat("Made and signed by ", run.signed_by, ".\n")));
  for (const Finding& finding : run.findings)
    Print(absl::StrCat("For the approvers: ", finding.text, " (", finding.name, ").\n"));
}

// Who makes the run. A run without a key may be made by a timer, in a name that is no officer's: an
// officer's name stands only where the officer's key was.
absl::StatusOr<std::string> MakerOf(const ControlState& control, const CommandLine& line,
                                    const OfficerKey* key) {
  if (key == nullptr) {
    const std::string name = line.maker.empty() ? "batch" : line.maker;
    if (control.FindOfficer(name) == nullptr) return name;
    return absl::FailedPreconditionError(absl::StrCat(
        name, " is an officer: who makes a run in an officer's name has the officer's --key"));
  }
  if (!line.maker.empty() && line.maker != key->officer)
    return absl::InvalidArgumentError(absl::StrCat("--maker: the key is that of ", key->officer));
  RETURN_IF_ERROR(CheckOfficer(control, *key, OfficerRole::kMaker));
  const RunState* open = control.Open();
  if (open != nullptr && open->maker != key->officer &&
      control.FindOfficer(open->maker) != nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("run ", open->run, " is open, and ", open->maker, " made it"));
  }
  return key->officer;
}

}  // namespace

absl::Status RunCommand(const CommandLine& line) {
  RunOptions options;
  ASSIGN_OR_RETURN(options.business_date, DateOption("--date", line.date));
  options.build = IZMAKSA_BUILD;
  std::optional<OfficerKey> key;
  if (!line.key.empty()) {
    ASSIGN_OR_RETURN(key, ReadOfficerKey(line.key));
  }
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const ControlState before, FoldControl(ledger->control()));
  ASSIGN_OR_RETURN(options.maker, MakerOf(before, line, key ? &*key : nullptr));
  const RunState* known = before.Find(options.business_date.ToString());
  const bool again = known != nullptr && known->closed;
  ASSIGN_OR_RETURN(RunState run, ExecuteRun(*ledger, law, options, DrawProgress()));
  if (key) {
    ASSIGN_OR_RETURN(run, SignRun(ledger->control(), run.run, *key));
  }
  PrintRun(run, again, line.json);
  return absl::OkStatus();
}

}  // namespace izmaksa
