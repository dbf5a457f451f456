#include "batch/bank/answer_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_values.h"
#include "ledger/digest.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

BankOutcome OutcomeOf(PaymentStage stage) {
  switch (stage) {
    case PaymentStage::kSent:
    case PaymentStage::kAccepted:
      return BankOutcome::kAccepted;
    case PaymentStage::kPending:
      return BankOutcome::kPending;
    case PaymentStage::kRejected:
    case PaymentStage::kCancelled:
      return BankOutcome::kRejected;
    case PaymentStage::kBooked:
      return BankOutcome::kSettled;
    case PaymentStage::kReturned:
      return BankOutcome::kReturned;
    case PaymentStage::kInformed:
      break;
  }
  return BankOutcome::kInformed;
}

bool IsFinal(BankOutcome outcome) {
  return outcome == BankOutcome::kSettled || outcome == BankOutcome::kRejected ||
         outcome == BankOutcome::kReturned || outcome == BankOutcome::kDiscarded;
}

// An event names a reason by its ISO code only; the bank's own words stay in the message.
std::string CodeOf(const std::string& reason) {
  const bool code = reason.size() == 4 && std::all_of(reason.begin(), reason.end(), [](char c) {
                      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                    });
  return code ? reason : "";
}

}  // namespace

std::string MovementIdOf(const std::string& key) { return ToHex(Sha256(key)).substr(0, 32); }
std::string ReturnEventId(const std::string& movement) {
  return absl::StrCat("returned-", movement);
}
std::string SettledEventId(const std::string& payment) { return absl::StrCat("settled-", payment); }

AnswerReader::AnswerReader(const KnownAnswers& known, const Digest& message)
    : known_(known), message_(message), lookup_(known.sent->Lookup()) {}

MessageListener AnswerReader::Listener() {
  MessageListener listener;
  listener.header = [this](const MessageHeader& header) {
    header_ = header;
    if (header.kind != MessageKind::kInitiation) return absl::OkStatus();
    return absl::InvalidArgumentError("a payment file (pain.001) is no message of the bank");
  };
  listener.status = [this](const StatusReport& report) { return TakeReport(report); };
  listener.detail = [this](const Entry& entry, const EntryDetail& detail) {
    return TakeDetail(entry, detail);
  };
  listener.entry = [this](const Entry& entry) { return TakeEntry(entry); };
  listener.statement = [this](const AccountStatement& statement) {
    if (statement.kind != MessageKind::kStatement) return absl::OkStatus();
    if (statement.account == known_.account) {
      statements_.push_back(statement);
    } else {
      Fault(statement.line, absl::StrCat("a statement of account ", ShownId(statement.account),
                                         ", which is not ours: left out"));
    }
    return absl::OkStatus();
  };
  listener.fault = [this](const ItemFault& fault) {
    Fault(fault.line, absl::StrCat(fault.item, ": ", fault.message));
    return absl::OkStatus();
  };
  return listener;
}

void AnswerReader::Fault(int64_t line, absl::string_view message) {
  faults_.push_back(absl::StrCat("line ", line, ": ", message));
}

void AnswerReader::Tell(std::string id, const std::string& payment, BankOutcome outcome,
                        const std::string& reason, const std::string& entry,
                        std::optional<Date> on) {
  if (!ids_.insert(id).second) {
    ++repeated_;
    return;
  }
  // A message without a time is as of the day it speaks of; one without either as of the day of
  // payment, which the bank cannot have been before.
  const SentPayment* sent = known_.sent->ByEndToEndId(payment);
  const Date made = header_.created ? header_.created->date()
                                    : on.value_or(sent->execution_date.value_or(Date()));
  const Instant recorded =
      header_.created.value_or(Instant::FromSeconds(int64_t{made.days()} * 86400));
  answers_.push_back({std::move(id), payment, outcome, CodeOf(reason), header_.message_id, entry,
                      on.value_or(made), recorded});
}

void AnswerReader::TellReport(const StatusReport& report, const SentPayment& payment) {
  const BankOutcome outcome = OutcomeOf(StageOf(report.status, report.reason));
  const std::string& id = payment.end_to_end_id;
  std::string event;
  if (outcome == BankOutcome::kSettled) {
    event = SettledEventId(id);
  } else if (outcome == BankOutcome::kRejected) {
    event = absl::StrCat("rejected-", id);
  } else {
    event = absl::StrCat(
        "status-", MovementIdOf(absl::StrCat(header_.message_id, "|", id, "|", report.status, "|",
                                             report.reason, "|", static_cast<int>(report.level))));
  }
  // What only informs is known by its status: RVNM, or a word of the bank's own.
  const bool informs = outcome == BankOutcome::kInformed && report.reason.empty();
  Tell(std::move(event), id, outcome, informs ? report.status : report.reason,
       report.servicer_reference, std::nullopt);
}

absl::Status AnswerReader::TakeReport(const StatusReport& report) {
  if (report.level != StatusReport::Level::kPayment) {
    // PART and the like say nothing of any one payment.
    if (StageOf(report.status, report.reason) != PaymentStage::kInformed) wide_.push_back(report);
    return absl::OkStatus();
  }
  EntryDetail ids;
  ids.end_to_end_id = report.end_to_end_id;
  ids.instruction_id = report.instruction_id;
  ids.uetr = report.uetr;
  ids.amount = report.amount;
  for (const SentPayment* found : {known_.sent->ByEndToEndId(report.end_to_end_id),
                                   known_.sent->ByInstructionId(report.instruction_id)}) {
    if (found != nullptr && !ids.amount) ids.amount = found->amount;
  }
  const Match match = MatchDebit(ids, lookup_);
  if (match.kind != Match::Kind::kMatched) {
    Fault(report.line,
          absl::StrCat("a report about payment ", ShownId(report.end_to_end_id), ": ",
                       match.kind == Match::Kind::kNone ? "it is none of those sent" : match.why));
    return absl::OkStatus();
  }
  if (!report.original_message_id.empty() &&
      report.original_message_id != match.payment->message_id) {
    Fault(report.line,
          absl::StrCat("a report about payment ", ShownId(report.end_to_end_id), " in file ",
                       ShownId(report.original_message_id), ", but it was sent in ",
                       match.payment->message_id, ": not taken"));
    return absl::OkStatus();
  }
  particular_.insert(match.payment->end_to_end_id);
  TellReport(report, *match.payment);
  return absl::OkStatus();
}

// A report about a file or block, for each payment of it that nothing more particular speaks of.
absl::Status AnswerReader::Expand(const StatusReport& report) {
  const bool file = report.level == StatusReport::Level::kFile;
  const std::string& id = file ? report.original_message_id : report.payment_information_id;
  const std::vector<int>& payments = file ? known_.sent->OfFile(id) : known_.sent->OfBlock(id);
  if (payments.empty()) {
    Fault(report.line, absl::StrCat("a report about ", file ? "file " : "block ", ShownId(id),
                                    ", which is none of those sent"));
    return absl::OkStatus();
  }
  int64_t contradicted = 0;
  const BankOutcome outcome = OutcomeOf(StageOf(report.status, report.reason));
  for (const int index : payments) {
    const SentPayment& payment = known_.sent->at(index);
    if (particular_.count(payment.end_to_end_id) > 0) continue;
    ASSIGN_OR_RETURN(const std::optional<BankOutcome> before, known_.answer(payment.end_to_end_id));
    if (before && IsFinal(*before)) {
      contradicted += *before != outcome && outcome == BankOutcome::kRejected ? 1 : 0;
      if (*before != outcome) continue;
    }
    TellReport(report, payment);
  }
  if (contradicted > 0) {
    Fault(report.line, absl::StrCat("refuses ", file ? "file " : "block ", ShownId(id), " (",
                                    ShownId(report.reason), "), but of its payments ", contradicted,
                                    " are known to be booked: not taken for them"));
  }
  // A block that was expanded is particular to what is said of its file.
  if (!file) {
    for (const int index : payments) particular_.insert(known_.sent->at(index).end_to_end_id);
  }
  return absl::OkStatus();
}

bool AnswerReader::IsOurs(const Entry& entry) {
  if (entry.account == known_.account) return true;
  if (!other_account_) {
    Fault(entry.line, absl::StrCat("account ", ShownId(entry.account), " is not ours: left out"));
  }
  other_account_ = true;
  return false;
}

std::string AnswerReader::MovementId(const Entry& entry, const EntryDetail& detail) {
  const int64_t repeat = repeats_[MovementKey(entry, detail, 0)]++;
  return MovementIdOf(MovementKey(entry, detail, repeat));
}

void AnswerReader::Leave(const std::string& id, const Entry& entry, const EntryDetail& detail,
                         const Match& match) {
  if (known_.records->unmatched.count(id) > 0 || !left_.insert(id).second) {
    ++repeated_;
    return;
  }
  UnmatchedEntry left;
  left.entry = id;
  left.message = message_;
  left.credit = detail.credit;
  left.amount = detail.amount.value_or(entry.amount);
  left.booking_date = entry.booking_date;
  left.reference = entry.servicer_reference;
  left.reason = CodeOf(detail.return_reason);
  left.why = match.why;
  left.candidates = match.candidates;
  unmatched_.push_back(std::move(left));
}

absl::Status AnswerReader::TakeReturn(const Entry& entry, const EntryDetail& detail) {
  const std::string id = MovementId(entry, detail);
  Match match = MatchReturn(entry, detail, lookup_);
  if (match.kind != Match::Kind::kMatched) {
    Leave(id, entry, detail, match);
    return absl::OkStatus();
  }
  const std::string& payment = match.payment->end_to_end_id;
  ASSIGN_OR_RETURN(const bool told, known_.told(ReturnEventId(id)));
  if (told) {
    ++repeated_;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::optional<BankOutcome> before, known_.answer(payment));
  const auto here = returned_.find(payment);
  const bool again =
      before == BankOutcome::kReturned || (here != returned_.end() && here->second != id);
  if (again || before == BankOutcome::kRejected || before == BankOutcome::kDiscarded) {
    match.kind = Match::Kind::kProposed;
    match.candidates = {payment};
    match.why = absl::StrCat(payment, again ? " came back before" : " was never booked",
                             ": it cannot come back now, needs a person");
    Leave(id, entry, detail, match);
    return absl::OkStatus();
  }
  returned_[payment] = id;
  Tell(ReturnEventId(id), payment, BankOutcome::kReturned, detail.return_reason,
       entry.servicer_reference, entry.booking_date);
  return absl::OkStatus();
}

absl::Status AnswerReader::TakeDetail(const Entry& entry, const EntryDetail& detail) {
  if (entry.status != "BOOK" || !IsOurs(entry)) return absl::OkStatus();
  if (detail.credit) return TakeReturn(entry, detail);
  const Match match = MatchDebit(detail, lookup_);
  if (match.kind != Match::Kind::kMatched) {
    Leave(MovementId(entry, detail), entry, detail, match);
    return absl::OkStatus();
  }
  Tell(SettledEventId(match.payment->end_to_end_id), match.payment->end_to_end_id,
       BankOutcome::kSettled, "", entry.servicer_reference, entry.booking_date);
  return absl::OkStatus();
}

absl::Status AnswerReader::TakeEntry(const Entry& entry) {
  if (entry.status != "BOOK" || !IsOurs(entry) || entry.details > 0) return absl::OkStatus();
  if (!entry.credit) {
    blocks_.push_back(entry);
    return absl::OkStatus();
  }
  EntryDetail detail;
  detail.credit = true;
  detail.amount = entry.amount;
  return TakeReturn(entry, detail);
}

// A debit of a whole block books each of its payments that was not refused, when it is their sum.
absl::Status AnswerReader::SettleBlock(const Entry& entry) {
  const bool block = !entry.batch_payment_information_id.empty();
  const std::string& id = block ? entry.batch_payment_information_id : entry.batch_message_id;
  std::vector<const SentPayment*> booked;
  Money sum;
  for (const int index : block ? known_.sent->OfBlock(id) : known_.sent->OfFile(id)) {
    const SentPayment& payment = known_.sent->at(index);
    ASSIGN_OR_RETURN(const std::optional<BankOutcome> before, known_.answer(payment.end_to_end_id));
    if (before == BankOutcome::kRejected || before == BankOutcome::kDiscarded) continue;
    booked.push_back(&payment);
    sum += payment.amount;
  }
  if (!booked.empty() && sum == entry.amount) {
    for (const SentPayment* payment : booked) {
      Tell(SettledEventId(payment->end_to_end_id), payment->end_to_end_id, BankOutcome::kSettled,
           "", entry.servicer_reference, entry.booking_date);
    }
    return absl::OkStatus();
  }
  EntryDetail detail;
  detail.amount = entry.amount;
  Match match;
  match.why = booked.empty() ? "a debit that is no payment of ours: needs a person"
                             : absl::StrCat("a debit of ", entry.amount.ToString(), " for ",
                                            block ? "block " : "file ", ShownId(id),
                                            ", whose payments not refused are ", sum.ToString(),
                                            ": needs a person");
  Leave(MovementId(entry, detail), entry, detail, match);
  return absl::OkStatus();
}

absl::Status AnswerReader::Finish() {
  for (const StatusReport::Level level :
       {StatusReport::Level::kBlock, StatusReport::Level::kFile}) {
    for (const StatusReport& report : wide_) {
      if (report.level == level) RETURN_IF_ERROR(Expand(report));
    }
  }
  for (const Entry& entry : blocks_) RETURN_IF_ERROR(SettleBlock(entry));
  return absl::OkStatus();
}

}  // namespace izmaksa
