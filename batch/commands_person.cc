// reissue, confirm: an officer's word about a person's money.
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/json.h"
#include "batch/officer_key.h"
#include "batch/officer_word.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

void PrintWord(bool json, absl::string_view field, const std::string& subject,
               const OfficerKey& key, absl::string_view sentence) {
  if (!json) return Print(absl::StrCat(sentence, "\n"));
  JsonWriter writer;
  writer.Object().Field(field, subject).Field("officer", key.officer).EndObject();
  Print(writer.Take());
}

}  // namespace

absl::Status ReissueCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  RETURN_IF_ERROR(SendAgain(*ledger, line.payment, line.number, key, DrawProgress()));
  PrintWord(line.json, "payment", line.payment, key,
            absl::StrCat("Payment ", line.payment,
                         " goes out again in the next run, as a new payment that names it, by "
                         "decision of ",
                         key.officer, "."));
  return absl::OkStatus();
}

absl::Status ConfirmCommand(const CommandLine& line) {
  uint64_t person = 0;
  if (!absl::SimpleAtoi(line.person, &person) || person == 0)
    return absl::InvalidArgumentError("--person must be a client number");
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  RETURN_IF_ERROR(ConfirmAccount(*ledger, PersonId(person), key, DrawProgress()));
  PrintWord(
      line.json, "person", line.person, key,
      absl::StrCat("The account of person ", line.person, " is confirmed by ", key.officer, "."));
  return absl::OkStatus();
}

}  // namespace izmaksa
