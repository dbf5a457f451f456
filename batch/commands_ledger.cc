// init, sample, append: what a ledger is made of.
#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/intake.h"
#include "batch/json.h"
#include "batch/ledger.h"
#include "batch/run.h"
#include "batch/sample/sample.h"
#include "ledger/id_index.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "processors/identity.h"
#include "processors/person.h"

namespace izmaksa {
namespace {

// The payer of a ledger that names no other. The account is made up: the agency's own is not
// public.
const Agency kDefaultAgency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                               "LV42TREL9990000000001", "TRELLV22"};

constexpr int64_t kMegabyte = 1'000'000;

std::string Or(const std::string& said, const std::string& otherwise) {
  return said.empty() ? otherwise : said;
}

// Birth dates: from the folded people, and from registrations the fold has not reached because a
// run is open.
class Births {
 public:
  explicit Births(Ledger& ledger) : ledger_(ledger) {}

  absl::Status ReadTail() {
    for (int shard = 0; shard < ledger_.shards(); ++shard) {
      for (Offset from = ledger_.people(shard).position();;) {
        ASSIGN_OR_RETURN(const std::vector<Record> records, ledger_.events(shard).Read(from, 4096));
        if (records.empty()) break;
        for (const Record& record : records) {
          ASSIGN_OR_RETURN(const Event event, DecodeEvent(record.bytes));
          if (const auto* registered = std::get_if<PersonRegistered>(&event.fact)) {
            tail_[event.person] = registered->born;
          }
        }
        from = records.back().offset.next();
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<std::optional<Date>>> Of(absl::Span<const PersonId> people) const {
    std::vector<std::optional<Date>> births;
    births.reserve(people.size());
    for (const PersonId person : people) {
      const auto late = tail_.find(person);
      if (late != tail_.end()) {
        births.emplace_back(late->second);
        continue;
      }
      ASSIGN_OR_RETURN(const auto stored,
                       ledger_.people(ShardOf(person, ledger_.shards())).Get(person));
      births.emplace_back();
      if (!stored) continue;
      ASSIGN_OR_RETURN(const PersonState state, DecodePerson(*stored));
      if (state.registered) births.back() = state.born;
    }
    return births;
  }

 private:
  Ledger& ledger_;
  std::map<PersonId, Date> tail_;
};

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
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  const Progress progress = DrawProgress();
  RETURN_IF_ERROR(CatchUp(*ledger, control, progress));
  ASSIGN_OR_RETURN(const std::unique_ptr<IdIndex> ids,
                   IdIndex::Open(absl::StrCat(line.data, "/state/ids"), ledger->shards()));
  Births births(*ledger);
  RETURN_IF_ERROR(births.ReadTail());
  IntakeLedger intake;
  intake.events = ledger->all_events();
  intake.keys = &ledger->keys();
  intake.ids = ids.get();
  ASSIGN_OR_RETURN(const Law law, Law::Parse(Law::BuiltInFiles()));
  intake.known_benefit = KnownTo(law);
  intake.born = [&](absl::Span<const PersonId> people) { return births.Of(people); };
  intake.progress = [&](const IntakeProgress& done) {
    progress(absl::StrCat(done.step, ", megabytes"), done.bytes_done / kMegabyte,
             done.bytes_total / kMegabyte);
  };
  ASSIGN_OR_RETURN(const IntakeResult result, AppendFiles(line.files, intake));
  if (!result.accepted()) {
    PrintFaults(result.faults, result.faults_total, line.json);
    return absl::InvalidArgumentError(
        absl::StrCat("nothing was written: ", Counted(result.faults_total, "fault"), " in ",
                     Counted(result.events, "event")));
  }
  RETURN_IF_ERROR(CatchUp(*ledger, control, progress));
  RETURN_IF_ERROR(ledger->state().Flush());
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
