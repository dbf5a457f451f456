#include "batch/bank/reconciliation.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_values.h"
#include "batch/bank/statements.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

ReportRank RankOf(StatusReport::Level level) {
  switch (level) {
    case StatusReport::Level::kFile:
      return ReportRank::kFile;
    case StatusReport::Level::kBlock:
      return ReportRank::kBlock;
    case StatusReport::Level::kPayment:
      return ReportRank::kPayment;
  }
  return ReportRank::kFile;
}

bool IsRefused(const PaymentState& state) {
  return state.stage() == PaymentStage::kRejected || state.stage() == PaymentStage::kCancelled;
}

int64_t Seconds(const std::optional<Instant>& moment) {
  return moment ? moment->seconds() : INT64_MAX;
}

}  // namespace

absl::Status Reconciliation::AddSent(const std::string& path) {
  MessageListener listener;
  listener.sent = [this](const SentPayment& payment) {
    RETURN_IF_ERROR(sent_.Add(payment));
    payments_.emplace_back().sent = payment;
    return absl::OkStatus();
  };
  MessageKind kind = MessageKind::kInitiation;
  listener.header = [&](const MessageHeader& header) {
    kind = header.kind;
    return absl::OkStatus();
  };
  listener.fault = [](const ItemFault& fault) {
    return absl::InvalidArgumentError(absl::StrCat(fault.item, ": ", fault.message));
  };
  const absl::Status status = ReadMessageFile(path, listener);
  if (absl::IsNotFound(status)) return status;
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
  }
  if (kind == MessageKind::kInitiation) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(path, ": not a payment file (pain.001)"));
}

void Reconciliation::Fault(int64_t line, std::string message) {
  faults_.push_back(absl::StrCat(sources_.back(), ": ",
                                 line == 0 ? "" : absl::StrCat("line ", line, ": "), message));
}

void Reconciliation::AddMessage(const std::string& path) {
  End(ReadMessageFile(path, Begin(path)));
}

MessageListener Reconciliation::Begin(const std::string& name) {
  sources_.push_back(name);
  header_ = MessageHeader();
  in_message_.clear();
  MessageListener listener;
  listener.header = [this](const MessageHeader& header) {
    header_ = header;
    if (header.kind != MessageKind::kInitiation) return absl::OkStatus();
    return absl::InvalidArgumentError("a payment file (pain.001) among the bank's messages");
  };
  listener.status = [this](const StatusReport& report) { return TakeReport(report); };
  listener.detail = [this](const Entry& entry, const EntryDetail& detail) {
    return TakeDetail(entry, detail);
  };
  listener.entry = [this](const Entry& entry) { return TakeEntry(entry); };
  listener.statement = [this](const Statement& statement) {
    // A report during the day is neither numbered nor closed as a statement is.
    if (statement.kind == MessageKind::kStatement) statements_.push_back(statement);
    return absl::OkStatus();
  };
  listener.fault = [this](const ItemFault& fault) {
    Fault(fault.line, absl::StrCat(fault.item, ": ", fault.message));
    return absl::OkStatus();
  };
  return listener;
}

void Reconciliation::End(const absl::Status& status) {
  if (status.ok()) return;
  ++messages_failed_;
  Fault(0, std::string(status.message()));
}

void Reconciliation::Apply(int index, const PaymentReport& report) {
  payments_[static_cast<size_t>(index)].state.Apply(report);
}

absl::Status Reconciliation::TakeReport(const StatusReport& report) {
  PaymentReport said{StageOf(report.status, report.reason),
                     RankOf(report.level),
                     report.status,
                     report.reason,
                     header_.created,
                     static_cast<int>(sources_.size()) - 1};
  if (report.level != StatusReport::Level::kPayment) {
    const bool file = report.level == StatusReport::Level::kFile;
    const std::string& id = file ? report.original_message_id : report.payment_information_id;
    const std::vector<int>& payments = file ? sent_.OfFile(id) : sent_.OfBlock(id);
    if (payments.empty()) {
      Fault(report.line, absl::StrCat("a report about ", file ? "file " : "block ", ShownId(id),
                                      ", which is none of those sent"));
    }
    for (const int index : payments) Apply(index, said);
    return absl::OkStatus();
  }
  const PaymentLookup lookup = sent_.Lookup();
  EntryDetail ids;
  ids.end_to_end_id = report.end_to_end_id;
  ids.instruction_id = report.instruction_id;
  ids.uetr = report.uetr;
  ids.amount = report.amount;
  if (!ids.amount) {  // a report need not say it
    for (const SentPayment* found :
         {sent_.ByEndToEndId(report.end_to_end_id), sent_.ByInstructionId(report.instruction_id)}) {
      if (found != nullptr && !ids.amount) ids.amount = found->amount;
    }
  }
  const Match match = MatchDebit(ids, lookup);
  if (match.kind != Match::Kind::kMatched) {
    Fault(report.line,
          absl::StrCat("a report about payment ", ShownId(report.end_to_end_id), ": ",
                       match.kind == Match::Kind::kNone ? "it is none of those sent" : match.why));
    return absl::OkStatus();
  }
  if (!report.original_message_id.empty() && !match.payment->message_id.empty() &&
      report.original_message_id != match.payment->message_id) {
    Fault(report.line,
          absl::StrCat("a report about payment ", ShownId(report.end_to_end_id), " in file ",
                       ShownId(report.original_message_id), ", but it was sent in ",
                       ShownId(match.payment->message_id), ": not taken"));
    return absl::OkStatus();
  }
  Apply(sent_.IndexOf(match.payment), said);
  return absl::OkStatus();
}

bool Reconciliation::IsOurs(const Entry& entry) {
  if (sent_.accounts().contains(entry.account)) return true;
  if (other_accounts_.insert(absl::StrCat(sources_.size(), "|", entry.account)).second) {
    Fault(entry.line, absl::StrCat("account ", ShownId(entry.account),
                                   " is not one that the payments are made from: left out"));
  }
  return false;
}

void Reconciliation::Keep(const Entry& entry, const EntryDetail& detail, Match match) {
  int64_t& before = in_message_[MovementKey(entry, detail, 0)];
  std::string key = MovementKey(entry, detail, before++);
  const int source = static_cast<int>(sources_.size()) - 1;
  const auto [at, is_new] = seen_.try_emplace(key, static_cast<int64_t>(movements_.size()));
  if (!is_new) {
    ++repeated_;
    Movement& known = movements_[static_cast<size_t>(at->second)];
    if (Seconds(header_.created) < Seconds(known.moment)) {
      known.moment = header_.created;
      known.open.source = source;
    }
    return;
  }
  Movement movement;
  movement.key = std::move(key);
  movement.moment = header_.created;
  if (match.kind == Match::Kind::kMatched) movement.payment = sent_.IndexOf(match.payment);
  movement.open = {entry, detail, source, std::move(match)};
  movements_.push_back(std::move(movement));
}

absl::Status Reconciliation::TakeDetail(const Entry& entry, const EntryDetail& detail) {
  if (entry.status != "BOOK" || !IsOurs(entry)) return absl::OkStatus();
  PaymentLookup lookup = sent_.Lookup();
  if (detail.credit) {
    lookup.servicer_reference = nullptr;  // debits yet to come may make it ambiguous
    Keep(entry, detail, MatchReturn(entry, detail, lookup));
    return absl::OkStatus();
  }
  Match match = MatchDebit(detail, lookup);
  if (match.kind != Match::Kind::kMatched) {
    Keep(entry, detail, std::move(match));
    return absl::OkStatus();
  }
  const int index = sent_.IndexOf(match.payment);
  Apply(index, {PaymentStage::kBooked, ReportRank::kEntry, entry.status, "", header_.created,
                static_cast<int>(sources_.size()) - 1});
  sent_.Booked(detail.servicer_reference, index);
  return absl::OkStatus();
}

absl::Status Reconciliation::TakeEntry(const Entry& entry) {
  if (entry.status != "BOOK" || !IsOurs(entry)) return absl::OkStatus();
  std::string key = EntryKey(entry);
  if (entry.details > 0) {
    if (!key.empty()) detailed_.insert(std::move(key));
    return absl::OkStatus();
  }
  Movement bare;
  bare.key = std::move(key);
  bare.moment = header_.created;
  bare.open.entry = entry;
  bare.open.detail.credit = entry.credit;
  bare.open.detail.amount = entry.amount;
  bare.open.source = static_cast<int>(sources_.size()) - 1;
  bare_.push_back(std::move(bare));
  return absl::OkStatus();
}

// A debit of a whole block is the booking of each of its payments that was not refused, when it is
// their sum.
void Reconciliation::SettleBlock(const Movement& bare) {
  const Entry& entry = bare.open.entry;
  const bool block = !entry.batch_payment_information_id.empty();
  const std::string& id = block ? entry.batch_payment_information_id : entry.batch_message_id;
  std::vector<int> booked;
  Money sum;
  for (const int index : block ? sent_.OfBlock(id) : sent_.OfFile(id)) {
    if (IsRefused(payments_[static_cast<size_t>(index)].state)) continue;
    booked.push_back(index);
    sum += sent_.at(index).amount;
  }
  OpenMovement open = bare.open;
  if (booked.empty()) {
    open.match.why = "a debit that is no payment of ours: needs a person";
  } else if (sum != entry.amount) {
    open.match.why = absl::StrCat(
        "a debit of ", entry.amount.ToString(), " for ", block ? "block " : "file ", ShownId(id),
        ", whose payments not refused are ", sum.ToString(), ": needs a person");
  } else {
    for (const int index : booked) {
      Apply(index, {PaymentStage::kBooked, ReportRank::kEntry, entry.status, "", bare.moment,
                    bare.open.source});
    }
    return;
  }
  open_.push_back(std::move(open));
}

// The first return of a payment is its return; another one is for a person.
void Reconciliation::SettleReturns() {
  for (Movement& movement : movements_) {
    const OpenMovement& open = movement.open;
    if (movement.payment < 0) continue;
    ReconciledPayment& payment = payments_[static_cast<size_t>(movement.payment)];
    if (payment.state.stage() == PaymentStage::kReturned) {
      movement.payment = -1;
      movement.open.match = {Match::Kind::kProposed,
                             nullptr,
                             "",
                             {payment.sent.end_to_end_id},
                             "the payment came back before: needs a person"};
      continue;
    }
    payment.state.Apply({PaymentStage::kReturned, ReportRank::kEntry, open.entry.status,
                         open.detail.return_reason, movement.moment, open.source});
    payment.return_reason = open.detail.return_reason;
    payment.return_source = open.source;
  }
}

// What is still unmatched, without payments that cannot be meant.
void Reconciliation::Propose() {
  for (Movement& movement : movements_) {
    if (movement.payment >= 0) continue;
    OpenMovement open = std::move(movement.open);
    std::vector<std::string>& candidates = open.match.candidates;
    if (candidates.size() > 1) {
      const auto cannot = [&](const std::string& id) {
        const SentPayment* sent = sent_.ByEndToEndId(id);
        const PaymentState& state = payments_[static_cast<size_t>(sent_.IndexOf(sent))].state;
        return IsRefused(state) || state.stage() == PaymentStage::kReturned;
      };
      candidates.erase(std::remove_if(candidates.begin(), candidates.end(), cannot),
                       candidates.end());
    }
    if (open.detail.credit && candidates.size() == 1) {
      const SentPayment* sent = sent_.ByEndToEndId(candidates[0]);
      ReconciledPayment& payment = payments_[static_cast<size_t>(sent_.IndexOf(sent))];
      if (payment.open < 0 && payment.return_source < 0) {
        payment.open = static_cast<int>(open_.size());
        payment.return_reason = open.detail.return_reason;
        payment.return_source = open.source;
      }
    }
    open_.push_back(std::move(open));
  }
}

void Reconciliation::Finish() {
  for (Movement& bare : bare_) {
    if (!bare.key.empty() && !detailed_.insert(bare.key).second) {
      ++repeated_;  // told with its details, or without them before
    } else if (bare.open.entry.credit) {
      movements_.push_back(std::move(bare));
    } else {
      SettleBlock(bare);
    }
  }
  std::sort(movements_.begin(), movements_.end(), [](const Movement& a, const Movement& b) {
    const auto day = [](const Movement& m) {
      return m.open.entry.booking_date ? m.open.entry.booking_date->days() : 0;
    };
    return std::make_tuple(day(a), absl::string_view(a.key)) <
           std::make_tuple(day(b), absl::string_view(b.key));
  });
  const PaymentLookup lookup = sent_.Lookup();
  for (Movement& movement : movements_) {
    if (movement.payment >= 0 || !movement.open.detail.credit) continue;
    movement.open.match = MatchReturn(movement.open.entry, movement.open.detail, lookup);
    if (movement.open.match.kind != Match::Kind::kMatched) continue;
    movement.payment = sent_.IndexOf(movement.open.match.payment);
  }
  SettleReturns();
  Propose();

  for (const Statement& statement : statements_) {
    if (sent_.accounts().contains(statement.account)) continue;
    statement_faults_.push_back(absl::StrCat(StatementName(statement), " is of another account (",
                                             ShownId(statement.account), "): left out"));
  }
  for (const std::string& account : sent_.accounts()) {
    std::vector<Statement> ours;
    for (const Statement& each : statements_) {
      if (each.account == account) ours.push_back(each);
    }
    for (std::string& fault : StatementFaults(ours, account)) {
      statement_faults_.push_back(std::move(fault));
    }
  }
}

}  // namespace izmaksa
