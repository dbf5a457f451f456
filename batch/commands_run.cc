// run, approve, release: money out.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/json.h"
#include "batch/officer_key.h"
#include "batch/release.h"
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
    writer.Field("held", Money::Cents(totals.held())).Field("root", ToHex(run.root())).EndObject();
    Print(writer.Take());
    return;
  }
  Print(absl::StrCat(
      "Run ", run.run, again ? " was closed before; nothing is paid twice. " : " is closed. ",
      Counted(totals.payments(), "payment"), ", ", Money::Cents(totals.paid()).ToReadable(),
      " euro; tax ", Money::Cents(totals.tax()).ToReadable(), "; held ",
      Counted(totals.held_people(), "person"), ", ", Money::Cents(totals.held()).ToReadable(),
      ".\nRoot ", ToHex(run.root()), "\n"));
}

}  // namespace

absl::Status RunCommand(const CommandLine& line) {
  RunOptions options;
  ASSIGN_OR_RETURN(options.business_date, DateOption("--date", line.date));
  options.maker = line.maker;
  options.build = IZMAKSA_BUILD;
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const ControlState before, FoldControl(ledger->control()));
  const RunState* known = before.Find(options.business_date.ToString());
  const bool again = known != nullptr && known->closed;
  ASSIGN_OR_RETURN(const RunState run, ExecuteRun(*ledger, law, options, DrawProgress()));
  PrintRun(run, again, line.json);
  return absl::OkStatus();
}

absl::Status ApproveCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const RunState run, ApproveRun(ledger->control(), line.run, key));
  if (line.json) {
    JsonWriter writer;
    writer.Object()
        .Field("run", run.run)
        .Field("root", ToHex(run.root()))
        .Key("approved_by")
        .Array();
    for (const std::string& officer : run.approved_by) writer.String(officer);
    writer.EndArray().EndObject();
    Print(writer.Take());
  } else {
    Print(absl::StrCat("Run ", run.run, " is approved by ", key.officer, " (",
                       run.approved_by.size(), " of ", kApprovalsNeeded, ").\n"));
  }
  return absl::OkStatus();
}

absl::Status ReleaseCommand(const CommandLine& line) {
  ReleaseOptions options;
  options.out = line.out;
  options.version = line.format == "pain.001.001.03" ? PaymentFileVersion::kPain00100103
                                                     : PaymentFileVersion::kPain00100109;
  options.letters = line.letters == "basic" ? Letters::kBasicLatin : Letters::kLatvian;
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const std::vector<ReleasedFile> files,
                   ReleaseRun(*ledger, line.run, options, DrawProgress()));
  if (line.json) {
    JsonWriter writer;
    writer.Object().Field("run", line.run).Key("files").Array();
    for (const ReleasedFile& file : files) {
      writer.Object()
          .Field("name", file.name)
          .Field("sha256", ToHex(file.digest))
          .Field("payments", file.payments);
      writer.Field("amount", file.amount).EndObject();
    }
    writer.EndArray().EndObject();
    Print(writer.Take());
    return absl::OkStatus();
  }
  Money total;
  int64_t payments = 0;
  std::string text;
  for (const ReleasedFile& file : files) {
    total += file.amount;
    payments += file.payments;
    absl::StrAppendFormat(&text, "  %-32s  %9d  %16s  SHA-256 %s…\n", file.name, file.payments,
                          file.amount.ToReadable(), ToHex(file.digest).substr(0, 16));
  }
  Print(absl::StrCat("Run ", line.run, ": ", Counted(static_cast<int64_t>(files.size()), "file"),
                     " in ", line.out, ", ", Counted(payments, "payment"), ", ", total.ToReadable(),
                     " euro.\n", text));
  return absl::OkStatus();
}

}  // namespace izmaksa
