#include "batch/report/statement.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/as_of.h"
#include "batch/withholding.h"
#include "ledger/status.h"
#include "processors/books.h"
#include "processors/entries.h"

namespace izmaksa {
namespace {

class Maker {
 public:
  Maker(Ledger& ledger, const ControlState& control, const Law& law,
        const std::vector<Closing>& closings, PersonId person, int year)
      : ledger_(ledger), control_(control), law_(law) {
    statement_.person = person;
    statement_.year = year;
    statement_.as_of = closings.back().run;
  }

  absl::StatusOr<Statement> Make() {
    const int shard = ShardOf(statement_.person, ledger_.shards());
    ASSIGN_OR_RETURN(const ShardRuns runs, DecodeShardRuns(ledger_.books(shard).header()));
    ASSIGN_OR_RETURN(const std::vector<JournalEntry> entries,
                     EntriesOf(ledger_.journal(shard), runs, statement_.as_of, statement_.person));
    if (entries.empty()) {
      return absl::NotFoundError(absl::StrCat("nothing is booked for person ",
                                              statement_.person.ToString(), " as of run ",
                                              statement_.as_of));
    }
    std::string sealed_identity, sealed_account, bank;
    for (const JournalEntry& entry : entries) {
      before_ = balances_;
      for (const Payment& payment : entry.payments) {
        if (payment.deduction.empty()) {
          sealed_identity = payment.sealed_identity;
          sealed_account = payment.sealed_account;
          bank = payment.bank;
        }
        if (payment.tax_month.year() == statement_.year)
          RETURN_IF_ERROR(Take(entry.run, shard, payment));
        if (payment.reissue_of.empty()) Apply(payment, before_);  // tax is of the month
      }
      Apply(entry, balances_);
      for (const Posting& posting : entry.postings) Follow(posting);
    }
    statement_.payable = balances_.payable;
    statement_.overpaid = balances_.overpaid;
    ASSIGN_OR_RETURN(statement_.payee,
                     OpenPayee(ledger_, statement_.person, sealed_identity, sealed_account, bank));
    for (const StatedPayment& stated : statement_.payments) {
      if (stated.standing == "settled" && stated.payment.deduction.empty())
        statement_.settled += stated.payment.amount;
    }
    CHECK(statement_.gross_together ==
          statement_.tax + statement_.recovered + statement_.deducted + statement_.net);
    StatedBenefit sums;
    for (const auto& [key, benefit] : statement_.benefits) {
      sums.gross += benefit.gross;
      sums.tax += benefit.tax;
      sums.recovered += benefit.recovered;
      sums.deducted += benefit.deducted;
    }
    CHECK(sums.gross == statement_.gross_together && sums.net() == statement_.net);
    return std::move(statement_);
  }

 private:
  absl::Status Take(const std::string& run, int shard, const Payment& payment) {
    StatedPayment stated{run, payment, "in transit", {}};
    if (payment.reissue_of.empty() && payment.deduction.empty()) {
      StatedBenefit shares;
      for (const PaymentPart& part : payment.parts) {
        StatedBenefit& benefit = statement_.benefits[{part.purpose.benefit, part.purpose.month}];
        for (StatedBenefit* sums : {&benefit, &shares}) {
          sums->gross += part.gross;
          sums->tax += part.tax;
          sums->recovered += part.recovered;
          sums->deducted += part.deducted;
        }
      }
      if (shares.tax != payment.tax || shares.recovered != payment.recovered ||
          shares.deducted != payment.deducted()) {
        return absl::FailedPreconditionError(
            absl::StrCat("payment ", payment.id,
                         " does not say what each benefit lost: an earlier program made it"));
      }
      statement_.gross_together += payment.gross();
      statement_.taxable += payment.taxable;
      statement_.taxed_in_full += payment.taxed_in_full;
      statement_.tax += payment.tax;
      statement_.recovered += payment.recovered;
      statement_.deducted += payment.deducted();
      statement_.net += payment.amount;
      RETURN_IF_ERROR(ExplainTax(run, shard, stated));
    }
    statement_.payments.push_back(std::move(stated));
    return absl::OkStatus();
  }

  // The lines of the tax, by the facts and the law of the run.
  absl::Status ExplainTax(const std::string& run, int shard, StatedPayment& stated) {
    const RunState* state = control_.Find(run);
    CHECK(state != nullptr);
    ASSIGN_OR_RETURN(
        const std::optional<PersonAsOf> person,
        FoldPersonAsOf(ledger_, statement_.person, state->cutoffs[static_cast<size_t>(shard)]));
    if (!person) return absl::OkStatus();
    const Law known = law_.KnownOn(state->business_date);
    const Withholding withholding =
        WithholdFrom(stated.payment, stated.payment.tax_month, person->state, known, before_);
    if (withholding.tax != stated.payment.tax) {
      statement_.is_tax_explained = false;
      return absl::OkStatus();
    }
    for (const Term& term : withholding.terms) stated.tax_lines.emplace_back(term.why, term.amount);
    return absl::OkStatus();
  }

  // What the bank said of the payments.
  void Follow(const Posting& posting) {
    if (posting.kind != PostingKind::kSettle && posting.kind != PostingKind::kReturn) return;
    for (StatedPayment& stated : statement_.payments) {
      if (stated.payment.id != posting.payment) continue;
      stated.standing = posting.kind == PostingKind::kSettle
                            ? "settled"
                            : absl::StrCat("returned (", posting.reason, ")");
    }
  }

  Ledger& ledger_;
  const ControlState& control_;
  const Law& law_;
  Balances balances_;  // before the entry at hand
  Balances before_;    // and before the payment at hand
  Statement statement_;
};

}  // namespace

absl::StatusOr<Statement> MakeStatement(Ledger& ledger, const ControlState& control, const Law& law,
                                        const std::vector<Closing>& closings, PersonId person,
                                        int year) {
  return Maker(ledger, control, law, closings, person, year).Make();
}

Paper StatementPaper(const Statement& statement, const Law& law) {
  Paper paper{"statement", absl::StrCat("Annual statement ", statement.year), {}, {}, {}};
  const Money untaxed = statement.gross_together - statement.taxable - statement.taxed_in_full;
  paper.figures = {
      {"person", "Client number", statement.person.ToString()},
      {"name", "Name", statement.payee.name},
      {"year", "Year of payment", absl::StrCat(statement.year)},
      {"as_of", "As of run", statement.as_of},
      {"gross", "Gross", statement.gross_together, Unit::kEuro, true},
      {"tax", "Income tax withheld", statement.tax, Unit::kEuro, true},
      {"recovered", "Recovered of overpayments", statement.recovered, Unit::kEuro, true},
      {"deducted", "Deducted for others", statement.deducted, Unit::kEuro, true},
      {"net", "Net", statement.net, Unit::kEuro, true},
      {"settled", "Of it paid, the bank says", statement.settled, Unit::kEuro},
      {"payable", "Still owed to the person", statement.payable, Unit::kEuro},
      {"overpaid", "Still to be recovered", statement.overpaid, Unit::kEuro},
  };
  Table income{"income",
               "Income and tax, in euro",
               {{"line", "line"}, {"amount", "amount", Unit::kEuro}},
               {},
               {},
               {}};
  income.Add({"Income taxed above the pensioner's minimum and reliefs", statement.taxable});
  income.Add({"Income taxed in full", statement.taxed_in_full});
  income.Add({"Income that is not taxed", untaxed});
  income.Add({"Income together", statement.gross_together}, Row::Weight::kTotal);
  income.Add({"Income tax withheld", statement.tax});

  Table payments{"payments",
                 "Payments, in euro",
                 {{"pay_date", "day"},
                  {"payment", "payment", Unit::kText, Column::For::kPrograms},
                  {"gross", "gross", Unit::kEuro},
                  {"tax", "tax", Unit::kEuro},
                  {"recovered", "recovered", Unit::kEuro},
                  {"deducted", "deducted", Unit::kEuro},
                  {"net", "net", Unit::kEuro},
                  {"standing", "standing"}},
                 {},
                 {},
                 {}};
  Table tax{"tax_lines",
            "How the tax was reckoned, in euro",
            {{"pay_date", "day"},
             {"payment", "payment", Unit::kText, Column::For::kPrograms},
             {"line", "line"},
             {"amount", "amount", Unit::kEuro}},
            {},
            {},
            {}};
  for (const StatedPayment& stated : statement.payments) {
    const Payment& payment = stated.payment;
    const std::string day = payment.pay_date.ToString();
    if (!payment.deduction.empty()) {
      payments.Add({day,
                    payment.id,
                    {},
                    {},
                    {},
                    {},
                    payment.amount,
                    absl::StrCat(stated.standing, "; to a third party, ", payment.deduction)},
                   Row::Weight::kDetail);
      continue;
    }
    if (!payment.reissue_of.empty()) {
      payments.Add({day,
                    payment.id,
                    {},
                    {},
                    {},
                    {},
                    payment.amount,
                    absl::StrCat(stated.standing, "; sends anew ", payment.reissue_of)},
                   Row::Weight::kDetail);
      continue;
    }
    payments.Add({day, payment.id, payment.gross(), payment.tax, payment.recovered,
                  payment.deducted(), payment.amount, stated.standing});
    for (const auto& [line, amount] : stated.tax_lines) tax.Add({day, payment.id, line, amount});
  }
  payments.Add({"Together", "", statement.gross_together, statement.tax, statement.recovered,
                statement.deducted, statement.net, ""},
               Row::Weight::kTotal);
  payments.notes.push_back(
      "What is sent anew was counted with the payment that came back, and what goes to third "
      "parties "
      "with the payment it was deducted from.");
  if (!statement.is_tax_explained) {
    tax.notes.push_back(
        "The law of this program gives another tax for some payments than was withheld: those are "
        "left out here.");
  }

  Table benefits{"benefits",
                 "By benefit and month it is for, in euro",
                 {{"benefit", "benefit", Unit::kText, Column::For::kPrograms},
                  {"name", "benefit"},
                  {"name_lv", "pabalsts", Unit::kText, Column::For::kPageAndPrograms},
                  {"month", "for"},
                  {"gross", "gross", Unit::kEuro},
                  {"tax", "tax", Unit::kEuro},
                  {"recovered", "recovered", Unit::kEuro},
                  {"deducted", "deducted", Unit::kEuro},
                  {"net", "net", Unit::kEuro}},
                 {},
                 {},
                 {}};
  for (const auto& [key, benefit] : statement.benefits) {
    const BenefitLaw* of_law = law.Find(key.first);
    benefits.Add({key.first, of_law == nullptr ? key.first : of_law->name,
                  of_law == nullptr ? "" : of_law->name_lv, key.second.ToString(), benefit.gross,
                  benefit.tax, benefit.recovered, benefit.deducted, benefit.net()});
  }
  benefits.Add({"", "Together", "Kopā", "", statement.gross_together, statement.tax,
                statement.recovered, statement.deducted, statement.net},
               Row::Weight::kTotal);
  paper.tables = {std::move(payments), std::move(income), std::move(tax), std::move(benefits)};
  paper.notes.push_back(
      "A year is that of payment (cash basis), whatever months it was for. From the person's "
      "entries in the journal, and equal to them to the cent.");
  return paper;
}

}  // namespace izmaksa
