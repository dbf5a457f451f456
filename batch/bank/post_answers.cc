#include "batch/bank/post_answers.h"

#include "absl/strings/str_cat.h"
#include "batch/bank/filed_payments.h"
#include "batch/bank/message_store.h"
#include "batch/bank/post_answer.h"
#include "batch/control.h"
#include "batch/door.h"
#include "batch/event_json.h"
#include "batch/run.h"
#include "batch/whole_file.h"
#include "batch/workshop.h"
#include "ledger/status.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

v1::BankAnswered::Outcome OutcomeOf(PostResult result) {
  switch (result) {
    case PostResult::kDelivered:
      return v1::BankAnswered::SETTLED;
    case PostResult::kKept:
      return v1::BankAnswered::PENDING;
    case PostResult::kReturned:
      return v1::BankAnswered::RETURNED;
  }
  return v1::BankAnswered::INFORMED;
}

// What the reason asks for is what this code of a bank asks for (batch/bank/reason_codes.h).
absl::string_view CodeOf(PostReason reason) {
  switch (reason) {
    case PostReason::kDeceased:
      return "MD07";
    case PostReason::kMoved:
    case PostReason::kUnknown:
      return "BE04";
    case PostReason::kNone:
      return "";
    case PostReason::kAbsent:
    case PostReason::kRefused:
    case PostReason::kExpired:
    case PostReason::kOther:
      break;
  }
  return "MS03";
}

absl::Status FaultAt(const PostAnswerLine& line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line.line, ", payment: ", what));
}

// The person whose payment it is: in the books, of this amount.
absl::StatusOr<PersonId> PersonOf(const Ledger& ledger, const PostAnswerLine& line) {
  const absl::StatusOr<PaymentName> name = ParsePaymentId(line.payment);
  if (!name.ok()) return FaultAt(line, "is not the id of a payment");
  ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                   ledger.books(ShardOf(name->person, ledger.shards())).Get(name->person));
  if (stored) {
    ASSIGN_OR_RETURN(const Balances balances, DecodeBalances(*stored));
    for (const auto* list : {&balances.in_transit, &balances.kept, &balances.returned}) {
      for (const Pending& pending : *list) {
        if (pending.payment != line.payment) continue;
        if (pending.amount == line.amount) return name->person;
        return FaultAt(line, absl::StrCat("is ", pending.amount.ToString(), " in the books"));
      }
    }
  }
  return FaultAt(line, "is not in the books, or was closed long ago");
}

std::string EventLine(const PostAnswerLine& line, PersonId person) {
  v1::Event event;
  event.set_id(absl::StrCat("post-", line.payment, "-", ToText(line.result)));
  event.set_source("post");
  event.set_person(person.number());
  event.set_effective(line.date.days());
  event.set_recorded(int64_t{line.date.days()} * 86400);
  v1::BankAnswered& answer = *event.mutable_bank_answered();
  answer.set_payment(line.payment);
  answer.set_outcome(OutcomeOf(line.result));
  answer.set_reason(std::string(CodeOf(line.reason)));
  answer.set_message(line.list);
  return absl::StrCat(EventToJson(event), "\n");
}

}  // namespace

absl::StatusOr<PostAnswersRead> ReadPostAnswers(Ledger& ledger, const std::string& path,
                                                const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  if (const RunState* open = control.Open()) {
    return absl::FailedPreconditionError(
        absl::StrCat("run ", open->run, " is open: finish it first"));
  }
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  const MessageStore store(absl::StrCat(ledger.directory(), "/messages"), ledger.keys().mark_key());
  ASSIGN_OR_RETURN(const MessageStore::Kept kept, store.Keep(path));
  std::string bytes;
  RETURN_IF_ERROR(store.Read(kept.digest, [&](absl::string_view piece) {
    absl::StrAppend(&bytes, piece);
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const std::vector<PostAnswerLine> lines, ReadPostAnswer(bytes));

  PostAnswersRead read;
  ASSIGN_OR_RETURN(const std::unique_ptr<Workshop> workshop, Workshop::Open("", "post"));
  const std::string events = absl::StrCat(workshop->path(), "/answers.jsonl");
  ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> file, WholeFile::Open(events));
  for (const PostAnswerLine& line : lines) {
    ASSIGN_OR_RETURN(const PersonId person, PersonOf(ledger, line));
    RETURN_IF_ERROR(file->Append(EventLine(line, person)));
    read.delivered += line.result == PostResult::kDelivered;
    read.kept += line.result == PostResult::kKept;
    read.returned += line.result == PostResult::kReturned;
  }
  RETURN_IF_ERROR(file->Commit());
  ASSIGN_OR_RETURN(const IntakeResult result, AppendToLedger(ledger, {events}, progress));
  if (!result.accepted()) {
    return absl::InvalidArgumentError(absl::StrCat("line ", result.faults.front().line, ", ",
                                                   result.faults.front().field, ": ",
                                                   result.faults.front().message));
  }
  read.repeated = result.repeated;
  return read;
}

}  // namespace izmaksa
