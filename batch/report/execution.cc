#include "batch/report/execution.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/law_report.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Names of programmes and their figures, from the plan first.
class Figures {
 public:
  Figures(const BudgetYear* plan, const BudgetYear* before) : plan_(plan), before_(before) {}

  std::set<std::string> Programmes() const {
    std::set<std::string> all;
    for (const BudgetYear* year : {plan_, before_}) {
      if (year == nullptr) continue;
      for (const ProgrammeFigures& figures : year->programmes) all.insert(figures.programme);
    }
    return all;
  }

  // Of either year; null: neither names it.
  const ProgrammeFigures* Named(const std::string& programme) const {
    const ProgrammeFigures* figures = plan_ == nullptr ? nullptr : plan_->Find(programme);
    if (figures == nullptr && before_ != nullptr) figures = before_->Find(programme);
    return figures;
  }

  std::string BaseBefore(const std::string& programme) const {
    const ProgrammeFigures* figures = before_ == nullptr ? nullptr : before_->Find(programme);
    return figures == nullptr ? "" : figures->base;
  }

  std::optional<Money> Plan(const std::string& programme) const {
    const ProgrammeFigures* figures = plan_ == nullptr ? nullptr : plan_->Find(programme);
    return figures == nullptr ? std::nullopt : figures->plan;
  }

  std::optional<Money> Before(const std::string& programme) const {
    const ProgrammeFigures* figures = before_ == nullptr ? nullptr : before_->Find(programme);
    return figures == nullptr ? std::nullopt : figures->executed;
  }

  std::string Base(const std::string& programme) const {
    const ProgrammeFigures* figures = plan_ == nullptr ? nullptr : plan_->Find(programme);
    return figures == nullptr || !figures->plan ? "" : figures->base;
  }

 private:
  const BudgetYear *plan_, *before_;
};

// A sum, unknown as soon as a part of it is, or as two of its parts are on different bases: what
// one special budget pays another would be in one and not in the other.
struct Sum {
  Money known;
  bool is_known = true;
  std::optional<std::string> base;
  void Add(std::optional<Money> part, const std::string& of_base) {
    is_known = is_known && part.has_value() && base.value_or(of_base) == of_base;
    base = of_base;
    known += part.value_or(Money());
  }
  std::optional<Money> Value() const { return is_known ? std::optional(known) : std::nullopt; }
};

struct Line {
  Sum before, plan;
  Money executed;
};

Table ProgrammesTable(const Execution& execution, const Figures& figures) {
  const std::string year = absl::StrCat(execution.year), before = absl::StrCat(execution.year - 1);
  Table table{"programmes",
              absl::StrCat("Execution of ", year, " by programme, in euro, gross"),
              {{"programme", "programme"},
               {"title", "title"},
               {"title_lv", "nosaukums", Unit::kText, Column::For::kPageAndPrograms},
               {"before", absl::StrCat(before, ", published"), Unit::kEuro},
               {"plan", absl::StrCat("plan ", year), Unit::kEuro},
               {"plan_base", "base of the plan", Unit::kText, Column::For::kPageAndPrograms},
               {"execution", "execution", Unit::kEuro},
               {"percent", "% of plan", Unit::kPercent}},
              {},
              {},
              {}};
  std::set<std::string> programmes = figures.Programmes();
  for (const auto& [programme, months] : execution.programmes) programmes.insert(programme);
  Line special, main, all;
  const auto total = [&](const char* name, const char* name_lv, const Line& line) {
    const std::optional<Money> plan = line.plan.Value();
    table.Add({"", name, name_lv, line.before.Value(), plan, "", line.executed,
               plan ? PercentOf(line.executed, *plan) : std::nullopt},
              Row::Weight::kTotal);
  };
  bool has_special = false;
  for (const std::string& programme : programmes) {
    const bool is_special = absl::StartsWith(programme, "04.");
    if (!is_special && has_special) {
      total("Special budget of social insurance",
            "Valsts sociālās apdrošināšanas speciālais budžets", special);
      has_special = false;
    }
    has_special = has_special || is_special;
    const ProgrammeFigures* named = figures.Named(programme);
    const std::optional<Money> plan = figures.Plan(programme);
    const Money executed = execution.Of(programme);
    for (Line* line : {is_special ? &special : &main, &all}) {
      line->before.Add(figures.Before(programme), figures.BaseBefore(programme));
      line->plan.Add(plan, figures.Base(programme));
      line->executed += executed;
    }
    table.Add({programme, named == nullptr ? "" : named->name,
               named == nullptr ? "" : named->name_lv, figures.Before(programme), plan,
               figures.Base(programme), executed,
               plan ? PercentOf(executed, *plan) : std::nullopt});
  }
  if (has_special) {
    total("Special budget of social insurance", "Valsts sociālās apdrošināšanas speciālais budžets",
          special);
  } else {
    total("Main budget, these programmes", "Valsts pamatbudžets, šīs programmas", main);
  }
  total("Together", "Kopā", all);
  return table;
}

Table MonthsTable(const Execution& execution, const Figures& figures) {
  Table table{"months",
              "Month by month, in euro, gross",
              {{"month", "month"},
               {"execution", "in the month", Unit::kEuro},
               {"cumulative", "since January", Unit::kEuro},
               {"percent", "% of plan", Unit::kPercent}},
              {},
              {},
              {}};
  std::set<std::string> programmes = figures.Programmes();
  for (const auto& [programme, months] : execution.programmes) programmes.insert(programme);
  Sum plan;
  for (const std::string& programme : programmes)
    plan.Add(figures.Plan(programme), figures.Base(programme));
  const std::optional<Money> whole = plan.Value();
  Chart stacked{Chart::Kind::kStacked, "By programme and month, in euro", Unit::kEuro, {}, {}};
  Chart lines{Chart::Kind::kLines, "Since January, in euro", Unit::kEuro, {}, {}};
  for (const auto& [programme, months] : execution.programmes)
    stacked.series.push_back({programme, {}});
  lines.series.push_back({"execution", {}});
  if (whole) lines.series.push_back({"plan, in twelve equal parts", {}});
  Money cumulative;
  for (Month month = Month::Of(execution.year, 1); month <= execution.last; ++month) {
    Money in_month;
    stacked.labels.push_back(month.ToString());
    lines.labels.push_back(month.ToString());
    size_t series = 0;
    for (const auto& [programme, months] : execution.programmes) {
      const auto found = months.find(month);
      const Money amount = found == months.end() ? Money() : found->second;
      stacked.series[series++].values.push_back(amount.cents());
      in_month += amount;
    }
    cumulative += in_month;
    lines.series[0].values.push_back(cumulative.cents());
    if (whole) {
      lines.series[1].values.push_back(
          MulDiv(*whole, month.month(), 12, Rounding::kHalfUp).cents());
    }
    table.Add({month.ToString(), in_month, cumulative,
               whole ? PercentOf(cumulative, *whole) : std::nullopt});
  }
  CHECK(cumulative == execution.Together());
  table.charts = {std::move(stacked), std::move(lines)};
  return table;
}

Table ProgrammeMonthsTable(const Execution& execution, const Figures& figures) {
  Table table{"programme_months",
              "By programme and month, in euro, gross",
              {{"programme", "programme"},
               {"month", "month"},
               {"execution", "in the month", Unit::kEuro},
               {"cumulative", "since January", Unit::kEuro},
               {"percent", "% of plan", Unit::kPercent}},
              {},
              {},
              {}};
  for (const auto& [programme, months] : execution.programmes) {
    const std::optional<Money> plan = figures.Plan(programme);
    Money cumulative;
    for (Month month = Month::Of(execution.year, 1); month <= execution.last; ++month) {
      const auto found = months.find(month);
      const Money in_month = found == months.end() ? Money() : found->second;
      cumulative += in_month;
      table.Add({programme, month.ToString(), in_month, cumulative,
                 plan ? PercentOf(cumulative, *plan) : std::nullopt});
    }
  }
  return table;
}

Table BenefitsTable(const Execution& execution, const Law& law) {
  Table table{"benefits",
              "By benefit, in euro, gross",
              {{"programme", "programme"},
               {"benefit", "benefit", Unit::kText, Column::For::kPrograms},
               {"name", "benefit"},
               {"name_lv", "pabalsts", Unit::kText, Column::For::kPageAndPrograms},
               {"times_paid", "times paid", Unit::kCount},
               {"mean", "mean", Unit::kEuro},
               {"execution", "execution", Unit::kEuro},
               {"arrears", "of it arrears", Unit::kEuro, Column::For::kPageAndPrograms}},
              {},
              {"Times paid: each person once in every run that pays the benefit; the mean is of "
               "them. People counted once a month or a year: izmaksa statistics."},
              {}};
  for (const auto& [key, benefit] : execution.benefits) {
    const BenefitLaw* of_law = law.Find(key.second);
    table.Add({key.first, key.second, of_law == nullptr ? key.second : of_law->name,
               of_law == nullptr ? "" : of_law->name_lv, benefit.gross.count,
               MeanOf(benefit.gross.amount, benefit.gross.count), benefit.gross.amount,
               benefit.arrears.amount});
  }
  return table;
}

void AddSources(const BudgetYear* year, bool is_plan, Paper& paper) {
  if (year == nullptr) return;
  for (const ProgrammeFigures& figures : year->programmes) {
    const std::string& source = is_plan ? figures.plan_source : figures.source;
    if (source.empty() || (is_plan && !figures.plan)) continue;
    paper.notes.push_back(absl::StrCat(figures.programme, is_plan ? ", plan (" : ", published (",
                                       NameOf(is_plan ? figures.plan_certainty : figures.certainty),
                                       "): ", source, ".",
                                       figures.note.empty() || is_plan ? "" : " " + figures.note));
  }
}

}  // namespace

Money Execution::Of(const std::string& programme) const {
  Money sum;
  const auto found = programmes.find(programme);
  if (found == programmes.end()) return sum;
  for (const auto& [month, amount] : found->second) sum += amount;
  return sum;
}

Money Execution::Together() const {
  Money sum;
  for (const auto& [programme, months] : programmes) sum += Of(programme);
  return sum;
}

absl::StatusOr<Execution> ExecutionOf(const std::vector<Closing>& closings, int year) {
  Execution execution;
  execution.year = year;
  execution.as_of = closings.back().run;
  for (const Closing& closing : closings) {
    if (closing.business_date.year() != year) continue;
    const Month month = closing.business_date.in_month();
    if (execution.runs++ == 0) execution.first = month;
    execution.last = month;
    for (const auto& total : closing.totals.benefits()) {
      if (total.paid_gross() == 0) continue;
      execution.programmes[total.programme()][month] += Money::Cents(total.paid_gross());
      auto& benefit = execution.benefits[{total.programme(), total.benefit()}];
      benefit.gross.Add(Money::Cents(total.paid_gross()), total.paid_people());
      benefit.arrears.Add(Money::Cents(total.arrears()), total.arrears_people());
    }
  }
  if (execution.runs > 0) return execution;
  return absl::NotFoundError(
      absl::StrCat("no run of ", year, " is closed, as of run ", execution.as_of));
}

Paper ExecutionPaper(const Execution& execution, const BudgetYear* plan, const BudgetYear* before,
                     const Law& law) {
  const Figures figures(plan, before);
  Paper paper{"budget", absl::StrCat("Budget execution ", execution.year), {}, {}, {}};
  paper.figures = {
      {"year", "Year", absl::StrCat(execution.year)},
      {"as_of", "As of run", execution.as_of},
      {"runs", "Runs of the year", execution.runs, Unit::kCount},
      {"base", "Base", "gross"},
      {"execution", "Execution, gross, in euro", execution.Together(), Unit::kEuro, true},
  };
  paper.tables = {ProgrammesTable(execution, figures), MonthsTable(execution, figures),
                  BenefitsTable(execution, law), ProgrammeMonthsTable(execution, figures)};
  paper.notes.push_back(
      "Execution is gross: benefits put into payment files, before income tax, deductions and "
      "recoveries, in the month they are paid, arrears too; what the bank gave back is not taken "
      "off, and what is sent anew is not counted again. What one special budget pays another, "
      "contributions, administration and services are not in it. A consolidated plan leaves those "
      "payments out as well; a gross plan of a special budget holds them, and the share is lower.");
  if (plan == nullptr) {
    paper.notes.push_back(
        absl::StrCat("No plan of ", execution.year, " is known here: give one with --plan."));
  }
  AddSources(plan, true, paper);
  AddSources(before, false, paper);
  return paper;
}

}  // namespace izmaksa
