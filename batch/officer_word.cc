#include "batch/officer_word.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "batch/control_acts.h"
#include "batch/door.h"
#include "batch/event_json.h"
#include "batch/run.h"
#include "batch/whole_file.h"
#include "batch/workshop.h"
#include "ledger/status.h"
#include "processors/person.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

// The officer may speak, and the books stand still; the person as known.
absl::StatusOr<PersonState> Listen(Ledger& ledger, PersonId person, const OfficerKey& key,
                                   const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  RETURN_IF_ERROR(CheckOfficer(control, key, OfficerRole::kMaker));
  if (const RunState* open = control.Open())
    return absl::FailedPreconditionError(
        absl::StrCat("run ", open->run, " is open: finish it first"));
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                   ledger.people(ShardOf(person, ledger.shards())).Get(person));
  if (!stored)
    return absl::NotFoundError(absl::StrCat("nothing is known about person ", person.ToString()));
  return DecodePerson(*stored);
}

// The day is that of the last run: an event has no clock of ours.
absl::Status Tell(Ledger& ledger, PersonId person, const std::string& id, v1::Event event,
                  const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  const RunState* last = control.LastClosed();
  if (last == nullptr)
    return absl::FailedPreconditionError("no run was made yet: send the word as an event");
  event.set_id(id);
  event.set_source("officers");
  event.set_person(person.number());
  event.set_effective(last->business_date.days());
  event.set_recorded(int64_t{last->business_date.days()} * 86400);
  ASSIGN_OR_RETURN(const std::unique_ptr<Workshop> workshop, Workshop::Open("", "officer"));
  const std::string path = absl::StrCat(workshop->path(), "/word.jsonl");
  ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> file, WholeFile::Open(path));
  RETURN_IF_ERROR(file->Append(absl::StrCat(EventToJson(event), "\n")));
  RETURN_IF_ERROR(file->Commit());
  ASSIGN_OR_RETURN(const IntakeResult result, AppendToLedger(ledger, {path}, progress));
  if (result.accepted()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(result.faults.front().field, ": ", result.faults.front().message));
}

absl::StatusOr<PersonId> PersonOf(absl::string_view payment) {
  const std::vector<absl::string_view> words = absl::StrSplit(payment, '-');
  uint64_t person = 0;
  if (words.size() == 3 && absl::SimpleAtoi(words[1], &person) && person > 0)
    return PersonId(person);
  return absl::NotFoundError(absl::StrCat("there is no payment ", payment));
}

}  // namespace

absl::Status SendAgain(Ledger& ledger, absl::string_view payment, absl::string_view number,
                       const OfficerKey& key, const Progress& progress) {
  ASSIGN_OR_RETURN(const PersonId person, PersonOf(payment));
  ASSIGN_OR_RETURN(const PersonState state, Listen(ledger, person, key, progress));
  const bool came_back =
      std::any_of(state.answers.begin(), state.answers.end(), [&](const BankAnswer& answer) {
        return answer.payment == payment && (answer.outcome == BankOutcome::kRejected ||
                                             answer.outcome == BankOutcome::kReturned);
      });
  if (!came_back) {
    return absl::FailedPreconditionError(
        absl::StrCat("payment ", payment, " has not come back: nothing is sent again"));
  }
  v1::Event event;
  event.mutable_reissue_decided()->set_payment(std::string(payment));
  event.mutable_reissue_decided()->set_officer(key.officer);
  event.mutable_reissue_decided()->set_number(std::string(number));
  return Tell(ledger, person, absl::StrCat("reissue-", payment), std::move(event), progress);
}

absl::Status ConfirmAccount(Ledger& ledger, PersonId person, const OfficerKey& key,
                            const Progress& progress) {
  ASSIGN_OR_RETURN(const PersonState state, Listen(ledger, person, key, progress));
  if (state.accounts.empty()) {
    return absl::NotFoundError(absl::StrCat("no account is known of person ", person.ToString()));
  }
  v1::Event event;
  event.mutable_account_confirmed()->set_officer(key.officer);
  // One word for each account: named by the fact that stated it.
  const std::string id = absl::StrCat("confirmed-", person.number(), "-",
                                      state.accounts.steps().back().value.at.offset.position());
  return Tell(ledger, person, id, std::move(event), progress);
}

}  // namespace izmaksa
