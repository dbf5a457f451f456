#include "batch/bank/bank_records.h"

#include <tuple>

#include "absl/strings/str_cat.h"
#include "proto/control.pb.h"

namespace izmaksa {
namespace {

bool IsDigest(const std::string& bytes) { return bytes.size() == std::tuple_size<Digest>::value; }

BankMessage* Known(const std::string& digest, BankRecords* records) {
  for (BankMessage& message : records->messages) {
    if (ToBytes(message.digest) == digest) return &message;
  }
  return nullptr;
}

std::optional<Date> DayOf(int32_t days) {
  if (days == 0) return std::nullopt;
  return Date::FromDays(days);
}

bool Add(const v1::BankMessageReceived& received, BankRecords* records) {
  if (!IsDigest(received.digest()) || Known(received.digest(), records) != nullptr) return false;
  BankMessage message;
  message.digest = DigestFromBytes(received.digest());
  message.name = received.name();
  message.size = received.size();
  records->messages.push_back(std::move(message));
  return true;
}

bool Add(const v1::BankMessageRead& read, BankRecords* records) {
  BankMessage* message = Known(read.digest(), records);
  if (message == nullptr || message->read) return false;
  message->read = true;
  message->message_id = read.message_id();
  message->version = read.version();
  message->broken = read.broken();
  message->answers = read.answers();
  message->unmatched = read.unmatched();
  message->repeated = read.repeated();
  message->faults = read.faults();
  return true;
}

bool Add(const v1::UnmatchedEntry& stored, BankRecords* records) {
  if (stored.entry().empty() || Known(stored.message(), records) == nullptr) return false;
  const auto [at, is_new] = records->unmatched.try_emplace(stored.entry());
  if (!is_new) return false;
  UnmatchedEntry& entry = at->second;
  entry.entry = stored.entry();
  entry.message = DigestFromBytes(stored.message());
  entry.credit = stored.credit();
  entry.amount = Money::Cents(stored.amount());
  entry.booking_date = DayOf(stored.booking_date());
  entry.reference = stored.reference();
  entry.reason = stored.reason();
  entry.why = stored.why();
  entry.candidates.assign(stored.candidates().begin(), stored.candidates().end());
  return true;
}

bool Add(const v1::StatementRead& stored, absl::string_view account, BankRecords* records) {
  if (Known(stored.message(), records) == nullptr) return false;
  AccountStatement statement;
  statement.account = std::string(account);
  statement.id = stored.id();
  if (stored.electronic_number() != 0) statement.electronic_number = stored.electronic_number();
  if (stored.legal_number() != 0) statement.legal_number = stored.legal_number();
  statement.page = stored.page();
  statement.from = DayOf(stored.from());
  if (stored.has_opening()) statement.opening = Balance{Money::Cents(stored.opening()), {}};
  if (stored.has_closing()) statement.closing = Balance{Money::Cents(stored.closing()), {}};
  if (stored.has_moved()) statement.moved = Money::Cents(stored.moved());
  statement.entries = stored.entries();
  records->statements.push_back(std::move(statement));
  return true;
}

}  // namespace

const BankMessage* BankRecords::Find(const Digest& digest) const {
  for (const BankMessage& message : messages) {
    if (message.digest == digest) return &message;
  }
  return nullptr;
}

std::optional<bool> AddBankRecord(const v1::ControlRecord& record, absl::string_view account,
                                  const MaySign& may_sign, BankRecords* records) {
  switch (record.record_case()) {
    case v1::ControlRecord::kBankMessageReceived:
      return Add(record.bank_message_received(), records);
    case v1::ControlRecord::kBankMessageRead:
      return Add(record.bank_message_read(), records);
    case v1::ControlRecord::kUnmatchedEntry:
      return Add(record.unmatched_entry(), records);
    case v1::ControlRecord::kStatementRead:
      return Add(record.statement_read(), account, records);
    case v1::ControlRecord::kMatchDecided: {
      const v1::MatchDecided& decided = record.match_decided();
      const auto found = records->unmatched.find(decided.entry());
      if (found == records->unmatched.end() || !found->second.decided_by.empty()) return false;
      if (!may_sign(decided.officer(), MatchText(decided.entry(), decided.payment()),
                    decided.signature()))
        return false;
      found->second.decided_by = decided.officer();
      found->second.payment = decided.payment();
      return true;
    }
    default:
      return std::nullopt;
  }
}

std::string MatchText(absl::string_view entry, absl::string_view payment) {
  return absl::StrCat("izmaksa match\n", entry, "\n", payment, "\n");
}

}  // namespace izmaksa
