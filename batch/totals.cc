// What a run adds up to.
#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "batch/run.h"
#include "ledger/journal.h"
#include "ledger/status.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

constexpr size_t kCompactDate = 8;  // "20240420"

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

v1::ChannelTotal& TotalOf(v1::Channel channel, v1::Totals& totals) {
  auto& list = *totals.mutable_channels();
  int at = 0;
  while (at < list.size() && list[at].channel() < channel) ++at;
  if (at == list.size() || list[at].channel() != channel) {
    list.Add();
    for (int i = list.size() - 1; i > at; --i) list.SwapElements(i, i - 1);
    list[at].set_channel(channel);
  }
  return list[at];
}

// A payment's id begins with its run's date.
std::string RunOf(absl::string_view payment) {
  CHECK(payment.size() > kCompactDate);
  return absl::StrCat(payment.substr(0, 4), "-", payment.substr(4, 2), "-", payment.substr(6, 2));
}

v1::RunFate& FateOf(const std::string& run, v1::Totals& totals) {
  auto& list = *totals.mutable_fates();
  int at = 0;
  while (at < list.size() && list[at].run() < run) ++at;
  if (at == list.size() || list[at].run() != run) {
    list.Add();
    for (int i = list.size() - 1; i > at; --i) list.SwapElements(i, i - 1);
    list[at].set_run(run);
  }
  return list[at];
}

void Add(const v1::RunFate& more, v1::RunFate& fate) {
  fate.set_settled(fate.settled() + more.settled());
  fate.set_rejected(fate.rejected() + more.rejected());
  fate.set_returned(fate.returned() + more.returned());
  fate.set_reissued(fate.reissued() + more.reissued());
  fate.set_settled_payments(fate.settled_payments() + more.settled_payments());
  fate.set_rejected_payments(fate.rejected_payments() + more.rejected_payments());
  fate.set_returned_payments(fate.returned_payments() + more.returned_payments());
  fate.set_reissued_payments(fate.reissued_payments() + more.reissued_payments());
  fate.set_set_off(fate.set_off() + more.set_off());
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
      case PostingKind::kRecover: {
        totals.set_recovered(totals.recovered() + cents);
        if (posting.payment.empty()) break;
        const bool of_this =
            std::any_of(entry.payments.begin(), entry.payments.end(),
                        [&](const Payment& payment) { return payment.id == posting.payment; });
        if (of_this) {
          totals.set_recovered_from_payments(totals.recovered_from_payments() + cents);
        } else {
          v1::RunFate& fate = FateOf(RunOf(posting.payment), totals);
          fate.set_set_off(fate.set_off() + cents);
        }
        break;
      }
      case PostingKind::kWithhold:
        totals.set_tax(totals.tax() + cents);
        break;
      case PostingKind::kPay:
        totals.set_paid(totals.paid() + cents);
        if (!posting.deduction.empty())
          totals.set_paid_to_third_parties(totals.paid_to_third_parties() + cents);
        break;
      case PostingKind::kSettle: {
        totals.set_settled(totals.settled() + cents);
        v1::RunFate& fate = FateOf(RunOf(posting.payment), totals);
        fate.set_settled(fate.settled() + cents);
        fate.set_settled_payments(fate.settled_payments() + 1);
        break;
      }
      case PostingKind::kReturn: {
        totals.set_returned(totals.returned() + cents);
        v1::RunFate& fate = FateOf(RunOf(posting.payment), totals);
        if (!posting.deduction.empty() && posting.rejected)
          totals.set_rejected_of_third_parties(totals.rejected_of_third_parties() + cents);
        if (!posting.deduction.empty() && !posting.rejected)
          totals.set_returned_of_third_parties(totals.returned_of_third_parties() + cents);
        if (posting.rejected) {
          fate.set_rejected(fate.rejected() + cents);
          fate.set_rejected_payments(fate.rejected_payments() + 1);
        } else {
          fate.set_returned(fate.returned() + cents);
          fate.set_returned_payments(fate.returned_payments() + 1);
        }
        break;
      }
      case PostingKind::kDeduct:
        totals.set_deducted(totals.deducted() + cents);
        break;
    }
  }
  totals.set_payments(totals.payments() + static_cast<int64_t>(entry.payments.size()));
  totals.set_paid_people(totals.paid_people() + !entry.payments.empty());
  for (const Payment& payment : entry.payments) {
    v1::ChannelTotal& channel = TotalOf(static_cast<v1::Channel>(payment.channel), totals);
    channel.set_payments(channel.payments() + 1);
    channel.set_paid(channel.paid() + payment.amount.cents());
    if (!payment.reissue_of.empty()) {
      if (payment.deduction.empty())
        totals.set_reissued(totals.reissued() + payment.amount.cents());
      v1::RunFate& fate = FateOf(RunOf(payment.reissue_of), totals);
      fate.set_reissued(fate.reissued() + payment.amount.cents());
      fate.set_reissued_payments(fate.reissued_payments() + 1);
    }
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
  totals.set_paid_to_third_parties(totals.paid_to_third_parties() + more.paid_to_third_parties());
  totals.set_recovered_from_payments(totals.recovered_from_payments() +
                                     more.recovered_from_payments());
  totals.set_reissued(totals.reissued() + more.reissued());
  totals.set_rejected_of_third_parties(totals.rejected_of_third_parties() +
                                       more.rejected_of_third_parties());
  totals.set_returned_of_third_parties(totals.returned_of_third_parties() +
                                       more.returned_of_third_parties());
  for (const auto& channel : more.channels()) {
    v1::ChannelTotal& total = TotalOf(channel.channel(), totals);
    total.set_payments(total.payments() + channel.payments());
    total.set_paid(total.paid() + channel.paid());
  }
  for (const auto& fate : more.fates()) Add(fate, FateOf(fate.run(), totals));
  totals.set_people(totals.people() + more.people());
  totals.set_paid_people(totals.paid_people() + more.paid_people());
  for (const auto& benefit : more.benefits())
    Add(benefit, TotalOf(benefit.benefit(), benefit.programme(), totals));
}

}  // namespace izmaksa
