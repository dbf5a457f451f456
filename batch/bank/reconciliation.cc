#include "batch/bank/reconciliation.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_values.h"
#include "batch/bank/statements.h"
#include "ledger/digest.h"
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
    payments_.emplace_back().sent = &sent_.at(sent_.size() - 1);
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

void Reconciliation::Fault(int64_t line, absl::string_view message) {
  faults_.push_back(absl::StrCat(sources_.back(), ": ",
                                 line == 0 ? "" : absl::StrCat("line ", line, ": "), message));
}

void Reconciliation::AddMessage(const std::string& path) {
  End(ReadMessageFile(path, Begin(path)));
}

MessageListener Reconciliation::Begin(const std::string& name) {
  sources_.push_back(name);
  header_ = MessageHeader();
  lookup_ = sent_.Lookup();
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
  listener.statement = [this](const AccountStatement& statement) {
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
  const Match match = MatchDebit(ids, lookup_);
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

Reconciliation::KeyDigest Reconciliation::DigestOf(const std::string& key) {
  const Digest digest = Sha256(key);
  KeyDigest out;
  std::memcpy(&out.first, digest.data(), sizeof out.first);
  std::memcpy(&out.second, digest.data() + sizeof out.first, sizeof out.second);
  return out;
}

void Reconciliation::Keep(const Entry& entry, const EntryDetail& detail, Match match) {
  const int source = static_cast<int>(sources_.size()) - 1;
  std::string key = MovementKey(entry, detail, 0);
  KeyDigest digest = DigestOf(key);
  Seen& first = seen_[digest];
  if (first.source != source) first.in_source = 0;
  first.source = source;
  const int64_t repeat = first.in_source++;
  if (repeat > 0) {
    key = MovementKey(entry, detail, repeat);
    digest = DigestOf(key);
  }
  Seen& seen = repeat > 0 ? seen_[digest] : first;
  const auto earlier = [&](auto* known, int* known_source) {
    ++repeated_;
    if (Seconds(header_.created) >= Seconds(known->moment)) return;
    known->moment = header_.created;
    *known_source = source;
  };
  if (seen.index >= 0) {
    const auto index = static_cast<size_t>(seen.index);
    if (seen.matched) {
      earlier(&matched_[index], &matched_[index].source);
    } else {
      earlier(&unmatched_[index], &unmatched_[index].open.source);
    }
    return;
  }
  seen.matched = match.kind == Match::Kind::kMatched;
  if (seen.matched) {
    seen.index = static_cast<int64_t>(matched_.size());
    matched_.push_back({digest, header_.created, source, sent_.IndexOf(match.payment), entry.amount,
                        entry.booking_date, entry.servicer_reference, detail.return_reason});
  } else {
    seen.index = static_cast<int64_t>(unmatched_.size());
    unmatched_.push_back(
        {std::move(key), header_.created, {entry, detail, source, std::move(match)}});
  }
}

absl::Status Reconciliation::TakeDetail(const Entry& entry, const EntryDetail& detail) {
  if (entry.status != "BOOK" || !IsOurs(entry)) return absl::OkStatus();
  if (detail.credit) {
    lookup_.servicer_reference = nullptr;  // debits yet to come may make it ambiguous
    Keep(entry, detail, MatchReturn(entry, detail, lookup_));
    return absl::OkStatus();
  }
  Match match = MatchDebit(detail, lookup_);
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
    if (!key.empty()) detailed_.insert(DigestOf(key));
    return absl::OkStatus();
  }
  EntryDetail detail;
  detail.credit = entry.credit;
  detail.amount = entry.amount;
  bare_.push_back({std::move(key),
                   header_.created,
                   {entry, detail, static_cast<int>(sources_.size()) - 1, Match()}});
  return absl::OkStatus();
}

// A debit of a whole block is the booking of each of its payments that was not refused, when it is
// their sum.
void Reconciliation::SettleBlock(const Unmatched& bare) {
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

// What a servicer's reference of a debit, told later, makes certain after all.
void Reconciliation::SettleUnmatched() {
  const PaymentLookup lookup = sent_.Lookup();
  std::vector<Unmatched> left;
  for (Unmatched& each : unmatched_) {
    OpenMovement& open = each.open;
    if (open.detail.credit) open.match = MatchReturn(open.entry, open.detail, lookup);
    if (open.match.kind != Match::Kind::kMatched) {
      left.push_back(std::move(each));
      continue;
    }
    matched_.push_back({DigestOf(each.key), each.moment, open.source,
                        sent_.IndexOf(open.match.payment), open.entry.amount,
                        open.entry.booking_date, open.entry.servicer_reference,
                        open.detail.return_reason});
  }
  unmatched_ = std::move(left);
  std::sort(unmatched_.begin(), unmatched_.end(), [](const Unmatched& a, const Unmatched& b) {
    return std::tie(a.open.entry.booking_date, a.key) < std::tie(b.open.entry.booking_date, b.key);
  });
}

// The first return of a payment is its return; another one is for a person.
void Reconciliation::SettleReturns() {
  std::sort(matched_.begin(), matched_.end(), [](const Matched& a, const Matched& b) {
    return std::tie(a.date, a.reference, a.key) < std::tie(b.date, b.reference, b.key);
  });
  for (const Matched& matched : matched_) {
    ReconciledPayment& payment = payments_[static_cast<size_t>(matched.payment)];
    if (payment.state.stage() == PaymentStage::kReturned) {
      OpenMovement open;
      open.entry.credit = open.detail.credit = true;
      open.entry.amount = matched.amount;
      open.detail.amount = payment.sent->amount;
      open.entry.booking_date = matched.date;
      open.entry.servicer_reference = matched.reference;
      open.detail.return_reason = matched.reason;
      open.source = matched.source;
      open.match.kind = Match::Kind::kProposed;
      open.match.candidates = {payment.sent->end_to_end_id};
      open.match.why = absl::StrCat(payment.sent->end_to_end_id,
                                    " came back before: it cannot come back twice, needs a person");
      open_.push_back(std::move(open));
      continue;
    }
    payment.state.Apply({PaymentStage::kReturned, ReportRank::kEntry, "BOOK", matched.reason,
                         matched.moment, matched.source});
    payment.return_reason = matched.reason;
    payment.return_source = matched.source;
  }
}

// What is still unmatched, without payments that cannot be meant.
void Reconciliation::Propose() {
  const auto of = [&](const std::string& id) -> ReconciledPayment& {
    return payments_[static_cast<size_t>(sent_.IndexOf(sent_.ByEndToEndId(id)))];
  };
  for (Unmatched& unmatched : unmatched_) {
    OpenMovement open = std::move(unmatched.open);
    std::vector<std::string>& candidates = open.match.candidates;
    if (candidates.size() > 1) {
      const auto cannot = [&](const std::string& id) {
        const PaymentState& state = of(id).state;
        return IsRefused(state) || state.stage() == PaymentStage::kReturned;
      };
      candidates.erase(std::remove_if(candidates.begin(), candidates.end(), cannot),
                       candidates.end());
    }
    if (open.detail.credit && candidates.size() == 1) {
      ReconciledPayment& payment = of(candidates[0]);
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
  for (Unmatched& bare : bare_) {
    if (!bare.key.empty() && !detailed_.insert(DigestOf(bare.key)).second) {
      ++repeated_;  // told with its details, or without them before
    } else if (bare.open.entry.credit) {
      unmatched_.push_back(std::move(bare));
    } else {
      SettleBlock(bare);
    }
  }
  SettleUnmatched();
  SettleReturns();
  Propose();

  for (const AccountStatement& statement : statements_) {
    if (sent_.accounts().contains(statement.account)) continue;
    statement_faults_.push_back(absl::StrCat(StatementName(statement), " is of another account (",
                                             ShownId(statement.account), "): left out"));
  }
  for (const std::string& account : sent_.accounts()) {
    std::vector<AccountStatement> ours;
    for (const AccountStatement& each : statements_) {
      if (each.account == account) ours.push_back(each);
    }
    for (std::string& fault : StatementFaults(ours, account)) {
      statement_faults_.push_back(std::move(fault));
    }
  }
}

}  // namespace izmaksa
