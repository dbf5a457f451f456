#include "batch/decide.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/calendar.h"
#include "batch/withholding.h"
#include "ledger/status.h"
#include "processors/contradictions.h"

namespace izmaksa {
namespace {

class Decision {
 public:
  Decision(const RunContext& context, const PersonState& person, const Balances& balances,
           Facts facts)
      : context_(context), law_(*context.law), person_(person), balances_(balances) {
    // A held person may have an amount that could not be determined: it is asked for again.
    if (facts == Facts::kUnchanged && !balances.held) assessed_through_ = context.assessed_through;
    entry_.run = context.run;
    entry_.person = person.person;
  }

  JournalEntry Make() {
    Settle();
    if (FactsAgree()) {
      Adjust();
      RecoverArrears();
    }
    Pay();
    CHECK(balances_.InBalance());
    return std::move(entry_);
  }

 private:
  void Post(Posting posting) {
    Apply(posting, context_.run, balances_);
    entry_.postings.push_back(std::move(posting));
  }

  // A reason is "category: details", or the category alone: reports group people by it.
  void Hold(std::string reason) {
    if (std::find(reasons_.begin(), reasons_.end(), reason) == reasons_.end())
      reasons_.push_back(std::move(reason));
  }

  static const Pending* Find(const std::vector<Pending>& list, const std::string& payment) {
    for (const Pending& pending : list) {
      if (pending.payment == payment) return &pending;
    }
    return nullptr;
  }

  void Settle() {
    for (const BankAnswer& answer : person_.answers) {
      const Pending* sent = Find(balances_.in_transit, answer.payment);
      const bool is_new = answer.at.offset >= context_.previous_cutoff;
      if (answer.outcome == BankOutcome::kSettled) {
        if (sent != nullptr) Post({PostingKind::kSettle, sent->amount, {}, {}, answer.payment, ""});
      } else if (sent != nullptr) {
        Post({PostingKind::kReturn, sent->amount, {}, {}, answer.payment, answer.reason});
      } else if (is_new) {
        const Pending* kept = Find(balances_.kept, answer.payment);
        if (kept != nullptr) {
          Post({PostingKind::kReturn, kept->amount, {}, {}, answer.payment, answer.reason});
        } else if (Find(balances_.returned, answer.payment) == nullptr) {
          Hold(absl::StrCat("unknown payment: the bank gave back ", answer.payment,
                            ", which is not in the books"));
        }
      }
    }
  }

  // By facts that cannot all be true nothing is booked, and who has claims or is owed is held.
  bool FactsAgree() {
    const std::vector<std::string> found = Contradictions(person_, context_.business_date);
    if (!person_.claims.empty() || !balances_.items.empty()) {
      for (const std::string& sentence : found)
        Hold(absl::StrCat("contradictory facts: ", sentence));
    }
    return found.empty();
  }

  // Months with something due or booked, from the first this ledger accounts for.
  void Adjust() {
    const Month last = context_.month();
    Month from = last + 1;
    for (const Claim& claim : person_.claims) {
      const Month accounted =
          AccountedFrom(person_, claim.benefit, claim.case_id, context_.first_month);
      const BenefitLaw* benefit = law_.Find(claim.benefit);
      from = std::min(from, accounted - (benefit == nullptr ? 0 : Lag(*benefit)));
    }
    for (const Item& item : balances_.items) from = std::min(from, item.purpose.month);
    // Some benefits need no claim: a refugee's energy support follows from the status alone.
    if (person_.claims.empty() && !person_.statuses.empty()) from = context_.first_month;
    if (assessed_through_) from = std::max(from, *assessed_through_ + 1);
    for (Month month = from; month <= last; ++month) {
      for (const BenefitDue& due : Assess(person_, law_, month)) AdjustOne(due, month);
    }
  }

  void AdjustOne(const BenefitDue& assessed, Month month) {
    const Due& due = assessed.due;
    const BenefitLaw& benefit = law_.Of(assessed.benefit);
    if (benefit.programme.empty()) return;
    const Item* item = ItemOf(benefit.id, assessed.case_id, month);
    const Month payable_from = due.payable_from.value_or(month);
    if (item == nullptr) {
      // What could be paid before this ledger began, another system has paid.
      const Month accounted =
          AccountedFrom(person_, benefit.id, assessed.case_id, context_.first_month);
      if (month < accounted && payable_from < accounted) return;
    }
    if (!due.determined()) {
      Hold(absl::StrCat("amount unknown: ", benefit.id, " ", month.ToString(), ", ",
                        due.undetermined));
      return;
    }
    CHECK(due.amount >= Money());
    // A month stays on the budget programme that it was first booked on.
    const Purpose purpose = item != nullptr
                                ? item->purpose
                                : Purpose{benefit.id, assessed.case_id, month, benefit.programme};
    const Money difference = due.amount - (item == nullptr ? Money() : item->booked());
    if (difference.is_positive()) {
      if (due.lats) {
        Hold(absl::StrCat("due in lats: ", benefit.id, " ", month.ToString(),
                          ", this ledger keeps euro"));
        return;
      }
      // What was taken back and is due after all was paid once.
      const Money restored = item == nullptr ? Money() : std::min(item->reversed, difference);
      Post({PostingKind::kAccrue, difference, purpose, payable_from, "", ""});
      RecoverFrom(purpose, restored);
    } else if (difference < Money()) {
      Post({PostingKind::kReverse, -difference, purpose, {}, "", ""});
      RecoverFrom(purpose, -difference);  // what was never paid is simply not owed
    }
  }

  // The item of a benefit's month, whatever programme it is on; null: nothing is booked.
  const Item* ItemOf(const std::string& benefit, const std::string& case_id, Month month) const {
    const Purpose first{benefit, case_id, month, ""};
    const auto item =
        std::lower_bound(balances_.items.begin(), balances_.items.end(), first,
                         [](const Item& known, const Purpose& p) { return known.purpose < p; });
    return item != balances_.items.end() && item->purpose.benefit == benefit &&
                   item->purpose.case_id == case_id && item->purpose.month == month
               ? &*item
               : nullptr;
  }

  // Sets off an overpayment against what is unpaid for a purpose, `limit` at most.
  void RecoverFrom(const Purpose& purpose, Money limit) {
    const Item* item = balances_.Find(purpose);
    const Money amount = std::min({balances_.overpaid, item->payable(), limit});
    if (amount.is_positive()) Post({PostingKind::kRecover, amount, purpose, {}, "", ""});
  }

  // Arrears of past months, and what the bank gave back, are set off in full; the running month is
  // protected by the law's share.
  void RecoverArrears() {
    std::vector<Purpose> arrears;
    for (const Item& item : balances_.items) {
      if (IsPayable(item) && IsArrears(item)) {
        arrears.push_back(item.purpose);
      }
    }
    for (const Purpose& purpose : arrears) RecoverFrom(purpose, balances_.overpaid);
    const std::vector<Pending> returned = balances_.returned;
    for (const Pending& pending : returned) {
      const Money amount = std::min(balances_.overpaid, pending.amount);
      if (amount.is_positive()) Post({PostingKind::kRecover, amount, {}, {}, pending.payment, ""});
    }
  }

  // How many months after its month a benefit is paid.
  static int Lag(const BenefitLaw& benefit) { return benefit.paid_for_previous_month ? 1 : 0; }

  // A benefit paid afterwards is not late in the month after.
  bool IsArrears(const Item& item) const {
    return item.purpose.month + Lag(law_.Of(item.purpose.benefit)) < context_.month();
  }

  bool IsPayable(const Item& item) const {
    return item.payable().is_positive() && item.purpose.month <= context_.month() &&
           item.payable_from <= context_.month();
  }

  void Pay() {
    Payment payment;
    for (const Item& item : balances_.items) {
      if (!IsPayable(item)) continue;
      const BenefitLaw& benefit = law_.Of(item.purpose.benefit);
      payment.parts.push_back({item.purpose, item.payable(), benefit.paid_for_previous_month});
      if (benefit.taxable) payment.taxable += item.payable();
      if (benefit.taxed_in_full) payment.taxed_in_full += item.payable();
    }
    Money returned;
    for (const Pending& pending : balances_.returned) returned += pending.amount;
    const Money payable = payment.gross() + returned;
    if (!payable.is_positive() && reasons_.empty()) return;

    const AccountFact* account = CheckPayee();
    if (!reasons_.empty()) {
      entry_.held = std::move(reasons_);
      entry_.held_amount = payable;
      return;
    }
    if (!payment.parts.empty()) PayParts(std::move(payment), *account);
    Reissue(*account);
  }

  // The account to pay to; holds the person when there is a doubt.
  const AccountFact* CheckPayee() {
    for (const std::string& doubt : person_.doubts) Hold(absl::StrCat("doubtful facts: ", doubt));
    if (!person_.registered) Hold("not in the population register");
    if (person_.died) {
      Hold(absl::StrCat("deceased: died on ", person_.died->ToString(),
                        ", what is unpaid goes to the heirs on claim"));
    }
    const AccountFact* account = person_.accounts.At(context_.business_date);
    if (account == nullptr) {
      Hold("no account is known");
      return nullptr;
    }
    for (const Pending& pending : balances_.returned) {
      for (const BankAnswer& answer : person_.answers) {
        if (answer.payment == pending.payment && account->at.offset < answer.at.offset) {
          Hold(absl::StrCat("payment came back: ", pending.payment, " (", pending.reason,
                            "), a new account is needed"));
        }
      }
    }
    return account;
  }

  void PayParts(Payment payment, const AccountFact& account) {
    payment.tax = WithholdFrom(payment, context_.month(), person_, law_, balances_).tax;
    payment.tax_month = context_.month();
    payment.id = NextId();
    Money net = payment.gross() - payment.tax;
    if (balances_.overpaid.is_positive()) {
      const LawValue* share = law_.general().At("recovery_share_max", context_.business_date);
      CHECK(share != nullptr);
      payment.recovered = std::min(balances_.overpaid, Multiply(net, share->rate, Rounding::kDown));
      net -= payment.recovered;
    }
    if (!net.is_positive()) {
      entry_.held = {"nothing is left: the income tax of the month takes all of the payment"};
      entry_.held_amount = payment.gross();
      return;
    }
    payment.amount = net;
    payment.category_purpose = law_.Of(payment.parts.front().purpose.benefit).purpose;
    Address(payment, account);
    if (payment.tax.is_positive())
      Post({PostingKind::kWithhold, payment.tax, {}, {}, payment.id, ""});
    if (payment.recovered.is_positive())
      Post({PostingKind::kRecover, payment.recovered, {}, {}, payment.id, ""});
    Send(std::move(payment));
  }

  // What came back is sent anew, as a payment of its own that names the old one. Its tax is
  // withheld.
  void Reissue(const AccountFact& account) {
    const std::vector<Pending> returned = balances_.returned;
    for (const Pending& pending : returned) {
      Payment payment;
      payment.id = NextId();
      payment.amount = pending.amount;
      payment.tax_month = context_.month();
      payment.category_purpose = "PENS";
      payment.reissue_of = pending.payment;
      Address(payment, account);
      Send(std::move(payment));
    }
  }

  void Address(Payment& payment, const AccountFact& account) const {
    payment.pay_date = PayDate(account.pay_day);
    payment.bank = account.bank;
    payment.sealed_identity = person_.sealed_identity;
    payment.sealed_account = account.sealed_account;
  }

  void Send(Payment payment) {
    Post({PostingKind::kPay, payment.amount, {}, {}, payment.id, ""});
    Apply(payment, balances_);
    entry_.payments.push_back(std::move(payment));
  }

  std::string NextId() const {
    return PaymentId(context_.run, person_.person, static_cast<int>(entry_.payments.size()) + 1);
  }

  // The person's own day of the month, or the payment day before it; never before the business
  // date.
  Date PayDate(int pay_day) const {
    if (pay_day == 0) {
      const LawValue* day = law_.general().At("pay_day_default", context_.business_date);
      CHECK(day != nullptr);
      pay_day = static_cast<int>(day->number);
    }
    const Date own = context_.month().first() + (std::min(pay_day, context_.month().days()) - 1);
    absl::StatusOr<Date> date = PaymentDayOnOrBefore(own);
    if (date.ok() && *date < context_.business_date)
      date = PaymentDayOnOrAfter(context_.business_date);
    CHECK(date.ok());  // the run checks its business date against the calendar before it opens
    return *date;
  }

  const RunContext& context_;
  const Law& law_;
  const PersonState& person_;
  Balances balances_;  // as this decision leaves them
  JournalEntry entry_;
  std::vector<std::string> reasons_;
  std::optional<Month> assessed_through_;
};

}  // namespace

JournalEntry Decide(const RunContext& context, const PersonState& person, const Balances& balances,
                    Facts facts) {
  return Decision(context, person, balances, facts).Make();
}

std::string PaymentId(const std::string& run, PersonId person, int number) {
  return absl::StrCat(absl::StrReplaceAll(run, {{"-", ""}}), "-", person.number(), "-", number);
}

Month AccountedFrom(const PersonState& person, absl::string_view benefit, absl::string_view case_id,
                    Month first_month) {
  // nullopt: decided before the ledger.
  const auto of_claim = [&](const Claim& claim) -> std::optional<Month> {
    for (const Grant& grant : claim.grants) {
      if (grant.at.recorded.date() < first_month.first()) return std::nullopt;
    }
    if (claim.grants.empty()) return std::nullopt;
    Month first = claim.grants.front().from.in_month();
    // The days of a certificate are due whenever it was decided about.
    for (const StatusFact& status : person.statuses) {
      if (!status.number.empty() && status.number == claim.case_id)
        first = std::min(first, status.from.in_month());
    }
    return first;
  };
  bool paid_before = false;
  std::optional<Month> from;
  for (const Claim& claim : person.claims) {
    const std::optional<Month> of_this = of_claim(claim);
    if (claim.benefit == benefit && claim.case_id == case_id) return of_this.value_or(first_month);
    if (of_this) {
      from = std::min(from.value_or(*of_this), *of_this);
    } else {
      paid_before = true;
    }
  }
  return paid_before ? first_month : from.value_or(first_month);
}

}  // namespace izmaksa
