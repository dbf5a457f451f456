#include "ledger/journal.h"

#include <algorithm>

#include "ledger/status.h"

namespace izmaksa {
namespace {

Item& ItemFor(Balances& balances, const Purpose& purpose) {
  const auto place =
      std::lower_bound(balances.items.begin(), balances.items.end(), purpose,
                       [](const Item& item, const Purpose& p) { return item.purpose < p; });
  if (place != balances.items.end() && place->purpose == purpose) return *place;
  return *balances.items.insert(place, Item{purpose, purpose.month, {}, {}, {}});
}

bool Holds(const std::vector<Pending>& list, const std::string& payment) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Pending& pending) { return pending.payment == payment; });
}

// Takes the payment out of a list; dies when it is not there.
Pending Take(std::vector<Pending>& list, const std::string& payment) {
  const auto found = std::find_if(
      list.begin(), list.end(), [&](const Pending& pending) { return pending.payment == payment; });
  CHECK(found != list.end());
  Pending taken = std::move(*found);
  list.erase(found);
  return taken;
}

void SettleOldest(std::vector<Receivable>& receivables, Money amount) {
  auto oldest = receivables.begin();
  for (; amount.is_positive(); ++oldest) {
    CHECK(oldest != receivables.end());
    const Money settled = std::min(amount, oldest->amount);
    oldest->amount -= settled;
    amount -= settled;
    if (oldest->amount.is_positive()) break;
  }
  receivables.erase(receivables.begin(), oldest);
}

Money& TakenFor(std::vector<Taken>& taken, const std::string& number) {
  const auto place =
      std::lower_bound(taken.begin(), taken.end(), number,
                       [](const Taken& order, const std::string& n) { return order.number < n; });
  if (place != taken.end() && place->number == number) return place->amount;
  return taken.insert(place, {number, Money()})->amount;
}

}  // namespace

void Apply(const Posting& posting, const std::string& run, Balances& balances) {
  const Money amount = posting.amount;
  CHECK(amount.is_positive());
  switch (posting.kind) {
    case PostingKind::kAccrue: {
      Item& item = ItemFor(balances, posting.purpose);
      item.accrued += amount;
      item.payable_from = posting.payable_from;
      balances.payable += amount;
      return;
    }
    case PostingKind::kReverse:
      ItemFor(balances, posting.purpose).reversed += amount;
      balances.overpaid += amount;
      if (balances.receivables.empty() || balances.receivables.back().since != run)
        balances.receivables.push_back({run, Money()});
      balances.receivables.back().amount += amount;
      return;
    case PostingKind::kRecover:
      if (posting.payment.empty()) {
        ItemFor(balances, posting.purpose).cleared += amount;
      } else if (Holds(balances.returned, posting.payment)) {
        Pending rest = Take(balances.returned, posting.payment);
        CHECK(rest.deduction.empty());
        rest.amount -= amount;
        CHECK(rest.amount >= Money());
        if (rest.amount.is_positive()) balances.returned.push_back(std::move(rest));
      }
      balances.payable -= amount;
      balances.overpaid -= amount;
      SettleOldest(balances.receivables, amount);
      return;
    case PostingKind::kWithhold:
      balances.payable -= amount;
      balances.tax += amount;
      return;
    case PostingKind::kDeduct:
      balances.payable -= amount;
      balances.third_party += amount;
      if (!posting.deduction.empty()) TakenFor(balances.taken, posting.deduction) += amount;
      return;
    case PostingKind::kPay:
      (posting.deduction.empty() ? balances.payable : balances.third_party) -= amount;
      balances.in_transit.push_back({posting.payment, amount, "", posting.deduction});
      return;
    case PostingKind::kSettle: {
      Pending sent = Take(balances.in_transit, posting.payment);
      CHECK(sent.amount == amount);
      balances.settled += amount;
      balances.kept.push_back(std::move(sent));
      if (balances.kept.size() > Balances::kKeptMax) balances.kept.erase(balances.kept.begin());
      return;
    }
    case PostingKind::kReturn: {
      const bool in_transit = Holds(balances.in_transit, posting.payment);
      Pending back = Take(in_transit ? balances.in_transit : balances.kept, posting.payment);
      CHECK(back.deduction == posting.deduction);
      if (in_transit) {
        CHECK(back.amount == amount);
      } else {  // booked by the bank first, then given back, less charges perhaps
        CHECK(amount <= back.amount);
        balances.settled -= amount;
      }
      (posting.deduction.empty() ? balances.payable : balances.third_party) += amount;
      back.amount = amount;
      back.reason = posting.reason;
      balances.returned.push_back(std::move(back));
      return;
    }
  }
}

void Apply(const Payment& payment, Balances& balances) {
  CHECK(payment.amount.is_positive());
  for (Pending& sent : balances.in_transit) {
    if (sent.payment != payment.id) continue;
    sent.category_purpose = payment.category_purpose;
    sent.purpose_code = payment.purpose_code;
  }
  if (!payment.reissue_of.empty()) {
    CHECK(payment.parts.empty() &&
          Take(balances.returned, payment.reissue_of).amount == payment.amount);
    return;
  }
  if (!payment.deduction.empty()) {  // was deducted of the person's own
    CHECK(payment.parts.empty());
    return;
  }
  CHECK(payment.gross() == payment.amount + payment.tax + payment.recovered + payment.deducted());
  for (const PaymentPart& part : payment.parts)
    ItemFor(balances, part.purpose).cleared += part.gross;
  MonthPaid& paid = balances.paid;
  if (paid.month != payment.tax_month) {
    paid = MonthPaid();
    paid.month = payment.tax_month;
  }
  paid.taxable += payment.taxable;
  paid.taxed_in_full += payment.taxed_in_full;
  paid.tax += payment.tax;
  paid.recoverable += payment.recoverable;
  paid.recovered += payment.recovered;
  paid.seizable += payment.seizable;
  paid.pension += payment.pension;
  for (const PaymentDeduction& deduction : payment.deductions) {
    if (deduction.kind == DeductionKind::kCare) paid.care += deduction.amount;
    if (deduction.kind == DeductionKind::kEnforcement ||
        deduction.kind == DeductionKind::kMaintenance) {
      paid.enforced += deduction.amount;
    }
  }
}

absl::string_view NameOf(PostingKind kind) {
  switch (kind) {
    case PostingKind::kAccrue:
      return "accrue";
    case PostingKind::kReverse:
      return "reverse";
    case PostingKind::kRecover:
      return "recover";
    case PostingKind::kWithhold:
      return "withhold";
    case PostingKind::kDeduct:
      return "deduct";
    case PostingKind::kPay:
      return "pay";
    case PostingKind::kSettle:
      return "settle";
    case PostingKind::kReturn:
      return "return";
  }
  return "";
}

const Item* Balances::Find(const Purpose& purpose) const {
  const auto place =
      std::lower_bound(items.begin(), items.end(), purpose,
                       [](const Item& item, const Purpose& p) { return item.purpose < p; });
  return place != items.end() && place->purpose == purpose ? &*place : nullptr;
}

Money Balances::TakenFor(const std::string& number) const {
  for (const Taken& order : taken) {
    if (order.number == number) return order.amount;
  }
  return Money();
}

MonthPaid Balances::PaidIn(Month month) const {
  if (paid.month == month) return paid;
  MonthPaid nothing;
  nothing.month = month;
  return nothing;
}

bool Balances::InBalance() const {
  Money booked, transit, unpaid, owed_back;
  for (const Receivable& receivable : receivables) owed_back += receivable.amount;
  for (const Item& item : items) {
    booked += item.booked();
    unpaid += item.payable();
    if (item.cleared > item.accrued || item.reversed > item.accrued) return false;
  }
  for (const Pending& pending : in_transit) transit += pending.amount;
  for (const Pending& pending : returned) {
    if (pending.deduction.empty()) unpaid += pending.amount;
  }
  return unpaid == payable && owed_back == overpaid && third_party >= Money() &&
         booked == payable + tax + third_party + transit + settled - overpaid;
}

void Apply(const JournalEntry& entry, Balances& balances) {
  for (const Posting& posting : entry.postings) Apply(posting, entry.run, balances);
  for (const Payment& payment : entry.payments) Apply(payment, balances);
  balances.last_run = entry.run;
  balances.held = !entry.held.empty();
  CHECK(balances.InBalance());
}

}  // namespace izmaksa
