#include "batch/report/plan.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "proto/published.pb.h"

namespace izmaksa {

const char* BudgetFiguresText();  // batch/budget.textproto

namespace {

// The first fault, with its line.
class Faults : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (first.empty()) first = absl::StrCat(line + 1, ":", column + 1, ": ", message);
  }
  std::string first;
};

absl::StatusOr<std::optional<Money>> Amount(const std::string& text) {
  if (text.empty()) return std::optional<Money>();
  ASSIGN_OR_RETURN(const Money amount, Money::Parse(text));
  if (amount < Money()) return absl::InvalidArgumentError(absl::StrCat(text, " is below nought"));
  return std::optional(amount);
}

absl::StatusOr<ProgrammeFigures> Read(const v1::BudgetFigure& stored) {
  ProgrammeFigures figures;
  figures.programme = stored.programme();
  figures.name = stored.name();
  figures.name_lv = stored.name_lv();
  if (figures.programme.empty() || figures.name.empty())
    return absl::InvalidArgumentError("a programme has a code and a name");
  ASSIGN_OR_RETURN(figures.executed, Amount(stored.money()));
  figures.certainty = static_cast<Certainty>(stored.certainty());
  figures.source = stored.source();
  figures.note = stored.note();
  ASSIGN_OR_RETURN(figures.plan, Amount(stored.plan()));
  figures.plan_certainty = static_cast<Certainty>(stored.plan_certainty());
  figures.plan_source = stored.plan_source();
  figures.base = stored.base();
  if (!figures.base.empty() && figures.base != "consolidated" && figures.base != "gross") {
    return absl::InvalidArgumentError(
        absl::StrCat("base is consolidated or gross, not \"", figures.base, "\""));
  }
  return figures;
}

}  // namespace

const ProgrammeFigures* BudgetYear::Find(absl::string_view programme) const {
  const auto found = std::find_if(programmes.begin(), programmes.end(),
                                  [&](const auto& p) { return p.programme == programme; });
  return found == programmes.end() ? nullptr : &*found;
}

absl::StatusOr<BudgetYear> ParseBudgetYear(absl::string_view place, const std::string& text) {
  v1::BudgetFigures read;
  Faults faults;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&faults);
  if (!parser.ParseFromString(text, &read))
    return absl::InvalidArgumentError(absl::StrCat(place, ":", faults.first));
  BudgetYear year;
  if (!absl::SimpleAtoi(read.year(), &year.year) || read.year().size() != 4)
    return absl::InvalidArgumentError(
        absl::StrCat(place, ": year: not a year, YYYY: \"", read.year(), "\""));
  year.nation = read.nation();
  for (const auto& stored : read.programme()) {
    const absl::StatusOr<ProgrammeFigures> figures = Read(stored);
    const std::string where = absl::StrCat(place, ": programme \"", stored.programme(), "\": ");
    if (!figures.ok())
      return absl::InvalidArgumentError(absl::StrCat(where, figures.status().message()));
    if (year.Find(figures->programme) != nullptr)
      return absl::InvalidArgumentError(where + "stands there twice");
    year.programmes.push_back(*figures);
  }
  std::sort(year.programmes.begin(), year.programmes.end(),
            [](const auto& a, const auto& b) { return a.programme < b.programme; });
  return year;
}

absl::StatusOr<BudgetYear> PublishedBudgetYear() {
  return ParseBudgetYear("batch/budget.textproto", BudgetFiguresText());
}

}  // namespace izmaksa
