#include "batch/difference.h"

#include <set>

#include "ledger/status.h"

namespace izmaksa {
namespace {

// What an entry pays, by the parts that the two runs are compared by.
struct Paid {
  std::map<std::string, Money> current, arrears;  // gross, by benefit
  Money tax, recovered, deducted, reissued;

  Money net() const { return without_reissues() + reissued; }
  Money without_reissues() const {
    Money net = -tax - recovered - deducted;
    for (const auto& [benefit, gross] : current) net += gross;
    for (const auto& [benefit, gross] : arrears) net += gross;
    return net;
  }
};

Paid PaidBy(const JournalEntry* entry, Month month) {
  Paid paid;
  if (entry == nullptr) return paid;
  Money net;
  for (const Payment& payment : entry->payments) {
    if (!payment.deduction.empty()) continue;  // not the person's
    net += payment.amount;
    if (!payment.reissue_of.empty()) {
      paid.reissued += payment.amount;
      continue;
    }
    for (const PaymentPart& part : payment.parts) {
      (part.IsArrears(month) ? paid.arrears : paid.current)[part.purpose.benefit] += part.gross;
    }
    paid.tax += payment.tax;
    paid.recovered += payment.recovered;
    paid.deducted += payment.deducted();
  }
  CHECK(paid.net() == net);
  return paid;
}

Money AmountOf(const std::map<std::string, Money>& amounts, const std::string& benefit) {
  const auto found = amounts.find(benefit);
  return found == amounts.end() ? Money() : found->second;
}

std::string HoldOf(const JournalEntry& entry) { return HoldCategory(entry.held.front()); }

}  // namespace

std::string HoldCategory(const std::string& reason) { return reason.substr(0, reason.find(": ")); }

bool IsPaid(const JournalEntry* entry) {
  if (entry == nullptr) return false;
  for (const Payment& payment : entry->payments) {
    if (payment.reissue_of.empty() && payment.deduction.empty()) return true;
  }
  return false;
}

void Difference::Count(CauseKind kind, const std::string& subject, Money amount) {
  if (!amount.is_zero()) causes_[{kind, subject}].Add(amount);
}

void Difference::Add(const JournalEntry* before, const JournalEntry* now,
                     const std::string& not_due) {
  const Paid was = PaidBy(before, before_), is = PaidBy(now, now_);
  net_before_ += was.net();
  net_now_ += is.net();
  Count(CauseKind::kReissued, "", is.reissued);
  Count(CauseKind::kReissuedBefore, "", -was.reissued);
  if (!IsPaid(before)) {
    const bool was_held = before != nullptr && !before->held.empty();
    Count(was_held ? CauseKind::kPaidAfterHold : CauseKind::kNewlyPaid,
          was_held ? HoldOf(*before) : "", is.without_reissues());
    return;
  }
  if (!IsPaid(now)) {
    const bool is_held = now != nullptr && !now->held.empty();
    Count(is_held ? CauseKind::kHeld : CauseKind::kNotDue, is_held ? HoldOf(*now) : not_due,
          -was.without_reissues());
    return;
  }
  std::set<std::string> benefits;
  for (const auto* amounts : {&was.current, &is.current, &was.arrears, &is.arrears}) {
    for (const auto& [benefit, gross] : *amounts) benefits.insert(benefit);
  }
  for (const std::string& benefit : benefits) {
    const Money from = AmountOf(was.current, benefit), to = AmountOf(is.current, benefit);
    Count(from.is_zero() ? CauseKind::kBegins
          : to.is_zero() ? CauseKind::kEnds
          : to > from    ? CauseKind::kRises
                         : CauseKind::kFalls,
          benefit, to - from);
    Count(CauseKind::kArrears, benefit, AmountOf(is.arrears, benefit));
    Count(CauseKind::kArrearsBefore, benefit, -AmountOf(was.arrears, benefit));
  }
  Count(CauseKind::kTax, "", was.tax - is.tax);
  Count(CauseKind::kRecovery, "", was.recovered - is.recovered);
  Count(CauseKind::kDeductions, "", was.deducted - is.deducted);
}

void Difference::Add(const Difference& other) {
  for (const auto& [cause, tally] : other.causes_) causes_[cause].Add(tally);
  net_before_ += other.net_before_;
  net_now_ += other.net_now_;
}

Money Difference::sum() const {
  Money sum;
  for (const auto& [cause, tally] : causes_) sum += tally.amount;
  return sum;
}

}  // namespace izmaksa
