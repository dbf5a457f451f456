#include "batch/discarding.h"

#include "absl/strings/str_cat.h"
#include "batch/door.h"
#include "batch/json.h"
#include "batch/release.h"
#include "batch/sending.h"
#include "batch/whole_file.h"
#include "batch/workshop.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// The id is the payment's: however often it is told, it counts once.
std::string EventLine(const Outgoing& outgoing, const RunState& run, absl::string_view file) {
  const std::string day = run.business_date.ToString();
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.Object().Field("id", absl::StrCat("discarded-", outgoing.order.end_to_end_id));
  json.Field("source", "treasurer");
  json.Field("person", static_cast<int64_t>(outgoing.person.number()));
  json.Field("effective", day).Field("recorded", absl::StrCat(day, "T00:00:00Z"));
  json.Key("bank_answered").Object().Field("payment", outgoing.order.end_to_end_id);
  json.Field("outcome", "discarded").Field("message", file).EndObject().EndObject();
  return json.Take();
}

}  // namespace

absl::StatusOr<int64_t> DiscardAndTell(Ledger& ledger, absl::string_view name,
                                       absl::string_view file, const std::string& reason,
                                       const OfficerKey& key, const Progress& progress) {
  RETURN_IF_ERROR(DiscardFile(ledger, name, file, reason, key));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  const RunState* run = control.Find(name);
  CHECK(run != nullptr);
  ASSIGN_OR_RETURN(const std::unique_ptr<Workshop> workshop, Workshop::Open("", "discarding"));
  const std::string events = absl::StrCat(workshop->path(), "/discarded.jsonl");
  ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> writer, WholeFile::Open(events));
  int64_t payments = 0;
  RETURN_IF_ERROR(
      ForEachInFile(ledger, control, *run, file, [&](const Outgoing& outgoing) -> absl::Status {
        ++payments;
        return writer->Append(EventLine(outgoing, *run, file));
      }));
  RETURN_IF_ERROR(writer->Commit());
  ASSIGN_OR_RETURN(const IntakeResult result, AppendToLedger(ledger, {events}, progress));
  if (!result.accepted()) {
    return absl::DataLossError(absl::StrCat("the payments of ", file,
                                            " are not told of: ", result.faults.front().message));
  }
  return payments;
}

}  // namespace izmaksa
