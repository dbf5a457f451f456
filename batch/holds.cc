#include "batch/holds.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/bank/reason_codes.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

bool IsGivenBack(BankOutcome outcome) {
  return outcome == BankOutcome::kRejected || outcome == BankOutcome::kReturned;
}

class Holds {
 public:
  Holds(const RunContext& context, const PersonState& person, const Balances& balances)
      : context_(context), person_(person), balances_(balances) {}

  std::vector<std::string> Find(const AccountFact& payee) {
    FindDoubts(payee);
    return std::move(reasons_);
  }

 private:
  void Hold(std::string reason) { reasons_.push_back(std::move(reason)); }

  void FindDoubts(const AccountFact& payee) {
    for (const std::string& doubt : person_.doubts) Hold(absl::StrCat("doubtful facts: ", doubt));
    if (!person_.registered) Hold("not in the population register");
    if (person_.died) {
      Hold(absl::StrCat("deceased: died on ", person_.died->ToString(),
                        ", what is unpaid goes to the heirs on claim"));
    }
    if (payee.until && *payee.until < context_.business_date) {
      Hold(absl::StrCat("payee's right has ended: it lasted until ", payee.until->ToString(),
                        " by ", payee.document));
    }
    if (payee.channel == Channel::kHome && person_.sealed_address.empty())
      Hold("no address is known: the payment is to be brought home");
    FindDoubtsOfAccount(payee);
    for (const Pending& pending : balances_.returned) {
      if (pending.deduction.empty()) FindDoubtsOfReturned(pending, payee);
    }
  }

  bool IsConfirmed(const AccountFact& payee) const {
    return person_.account_confirmed && payee.at.offset < person_.account_confirmed->offset;
  }

  void FindDoubtsOfAccount(const AccountFact& payee) {
    if (payee.channel != Channel::kAccount || IsConfirmed(payee)) return;
    const Limits& limits = *context_.limits;
    const bool is_first = person_.first_payee && person_.first_payee->offset == payee.at.offset;
    const Date known = payee.at.recorded.date();
    if (!is_first && context_.business_date - known < limits.new_account_days) {
      Hold(absl::StrCat("account changed: on ", known.ToString(),
                        ", not confirmed, and it is less "
                        "than ",
                        limits.new_account_days, " days ago"));
    }
    if (payee.mark != 0 && payee.ground != PayeeGround::kInstitution &&
        std::binary_search(context_.shared_accounts.begin(), context_.shared_accounts.end(),
                           payee.mark)) {
      Hold(absl::StrCat("shared account: more than ", limits.account_people_max,
                        " people are paid into it"));
    }
  }

  // What the bank's reason asks for before what came back is paid again, and the rest with it.
  void FindDoubtsOfReturned(const Pending& pending, const AccountFact& payee) {
    const BankAnswer* answer = AnswerTo(person_, pending.payment);
    if (pending.reason == kDiscarded || answer == nullptr || IsReissueDecided(person_, *answer))
      return;
    const bool account_is_new = answer->at.offset < payee.at.offset;
    const std::string what = absl::StrCat("payment came back: ", pending.payment, " (",
                                          pending.reason.empty() ? "no code" : pending.reason, ", ",
                                          WordsOf(pending.reason), "), ");
    switch (MeaningOf(pending.reason)) {
      case AfterReturn::kReissueSame:
      case AfterReturn::kOurDefect:
      case AfterReturn::kFunds:
      case AfterReturn::kRedate:
      case AfterReturn::kBankDirectory:
      case AfterReturn::kRecallClosed:
        return;
      case AfterReturn::kNewAccount:
        if (!account_is_new) Hold(what + "a new account is needed");
        return;
      case AfterReturn::kAddress:
        if (!account_is_new) Hold(what + "the address is needed, then an officer's decision");
        return;
      case AfterReturn::kDeceased:
        if (person_.died) return;  // the register says so too
        Hold(absl::StrCat("deceased, says the bank: ", pending.payment, " (", pending.reason,
                          "), the register does not; nothing is paid until an officer decides"));
        return;
      case AfterReturn::kPersonDecides:
        if (!account_is_new) Hold(what + "an officer's decision is needed");
        return;
      case AfterReturn::kDuplicate:
        Hold(what + "the bank has had it before: an officer's decision is needed");
        return;
    }
  }

  const RunContext& context_;
  const PersonState& person_;
  const Balances& balances_;
  std::vector<std::string> reasons_;
};

}  // namespace

const AccountFact* PayeeOf(const RunContext& context, const PersonState& person) {
  const AccountFact* latest = person.accounts.At(context.business_date);
  if (latest == nullptr) return nullptr;
  const LawValue* day = context.law->deductions().At("channel_change_day", context.business_date);
  CHECK(day != nullptr);
  const AccountFact* regular =
      person.accounts.At((context.month() - 1).first() + (static_cast<int>(day->number) - 1));
  if (regular == nullptr) return latest;
  const bool came_back =
      std::any_of(person.answers.begin(), person.answers.end(), [&](const BankAnswer& answer) {
        return IsGivenBack(answer.outcome) && regular->at.offset < answer.at.offset;
      });
  const bool ended = regular->until && *regular->until < context.business_date;
  return came_back || ended ? latest : regular;
}

std::vector<std::string> HoldsOf(const RunContext& context, const PersonState& person,
                                 const Balances& balances, const AccountFact& payee) {
  return Holds(context, person, balances).Find(payee);
}

std::vector<std::string> OverLimits(const Limits& limits, const Payment& payment) {
  std::vector<std::string> reasons;
  if (limits.payment_max.is_positive() && payment.amount > limits.payment_max) {
    reasons.push_back(absl::StrCat("over the limit: a payment of ", payment.amount.ToString(),
                                   ", and the most is ", limits.payment_max.ToString()));
  }
  for (const auto& [benefit, most] : limits.benefits) {
    Money sum;
    for (const PaymentPart& part : payment.parts) {
      if (part.purpose.benefit == benefit) sum += part.gross;
    }
    if (sum > most) {
      reasons.push_back(absl::StrCat("over the limit: ", benefit, " of ", sum.ToString(),
                                     ", and the most is ", most.ToString()));
    }
  }
  return reasons;
}

const BankAnswer* AnswerTo(const PersonState& person, const std::string& payment) {
  for (const BankAnswer& answer : person.answers) {
    if (answer.payment == payment) return &answer;
  }
  return nullptr;
}

bool IsReissueDecided(const PersonState& person, const BankAnswer& answer) {
  return std::any_of(person.reissues.begin(), person.reissues.end(), [&](const auto& decided) {
    return decided.payment == answer.payment && answer.at.offset < decided.at.offset;
  });
}

}  // namespace izmaksa
