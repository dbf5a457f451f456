// What became of the payments of some files, by the messages of the bank, without a ledger. Nothing
// is booked: what the ids do not say beyond doubt stays open. The result does not depend on the
// order of the messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
  const SentPayment* sent = nullptr;  // owned by the reconciliation
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
  // Of a movement's key: what a hundred thousand of them are known by is small.
  using KeyDigest = std::pair<uint64_t, uint64_t>;
  static KeyDigest DigestOf(const std::string& key);

  struct Seen {
    int64_t index = -1;  // in matched_, or in unmatched_
    bool matched = false;
    int source = -1;  // the message it stands in last, and how often
    int64_t in_source = 0;
  };
  struct Matched {
    KeyDigest key;
    std::optional<Instant> moment;  // of the message that told of it first, by the bank's clock
    int source = 0;
    int payment = 0;
    Money amount;
    std::optional<Date> date;
    std::string reference, reason;
  };
  struct Unmatched {
    std::string key;
    std::optional<Instant> moment;
    OpenMovement open;
  };

  void Fault(int64_t line, absl::string_view message);
  absl::Status TakeReport(const StatusReport& report);
  absl::Status TakeDetail(const Entry& entry, const EntryDetail& detail);
  absl::Status TakeEntry(const Entry& entry);
  bool IsOurs(const Entry& entry);
  void Apply(int index, const PaymentReport& report);
  // A movement that no message has told of before is kept.
  void Keep(const Entry& entry, const EntryDetail& detail, Match match);
  void SettleBlock(const Unmatched& bare);
  void SettleUnmatched();
  void SettleReturns();
  void Propose();

  SentPayments sent_;
  PaymentLookup lookup_;  // of sent_, while a message is read
  std::vector<ReconciledPayment> payments_;
  std::vector<std::string> sources_;
  MessageHeader header_;  // of the message being read
  std::vector<AccountStatement> statements_;
  absl::btree_map<KeyDigest, Seen> seen_;
  absl::btree_set<KeyDigest> detailed_;          // entries told with details
  absl::btree_set<std::string> other_accounts_;  // said once
  std::vector<Matched> matched_;                 // returns
  std::vector<Unmatched> unmatched_;             // and debits that are none of ours
  std::vector<Unmatched> bare_;                  // entries without details
  std::vector<OpenMovement> open_;
  std::vector<std::string> statement_faults_, faults_;
  int64_t repeated_ = 0;
  int messages_failed_ = 0;
};

}  // namespace izmaksa
