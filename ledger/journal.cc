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

}  // namespace

void Apply(const Posting& posting, Balances& balances) {
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
      return;
    case PostingKind::kRecover:
      if (posting.payment.empty()) {
        ItemFor(balances, posting.purpose).cleared += amount;
      } else if (Holds(balances.returned, posting.payment)) {
        Pending rest = Take(balances.returned, posting.payment);
        rest.amount -= amount;
        CHECK(rest.amount >= Money());
        if (rest.amount.is_positive()) balances.returned.push_back(std::move(rest));
      }
      balances.payable -= amount;
      balances.overpaid -= amount;
      return;
    case PostingKind::kWithhold:
      balances.payable -= amount;
      balances.tax += amount;
      return;
    case PostingKind::kDeduct:
      balances.payable -= amount;
      balances.third_party += amount;
      return;
    case PostingKind::kPay:
      balances.payable -= amount;
      balances.in_transit.push_back({posting.payment, amount, ""});
      return;
    case PostingKind::kSettle:
      CHECK(Take(balances.in_transit, posting.payment).amount == amount);
      balances.settled += amount;
      balances.kept.push_back({posting.payment, amount, ""});
      if (balances.kept.size() > Balances::kKeptMax) balances.kept.erase(balances.kept.begin());
      return;
    case PostingKind::kReturn:
      if (Holds(balances.in_transit, posting.payment)) {
        CHECK(Take(balances.in_transit, posting.payment).amount == amount);
      } else {  // booked by the bank first, then given back
        CHECK(Take(balances.kept, posting.payment).amount == amount);
        balances.settled -= amount;
      }
      balances.payable += amount;
      balances.returned.push_back({posting.payment, amount, posting.reason});
      return;
  }
}

void Apply(const Payment& payment, Balances& balances) {
  CHECK(payment.amount.is_positive());
  if (!payment.reissue_of.empty()) {
    CHECK(payment.parts.empty() &&
          Take(balances.returned, payment.reissue_of).amount == payment.amount);
    return;
  }
  CHECK(payment.gross() == payment.amount + payment.tax + payment.recovered);
  for (const PaymentPart& part : payment.parts)
    ItemFor(balances, part.purpose).cleared += part.gross;
  if (balances.tax_month != payment.tax_month) {
    balances.tax_month = payment.tax_month;
    balances.tax_month_taxable = balances.tax_month_taxed_in_full = balances.tax_month_tax =
        Money();
  }
  balances.tax_month_taxable += payment.taxable;
  balances.tax_month_taxed_in_full += payment.taxed_in_full;
  balances.tax_month_tax += payment.tax;
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

Money Payment::gross() const {
  Money sum;
  for (const PaymentPart& part : parts) sum += part.gross;
  return sum;
}

const Item* Balances::Find(const Purpose& purpose) const {
  const auto place =
      std::lower_bound(items.begin(), items.end(), purpose,
                       [](const Item& item, const Purpose& p) { return item.purpose < p; });
  return place != items.end() && place->purpose == purpose ? &*place : nullptr;
}

bool Balances::InBalance() const {
  Money booked, transit, unpaid;
  for (const Item& item : items) {
    booked += item.booked();
    unpaid += item.payable();
    if (item.cleared > item.accrued || item.reversed > item.accrued) return false;
  }
  for (const Pending& pending : in_transit) transit += pending.amount;
  for (const Pending& pending : returned) unpaid += pending.amount;
  return unpaid == payable && overpaid >= Money() &&
         booked == payable + tax + third_party + transit + settled - overpaid;
}

void Apply(const JournalEntry& entry, Balances& balances) {
  for (const Posting& posting : entry.postings) Apply(posting, balances);
  for (const Payment& payment : entry.payments) Apply(payment, balances);
  balances.last_run = entry.run;
  balances.held = !entry.held.empty();
  CHECK(balances.InBalance());
}

}  // namespace izmaksa
