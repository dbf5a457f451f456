// Explanations in plain words.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/columns.h"
#include "batch/explain.h"
#include "batch/law_report.h"
#include "batch/term_words.h"
#include "processors/contradictions.h"

namespace izmaksa {
namespace {

using Align = Columns::Align;

constexpr int kAmountWidth = 12, kIndent = 4;
constexpr int kReasonIndent = kIndent + kAmountWidth + 2;

std::string AmountLine(Money amount, absl::string_view words) {
  const std::string figure = amount.ToReadable();
  const std::string pad(static_cast<size_t>(std::max(0, kIndent + kAmountWidth - WidthOf(figure))),
                        ' ');
  return absl::StrCat(pad, figure, "  ", words, "\n");
}

std::string NameOf(const Law& law, const std::string& benefit) {
  const BenefitLaw* own = law.Find(benefit);
  return own == nullptr ? benefit : absl::StrCat(own->name, " (", own->name_lv, ")");
}

std::string TermText(const PersonAsOf& person, const Term& term) {
  std::string text = AmountLine(term.amount, TermWords(term));
  if (term.law != nullptr) {
    const LawValue& law = *term.law;
    absl::StrAppend(&text, Wrapped(law.basis, kReasonIndent));
    absl::StrAppend(
        &text,
        Wrapped(
            absl::StrCat(law.parameter, " = ", ValueText(law), " from ", law.from.ToString(),
                         ", published ", law.published.ToString(),
                         law.payable_from ? ", paid not before " + law.payable_from->ToWords() : "",
                         ", ", izmaksa::NameOf(law.certainty)),
            kReasonIndent));
    if (law.certainty == Certainty::kUnverified) {
      absl::StrAppend(&text, Wrapped("Unverified: nobody has checked this value against a source.",
                                     kReasonIndent));
    }
  }
  if (term.fact) {
    const auto event = person.events.find(term.fact->offset);
    const std::string name =
        event == person.events.end()
            ? ""
            : absl::StrCat(event->second.id, " of ", event->second.source, ", ");
    absl::StrAppend(&text,
                    Wrapped(absl::StrCat("event ", name, "offset ", term.fact->offset.position(),
                                         ", recorded ", term.fact->recorded.date().ToString()),
                            kReasonIndent));
  }
  return text;
}

std::string TermsText(const PersonAsOf& person, const std::vector<Term>& terms) {
  std::string text;
  for (const Term& term : terms) absl::StrAppend(&text, TermText(person, term));
  return text;
}

// What is known about the person, and matters.
void FactRows(const PersonAsOf& known, const Law& law, const Payee& payee, Columns& rows) {
  const PersonState& person = known.state;
  rows.Row({"Person",
            absl::StrCat(
                payee.name, payee.name.empty() ? "" : ", ", "client ", person.person.ToString(),
                person.registered ? ", born " + person.born.ToString() : ", not in the register")});
  if (person.died) rows.Row({"Died", person.died->ToString()});
  rows.Row({"Account", payee.account_last.empty() && payee.bank.empty()
                           ? "none is known"
                           : absl::StrCat("…", payee.account_last, " at bank ", payee.bank)});
  for (const Claim& claim : person.claims) {
    std::vector<std::string> dates;
    for (const Grant& grant : claim.grants) dates.push_back(grant.from.ToString());
    const BenefitLaw* own = law.Find(claim.benefit);
    rows.Row({dates.empty() ? "Decided" : "Granted",
              absl::StrCat(own == nullptr ? claim.benefit : own->name,
                           dates.empty() ? "" : " from ", absl::StrJoin(dates, ", anew from "))});
  }
  if (!person.records.empty()) {
    const RecordFact& record = person.records.steps().back().value;
    rows.Row({"Record to 1995", absl::StrCat(record.months_to_1995 / 12, " full years (",
                                             record.months_to_1995, " months)")});
  }
}

// Why the payment holds less, or other, than what is due.
std::string AdjustmentsText(const ExplainedPart& part) {
  std::string text;
  if (!part.cleared_before.is_zero())
    text += AmountLine(-part.cleared_before, "paid or set off by earlier runs");
  if (!part.reversed.is_zero())
    text += AmountLine(part.reversed, "of that booked as overpaid, and owed back on its own");
  if (!part.set_off.is_zero()) text += AmountLine(-part.set_off, "set off against an overpayment");
  return text.empty() ? text : AmountLine(part.due.amount, "due") + text;
}

// Parts that follow month on month and read the same are told once.
class PartGroups {
 public:
  explicit PartGroups(const PaymentExplanation& explanation) : explanation_(explanation) {}

  std::string Text(bool current) {
    std::string text, body;
    const ExplainedPart *first = nullptr, *last = nullptr;
    const auto flush = [&] {
      if (first != nullptr)
        absl::StrAppend(&text, Heading(*first, *last), body, Sum(*first, *last));
    };
    for (const ExplainedPart& part : explanation_.parts) {
      if (part.arrears == current) continue;
      sum_ += part.gross;
      const std::string reads =
          TermsText(explanation_.person, part.due.terms) + AdjustmentsText(part);
      if (first != nullptr && reads == body && part.purpose.month == last->purpose.month + 1 &&
          part.purpose.benefit == first->purpose.benefit &&
          part.purpose.case_id == first->purpose.case_id) {
        last = &part;
        continue;
      }
      flush();
      first = last = &part;
      body = reads;
    }
    flush();
    return text;
  }

  Money sum() const { return sum_; }

 private:
  std::string Heading(const ExplainedPart& first, const ExplainedPart& last) const {
    const Month from = first.purpose.month, to = last.purpose.month;
    return absl::StrCat(
        "\n",
        Wrapped(absl::StrCat(NameOf(*explanation_.law, first.purpose.benefit),
                             first.purpose.case_id.empty() ? "" : ", case ", first.purpose.case_id),
                2),
        from == to ? absl::StrCat("  ", from.ToWords())
                   : absl::StrCat("  ", from.ToWords(), " to ", to.ToWords(), ", each month"),
        "\n\n");
  }

  static std::string Sum(const ExplainedPart& first, const ExplainedPart& last) {
    const int months = last.purpose.month - first.purpose.month + 1;
    if (months == 1) return AmountLine(first.gross, "in this payment");
    return AmountLine(
        Times(first.gross, months),
        absl::StrCat("in this payment: ", months, " months × ", first.gross.ToReadable()));
  }

  const PaymentExplanation& explanation_;
  Money sum_;
};

std::string TaxText(const PaymentExplanation& explanation) {
  const Withholding& tax = explanation.net.withholding;
  if (tax.terms.empty()) return "";
  return absl::StrCat("\nIncome tax of ", explanation.original.tax_month.ToWords(),
                      ", the month of payment\n\n", TermsText(explanation.person, tax.terms),
                      AmountLine(tax.tax, "to withhold from this payment"));
}

std::string Heading(const NetStep& step) {
  switch (step.kind) {
    case DeductionKind::kRecovery:
      return "Recovery of what was overpaid";
    case DeductionKind::kEnforcement:
      return absl::StrCat("Enforcement, order ", step.number);
    case DeductionKind::kMaintenance:
      return absl::StrCat("Enforcement of maintenance, order ", step.number);
    case DeductionKind::kCare:
      return absl::StrCat("Long-term care, agreement ", step.number);
    case DeductionKind::kDelivery:
      return "Home delivery";
  }
  return "";
}

// What a step took, in the list that ends with the net amount.
std::string NetLine(const NetStep& step) {
  switch (step.kind) {
    case DeductionKind::kRecovery:
      return "taken back of what was overpaid";
    case DeductionKind::kEnforcement:
    case DeductionKind::kMaintenance:
      return absl::StrCat("to the bailiff, order ", step.number);
    case DeductionKind::kCare:
      return absl::StrCat("to the care institution, agreement ", step.number);
    case DeductionKind::kDelivery:
      return "the Post's fee";
  }
  return "";
}

std::string StepsText(const PaymentExplanation& explanation) {
  std::string text;
  for (const NetStep& step : explanation.net.steps) {
    absl::StrAppend(&text, "\n", Heading(step), "\n\n", TermsText(explanation.person, step.terms),
                    AmountLine(step.amount, "taken of this payment"));
  }
  return text;
}

// How a payment reaches the payee, where it is not the person's own account.
std::string ChannelText(const PaymentExplanation& explanation) {
  const Payment& payment = explanation.original;
  if (payment.channel == Channel::kHome) return "cash, brought home by the Post";
  const char* whose = payment.ground == PayeeGround::kOwn             ? nullptr
                      : payment.ground == PayeeGround::kAnotherPerson ? "another person's account"
                      : payment.ground == PayeeGround::kGuardian      ? "the guardian's account"
                                                                      : "the institution's account";
  if (whose == nullptr) return "";
  const AccountFact* fact = explanation.person.state.accounts.At(payment.pay_date);
  return absl::StrCat(whose, fact == nullptr || fact->document.empty() ? "" : ", by ",
                      fact == nullptr ? "" : fact->document);
}

std::string ItemText(const ExplainedBenefit& benefit) {
  if (!benefit.item) return AmountLine(Money(), "booked: no run has booked anything for it");
  const Item& item = *benefit.item;
  std::string text = AmountLine(item.booked(), "booked");
  if (item.booked() != benefit.due.amount && benefit.due.determined()) {
    text += AmountLine(benefit.due.amount - item.booked(), "difference, for the next run to book");
  }
  if (item.payable().is_positive()) text += AmountLine(item.payable(), "of it not paid yet");
  return text;
}

std::string StepsText(const ExplainedBenefit& benefit) {
  std::string text;
  for (const BookedStep& step : benefit.steps) {
    const std::string run = absl::StrCat("in run ", step.run);
    if (step.accrued.is_positive()) text += AmountLine(step.accrued, "booked as due " + run);
    if (step.reversed.is_positive())
      text += AmountLine(-step.reversed, "booked as overpaid " + run);
    if (step.set_off.is_positive())
      text += AmountLine(step.set_off, "set off against an overpayment " + run);
    if (step.payment.empty()) continue;
    text +=
        AmountLine(step.gross, absl::StrCat("paid before tax, in payment ", step.payment, " of ",
                                            step.pay_date.ToString(), ": ", step.standing));
  }
  return text;
}

}  // namespace

std::string ExplanationText(const PaymentExplanation& explanation) {
  const Payment& payment = explanation.payment;
  const Payment& original = explanation.original;
  const Month month = explanation.business_date.in_month();
  Columns head({Align::kLeft, Align::kLeft});
  FactRows(explanation.person, *explanation.law, explanation.payee, head);
  if (const std::string channel = ChannelText(explanation); !channel.empty())
    head.Row({"Paid to", channel});
  head.Row({"Run", absl::StrCat(explanation.run, ": law published, and events below offset ",
                                explanation.cutoff.position(), ", known")});
  head.Row({"Paid",
            absl::StrCat(payment.amount.ToReadable(), " euro on ", payment.pay_date.ToString())});
  std::string text = absl::StrCat("Payment ", payment.id, "\n\n", head.Text());
  for (const ReissueStep& step : explanation.reissues) {
    absl::StrAppend(&text, "\nIt sends anew payment ", step.payment, ", which the bank gave back (",
                    step.reason, ").\n");
  }

  if (!explanation.deduction.empty()) {
    absl::StrAppend(&text, "\nIt brings to a third party what payment ", original.id, " lost by ",
                    explanation.deduction, ". That payment, in full:\n");
  }

  PartGroups current(explanation), arrears(explanation);
  const std::string due = current.Text(true), late = arrears.Text(false);
  if (!due.empty()) {
    // What is paid afterwards is due in the month, for the month before.
    const bool afterwards =
        std::any_of(explanation.parts.begin(), explanation.parts.end(),
                    [&](const auto& part) { return !part.arrears && part.purpose.month != month; });
    const std::string when = absl::StrCat(afterwards ? "in " : "for ", month.ToWords());
    absl::StrAppend(&text, "\nDue ", when, "\n", due, "\n",
                    AmountLine(current.sum(), "together " + when));
  }
  if (!late.empty()) {
    absl::StrAppend(&text, "\nArrears: due for earlier months\n", late, "\n",
                    AmountLine(arrears.sum(), "arrears together"));
  }
  absl::StrAppend(&text, TaxText(explanation), StepsText(explanation), "\nThe payment\n\n",
                  AmountLine(original.gross(), "before tax"));
  if (!original.tax.is_zero()) text += AmountLine(-original.tax, "income tax");
  for (const NetStep& step : explanation.net.steps) {
    if (!step.amount.is_zero()) text += AmountLine(-step.amount, NetLine(step));
  }
  text += AmountLine(original.amount, original.channel == Channel::kHome ? "in cash, brought home"
                                                                         : "to the account");
  if (!explanation.deduction.empty())
    text += AmountLine(payment.amount, absl::StrCat("taken off, is payment ", payment.id));
  return text;
}

std::string ExplanationText(const MonthExplanation& explanation) {
  Columns head({Align::kLeft, Align::kLeft});
  FactRows(explanation.person, *explanation.law, explanation.payee, head);
  std::string text = absl::StrCat("Person ", explanation.person.state.person.ToString(), ", ",
                                  explanation.month.ToWords(), ", as known now\n\n", head.Text());
  Money sum;
  for (const ExplainedBenefit& benefit : explanation.benefits) {
    const Due& due = benefit.due;
    absl::StrAppend(&text, "\n", NameOf(*explanation.law, benefit.benefit),
                    benefit.case_id.empty() ? "" : ", case ", benefit.case_id, "\n\n");
    if (!due.determined()) {
      absl::StrAppend(&text, Wrapped("cannot be determined: " + due.undetermined, kIndent));
    } else if (due.terms.empty()) {
      absl::StrAppend(&text, Wrapped(absl::StrCat("nothing is due: ", due.none_because), kIndent));
      if (!benefit.item) continue;
    } else {
      absl::StrAppend(&text, TermsText(explanation.person, due.terms),
                      AmountLine(due.amount, due.lats ? "due, in lats" : "due"));
      if (due.payable_from)
        absl::StrAppend(&text,
                        Wrapped("paid not before " + due.payable_from->ToWords(), kReasonIndent));
      if (!due.lats) sum += due.amount;
    }
    absl::StrAppend(&text, ItemText(benefit), StepsText(benefit));
  }
  absl::StrAppend(&text, "\n", AmountLine(sum, "due together"));
  for (const std::string& doubt : Doubts(explanation.person.state, explanation.month.last()))
    absl::StrAppend(&text, Wrapped("In doubt: " + doubt, kIndent));
  return text;
}

}  // namespace izmaksa
