#include "batch/bank/account_reading.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_paths.h"
#include "batch/bank/message_values.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr Money kMovedMax = Money::Cents(1'000'000'000'000'000'000);

// "PMNT", then "ICDT", then "RRTN": in this order in every version.
void AppendCode(absl::string_view text, std::string* to) {
  if (!text.empty()) absl::StrAppend(to, to->empty() ? "" : "/", text);
}

}  // namespace

absl::Status AccountReading::TellFault(int64_t line, std::string item, std::string message) {
  if (!listener_.fault) return absl::OkStatus();
  return listener_.fault({line, std::move(item), std::move(message)});
}

absl::Status AccountReading::Opened(int field, int64_t line, MessageKind kind) {
  switch (field) {
    case kStatement:
      statement_ = AccountStatement();
      statement_.line = line;
      statement_.kind = kind;
      statement_.moved = Money();
      break;
    case kBalance:
      balance_ = Balance();
      balance_line_ = line;
      balance_amount_.reset();
      balance_credit_.reset();
      balance_type_.clear();
      balance_fault_.clear();
      break;
    case kEntry:
      entry_ = Entry();
      entry_.line = line;
      entry_.account = statement_.account;
      entry_fault_.clear();
      entry_amount_.reset();
      entry_credit_.reset();
      entry_checked_ = false;
      held_back_ = false;
      break;
    case kDetail:
      RETURN_IF_ERROR(TellHeldBack(/*only=*/false));
      CheckEntry();
      ++entry_.details;
      detail_ = EntryDetail();
      detail_.line = line;
      detail_credit_.reset();
      detail_fault_.clear();
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

absl::Status AccountReading::Closed(int field, absl::string_view text, absl::string_view currency) {
  switch (field) {
    case kStatementId:
      AssignFirst(text, &statement_.id);
      break;
    case kElectronicNumber:
      statement_.electronic_number = MessageNumber(text);
      break;
    case kLegalNumber:
      statement_.legal_number = MessageNumber(text);
      break;
    case kPage:
      statement_.page = MessageNumber(text).value_or(1);
      break;
    case kLastPage:
      statement_.last_page = text == "true" || text == "1";
      break;
    case kFrom:
      statement_.from = MessageDay(text);
      break;
    case kTo:
      statement_.to = MessageDay(text);
      break;
    case kAccount:
      AssignFirst(text, &statement_.account);
      break;
    case kStatement:
      // A notification has neither number nor balances: its entries are all it says.
      if (statement_.kind == MessageKind::kNotification || !listener_.statement) break;
      return listener_.statement(statement_);
    case kBalanceType:
      AssignFirst(text, &balance_type_);
      break;
    case kBalanceAmount:
      balance_amount_ = MessageAmount(text, currency, /*sign=*/true, &balance_fault_);
      break;
    case kBalanceDirection:
      balance_credit_ = MessageDirection(text, &balance_fault_);
      break;
    case kBalanceDate:
      if (!balance_.date) balance_.date = MessageDay(text);
      break;
    case kBalance:
      return TakeBalance();
    default:
      return ClosedInEntry(field, text, currency);
  }
  return absl::OkStatus();
}

absl::Status AccountReading::ClosedInEntry(int field, absl::string_view text,
                                           absl::string_view currency) {
  switch (field) {
    case kEntryReference:
      AssignFirst(text, &entry_.entry_reference);
      break;
    case kEntryAmount:
      entry_amount_ = MessageAmount(text, currency, /*sign=*/false, &entry_fault_);
      break;
    case kEntryDirection:
      entry_credit_ = MessageDirection(text, &entry_fault_);
      break;
    case kEntryStatus:
      AssignFirst(text, &entry_.status);
      break;
    case kBookingDate:
      if (!entry_.booking_date) entry_.booking_date = MessageDay(text);
      break;
    case kValueDate:
      if (!entry_.value_date) entry_.value_date = MessageDay(text);
      break;
    case kEntryServicer:
      AssignFirst(text, &entry_.servicer_reference);
      break;
    case kEntryDomain:
    case kEntryFamily:
    case kEntrySubFamily:
      AppendCode(text, &entry_.bank_code);
      break;
    case kBatchMessageId:
      AssignFirst(text, &entry_.batch_message_id);
      break;
    case kBatchBlockId:
      AssignFirst(text, &entry_.batch_payment_information_id);
      break;
    case kEntry:
      return EndEntry();
    default:
      return ClosedInDetail(field, text, currency);
  }
  return absl::OkStatus();
}

absl::Status AccountReading::ClosedInDetail(int field, absl::string_view text,
                                            absl::string_view currency) {
  switch (field) {
    case kDetail:
      held_back_ = true;
      break;
    case kDetailAmount:
      if (!detail_.amount) detail_.amount = MessageAmount(text, currency, false, &detail_fault_);
      break;
    case kDetailDirection:
      detail_credit_ = MessageDirection(text, &detail_fault_);
      break;
    case kReturnReason:
      AssignFirst(text, &detail_.return_reason);
      break;
    case kReturnWords:
      AssignFirst(text, &detail_.return_words);
      break;
    case kReturnDomain:
    case kReturnFamily:
    case kReturnSubFamily:
      AppendCode(text, &detail_.original_bank_code);
      break;
    case kInstructionId:
      AssignFirst(text, &detail_.instruction_id);
      break;
    case kEndToEndId:
      AssignFirst(text, &detail_.end_to_end_id);
      break;
    case kUetr:
      AssignFirst(text, &detail_.uetr);
      break;
    case kTransactionId:
      AssignFirst(text, &detail_.transaction_id);
      break;
    case kRefMessageId:
      AssignFirst(text, &detail_.message_id);
      break;
    case kRefBlockId:
      AssignFirst(text, &detail_.payment_information_id);
      break;
    case kRefServicer:
      AssignFirst(text, &detail_.servicer_reference);
      break;
    case kCreditorIban:
      AssignFirst(text, &detail_.creditor_iban);
      break;
    case kDebtorIban:
      AssignFirst(text, &detail_.debtor_iban);
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

absl::Status AccountReading::TakeBalance() {
  std::optional<Balance>* to = nullptr;
  if (balance_type_ == "OPBD" || balance_type_ == "PRCD") to = &statement_.opening;
  if (balance_type_ == "CLBD") to = &statement_.closing;
  if (to == nullptr || (to->has_value() && balance_type_ == "PRCD")) return absl::OkStatus();
  if (!balance_amount_ || !balance_credit_) {
    AssignFirst("a balance without amount or direction", &balance_fault_);
    return TellFault(balance_line_, absl::StrCat("balance ", balance_type_), balance_fault_);
  }
  balance_.amount = *balance_credit_ ? *balance_amount_ : -*balance_amount_;
  *to = balance_;
  return absl::OkStatus();
}

void AccountReading::CheckEntry() {
  if (entry_checked_) return;
  entry_checked_ = true;
  if (!entry_amount_) AssignFirst("no amount in euro", &entry_fault_);
  if (!entry_credit_) AssignFirst("no direction", &entry_fault_);
  if (!entry_fault_.empty()) return;
  entry_.amount = *entry_amount_;
  entry_.credit = *entry_credit_;
}

absl::Status AccountReading::TellHeldBack(bool only) {
  if (!held_back_) return absl::OkStatus();
  held_back_ = false;
  if (!entry_fault_.empty()) return absl::OkStatus();  // said once, at the entry's end
  if (!detail_fault_.empty()) {
    return TellFault(
        detail_.line,
        absl::StrCat("entry ", ShownId(entry_.servicer_reference), ", detail ", entry_.details),
        detail_fault_);
  }
  if (only && !detail_.amount) detail_.amount = entry_.amount;
  detail_.credit = detail_credit_.value_or(entry_.credit);
  return listener_.detail ? listener_.detail(entry_, detail_) : absl::OkStatus();
}

absl::Status AccountReading::EndEntry() {
  CheckEntry();
  RETURN_IF_ERROR(TellHeldBack(entry_.details == 1));
  ++statement_.entries;
  if (!entry_fault_.empty()) {
    statement_.moved.reset();
    return TellFault(entry_.line, absl::StrCat("entry ", ShownId(entry_.servicer_reference)),
                     entry_fault_);
  }
  if (statement_.moved && entry_.status == "BOOK") {
    *statement_.moved += entry_.credit ? entry_.amount : -entry_.amount;
    // Made-up sums must not leave the range of Money: then nothing is said of the movement.
    if (*statement_.moved > kMovedMax || *statement_.moved < -kMovedMax) statement_.moved.reset();
  }
  return listener_.entry ? listener_.entry(entry_) : absl::OkStatus();
}

}  // namespace izmaksa
