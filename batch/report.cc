#include "batch/report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/law_check.h"
#include "batch/run.h"
#include "batch/two_runs.h"
#include "ledger/status.h"
#include "processors/benefits.h"

namespace izmaksa {
namespace {

// What one shard adds to the report.
struct ShardPart {
  std::map<std::string, Tally> programmes, banks;
  std::map<std::string, HeldGroup> held;
  std::map<Date, Tally> dates;
  Tally reissued;
  Money recovered_from_payments, third_parties_anew;
  Difference difference;
  LawUses uses;  // what was booked as due, or as due no longer

  explicit ShardPart(const Difference& none) : difference(none) {}

  void Add(const JournalEntry& entry) {
    for (const Posting& posting : entry.postings) {
      if (posting.kind == PostingKind::kAccrue || posting.kind == PostingKind::kReverse)
        uses.emplace(posting.purpose.benefit, posting.purpose.month);
    }
    std::map<std::string, Money> gross;
    for (const Payment& payment : entry.payments) {
      banks[payment.bank].Add(payment.amount);
      dates[payment.pay_date].Add(payment.amount);
      recovered_from_payments += payment.recovered;
      if (!payment.reissue_of.empty() && !payment.deduction.empty())
        third_parties_anew += payment.amount;
      if (!payment.reissue_of.empty() && payment.deduction.empty()) reissued.Add(payment.amount);
      if (payment.recovered.is_positive() || !payment.deductions.empty())
        uses.emplace("deductions", payment.tax_month);
      for (const PaymentPart& part : payment.parts) gross[part.purpose.programme] += part.gross;
    }
    for (const auto& [programme, amount] : gross) programmes[programme].Add(amount);
    if (entry.held.empty()) return;
    HeldGroup& group = held[HoldCategory(entry.held.front())];
    group.people.Add(entry.held_amount);
    if (group.examples.size() < HeldGroup::kExamplesMax) group.examples.push_back(entry.person);
  }
};

class Maker {
 public:
  Maker(Ledger& ledger, const Law& law, const RunState& run, const RunState* previous)
      : ledger_(ledger),
        known_(law.KnownOn(run.business_date)),
        run_(run),
        previous_(previous),
        nothing_(previous == nullptr ? Month() : previous->business_date.in_month(),
                 run.business_date.in_month()) {}

  absl::StatusOr<RunReport> Make() {
    ASSIGN_OR_RETURN(now_, ShardRunsOf(ledger_, run_.run));
    if (previous_ != nullptr) {
      ASSIGN_OR_RETURN(before_, ShardRunsOf(ledger_, previous_->run));
    }
    std::vector<ShardPart> parts(static_cast<size_t>(ledger_.shards()), ShardPart(nothing_));
    RETURN_IF_ERROR(ForEachShard(ledger_.shards(), [&](int shard) -> absl::Status {
      return ReadShard(shard, parts[static_cast<size_t>(shard)]);
    }));
    RunReport report;
    report.run = run_;
    for (const auto& closed : run_.closed->shards()) AddToTotals(closed.totals(), report.totals);
    AddBenefits(report);
    Difference difference = nothing_;
    LawUses uses;
    for (ShardPart& part : parts) {
      Merge(part, report, difference);
      uses.merge(part.uses);
    }
    for (const LawValue* value : UnverifiedIn(known_, uses)) report.unverified.push_back(*value);
    report.is_law_of_run = known_.digest() == run_.law_digest;
    RETURN_IF_ERROR(Check(difference, report));
    if (previous_ != nullptr) report.difference = std::move(difference);
    return report;
  }

 private:
  // The two runs side by side, in order of person.
  absl::Status ReadShard(int shard, ShardPart& part) {
    const size_t at = static_cast<size_t>(shard);
    Log& journal = ledger_.journal(shard);
    ASSIGN_OR_RETURN(
        const std::unique_ptr<TwoRuns> runs,
        TwoRuns::Open(journal, now_[at], previous_ == nullptr ? nullptr : &before_[at]));
    while (runs->Valid()) {
      ASSIGN_OR_RETURN(const Compared person, runs->Next());
      if (person.is) part.Add(*person.is);
      std::string not_due;
      if (person.NothingIsDue()) {
        ASSIGN_OR_RETURN(not_due, WhyNotDue(ledger_, run_, known_, *person.was));
      }
      part.difference.Add(person.was ? &*person.was : nullptr, person.is ? &*person.is : nullptr,
                          not_due);
    }
    return absl::OkStatus();
  }

  void AddBenefits(RunReport& report) const {
    for (const v1::BenefitTotal& total : report.totals.benefits()) {
      const BenefitLaw* law = known_.Find(total.benefit());
      report.benefits.push_back({total.benefit(),
                                 total.programme(),
                                 law == nullptr ? total.benefit() : law->name,
                                 law == nullptr ? "" : law->name_lv,
                                 {total.paid_people(), Money::Cents(total.paid_gross())},
                                 {total.arrears_people(), Money::Cents(total.arrears())},
                                 Money::Cents(total.accrued()),
                                 Money::Cents(total.reversed())});
    }
    for (const BenefitLaw& law : known_.benefits()) report.names[law.id] = law.name;
  }

  static void Merge(const ShardPart& part, RunReport& report, Difference& difference) {
    for (const auto& [programme, tally] : part.programmes) report.programmes[programme].Add(tally);
    for (const auto& [bank, tally] : part.banks) report.banks[bank].Add(tally);
    for (const auto& [date, tally] : part.dates) report.dates[date].Add(tally);
    for (const auto& [category, group] : part.held) {
      HeldGroup& all = report.held[category];
      all.people.Add(group.people);
      // The same few, however the people are spread over shards.
      all.examples.insert(all.examples.end(), group.examples.begin(), group.examples.end());
      std::sort(all.examples.begin(), all.examples.end());
      all.examples.resize(std::min(all.examples.size(), HeldGroup::kExamplesMax));
    }
    report.reissued.Add(part.reissued);
    report.recovered_from_payments += part.recovered_from_payments;
    report.third_parties_anew += part.third_parties_anew;
    difference.Add(part.difference);
  }

  // Entries and closing record say the same; parts and postings add up to the same.
  absl::Status Check(const Difference& difference, const RunReport& report) const {
    Money held, gross = report.reissued.amount + report.third_parties_anew;
    for (const auto& [category, group] : report.held) held += group.people.amount;
    for (const BenefitLine& line : report.benefits) gross += line.gross.amount;
    if (difference.net_now().cents() !=
            report.totals.paid() - report.totals.paid_to_third_parties() ||
        held.cents() != report.totals.held() || gross + held != report.computed()) {
      return absl::DataLossError(absl::StrCat("the entries of run ", run_.run,
                                              " are not what its closing says: run verify"));
    }
    CHECK(difference.sum() == difference.net_now() - difference.net_before());
    return absl::OkStatus();
  }

  Ledger& ledger_;
  const Law known_;
  const RunState& run_;
  const RunState* previous_;
  const Difference nothing_;
  std::vector<ShardRun> now_, before_;
};

}  // namespace

Money RunReport::fees() const {
  return Money::Cents(totals.deducted() - totals.paid_to_third_parties()) + third_parties_anew;
}

Money RunReport::computed() const {
  return Money::Cents(totals.paid() + totals.tax() + totals.held()) + recovered_from_payments +
         fees();
}

absl::StatusOr<RunReport> MakeReport(Ledger& ledger, const ControlState& control, const Law& law,
                                     absl::string_view run) {
  const RunState* state = control.Find(run);
  if (state == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", run));
  if (!state->closed) {
    return absl::FailedPreconditionError(
        absl::StrCat("run ", run, " is open: finish it first, then there is something to report"));
  }
  return Maker(ledger, law, *state, control.Find(state->previous)).Make();
}

}  // namespace izmaksa
