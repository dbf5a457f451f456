// What a run adds up to.
#include <algorithm>
#include <set>
#include <tuple>

#include "batch/run.h"
#include "ledger/journal.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

v1::BenefitTotal& TotalOf(const std::string& benefit, const std::string& programme,
                          v1::Totals& totals) {
  auto& list = *totals.mutable_benefits();
  int at = 0;
  while (at < list.size() &&
         std::tie(list[at].benefit(), list[at].programme()) < std::tie(benefit, programme)) {
    ++at;
  }
  if (at == list.size() || list[at].benefit() != benefit || list[at].programme() != programme) {
    list.Add();
    for (int i = list.size() - 1; i > at; --i) list.SwapElements(i, i - 1);
    list[at].set_benefit(benefit);
    list[at].set_programme(programme);
  }
  return list[at];
}

void Add(const v1::BenefitTotal& more, v1::BenefitTotal& total) {
  total.set_accrued(total.accrued() + more.accrued());
  total.set_reversed(total.reversed() + more.reversed());
  total.set_paid_gross(total.paid_gross() + more.paid_gross());
  total.set_paid_people(total.paid_people() + more.paid_people());
  total.set_arrears(total.arrears() + more.arrears());
  total.set_arrears_people(total.arrears_people() + more.arrears_people());
}

}  // namespace

void AddToTotals(const JournalEntry& entry, v1::Totals& totals) {
  totals.set_entries(totals.entries() + 1);
  for (const Posting& posting : entry.postings) {
    const int64_t cents = posting.amount.cents();
    switch (posting.kind) {
      case PostingKind::kAccrue: {
        auto& total = TotalOf(posting.purpose.benefit, posting.purpose.programme, totals);
        total.set_accrued(total.accrued() + cents);
        break;
      }
      case PostingKind::kReverse: {
        auto& total = TotalOf(posting.purpose.benefit, posting.purpose.programme, totals);
        total.set_reversed(total.reversed() + cents);
        break;
      }
      case PostingKind::kRecover:
        totals.set_recovered(totals.recovered() + cents);
        break;
      case PostingKind::kWithhold:
        totals.set_tax(totals.tax() + cents);
        break;
      case PostingKind::kPay:
        totals.set_paid(totals.paid() + cents);
        break;
      case PostingKind::kSettle:
        totals.set_settled(totals.settled() + cents);
        break;
      case PostingKind::kReturn:
        totals.set_returned(totals.returned() + cents);
        break;
      case PostingKind::kDeduct:
        totals.set_deducted(totals.deducted() + cents);
        break;
    }
  }
  totals.set_payments(totals.payments() + static_cast<int64_t>(entry.payments.size()));
  totals.set_paid_people(totals.paid_people() + !entry.payments.empty());
  for (const Payment& payment : entry.payments) {
    std::set<v1::BenefitTotal*> paid, late;
    for (const PaymentPart& part : payment.parts) {
      auto& total = TotalOf(part.purpose.benefit, part.purpose.programme, totals);
      total.set_paid_gross(total.paid_gross() + part.gross.cents());
      if (paid.insert(&total).second) total.set_paid_people(total.paid_people() + 1);
      if (part.IsArrears(payment.tax_month)) {
        total.set_arrears(total.arrears() + part.gross.cents());
        if (late.insert(&total).second) total.set_arrears_people(total.arrears_people() + 1);
      }
    }
  }
  if (!entry.held.empty()) {
    totals.set_held_people(totals.held_people() + 1);
    totals.set_held(totals.held() + entry.held_amount.cents());
  }
}

void AddToTotals(const v1::Totals& more, v1::Totals& totals) {
  totals.set_entries(totals.entries() + more.entries());
  totals.set_payments(totals.payments() + more.payments());
  totals.set_paid(totals.paid() + more.paid());
  totals.set_tax(totals.tax() + more.tax());
  totals.set_recovered(totals.recovered() + more.recovered());
  totals.set_deducted(totals.deducted() + more.deducted());
  totals.set_settled(totals.settled() + more.settled());
  totals.set_returned(totals.returned() + more.returned());
  totals.set_held_people(totals.held_people() + more.held_people());
  totals.set_held(totals.held() + more.held());
  totals.set_people(totals.people() + more.people());
  totals.set_paid_people(totals.paid_people() + more.paid_people());
  for (const auto& benefit : more.benefits())
    Add(benefit, TotalOf(benefit.benefit(), benefit.programme(), totals));
}

}  // namespace izmaksa
