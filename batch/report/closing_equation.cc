#include "batch/report/closing_equation.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

Tally Minus(const Tally& a, const Tally& b) { return {a.count - b.count, a.amount - b.amount}; }

Tally Plus(Tally a, const Tally& b) {
  a.Add(b);
  return a;
}

bool IsBelowNought(const Tally& tally) { return tally.count < 0 || tally.amount < Money(); }

// What the run itself says.
ClosingEquation OfRun(const Closing& closing) {
  const v1::Totals& totals = closing.totals;
  ClosingEquation equation;
  equation.run = closing.run;
  equation.held = Money::Cents(totals.held());
  equation.tax = Money::Cents(totals.tax());
  equation.recovered = Money::Cents(totals.recovered_from_payments());
  equation.deducted = Money::Cents(totals.deducted());
  equation.to_third_parties = Money::Cents(totals.paid_to_third_parties());
  equation.in_files = {totals.payments(), Money::Cents(totals.paid())};
  equation.to_people = equation.in_files.amount - equation.to_third_parties;
  equation.computed = equation.held + Money::Cents(totals.reissued());
  for (const auto& benefit : totals.benefits())
    equation.computed += Money::Cents(benefit.paid_gross());
  return equation;
}

// What a later run says of it.
void Add(const v1::RunFate& fate, ClosingEquation& equation) {
  equation.settled.Add(Money::Cents(fate.settled()), fate.settled_payments());
  equation.rejected.Add(Money::Cents(fate.rejected()), fate.rejected_payments());
  equation.returned.Add(Money::Cents(fate.returned()), fate.returned_payments());
  equation.sent_anew.Add(Money::Cents(fate.reissued()), fate.reissued_payments());
  equation.set_off += Money::Cents(fate.set_off());
}

absl::Status Finish(ClosingEquation& equation) {
  equation.pending = Minus(Minus(equation.in_files, equation.settled), equation.rejected);
  equation.kept = Minus(equation.settled, equation.returned);
  equation.came_back = Plus(equation.rejected, equation.returned);
  equation.owed = equation.came_back.amount - equation.sent_anew.amount - equation.set_off;
  const Money parts =
      equation.held + equation.tax + equation.recovered + equation.deducted + equation.to_people;
  if (equation.computed != parts) {
    return absl::DataLossError(
        absl::StrCat("run ", equation.run, ": computed ", equation.computed.ToString(),
                     ", but held, taxed, recovered, deducted and in files are ", parts.ToString()));
  }
  if (IsBelowNought(equation.pending) || equation.kept.amount < Money() ||
      equation.owed < Money()) {
    return absl::DataLossError(
        absl::StrCat("run ", equation.run, ": more was answered than it sent"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ClosingEquation>> ClosingEquationsOf(
    const std::vector<Closing>& closings) {
  std::vector<ClosingEquation> equations;
  for (const Closing& closing : closings) {
    equations.push_back(OfRun(closing));
    equations.back().as_of = closings.back().run;
    for (const auto& fate : closing.totals.fates()) {
      const auto of_run =
          std::find_if(equations.begin(), equations.end(),
                       [&](const ClosingEquation& equation) { return equation.run == fate.run(); });
      if (of_run == equations.end()) {
        return absl::DataLossError(absl::StrCat("run ", closing.run, " tells of payments of run ",
                                                fate.run(), ", which there is not"));
      }
      Add(fate, *of_run);
    }
  }
  for (ClosingEquation& equation : equations) RETURN_IF_ERROR(Finish(equation));
  return equations;
}

absl::StatusOr<ClosingEquation> ClosingEquationOf(const std::vector<Closing>& closings,
                                                  absl::string_view run) {
  ASSIGN_OR_RETURN(const std::vector<ClosingEquation> equations, ClosingEquationsOf(closings));
  for (const ClosingEquation& equation : equations) {
    if (equation.run == run) return equation;
  }
  return absl::NotFoundError(
      absl::StrCat("there is no closed run ", run, " as of run ", closings.back().run));
}

Paper ClosingEquationPaper(const ClosingEquation& equation) {
  Paper paper{"closing", absl::StrCat("Closing equation of run ", equation.run), {}, {}, {}};
  paper.figures = {{"run", "Run", equation.run},
                   {"as_of", "Bank's answers as of run", equation.as_of}};
  Table table{"equation",
              "In euro",
              {{"id", "id", Unit::kText, Column::For::kPrograms},
               {"line", "line"},
               {"payments", "payments", Unit::kCount},
               {"amount", "amount", Unit::kEuro}},
              {},
              {},
              {}};
  const auto head = [&](const char* id, const char* line, const Cell& payments, Money amount) {
    table.Add({id, line, payments, amount}, Row::Weight::kTotal);
  };
  const auto part = [&](const char* id, const char* line, const Cell& payments, Money amount) {
    table.Add({id, line, payments, amount}, Row::Weight::kDetail);
  };
  const auto tally = [](const Tally& of) { return Cell(of.count); };
  head("computed", "computed, before tax", {}, equation.computed);
  part("held", "= held", {}, equation.held);
  part("tax", "+ income tax", {}, equation.tax);
  part("recovered", "+ recovered from payments", {}, equation.recovered);
  part("deducted", "+ deducted for third parties", {}, equation.deducted);
  part("to_people", "+ in files, to people", {}, equation.to_people);
  head("in_files", "in files, to people and third parties", tally(equation.in_files),
       equation.in_files.amount);
  part("settled", "= settled: the bank booked it", tally(equation.settled),
       equation.settled.amount);
  part("rejected", "+ rejected, or never sent", tally(equation.rejected), equation.rejected.amount);
  part("pending", "+ pending: no final answer", tally(equation.pending), equation.pending.amount);
  head("settled_again", "settled", tally(equation.settled), equation.settled.amount);
  part("kept", "= kept", {}, equation.kept.amount);
  part("returned", "+ returned", tally(equation.returned), equation.returned.amount);
  head("came_back", "came back: rejected and returned", tally(equation.came_back),
       equation.came_back.amount);
  part("sent_anew", "= sent anew", tally(equation.sent_anew), equation.sent_anew.amount);
  part("set_off", "+ set off against overpayments", {}, equation.set_off);
  part("owed", "+ owed, not sent anew", {}, equation.owed);
  paper.tables.push_back(std::move(table));
  paper.notes.push_back(
      "From the closing records of this run and of those after it; the bank's answers count in the "
      "run that books them. To third parties went what this run or an earlier one deducted.");
  return paper;
}

Table FatesTable(const std::vector<ClosingEquation>& equations) {
  Table table{"fates",
              "What became of what each run sent, in euro",
              {{"run", "run"},
               {"in_files", "in files", Unit::kEuro},
               {"pending", "pending", Unit::kEuro},
               {"kept", "kept", Unit::kEuro},
               {"rejected", "rejected", Unit::kEuro, Column::For::kPageAndPrograms},
               {"returned", "returned", Unit::kEuro, Column::For::kPageAndPrograms},
               {"came_back", "came back", Unit::kEuro},
               {"sent_anew", "sent anew", Unit::kEuro},
               {"set_off", "set off", Unit::kEuro, Column::For::kPageAndPrograms},
               {"owed", "owed", Unit::kEuro}},
              {},
              {},
              {}};
  ClosingEquation all;
  for (const ClosingEquation& equation : equations) {
    table.Add({equation.run, equation.in_files.amount, equation.pending.amount,
               equation.kept.amount, equation.rejected.amount, equation.returned.amount,
               equation.came_back.amount, equation.sent_anew.amount, equation.set_off,
               equation.owed});
    all.in_files.Add(equation.in_files);
    all.pending.Add(equation.pending);
    all.kept.Add(equation.kept);
    all.rejected.Add(equation.rejected);
    all.returned.Add(equation.returned);
    all.came_back.Add(equation.came_back);
    all.sent_anew.Add(equation.sent_anew);
    all.set_off += equation.set_off;
    all.owed += equation.owed;
  }
  table.Add(
      {"Together", all.in_files.amount, all.pending.amount, all.kept.amount, all.rejected.amount,
       all.returned.amount, all.came_back.amount, all.sent_anew.amount, all.set_off, all.owed},
      Row::Weight::kTotal);
  table.notes.push_back(
      "In files = pending + rejected + kept + returned; came back = rejected + returned = sent "
      "anew "
      "+ set off + owed. Pending is the account In transit, kept the account Bank.");
  return table;
}

}  // namespace izmaksa
