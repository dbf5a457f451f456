#include "batch/settle.h"

#include "absl/strings/str_cat.h"
#include "batch/holds.h"

namespace izmaksa {
namespace {

const Pending* Find(const std::vector<Pending>& list, const std::string& payment) {
  for (const Pending& pending : list) {
    if (pending.payment == payment) return &pending;
  }
  return nullptr;
}

class Settling {
 public:
  Settling(const RunContext& context, const PersonState& person, Balances balances)
      : context_(context), person_(person), balances_(std::move(balances)) {}

  Settlement Make() {
    for (const BankAnswer& answer : person_.answers) {
      switch (answer.outcome) {
        case BankOutcome::kSettled:
          if (const Pending* sent = Find(balances_.in_transit, answer.payment)) PostSettled(*sent);
          break;
        case BankOutcome::kRejected:
        case BankOutcome::kDiscarded:
          GiveBack(answer, /*booked=*/false);
          break;
        case BankOutcome::kReturned:
          GiveBack(answer, /*booked=*/true);
          break;
        case BankOutcome::kAccepted:
        case BankOutcome::kPending:
        case BankOutcome::kInformed:
          break;
      }
    }
    return std::move(settlement_);
  }

 private:
  void Post(Posting posting) {
    Apply(posting, context_.run, balances_);
    settlement_.postings.push_back(std::move(posting));
  }

  void Hold(std::string reason) { settlement_.holds.push_back(std::move(reason)); }

  void PostSettled(const Pending& sent) {
    Post({PostingKind::kSettle, sent.amount, {}, {}, sent.payment, "", sent.deduction});
  }

  void GiveBack(const BankAnswer& answer, bool booked) {
    const Pending* sent = Find(balances_.in_transit, answer.payment);
    const bool is_new = answer.at.offset >= context_.previous_cutoff;
    if (sent == nullptr && is_new) sent = Find(balances_.kept, answer.payment);
    if (sent == nullptr) {
      if (is_new && Find(balances_.returned, answer.payment) == nullptr) {
        Hold(absl::StrCat("unknown payment: the bank gave back ", answer.payment,
                          ", which is not in the books"));
      }
      return;
    }
    if (answer.amount > sent->amount) {
      return Hold(absl::StrCat("returned too much: of payment ", answer.payment, ", ",
                               sent->amount.ToString(), ", the bank gave back ",
                               answer.amount.ToString()));
    }
    if (booked && Find(balances_.in_transit, answer.payment) != nullptr) {
      PostSettled(*sent);  // what comes back had been booked
      sent = Find(balances_.kept, answer.payment);
    }
    Post({PostingKind::kReturn,
          answer.amount.is_zero() ? sent->amount : answer.amount,
          {},
          {},
          answer.payment,
          answer.outcome == BankOutcome::kDiscarded ? kDiscarded : answer.reason,
          sent->deduction,
          !booked});
  }

  const RunContext& context_;
  const PersonState& person_;
  Balances balances_;  // as the answers so far leave them
  Settlement settlement_;
};

}  // namespace

Settlement Settle(const RunContext& context, const PersonState& person, Balances balances) {
  return Settling(context, person, std::move(balances)).Make();
}

}  // namespace izmaksa
