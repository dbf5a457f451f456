// assess, law: questions that need no ledger.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/assess.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/coverage.h"
#include "batch/event_check.h"
#include "batch/event_file.h"
#include "batch/event_json.h"
#include "batch/event_wire.h"
#include "batch/fan_out.h"
#include "batch/law_check.h"
#include "batch/law_report.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Every event of the files, checked as the door checks; or every fault, printed.
absl::StatusOr<std::vector<v1::Event>> ReadEvents(const std::vector<std::string>& files,
                                                  const Law& law, bool json) {
  const KnownBenefit known = KnownTo(law);
  EventJsonReader json_reader;
  EventWireReader wire_reader;
  std::vector<v1::Event> events;
  std::vector<Fault> faults;
  std::string buffer;
  for (const std::string& name : files) {
    ASSIGN_OR_RETURN(const EventFile file, EventFile::Open(name));
    if (file.broken()) faults.push_back(*file.broken());
    int64_t line = 1;
    for (const EventFile::Block& block : file.blocks()) {
      const auto take = [&](const EventFile::Item& item) {
        FieldFaults found;
        v1::Event event;
        const bool is_json = file.form() == EventFile::Form::kJson;
        if (item.too_long) {
          found.push_back({"", "longer than 1 MiB"});
        } else if ((is_json ? json_reader.Read(item.bytes, &event, &found)
                            : wire_reader.Read(item.bytes, &event, &found)) &&
                   CheckEvent(known, &event, &found)) {
          FanOut(&event, [&](v1::Event* stored) { events.push_back(std::move(*stored)); });
        }
        for (FieldFault& fault : found)
          faults.push_back({name, line + item.index, fault.field, fault.message});
      };
      ASSIGN_OR_RETURN(const int64_t count, file.Read(block, &buffer, take));
      line += count;
    }
  }
  if (faults.empty()) return events;
  PrintFaults(faults, static_cast<int64_t>(faults.size()), json);
  return absl::InvalidArgumentError(absl::StrCat("nothing was assessed: ", faults.size(),
                                                 faults.size() == 1 ? " fault" : " faults"));
}

}  // namespace

absl::Status AssessCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Month month, MonthOption("--month", line.month));
  ASSIGN_OR_RETURN(const std::optional<Date> known, OptionalDateOption("--known", line.known));
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::vector<v1::Event> events, ReadEvents(line.files, law, line.json));
  ASSIGN_OR_RETURN(const Assessment assessment, AssessEvents(events, month, known, law));
  Print(line.json ? AssessmentJson(assessment) : AssessmentText(assessment));
  return absl::OkStatus();
}

absl::Status LawCheckCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::optional<Date> said, OptionalDateOption("--at", line.at));
  Date at;  // without a day: as of the last review, so that the answer depends on the law alone
  for (const BenefitLaw& benefit : law.benefits()) {
    for (const LawParameter& parameter : benefit.parameters) at = std::max(at, parameter.reviewed);
  }
  at = said.value_or(at);
  const std::vector<LawFinding> findings = CheckLaw(law, at);
  Print(line.json ? LawCheckJson(findings, at) : LawCheckText(findings, at));
  const auto faults = std::count_if(findings.begin(), findings.end(),
                                    [](const LawFinding& f) { return f.is_fault(); });
  if (faults == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the law has ", faults, faults == 1 ? " fault" : " faults"));
}

absl::Status LawCoverageCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Law law, Law::Parse(Law::BuiltInFiles()));
  ASSIGN_OR_RETURN(const Coverage coverage, MakeCoverage(law, ExampleCountsText(), RegisterText()));
  Print(line.json ? CoverageJson(coverage) : CoverageText(coverage));
  return absl::OkStatus();
}

absl::Status LawListCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  Print(line.json ? LawListJson(law) : LawListText(law));
  return absl::OkStatus();
}

absl::Status LawShowCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const std::optional<Date> at, OptionalDateOption("--at", line.at));
  ASSIGN_OR_RETURN(const std::string text, line.json ? LawShowJson(law, line.benefit, at)
                                                     : LawShowText(law, line.benefit, at));
  Print(text);
  return absl::OkStatus();
}

}  // namespace izmaksa
