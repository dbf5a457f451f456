#include "batch/bank/sent_payments.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_values.h"
#include "ledger/status.h"

namespace izmaksa {

void SentPayments::Put(const std::string& id, int index, Index* to) {
  if (id.empty()) return;
  const auto [at, added] = to->try_emplace(id, index);
  if (!added && at->second != index) at->second = -1;
}

const SentPayment* SentPayments::Get(const Index& index, absl::string_view id) const {
  const auto found = index.find(id);
  return found == index.end() || found->second < 0 ? nullptr : &at(found->second);
}

absl::Status SentPayments::Add(SentPayment payment) {
  if (end_to_end_.contains(payment.end_to_end_id)) {
    return absl::InvalidArgumentError(
        absl::StrCat("two payments have EndToEndId ", ShownId(payment.end_to_end_id)));
  }
  const int index = size();
  Put(payment.end_to_end_id, index, &end_to_end_);
  Put(payment.instruction_id, index, &instruction_);
  Put(payment.uetr, index, &uetr_);
  files_[payment.message_id].push_back(index);
  blocks_[payment.payment_information_id].push_back(index);
  if (!payment.iban.empty()) ibans_[payment.iban].push_back(index);
  if (!payment.account.empty()) accounts_.insert(payment.account);
  payments_.push_back(std::move(payment));
  return absl::OkStatus();
}

int SentPayments::IndexOf(const SentPayment* payment) const {
  const auto found = end_to_end_.find(payment->end_to_end_id);
  CHECK(found != end_to_end_.end());
  return found->second;
}

const SentPayment* SentPayments::ByEndToEndId(absl::string_view id) const {
  return Get(end_to_end_, id);
}
const SentPayment* SentPayments::ByInstructionId(absl::string_view id) const {
  return Get(instruction_, id);
}

const std::vector<int>& SentPayments::OfFile(absl::string_view message_id) const {
  static const auto* const kNone = new std::vector<int>();
  const auto found = files_.find(message_id);
  return found == files_.end() || message_id.empty() ? *kNone : found->second;
}
const std::vector<int>& SentPayments::OfBlock(absl::string_view payment_information_id) const {
  static const auto* const kNone = new std::vector<int>();
  const auto found = blocks_.find(payment_information_id);
  return found == blocks_.end() || payment_information_id.empty() ? *kNone : found->second;
}

void SentPayments::Booked(const std::string& servicer_reference, int index) {
  Put(servicer_reference, index, &servicer_);
}

PaymentLookup SentPayments::Lookup() const {
  PaymentLookup lookup;
  lookup.end_to_end_id = [this](absl::string_view id) { return Get(end_to_end_, id); };
  lookup.instruction_id = [this](absl::string_view id) { return Get(instruction_, id); };
  lookup.uetr = [this](absl::string_view id) { return Get(uetr_, id); };
  lookup.servicer_reference = [this](absl::string_view id) { return Get(servicer_, id); };
  lookup.account = [this](absl::string_view iban, Money amount) {
    std::vector<const SentPayment*> found;
    const auto list = ibans_.find(iban);
    if (list == ibans_.end()) return found;
    for (const int index : list->second) {
      if (at(index).amount == amount) found.push_back(&at(index));
    }
    return found;
  };
  return lookup;
}

}  // namespace izmaksa
