// books, budget, statistics, statement, receivables, unclaimed: the books as people read them. None
// of them writes to the ledger.
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/report/books.h"
#include "batch/report/closing_equation.h"
#include "batch/report/closings.h"
#include "batch/report/execution.h"
#include "batch/report/outstanding.h"
#include "batch/report/page.h"
#include "batch/report/plan.h"
#include "batch/report/recipients.h"
#include "batch/report/statement.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

struct Opened {
  std::unique_ptr<Ledger> ledger;
  ControlState control;
  std::vector<Closing> closings;
};

absl::StatusOr<Opened> OpenBooks(const CommandLine& line) {
  Opened opened;
  ASSIGN_OR_RETURN(const std::optional<Date> as_of, OptionalDateOption("--as-of", line.as_of));
  ASSIGN_OR_RETURN(opened.ledger, Ledger::Open(line.data, Ledger::Access::kReadOnly));
  ASSIGN_OR_RETURN(opened.control, FoldControl(opened.ledger->control()));
  ASSIGN_OR_RETURN(opened.closings, ClosingsUntil(opened.control, as_of));
  return opened;
}

absl::StatusOr<int> YearOption(const std::string& text) {
  const absl::StatusOr<Month> january = Month::Parse(text + "-01");
  if (!january.ok())
    return absl::InvalidArgumentError(absl::StrCat("--year: not a year, YYYY: \"", text, "\""));
  return january->year();
}

absl::Status PrintPaper(const Paper& paper, const CommandLine& line) {
  if (line.json + line.csv > 1) return absl::InvalidArgumentError("say --json or --csv, not both");
  if (!line.html.empty()) {
    RETURN_IF_ERROR(WriteWholeFile(line.html, PaperPage(paper)));
    if (!line.json && !line.csv) {
      Print(absl::StrCat(paper.title, ": the page is in ", line.html, ".\n"));
      return absl::OkStatus();
    }
  }
  if (line.csv) {
    ASSIGN_OR_RETURN(const std::string csv, PaperCsv(paper, line.table));
    Print(csv);
    return absl::OkStatus();
  }
  Print(line.json ? PaperJson(paper) : PaperText(paper));
  return absl::OkStatus();
}

absl::StatusOr<BudgetYear> ReadPlan(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return absl::NotFoundError(absl::StrCat(path, ": no such file"));
  std::ostringstream text;
  text << stream.rdbuf();
  return ParseBudgetYear(path, text.str());
}

}  // namespace

absl::Status BooksCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  if (!line.account.empty()) {
    ASSIGN_OR_RETURN(const Account account, ParseAccount(line.account));
    return PrintPaper(AccountPaper(opened.closings, account), line);
  }
  if (!line.run.empty()) {
    ASSIGN_OR_RETURN(const ClosingEquation equation, ClosingEquationOf(opened.closings, line.run));
    return PrintPaper(ClosingEquationPaper(equation), line);
  }
  ASSIGN_OR_RETURN(const std::vector<ClosingEquation> equations,
                   ClosingEquationsOf(opened.closings));
  std::optional<std::array<Money, kAccounts>> people;
  if (line.check) {
    ASSIGN_OR_RETURN(people, BalancesOfPeople(*opened.ledger, opened.control, opened.closings));
  }
  Paper paper = TrialBalancePaper(opened.closings, people);
  paper.tables.push_back(FatesTable(equations));
  RETURN_IF_ERROR(PrintPaper(paper, line));
  if (!people) return absl::OkStatus();
  const AccountSums sums = SumsOf(opened.closings);
  for (size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].balance() != (*people)[i])
      return absl::DataLossError("the people's books are not what the closings add up to");
  }
  return absl::OkStatus();
}

absl::Status BudgetCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const int year, YearOption(line.year));
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const BudgetYear published, PublishedBudgetYear());
  std::optional<BudgetYear> plan;
  if (!line.plan.empty()) {
    ASSIGN_OR_RETURN(plan, ReadPlan(line.plan));
    if (plan->year != year) {
      return absl::InvalidArgumentError(
          absl::StrCat(line.plan, " is the plan of ", plan->year, ", not of ", year));
    }
  }
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  ASSIGN_OR_RETURN(const Execution execution, ExecutionOf(opened.closings, year));
  const BudgetYear* of_year = plan ? &*plan : published.year == year ? &published : nullptr;
  return PrintPaper(
      ExecutionPaper(execution, of_year, published.year == year - 1 ? &published : nullptr, law),
      line);
}

absl::Status ReceivablesCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  ASSIGN_OR_RETURN(const OutstandingBook book,
                   MakeOutstanding(*opened.ledger, opened.control, opened.closings));
  return PrintPaper(ReceivablesPaper(book, line.by_person), line);
}

absl::Status UnclaimedCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  ASSIGN_OR_RETURN(const OutstandingBook book,
                   MakeOutstanding(*opened.ledger, opened.control, opened.closings));
  return PrintPaper(UnclaimedPaper(book, line.by_person), line);
}

absl::Status StatisticsCommand(const CommandLine& line) {
  if (line.year.empty() == line.month.empty())
    return absl::InvalidArgumentError("say either --year or --month");
  Month from, through;
  if (line.year.empty()) {
    ASSIGN_OR_RETURN(from, MonthOption("--month", line.month));
    through = from;
  } else {
    ASSIGN_OR_RETURN(const int year, YearOption(line.year));
    from = Month::Of(year, 1);
    through = Month::Of(year, 12);
  }
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  ASSIGN_OR_RETURN(const Recipients recipients,
                   CountRecipients(*opened.ledger, opened.closings, from, through));
  return PrintPaper(RecipientsPaper(recipients, law), line);
}

absl::Status StatementCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const int year, YearOption(line.year));
  ASSIGN_OR_RETURN(const PersonId person, PersonOption("--person", line.person));
  ASSIGN_OR_RETURN(const Law law, LawOf(line));
  ASSIGN_OR_RETURN(const Opened opened, OpenBooks(line));
  ASSIGN_OR_RETURN(const Statement statement, MakeStatement(*opened.ledger, opened.control, law,
                                                            opened.closings, person, year));
  return PrintPaper(StatementPaper(statement, law), line);
}

}  // namespace izmaksa
