#include "batch/decide.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/accounted_from.h"
#include "batch/calendar.h"
#include "batch/holds.h"
#include "batch/net.h"
#include "batch/pay_days.h"
#include "batch/settle.h"
#include "ledger/status.h"
#include "processors/contradictions.h"

namespace izmaksa {
namespace {

constexpr char kPension[] = "PENS";

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
    const Settlement settlement = Settle(context_, person_, balances_);
    for (const Posting& posting : settlement.postings) Post(posting);
    for (const std::string& why : settlement.holds) Hold(why);
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
  // protected by the law's share, and what may not be seized by the want of a decision.
  void RecoverArrears() {
    const std::vector<const DeductionFact*> facts = person_.DeductionsOn(context_.business_date);
    const bool by_decision = std::any_of(facts.begin(), facts.end(), [](const auto* fact) {
      return fact->kind == DeductionKind::kRecovery;
    });
    std::vector<Purpose> arrears;
    for (const Item& item : balances_.items) {
      if (law_.Of(item.purpose.benefit).not_seizable && !by_decision) continue;
      if (IsPayable(item) && IsArrears(item)) {
        arrears.push_back(item.purpose);
      }
    }
    for (const Purpose& purpose : arrears) RecoverFrom(purpose, balances_.overpaid);
    const std::vector<Pending> returned = balances_.returned;
    for (const Pending& pending : returned) {
      if (!pending.deduction.empty()) continue;
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
    for (const Pending& pending : balances_.returned) {
      if (pending.deduction.empty()) returned += pending.amount;
    }
    const Money payable = payment.gross() + returned;
    if (!payable.is_positive() && reasons_.empty()) return ReissueToThirdParties();

    const AccountFact* payee = PayeeOf(context_, person_);
    if (payee == nullptr) {
      Hold("no account is known");
    } else {
      for (std::string& why : HoldsOf(context_, person_, balances_, *payee)) Hold(std::move(why));
      if (!payment.parts.empty()) Complete(payment, *payee);
    }
    if (!reasons_.empty()) {
      entry_.held = std::move(reasons_);
      entry_.held_amount = payable;
      return ReissueToThirdParties();  // who does not wait for the person
    }
    if (!payment.parts.empty()) PayParts(std::move(payment));
    Reissue(*payee);
    ReissueToThirdParties();
  }

  // Everything of a payment but its being sent; or why it may not be.
  void Complete(Payment& payment, const AccountFact& payee) {
    payment.id = NextId();
    payment.tax_month = context_.month();
    Address(payment, payee);
    const BenefitLaw* first = &law_.Of(payment.parts.front().purpose.benefit);
    for (const PaymentPart& part : payment.parts) {
      const BenefitLaw& benefit = law_.Of(part.purpose.benefit);
      if (first->purpose != kPension && benefit.purpose == kPension) first = &benefit;
    }
    payment.category_purpose = first->purpose;
    payment.purpose_code = first->payment_purpose;
    TakeOff(payment, person_, law_, balances_);
    if (!payment.amount.is_positive())
      Hold("nothing is left: income tax and deductions take all of the payment");
    for (std::string& why : OverLimits(*context_.limits, payment)) Hold(std::move(why));
  }

  void PayParts(Payment payment) {
    if (payment.tax.is_positive())
      Post({PostingKind::kWithhold, payment.tax, {}, {}, payment.id, ""});
    if (payment.recovered.is_positive())
      Post({PostingKind::kRecover, payment.recovered, {}, {}, payment.id, ""});
    for (const PaymentDeduction& deduction : payment.deductions) {
      Post({PostingKind::kDeduct, deduction.amount, {}, {}, payment.id, "", deduction.number});
    }
    const std::vector<PaymentDeduction> deductions = payment.deductions;
    const Date pay_date = payment.pay_date;
    const std::string category = payment.category_purpose;
    Send(std::move(payment));
    // The delivery fee goes to the Post with the money that it brings.
    for (const PaymentDeduction& deduction : deductions) {
      if (deduction.number.empty()) continue;
      Payment transfer;
      transfer.id = NextId();
      transfer.amount = deduction.amount;
      transfer.category_purpose = category;
      transfer.pay_date = pay_date;
      AddressToThirdParty(transfer, deduction.number);
      Send(std::move(transfer));
    }
  }

  // What came back is sent anew, as a payment of its own that names the old one. Its tax is
  // withheld.
  void Reissue(const AccountFact& payee) {
    const std::vector<Pending> returned = balances_.returned;
    for (const Pending& pending : returned) {
      if (!pending.deduction.empty()) continue;
      Payment payment = Anew(pending);
      Address(payment, payee);
      Send(std::move(payment));
    }
  }

  // The same for a third party, when its account was stated anew or an officer so decided. Until
  // then it is told of, and nobody else waits for it.
  void ReissueToThirdParties() {
    const std::vector<Pending> returned = balances_.returned;
    for (const Pending& pending : returned) {
      if (pending.deduction.empty()) continue;
      const DeductionFact* fact = StatedFor(pending.deduction, FirstPaymentDay());
      const BankAnswer* answer = AnswerTo(person_, pending.payment);
      const bool may =
          pending.reason == kDiscarded ||
          (answer != nullptr && fact != nullptr &&
           (answer->at.offset < fact->at.offset || IsReissueDecided(person_, *answer)));
      if (!may) {
        entry_.held.push_back(absl::StrCat("third party's payment came back: ", pending.payment,
                                           " (", pending.reason, "), for ", pending.deduction,
                                           ": state its account anew"));
        entry_.held_amount += pending.amount;
        continue;
      }
      Payment payment = Anew(pending);
      payment.pay_date = FirstPaymentDay();
      AddressToThirdParty(payment, pending.deduction);
      Send(std::move(payment));
    }
  }

  Payment Anew(const Pending& pending) const {
    Payment payment;
    payment.id = NextId();
    payment.amount = pending.amount;
    payment.tax_month = context_.month();
    // Payments of before version 0.3 have none in the books.
    payment.category_purpose =
        pending.category_purpose.empty() ? kPension : pending.category_purpose;
    payment.purpose_code = pending.purpose_code.empty() ? kPension : pending.purpose_code;
    payment.reissue_of = pending.payment;
    return payment;
  }

  void Address(Payment& payment, const AccountFact& payee) const {
    payment.channel = payee.channel;
    payment.ground = payee.ground;
    payment.pay_date = PayDateOf(payee);
    payment.bank = payee.bank;
    payment.sealed_identity = person_.sealed_identity;
    payment.sealed_account = payee.sealed_account;
    const bool abroad = !payee.bank.empty() && payee.bank.substr(0, 2) != "LV";
    if (abroad || payee.channel == Channel::kHome) payment.sealed_address = person_.sealed_address;
  }

  // The statement about an order that holds on a day, ended or not, or the latest where none has
  // begun: what was taken for it is still owed to it.
  const DeductionFact* StatedFor(const std::string& number, Date date) const {
    const DeductionFact* held = nullptr;
    for (const DeductionFact& fact : person_.deductions) {
      if (fact.number != number) continue;
      const bool begun = fact.from <= date;
      const bool known_begun = held != nullptr && held->from <= date;
      if (held == nullptr || (begun && !known_begun) ||
          (begun == known_begun && held->from <= fact.from)) {
        held = &fact;
      }
    }
    return held;
  }

  void AddressToThirdParty(Payment& payment, const std::string& number) const {
    const DeductionFact* fact = StatedFor(number, payment.pay_date);
    CHECK(fact != nullptr);
    payment.deduction = number;
    payment.tax_month = context_.month();
    payment.bank = fact->bank;
    payment.sealed_identity = person_.sealed_identity;
    payment.sealed_account = fact->sealed_payee;
  }

  void Send(Payment payment) {
    Post({PostingKind::kPay, payment.amount, {}, {}, payment.id, "", payment.deduction});
    Apply(payment, balances_);
    entry_.payments.push_back(std::move(payment));
  }

  std::string NextId() const {
    return PaymentId(context_.run, person_.person, static_cast<int>(entry_.payments.size()) + 1);
  }

  Date PayDateOf(const AccountFact& payee) const {
    int own_day = payee.pay_day;
    if (own_day == 0 && payee.channel == Channel::kAccount) {
      const LawValue* day = law_.general().At("pay_day_default", context_.business_date);
      CHECK(day != nullptr);
      own_day = static_cast<int>(day->number);
    }
    const absl::StatusOr<Date> date =
        PayDate(context_.month(), std::max(own_day, 1), payee.channel, context_.business_date);
    CHECK(date.ok());  // the run checks its business date against the calendar before it opens
    return *date;
  }

  Date FirstPaymentDay() const {
    const absl::StatusOr<Date> date = PaymentDayOnOrAfter(context_.business_date);
    CHECK(date.ok());
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

}  // namespace izmaksa
