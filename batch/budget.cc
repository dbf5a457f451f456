#include "batch/budget.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "batch/columns.h"
#include "batch/json.h"
#include "batch/law_report.h"
#include "batch/report/plan.h"
#include "ledger/status.h"

namespace izmaksa {

namespace {

constexpr int kMonths = 12;

Money Thousands(Money money) { return MulDiv(money, 1, 1000, Rounding::kHalfUp); }

// "12 345": thousands of euro.
std::string InThousands(Money money) { return Readable(Thousands(money).cents() / 100); }

// Ours against the published, in tenths: "1.1".
std::string Times(const BudgetProgramme& programme) {
  if (!programme.published || !programme.published->is_positive()) return "";
  const int64_t tenths =
      MulDiv(programme.year, 10, programme.published->cents(), Rounding::kHalfUp).cents();
  return absl::StrCat(tenths / 10, ".", tenths % 10);
}

}  // namespace

absl::StatusOr<BudgetComparison> CompareWithBudget(const RunReport& report) {
  ASSIGN_OR_RETURN(const BudgetYear read, PublishedBudgetYear());
  BudgetComparison comparison;
  comparison.run = report.run.run;
  comparison.year = absl::StrCat(read.year);
  comparison.people = report.totals.people();
  comparison.nation = read.nation;
  std::map<std::string, BudgetProgramme> programmes;
  for (const ProgrammeFigures& figures : read.programmes) {
    programmes[figures.programme] = {
        figures.programme, figures.name, figures.source, figures.note, figures.executed,
        figures.certainty, {},           Money()};
  }
  for (const BenefitLine& line : report.benefits) {
    BudgetProgramme& programme = programmes[line.programme];
    programme.programme = line.programme;
    BudgetBenefit benefit{line.benefit, line.name, line.gross, line.gross.count, line.gross.amount};
    if (comparison.people != 0) {
      benefit.people = MulDiv(Money::Cents(line.gross.count), comparison.nation, comparison.people,
                              Rounding::kHalfUp)
                           .cents();
      benefit.year = MulDiv(line.gross.amount, kMonths * comparison.nation, comparison.people,
                            Rounding::kHalfUp);
    }
    programme.year += benefit.year;
    programme.benefits.push_back(std::move(benefit));
  }
  for (auto& [code, programme] : programmes) comparison.programmes.push_back(std::move(programme));
  return comparison;
}

std::string BudgetText(const BudgetComparison& comparison) {
  using Align = Columns::Align;
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"Thousand euro", "people", "ours, a year", absl::StrCat("spent in ", comparison.year),
             "times"});
  for (const BudgetProgramme& programme : comparison.programmes) {
    table.Row({absl::StrCat(programme.programme, "  ", programme.name), "",
               InThousands(programme.year),
               programme.published ? InThousands(*programme.published) : "", Times(programme)});
    for (const BudgetBenefit& benefit : programme.benefits) {
      table.Row({absl::StrCat("    ", benefit.name), Readable(benefit.people),
                 InThousands(benefit.year), "", ""});
    }
  }
  std::string text = absl::StrCat(
      "\nThe month of run ", comparison.run, ", twelve times, beside the budget of ",
      comparison.year, "\n\n", table.Text(), "\n",
      Wrapped(
          absl::StrCat("Ours is what the run paid, before tax and with its arrears, scaled from ",
                       Readable(comparison.people), " people in this ledger to a nation of ",
                       Readable(comparison.nation),
                       "; what is paid twice a year or once in a life counts as it fell into the "
                       "month. Programmes also pay for what this program does not: "
                       "contributions, administration, what other institutions receive."),
          2));
  for (const BudgetProgramme& programme : comparison.programmes) {
    if (!programme.published) continue;
    absl::StrAppend(&text,
                    Wrapped(absl::StrCat(programme.programme, " (", NameOf(programme.certainty),
                                         "): ", programme.source, ". ", programme.note),
                            2));
  }
  return text;
}

std::string BudgetJson(const BudgetComparison& comparison) {
  JsonWriter json;
  json.Object().Field("run", comparison.run).Field("year", comparison.year);
  json.Field("people", comparison.people).Field("nation", comparison.nation);
  json.Key("programmes").Array();
  for (const BudgetProgramme& programme : comparison.programmes) {
    json.Object().Field("programme", programme.programme).Field("name", programme.name);
    json.Field("ours_year", programme.year);
    if (programme.published) {
      json.Field("published", *programme.published);
      json.Field("certainty", NameOf(programme.certainty)).Field("source", programme.source);
    }
    if (!programme.note.empty()) json.Field("note", programme.note);
    json.Key("benefits").Array();
    for (const BudgetBenefit& benefit : programme.benefits) {
      json.Object().Field("benefit", benefit.benefit).Field("people", benefit.gross.count);
      json.Field("gross", benefit.gross.amount).Field("people_scaled", benefit.people);
      json.Field("ours_year", benefit.year).EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
