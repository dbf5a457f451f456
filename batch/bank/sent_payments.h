// The payments of payment files, found by each of their ids. In memory: for files read on their
// own, without a ledger.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "batch/bank/matching.h"
#include "batch/bank/message.h"

namespace izmaksa {

class SentPayments {
 public:
  // INVALID_ARGUMENT when there is a payment of this EndToEndId already: two cannot be told apart.
  absl::Status Add(SentPayment payment);

  int size() const { return static_cast<int>(payments_.size()); }
  const SentPayment& at(int index) const { return payments_[static_cast<size_t>(index)]; }
  int IndexOf(const SentPayment* payment) const;  // of one that a lookup gave

  const SentPayment* ByEndToEndId(absl::string_view id) const;
  const SentPayment* ByInstructionId(absl::string_view id) const;
  // Indexes, in the order in which they were added; empty when there is no such file or block.
  const std::vector<int>& OfFile(absl::string_view message_id) const;
  const std::vector<int>& OfBlock(absl::string_view payment_information_id) const;
  const absl::btree_set<std::string>& accounts() const { return accounts_; }  // of the agency

  // A debit of this servicer's reference was the payment.
  void Booked(const std::string& servicer_reference, int index);

  PaymentLookup Lookup() const;  // must not outlive this

 private:
  using Index = absl::btree_map<std::string, int>;  // -1: more than one, so none
  using Lists = absl::btree_map<std::string, std::vector<int>>;
  static void Put(const std::string& id, int index, Index* to);
  const SentPayment* Get(const Index& index, absl::string_view id) const;

  std::deque<SentPayment> payments_;
  Index end_to_end_, instruction_, uetr_, servicer_;
  Lists files_, blocks_, ibans_;
  absl::btree_set<std::string> accounts_;
};

}  // namespace izmaksa
