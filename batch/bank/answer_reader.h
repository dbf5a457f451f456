// One message of the bank, read against the payments of released files: what of it is beyond doubt
// becomes an answer about a payment, what is not is left for an officer. Nothing is written here.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "batch/bank/bank_records.h"
#include "batch/bank/matching.h"
#include "batch/bank/message_reader.h"
#include "batch/bank/payment_state.h"
#include "batch/bank/sent_payments.h"
#include "processors/event.h"

namespace izmaksa {

// A BankAnswered event to be. Its id is the same in whichever message the bank says the same.
struct Answer {
  std::string id;
  std::string payment;
  BankOutcome outcome = BankOutcome::kInformed;
  std::string reason;
  std::string message;  // the bank's MsgId
  std::string entry;    // the account servicer's reference
  Date on;
  Instant recorded;
};

// What the ledger knows already.
struct KnownAnswers {
  const SentPayments* sent = nullptr;
  std::string account;                   // the agency's
  const BankRecords* records = nullptr;  // of earlier messages
  // The last answer about a payment; nullopt: none.
  std::function<absl::StatusOr<std::optional<BankOutcome>>(const std::string& payment)> answer;
  // Whether an event of this id is stored.
  std::function<absl::StatusOr<bool>(const std::string& id)> told;
};

class AnswerReader {
 public:
  AnswerReader(const KnownAnswers& known, const Digest& message);

  MessageListener Listener();  // must not outlive this
  // Call once, after the message: settles what concerns whole files and blocks.
  absl::Status Finish();

  const MessageHeader& header() const { return header_; }
  const std::vector<Answer>& answers() const { return answers_; }  // none twice; maybe told before
  const std::vector<UnmatchedEntry>& unmatched() const { return unmatched_; }  // not in the records
  const std::vector<AccountStatement>& statements() const { return statements_; }  // of our account
  const std::vector<std::string>& faults() const { return faults_; }               // "line 3: …"
  int64_t repeated() const { return repeated_; }

 private:
  void Fault(int64_t line, absl::string_view message);
  void Tell(std::string id, const std::string& payment, BankOutcome outcome,
            const std::string& reason, const std::string& entry, std::optional<Date> on);
  absl::Status TakeReport(const StatusReport& report);
  absl::Status TakeReturn(const Entry& entry, const EntryDetail& detail);
  absl::Status TakeDetail(const Entry& entry, const EntryDetail& detail);
  absl::Status TakeEntry(const Entry& entry);
  absl::Status Expand(const StatusReport& report);
  absl::Status SettleBlock(const Entry& entry);
  std::string MovementId(const Entry& entry, const EntryDetail& detail);
  void Leave(const std::string& id, const Entry& entry, const EntryDetail& detail,
             const Match& match);
  bool IsOurs(const Entry& entry);
  void TellReport(const StatusReport& report, const SentPayment& payment);

  const KnownAnswers& known_;
  const Digest message_;
  const PaymentLookup lookup_;
  MessageHeader header_;
  std::vector<Answer> answers_;
  std::set<std::string> ids_;         // of answers
  std::set<std::string> particular_;  // payments of which the message speaks by themselves
  std::map<std::string, std::string> returned_;  // payment → movement, in this message
  std::map<std::string, int64_t> repeats_;
  std::vector<StatusReport> wide_;  // of files and blocks
  std::vector<Entry> blocks_;       // debits without details
  std::vector<UnmatchedEntry> unmatched_;
  std::set<std::string> left_;
  std::vector<AccountStatement> statements_;
  std::vector<std::string> faults_;
  bool other_account_ = false;
  int64_t repeated_ = 0;
};

// 32 hexadecimal digits, of a movement's key.
std::string MovementIdOf(const std::string& key);

// The id of the event that says that a payment came back by this movement.
std::string ReturnEventId(const std::string& movement);
std::string SettledEventId(const std::string& payment);

}  // namespace izmaksa
