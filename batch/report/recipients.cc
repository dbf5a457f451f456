#include "batch/report/recipients.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "batch/run.h"
#include "ledger/status.h"
#include "processors/entries.h"

namespace izmaksa {
namespace {

using Key = std::pair<std::string, std::string>;  // benefit and programme

struct PaidRun {
  Month month;
  std::vector<ShardRun> shards;
};

// One person's gross and arrears.
struct Sums {
  Money gross, arrears;
  bool is_late = false, is_current = false;

  void Add(const PaymentPart& part, Month paid) {
    gross += part.gross;
    if (part.IsArrears(paid)) {
      arrears += part.gross;
      is_late = true;
    } else {
      is_current = true;
    }
  }
  Received AsReceived() const {
    return {{1, gross}, {is_current, gross - arrears}, {is_late, arrears}};
  }
};

struct OfPerson {
  std::map<Key, std::map<Month, Sums>> months;
  std::map<Key, Sums> together;
  std::map<Month, Sums> all;
  Sums all_together;

  void Add(const JournalEntry& entry, Month month) {
    for (const Payment& payment : entry.payments) {
      for (const PaymentPart& part : payment.parts) {
        const Key key(part.purpose.benefit, part.purpose.programme);
        const Month paid = payment.tax_month;
        months[key][month].Add(part, paid);
        together[key].Add(part, paid);
        all[month].Add(part, paid);
        all_together.Add(part, paid);
      }
    }
  }

  void Count(Recipients& recipients) const {
    for (const auto& [key, of_months] : months) {
      for (const auto& [month, sums] : of_months)
        recipients.months[key][month].Add(sums.AsReceived());
    }
    for (const auto& [key, sums] : together) recipients.together[key].Add(sums.AsReceived());
    for (const auto& [month, sums] : all) recipients.all[month].Add(sums.AsReceived());
    if (!all.empty()) recipients.all_together.Add(all_together.AsReceived());
  }
};

// The entries of all runs side by side, in order of person.
absl::Status CountShard(Ledger& ledger, int shard, const std::vector<PaidRun>& runs,
                        Recipients& recipients) {
  std::vector<std::unique_ptr<EntryCursor>> cursors;
  for (const PaidRun& run : runs) {
    const ShardRun& of_shard = run.shards[static_cast<size_t>(shard)];
    ASSIGN_OR_RETURN(cursors.emplace_back(),
                     EntryCursor::Open(ledger.journal(shard), of_shard, *of_shard.closed_at));
  }
  for (;;) {
    std::optional<PersonId> next;
    for (const auto& cursor : cursors) {
      if (cursor->Valid() && (!next || cursor->person() < *next)) next = cursor->person();
    }
    if (!next) return absl::OkStatus();
    OfPerson person;
    for (size_t i = 0; i < cursors.size(); ++i) {
      if (!cursors[i]->Valid() || cursors[i]->person() != *next) continue;
      ASSIGN_OR_RETURN(const JournalEntry entry, DecodeEntry(cursors[i]->bytes()));
      person.Add(entry, runs[i].month);
      RETURN_IF_ERROR(cursors[i]->Next());
    }
    person.Count(recipients);
  }
}

void Merge(const Recipients& more, Recipients& all) {
  for (const auto& [key, months] : more.months)
    for (const auto& [month, received] : months) all.months[key][month].Add(received);
  for (const auto& [key, received] : more.together) all.together[key].Add(received);
  for (const auto& [month, received] : more.all) all.all[month].Add(received);
  all.all_together.Add(more.all_together);
}

// A mean is of people and months: who is paid in two months counts twice in it.
struct PersonMonths {
  int64_t paid = 0, current = 0;
};

std::vector<Column> FiguresOf(std::vector<Column> first) {
  constexpr Column::For kPrograms = Column::For::kPrograms;
  for (const Column& column :
       {Column{"recipients", "people", Unit::kCount},
        Column{"person_months", "people × months", Unit::kCount, kPrograms},
        Column{"gross", "gross", Unit::kEuro}, Column{"mean", "mean", Unit::kEuro},
        Column{"current_recipients", "current: people", Unit::kCount, kPrograms},
        Column{"current", "current", Unit::kEuro},
        Column{"current_mean", "mean of current", Unit::kEuro, kPrograms},
        Column{"arrears_recipients", "arrears: people", Unit::kCount, kPrograms},
        Column{"arrears", "arrears", Unit::kEuro}}) {
    first.push_back(column);
  }
  return first;
}

void AddRow(std::vector<Cell> first, const Received& received, const PersonMonths& months,
            Row::Weight weight, Table& table) {
  for (Cell cell :
       {Cell(received.gross.count), Cell(months.paid), Cell(received.gross.amount),
        Cell(MeanOf(received.gross.amount, months.paid)), Cell(received.current.count),
        Cell(received.current.amount), Cell(MeanOf(received.current.amount, months.current)),
        Cell(received.arrears.count), Cell(received.arrears.amount)}) {
    first.push_back(std::move(cell));
  }
  table.Add(std::move(first), weight);
}

// Adds a row a month, and returns whom they count.
template <typename Head>
PersonMonths AddMonths(const std::map<Month, Received>& months, const Head& head, Table& table) {
  PersonMonths sum;
  for (const auto& [month, received] : months) {
    AddRow(head(month), received, {received.gross.count, received.current.count},
           Row::Weight::kPlain, table);
    sum.paid += received.gross.count;
    sum.current += received.current.count;
  }
  return sum;
}

}  // namespace

void Received::Add(const Received& other) {
  gross.Add(other.gross);
  current.Add(other.current);
  arrears.Add(other.arrears);
}

absl::StatusOr<Recipients> CountRecipients(Ledger& ledger, const std::vector<Closing>& closings,
                                           Month from, Month through) {
  std::vector<PaidRun> runs;
  std::map<Key, Money> said;
  for (const Closing& closing : closings) {
    const Month month = closing.business_date.in_month();
    if (month < from || month > through) continue;
    PaidRun run{month, {}};
    ASSIGN_OR_RETURN(run.shards, ShardRunsOf(ledger, closing.run));
    runs.push_back(std::move(run));
    for (const auto& total : closing.totals.benefits()) {
      if (total.paid_gross() != 0)
        said[{total.benefit(), total.programme()}] += Money::Cents(total.paid_gross());
    }
  }
  if (runs.empty()) {
    return absl::NotFoundError(absl::StrCat("no run of ", from.ToString(), " to ",
                                            through.ToString(), " is closed, as of run ",
                                            closings.back().run));
  }
  std::vector<Recipients> parts(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) {
    return CountShard(ledger, shard, runs, parts[static_cast<size_t>(shard)]);
  }));
  Recipients all;
  all.from = from;
  all.through = through;
  all.as_of = closings.back().run;
  for (const Recipients& part : parts) Merge(part, all);
  std::map<Key, Money> read;
  for (const auto& [key, received] : all.together) read[key] = received.gross.amount;
  if (read != said) {
    return absl::DataLossError(absl::StrCat("the entries of the runs of ", from.ToString(), " to ",
                                            through.ToString(),
                                            " are not what their closings say: run verify"));
  }
  return all;
}

Paper RecipientsPaper(const Recipients& recipients, const Law& law) {
  const std::string period =
      recipients.from == recipients.through
          ? recipients.from.ToString()
          : absl::StrCat(recipients.from.ToString(), " to ", recipients.through.ToString());
  Paper paper{"statistics", absl::StrCat("Recipients and means, ", period), {}, {}, {}};
  paper.figures = {
      {"from", "From", recipients.from.ToString()},
      {"through", "Through", recipients.through.ToString()},
      {"as_of", "As of run", recipients.as_of},
      {"people", "People paid", recipients.all_together.gross.count, Unit::kCount, true},
      {"gross", "Gross, in euro", recipients.all_together.gross.amount, Unit::kEuro, true},
      {"arrears", "Of it arrears, in euro", recipients.all_together.arrears.amount, Unit::kEuro,
       true},
  };
  Table together{"benefits",
                 "By benefit, in euro before tax, each person once",
                 FiguresOf({{"benefit", "benefit", Unit::kText, Column::For::kPrograms},
                            {"name", "benefit"},
                            {"name_lv", "pabalsts", Unit::kText, Column::For::kPageAndPrograms},
                            {"programme", "programme", Unit::kText, Column::For::kPrograms}}),
                 {},
                 {},
                 {}};
  Chart across{Chart::Kind::kAcross, "People by benefit", Unit::kCount, {}, {{"people", {}}}};
  std::vector<std::pair<int64_t, std::string>> bars;  // most people first
  Table months{"months",
               "By benefit and month of payment, in euro before tax",
               FiguresOf({{"benefit", "benefit", Unit::kText, Column::For::kPrograms},
                          {"name", "benefit"},
                          {"programme", "programme", Unit::kText, Column::For::kPrograms},
                          {"month", "month"}}),
               {},
               {},
               {}};
  for (const auto& [key, received] : recipients.together) {
    const BenefitLaw* of_law = law.Find(key.first);
    const std::string name = of_law == nullptr ? key.first : of_law->name;
    const PersonMonths of_months = AddMonths(
        recipients.months.at(key),
        [&, &of = key](Month month) {
          return std::vector<Cell>{of.first, name, of.second, month.ToString()};
        },
        months);
    AddRow({key.first, name, of_law == nullptr ? "" : of_law->name_lv, key.second}, received,
           of_months, Row::Weight::kPlain, together);
    bars.emplace_back(-received.gross.count, name);
  }
  std::sort(bars.begin(), bars.end());
  for (const auto& [count, name] : bars) {
    across.labels.push_back(name);
    across.series[0].values.push_back(-count);
  }
  Table all{"all",
            "Paid anything, by month of payment, in euro before tax",
            FiguresOf({{"month", "month"}}),
            {},
            {},
            {}};
  const PersonMonths of_all = AddMonths(
      recipients.all, [](Month month) { return std::vector<Cell>{month.ToString()}; }, all);
  AddRow({"", "Anything", "", ""}, recipients.all_together, of_all, Row::Weight::kTotal, together);
  together.charts.push_back(std::move(across));
  Chart stacked{Chart::Kind::kStacked,
                "Current and arrears, in euro",
                Unit::kEuro,
                {},
                {{"current", {}}, {"arrears", {}}}};
  for (const auto& [month, received] : recipients.all) {
    stacked.labels.push_back(month.ToString());
    stacked.series[0].values.push_back(received.current.amount.cents());
    stacked.series[1].values.push_back(received.arrears.amount.cents());
  }
  all.charts.push_back(std::move(stacked));
  paper.tables = {std::move(together), std::move(all), std::move(months)};
  paper.notes.push_back(
      "From the journal, and equal to the closings to the cent. A month is that of payment. People "
      "are counted once, however many runs paid them. Arrears are paid later than regularly; "
      "current is the rest. A mean is what a recipient gets in a month of payment: gross through "
      "people counted once a month, half-up to cents.");
  return paper;
}

}  // namespace izmaksa
