// What became of the payments of some files, by the messages of the bank, without a ledger. Nothing
// is booked: what the ids do not say beyond doubt stays open. The result does not depend on the
// order of the messages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "batch/bank/matching.h"
#include "batch/bank/message_reader.h"
#include "batch/bank/payment_state.h"
#include "batch/bank/sent_payments.h"

namespace izmaksa {

struct ReconciledPayment {
  SentPayment sent;
  PaymentState state;
  std::string return_reason;  // of the return, matched or proposed
  int return_source = -1;     // the message that told of it first; -1: it did not come back
  int open = -1;              // the open movement that proposes this payment and no other
};

// A movement of the account that somebody has to look at.
struct OpenMovement {
  Entry entry;
  EntryDetail detail;  // empty when the entry has none
  int source = 0;
  Match match;
};

class Reconciliation {
 public:
  // A payment file. Its error is the caller's: without knowing what was sent nothing can be told.
  absl::Status AddSent(const std::string& path);

  // A message, read as it comes. Its error is kept as one of `faults`, with what was complete
  // before.
  void AddMessage(const std::string& path);
  // The same, for a message that somebody else reads: begins it, and ends it with its status.
  MessageListener Begin(const std::string& name);
  void End(const absl::Status& status);

  // Call once, when everything was added.
  void Finish();

  const std::vector<std::string>& sources() const { return sources_; }  // names, as added
  int messages_failed() const { return messages_failed_; }
  const std::vector<ReconciledPayment>& payments() const { return payments_; }
  const std::vector<OpenMovement>& open() const { return open_; }
  const std::vector<std::string>& statement_faults() const { return statement_faults_; }
  const std::vector<std::string>& faults() const { return faults_; }  // "FILE: line 3: …"
  int64_t repeated() const { return repeated_; }  // movements told again and not counted

 private:
  struct Movement {
    std::string key;
    std::optional<Instant> moment;  // of the message that told of it first, by the bank's clock
    OpenMovement open;
    int payment = -1;  // matched
  };

  void Fault(int64_t line, std::string message);
  absl::Status TakeReport(const StatusReport& report);
  absl::Status TakeDetail(const Entry& entry, const EntryDetail& detail);
  absl::Status TakeEntry(const Entry& entry);
  bool IsOurs(const Entry& entry);
  void Apply(int index, const PaymentReport& report);
  // A movement that no message has told of before is kept.
  void Keep(const Entry& entry, const EntryDetail& detail, Match match);
  void SettleBlock(const Movement& bare);
  void SettleReturns();
  void Propose();

  SentPayments sent_;
  std::vector<ReconciledPayment> payments_;
  std::vector<std::string> sources_;
  MessageHeader header_;  // of the message being read
  std::vector<Statement> statements_;
  absl::btree_map<std::string, int64_t> in_message_;  // how often each key stands in this one
  absl::btree_map<std::string, int64_t> seen_;        // index of a movement
  absl::btree_set<std::string> detailed_;             // keys of entries told with details
  absl::btree_set<std::string> other_accounts_;       // said once
  std::vector<Movement> movements_;                   // credits, and debits that are none of ours
  std::vector<Movement> bare_;                        // entries without details
  std::vector<OpenMovement> open_;
  std::vector<std::string> statement_faults_, faults_;
  int64_t repeated_ = 0;
  int messages_failed_ = 0;
};

}  // namespace izmaksa
