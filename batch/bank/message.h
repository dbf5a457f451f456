// What a bank's message says, whatever its version: reports about payments, entries of an account,
// statements. Ids are as the bank wrote them, without blanks around; empty when it wrote none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

enum class MessageKind {
  kInitiation,    // pain.001: what the agency sent
  kStatusReport,  // pain.002
  kReport,        // camt.052: an account during the day
  kStatement,     // camt.053
  kNotification,  // camt.054
};

struct MessageHeader {
  MessageKind kind = MessageKind::kStatusReport;
  std::string version;  // "camt.054.001.08"
  std::string message_id;
  std::optional<Instant> created;  // of the bank's clock; without a time zone it is taken as UTC
};

// A payment that the agency asked the bank to make.
struct SentPayment {
  std::string end_to_end_id, instruction_id, payment_information_id, message_id, uetr;
  Money amount;
  std::string iban;     // of the payee; empty when the payment names another form of account
  std::string account;  // the agency's, that is debited
  std::optional<Date> execution_date;
};

// pain.002. A report about the file or a block holds for all of its payments about which nothing
// more particular is said.
struct StatusReport {
  enum class Level { kFile, kBlock, kPayment };
  Level level = Level::kFile;
  int64_t line = 0;
  std::string original_message_id, original_message_name;  // MsgId and form of the file
  std::string payment_information_id;                      // of a block and a payment
  std::string instruction_id, end_to_end_id, uetr, servicer_reference;  // of a payment
  std::string status;  // an ISO 20022 code or anything else; empty when the bank says none
  std::string reason;  // code, or the bank's own
  std::string words;   // the bank's additional information, the first of it
  std::optional<Money> amount;
};

// camt: a movement of the account. Its details are told one after another, then the entry itself.
struct Entry {
  int64_t line = 0;
  std::string account;  // IBAN or another number, of the agency's account
  bool credit = false;  // money came in
  Money amount;         // positive, in euro
  std::string status;   // "BOOK": anything else has not happened yet
  std::optional<Date> booking_date, value_date;
  std::string entry_reference, servicer_reference;
  std::string bank_code;  // "PMNT/ICDT/RRTN"
  std::string batch_message_id, batch_payment_information_id;
  int64_t details = 0;  // how many it has, the faulty ones too; known when the entry is told
};

struct EntryDetail {
  int64_t line = 0;
  std::string message_id, payment_information_id, instruction_id, end_to_end_id, uetr;
  std::string transaction_id, servicer_reference;
  bool credit = false;
  std::optional<Money> amount;  // of this transaction, when it or the entry says so
  std::string creditor_iban, debtor_iban;
  std::string return_reason, return_words, original_bank_code;
};

struct Balance {
  Money amount;  // negative: the account is overdrawn
  std::optional<Date> date;
};

// camt.052 and camt.053: told after its entries. camt.054 has no balances.
struct AccountStatement {
  int64_t line = 0;
  MessageKind kind = MessageKind::kStatement;
  std::string account, id;
  std::optional<int64_t> electronic_number, legal_number;
  int64_t page = 1;
  bool last_page = true;
  std::optional<Date> from, to;
  std::optional<Balance> opening, closing;  // booked
  int64_t entries = 0;
  // Booked credits less booked debits; absent when an entry is faulty.
  std::optional<Money> moved;
};

// One item that cannot be taken for what it says. It is not told; everything else is.
struct ItemFault {
  int64_t line = 0;
  std::string item;  // "entry TREL1, detail RTR7"
  std::string message;
};

}  // namespace izmaksa
