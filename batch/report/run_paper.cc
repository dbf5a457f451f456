#include "batch/report/run_paper.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/cause_words.h"
#include "batch/report/plan.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kMonthsMax = 24;

Table MonthsTable(const std::vector<Closing>& closings) {
  Table table{"months",
              "Months of payment, gross, in euro",
              {{"month", "month"},
               {"runs", "runs", Unit::kCount},
               {"current", "current", Unit::kEuro},
               {"arrears", "arrears", Unit::kEuro},
               {"gross", "gross", Unit::kEuro}},
              {},
              {},
              {}};
  struct OfMonth {
    int64_t runs = 0;
    Money gross, arrears;
  };
  std::map<Month, OfMonth> months;
  for (const Closing& closing : closings) {
    OfMonth& month = months[closing.business_date.in_month()];
    ++month.runs;
    for (const auto& benefit : closing.totals.benefits()) {
      month.gross += Money::Cents(benefit.paid_gross());
      month.arrears += Money::Cents(benefit.arrears());
    }
  }
  while (months.size() > kMonthsMax) months.erase(months.begin());
  Chart chart{Chart::Kind::kStacked,
              "Current and arrears by month of payment, gross, in euro",
              Unit::kEuro,
              {},
              {{"current", {}}, {"arrears", {}}}};
  for (const auto& [month, sums] : months) {
    table.Add({month.ToString(), sums.runs, sums.gross - sums.arrears, sums.arrears, sums.gross});
    chart.labels.push_back(month.ToString());
    chart.series[0].values.push_back((sums.gross - sums.arrears).cents());
    chart.series[1].values.push_back(sums.arrears.cents());
  }
  table.charts.push_back(std::move(chart));
  return table;
}

Table ProgrammesTable(const RunReport& report) {
  const absl::StatusOr<BudgetYear> year = PublishedBudgetYear();
  CHECK(year.ok());  // it is built in, and tested
  Table table{"programmes",
              "By budget programme, gross, in euro",
              {{"programme", "programme"},
               {"title", "title"},
               {"title_lv", "nosaukums", Unit::kText, Column::For::kPageAndPrograms},
               {"people", "people", Unit::kCount},
               {"gross", "gross", Unit::kEuro}},
              {},
              {},
              {}};
  Chart chart{Chart::Kind::kAcross,
              "By budget programme, gross, in euro",
              Unit::kEuro,
              {},
              {{"gross", {}}}};
  for (const auto& [programme, tally] : report.programmes) {
    const ProgrammeFigures* named = year->Find(programme);
    table.Add({programme, named == nullptr ? "" : named->name,
               named == nullptr ? "" : named->name_lv, tally.count, tally.amount});
    chart.labels.push_back(named == nullptr ? programme
                                            : absl::StrCat(programme, " ", named->name));
    chart.series[0].values.push_back(tally.amount.cents());
  }
  table.charts.push_back(std::move(chart));
  return table;
}

Table BenefitsTable(const RunReport& report) {
  Table table{"benefits",
              "By benefit, gross, in euro",
              {{"benefit", "benefit", Unit::kText, Column::For::kPrograms},
               {"name", "benefit"},
               {"name_lv", "pabalsts", Unit::kText, Column::For::kPageAndPrograms},
               {"people", "people", Unit::kCount},
               {"gross", "gross", Unit::kEuro},
               {"arrears", "of it arrears", Unit::kEuro},
               {"arrears_people", "people", Unit::kCount}},
              {},
              {},
              {}};
  Tally arrears;
  Money gross;
  for (const BenefitLine& line : report.benefits) {
    table.Add({line.benefit, line.name, line.name_lv, line.gross.count, line.gross.amount,
               line.arrears.amount, line.arrears.count});
    gross += line.gross.amount;
    arrears.Add(line.arrears);
  }
  table.Add({"", "Together", "Kopā", {}, gross, arrears.amount, {}}, Row::Weight::kTotal);
  return table;
}

Table HeldTable(const RunReport& report) {
  Table table{
      "held_by_cause",
      "Held: not paid until somebody has looked, gross, in euro",
      {{"cause", "cause"}, {"people", "people", Unit::kCount}, {"amount", "gross", Unit::kEuro}},
      {},
      {},
      {}};
  std::vector<std::pair<std::string, Tally>> groups;
  for (const auto& [category, group] : report.held) groups.emplace_back(category, group.people);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  Chart chart{Chart::Kind::kAcross, "People held, by cause", Unit::kCount, {}, {{"people", {}}}};
  for (const auto& [category, people] : groups) {
    table.Add({category, people.count, people.amount});
    chart.labels.push_back(category);
    chart.series[0].values.push_back(people.count);
  }
  table.charts.push_back(std::move(chart));
  return table;
}

Table DaysTable(const RunReport& report) {
  Table table{"days",
              "By day of payment, net, in euro",
              {{"day", "day"}, {"payments", "payments", Unit::kCount}, {"net", "net", Unit::kEuro}},
              {},
              {},
              {}};
  Chart chart{
      Chart::Kind::kBars, "By day of payment, net, in euro", Unit::kEuro, {}, {{"net", {}}}};
  for (const auto& [day, tally] : report.dates) {
    table.Add({day.ToString(), tally.count, tally.amount});
    chart.labels.push_back(day.ToString().substr(8));
    chart.series[0].values.push_back(tally.amount.cents());
  }
  table.charts.push_back(std::move(chart));
  return table;
}

Table BanksTable(const RunReport& report) {
  Table table{
      "banks",
      "By bank, net, in euro",
      {{"bank", "bank"}, {"payments", "payments", Unit::kCount}, {"net", "net", Unit::kEuro}},
      {},
      {},
      {}};
  for (const auto& [bank, tally] : report.banks)
    table.Add({bank.empty() ? "brought home" : bank, tally.count, tally.amount});
  return table;
}

Table DifferenceTable(const RunReport& report) {
  Table table{
      "difference",
      "Difference to the previous run, net, with its causes, in euro",
      {{"cause", "cause"}, {"people", "people", Unit::kCount}, {"amount", "net", Unit::kEuro}},
      {},
      {},
      {}};
  if (!report.difference) return table;
  table.Add({absl::StrCat("Run ", report.run.previous), {}, report.difference->net_before()},
            Row::Weight::kTotal);
  for (const auto& [cause, tally] : report.difference->causes())
    table.Add({CauseText(cause, report.names), tally.count, tally.amount}, Row::Weight::kDetail);
  table.Add({absl::StrCat("Run ", report.run.run), {}, report.difference->net_now()},
            Row::Weight::kTotal);
  return table;
}

}  // namespace

Paper RunPaper(const RunReport& report, const std::vector<Closing>& closings) {
  CHECK(closings.back().run == report.run.run);
  const v1::Totals& totals = report.totals;
  Paper paper{"run", absl::StrCat("Run ", report.run.run), {}, {}, {}};
  paper.figures = {
      {"previous", "Previous run",
       report.run.previous.empty() ? "none: this is the first" : report.run.previous},
      {"maker", "Made by", report.run.maker},
      {"law_digest", "Law, digest", ToHex(report.run.law_digest)},
      {"root", "Root", ToHex(report.run.root())},
      {"people", "People decided about", totals.people(), Unit::kCount, true},
      {"paid_people", "People paid", totals.paid_people(), Unit::kCount, true},
      {"held_people", "People held", totals.held_people(), Unit::kCount, true},
      {"payments", "Payments", totals.payments(), Unit::kCount, true},
      {"paid", "Net, in files, in euro", Money::Cents(totals.paid()), Unit::kEuro, true},
      {"tax", "Income tax, in euro", Money::Cents(totals.tax()), Unit::kEuro, true},
      {"held", "Held, in euro", Money::Cents(totals.held()), Unit::kEuro, true},
  };
  paper.tables = {MonthsTable(closings),  ProgrammesTable(report), BenefitsTable(report),
                  HeldTable(report),      DaysTable(report),       BanksTable(report),
                  DifferenceTable(report)};
  paper.notes.push_back(
      "Gross is before tax, recoveries and deductions; net is what is in payment files. Arrears "
      "are "
      "paid later than regularly. Where the run's cents went, and what the bank made of them, is "
      "told by izmaksa books --run.");
  return paper;
}

}  // namespace izmaksa
