// report, explain, verify, what-if, tail: reading a ledger. None of them writes to it.
#include <signal.h>

#include <chrono>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "batch/budget.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/explain.h"
#include "batch/people_difference.h"
#include "batch/published.h"
#include "batch/report.h"
#include "batch/report/closings.h"
#include "batch/report/page.h"
#include "batch/report/run_paper.h"
#include "batch/tail.h"
#include "batch/verify.h"
#include "batch/what_if.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

absl::StatusOr<std::unique_ptr<Ledger>> OpenToRead(const CommandLine& line) {
  return Ledger::Open(line.data, Ledger::Access::kReadOnly);
}

volatile sig_atomic_t interrupted = 0;

// A second, or less when the user has had enough.
bool WaitASecond() {
  for (int i = 0; i < 10 && interrupted == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return interrupted == 0;
}

}  // namespace

absl::Status ReportCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger, OpenToRead(line));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  if (line.by_people) {
    std::map<std::string, std::string> names;
    for (const BenefitLaw& benefit : law.benefits()) names[benefit.id] = benefit.name;
    ASSIGN_OR_RETURN(
        const PeopleDifference sum,
        ForEachDifference(*ledger, control, law, line.run, [&](const PersonDifference& person) {
          Print(line.json ? DifferenceJson(person) : DifferenceLine(person, names));
          return absl::OkStatus();
        }));
    Print(line.json ? SumJson(sum, line.run) : SumLine(sum, line.run));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const RunReport report, MakeReport(*ledger, control, law, line.run));
  if (!line.html.empty()) {
    ASSIGN_OR_RETURN(const std::vector<Closing> closings,
                     ClosingsUntil(control, report.run.business_date));
    RETURN_IF_ERROR(WriteWholeFile(line.html, PaperPage(RunPaper(report, closings))));
    if (!line.json) {
      Print(absl::StrCat("Run ", line.run, ": the page is in ", line.html, ".\n"));
      return absl::OkStatus();
    }
  }
  if (line.budget) {
    ASSIGN_OR_RETURN(const BudgetComparison comparison, CompareWithBudget(report));
    Print(line.json ? BudgetJson(comparison) : BudgetText(comparison));
    return absl::OkStatus();
  }
  if (!line.published) {
    Print(line.json ? ReportJson(report) : ReportText(report));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const PublishedComparison comparison,
                   CompareWithPublished(*ledger, control, law, line.run));
  Print(line.json ? PublishedJson(comparison)
                  : absl::StrCat(ReportText(report), PublishedText(comparison)));
  return absl::OkStatus();
}

absl::Status ExplainCommand(const CommandLine& line) {
  if (line.payment.empty() == (line.person.empty() || line.month.empty())) {
    return absl::InvalidArgumentError("say either --payment, or --person and --month");
  }
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger, OpenToRead(line));
  if (!line.payment.empty()) {
    ASSIGN_OR_RETURN(const PaymentExplanation explanation,
                     ExplainPayment(*ledger, law, line.payment));
    Print(line.json ? ExplanationJson(explanation) : ExplanationText(explanation));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const PersonId person, PersonOption("--person", line.person));
  ASSIGN_OR_RETURN(const Month month, MonthOption("--month", line.month));
  ASSIGN_OR_RETURN(const MonthExplanation explanation, ExplainMonth(*ledger, law, person, month));
  Print(line.json ? ExplanationJson(explanation) : ExplanationText(explanation));
  return absl::OkStatus();
}

absl::Status VerifyCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger, OpenToRead(line));
  ASSIGN_OR_RETURN(
      const VerifyReport report,
      VerifyLedger(*ledger, {line.temp, line.released, line.all_runs}, DrawProgress()));
  Print(line.json ? VerifyJson(report) : VerifyText(report));
  if (report.in_order()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(line.data, " is not in order"));
}

absl::Status WhatIfCommand(const CommandLine& line) {
  WhatIfOptions options;
  ASSIGN_OR_RETURN(options.from, MonthOption("--from", line.from));
  if (!line.to.empty()) {
    ASSIGN_OR_RETURN(options.to, MonthOption("--to", line.to));
  }
  ASSIGN_OR_RETURN(options.known, OptionalDateOption("--known", line.known));
  options.temp = line.temp;
  ASSIGN_OR_RETURN(const Law law, Law::Parse(Law::BuiltInFiles()));
  ASSIGN_OR_RETURN(const Law overlay, LawOf(line));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger, OpenToRead(line));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  ASSIGN_OR_RETURN(const WhatIf what_if,
                   MakeWhatIf(*ledger, control, law, overlay, options, DrawProgress()));
  Print(line.json ? WhatIfJson(what_if) : WhatIfText(what_if));
  return absl::OkStatus();
}

absl::Status TailCommand(const CommandLine& line) {
  TailOptions options;
  ASSIGN_OR_RETURN(options.log, ParseTailLog(line.log));
  if (line.shard >= 0) options.shard = line.shard;
  int64_t from = 0;
  if (!line.from.empty() && (!absl::SimpleAtoi(line.from, &from) || from < 0))
    return absl::InvalidArgumentError(absl::StrCat("--from ", line.from, " is not an offset"));
  options.from = Offset(from);
  const auto print = [](const std::string& record) {
    Print(record);
    return absl::OkStatus();
  };
  if (line.follow) {
    signal(SIGINT, [](int) { interrupted = 1; });
    return FollowTail(line.data, options, print, WaitASecond);
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger, OpenToRead(line));
  return Tail(*ledger, options, print);
}

}  // namespace izmaksa
