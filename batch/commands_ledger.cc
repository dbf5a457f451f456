// init, sample, append: what a ledger is made of.
#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/door.h"
#include "batch/json.h"
#include "batch/ledger.h"
#include "batch/sample/sample.h"
#include "ledger/status.h"
#include "processors/identity.h"

namespace izmaksa {
namespace {

// The payer of a ledger that names no other. The account is made up: the agency's own is not
// public.
const Agency kDefaultAgency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                               "LV42TREL9990000000001", "TRELLV22"};
const PostAccount kDefaultPost = {"VAS Latvijas Pasts", "LV52LPNS9990000000105"};

std::string Or(const std::string& said, const std::string& otherwise) {
  return said.empty() ? otherwise : said;
}

}  // namespace

absl::Status InitCommand(const CommandLine& line) {
  LedgerOptions options;
  options.shards = line.shards;
  options.file_payments_max = line.file_payments_max;
  options.agency = {
      Or(line.agency_name, kDefaultAgency.name), Or(line.agency_id, kDefaultAgency.registration_id),
      Or(line.agency_iban, kDefaultAgency.iban), Or(line.agency_bic, kDefaultAgency.bic)};
  const absl::StatusOr<std::string> iban = CheckIban(options.agency.iban);
  if (!iban.ok())
    return absl::InvalidArgumentError(absl::StrCat("--agency-iban: ", iban.status().message()));
  options.agency.iban = *iban;
  options.post = {Or(line.post_name, kDefaultPost.name), Or(line.post_iban, kDefaultPost.iban)};
  const absl::StatusOr<std::string> post = CheckIban(options.post.iban);
  if (!post.ok())
    return absl::InvalidArgumentError(absl::StrCat("--post-iban: ", post.status().message()));
  options.post.iban = *post;
  if (options.file_payments_max < 1 || options.file_payments_max > 1'000'000) {
    return absl::InvalidArgumentError("--file-payments-max: 1 to 1000000");
  }
  if (!line.first_month.empty()) {
    ASSIGN_OR_RETURN(options.first_month, MonthOption("--first-month", line.first_month));
  }
  RETURN_IF_ERROR(Ledger::Create(line.data, options));
  if (line.json) {
    JsonWriter writer;
    writer.Object().Field("data", line.data).Field("shards", options.shards).EndObject();
    Print(writer.Take());
  } else {
    Print(absl::StrCat("A new ledger of ", options.shards,
                       options.shards == 1 ? " shard" : " shards", " is in ", line.data,
                       ". Keep a copy of ", line.data, "/master.key elsewhere.\n"));
  }
  return absl::OkStatus();
}

absl::Status SampleCommand(const CommandLine& line) {
  SampleOptions options;
  options.people = line.people;
  options.out = line.out;
  if (!absl::SimpleAtoi(line.seed, &options.seed)) {
    return absl::InvalidArgumentError(absl::StrCat("--seed: not a number: \"", line.seed, "\""));
  }
  if (line.benefits != "pensions" && line.benefits != "all") {
    return absl::InvalidArgumentError(
        absl::StrCat("--benefits: neither pensions nor all: \"", line.benefits, "\""));
  }
  if (line.benefits == "all") options.benefits = SampleBenefits::kAll;
  if (!line.first_month.empty()) {
    ASSIGN_OR_RETURN(options.first_month, MonthOption("--first-month", line.first_month));
  }
  ASSIGN_OR_RETURN(const SampleSummary summary, WriteSample(options));
  if (line.json) {
    JsonWriter writer;
    writer.Object()
        .Field("people", summary.people)
        .Field("events", summary.events)
        .Key("files")
        .Array();
    for (const SampleFile& file : summary.files) {
      writer.Object()
          .Field("name", file.name)
          .Field("events", file.events)
          .Field("bytes", file.bytes)
          .EndObject();
    }
    writer.EndArray().EndObject();
    Print(writer.Take());
    return absl::OkStatus();
  }
  std::string text = absl::StrCat("A made-up nation of ", Counted(summary.people, "person"), ": ",
                                  Counted(summary.events, "event"), " in ",
                                  Counted(static_cast<int64_t>(summary.files.size()), "file"),
                                  " in ", line.out, "\n");
  Print(text);
  return absl::OkStatus();
}

absl::Status AppendCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const IntakeResult result, AppendToLedger(*ledger, line.files, DrawProgress()));
  if (!result.accepted()) {
    PrintFaults(result.faults, result.faults_total, line.json);
    return absl::InvalidArgumentError(
        absl::StrCat("nothing was written: ", Counted(result.faults_total, "fault"), " in ",
                     Counted(result.events, "event")));
  }
  if (line.json) {
    JsonWriter writer;
    writer.Object()
        .Field("accepted", true)
        .Field("events", result.events)
        .Field("appended", result.appended);
    writer.Field("repeated", result.repeated).EndObject();
    Print(writer.Take());
  } else {
    Print(absl::StrFormat(
        "%s appended%s.\n", Counted(result.appended, "event"),
        result.repeated == 0 ? "" : absl::StrFormat(", %d known already", result.repeated)));
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
