// A what-if in words.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/columns.h"
#include "batch/what_if.h"

namespace izmaksa {
namespace {

using Align = Columns::Align;

constexpr int kBarMax = 40;
constexpr const char* kMunicipalities = "municipalities";

std::string Signed(Money amount) {
  return absl::StrCat(amount.is_positive() ? "+" : "", amount.ToReadable());
}

std::string Apart(int64_t cents) { return Money::Cents(cents).ToReadable(); }

std::string NameOf(const WhatIf& what_if, const std::string& benefit) {
  const auto name = what_if.names.find(benefit);
  return name == what_if.names.end() ? benefit : name->second;
}

std::string MonthsOf(const WhatIf& what_if) {
  if (what_if.from == what_if.to) return what_if.to.ToWords();
  return absl::StrCat(what_if.from.ToWords(), " to ", what_if.to.ToWords());
}

std::string Head(const WhatIf& what_if) {
  Columns head({Align::kLeft, Align::kLeft});
  head.Row({"Law, digest", ToHex(what_if.law_digest)});
  head.Row({"With the overlay, digest", ToHex(what_if.overlay_digest)});
  head.Row({"Law known", absl::StrCat("published by ", what_if.known.ToString())});
  head.Row({"Facts known", what_if.run.empty()
                               ? absl::StrCat("recorded by ", what_if.known.ToString())
                               : absl::StrCat("below the cut-off of run ", what_if.run)});
  for (const auto& [benefit, parameters] : what_if.replaced) {
    head.Row({"The overlay changes",
              absl::StrCat(NameOf(what_if, benefit), ": ", absl::StrJoin(parameters, ", "))});
  }
  std::string text = absl::StrCat("What if, ", MonthsOf(what_if), "\n\n", head.Text());
  const auto say = [&](absl::string_view words) {
    absl::StrAppend(&text, "\n", Wrapped(words, 2));
  };
  if (!what_if.is_law_of_run) {
    say("The last run was made with other law than this: the figures are not those it booked.");
  }
  if (what_if.replaced.empty()) say("The overlay says what the law says: nothing can change.");
  if (what_if.published_later > 0) {
    say(absl::StrCat("Values of the overlay that are published after ", what_if.known.ToString(),
                     ", and play no part: ", what_if.published_later, "."));
  }
  for (const std::string& benefit : what_if.zero) {
    say(absl::StrCat(NameOf(what_if, benefit),
                     ": nothing is due to anybody in these months, under either law: no fact of "
                     "the ledger gives a right to it then. This says nothing about what it would "
                     "cost."));
  }
  if (what_if.total().change().is_zero() && what_if.together.gain.count == 0 &&
      what_if.together.loss.count == 0) {
    say("Nobody gets more or less.");
  }
  return text;
}

std::string PeopleText(const WhatIf& what_if) {
  Columns table({Align::kLeft, Align::kRight});
  table.Row({"in the ledger", Readable(what_if.people)});
  table.Row({"with something due under either law", Readable(what_if.compared)});
  table.Row({"left out: held for doubtful facts, whatever the law", Readable(what_if.doubtful)});
  table.Row({"left out in part: an amount cannot be determined",
             Readable(what_if.not_determined_people)});
  std::string text = absl::StrCat("\nPeople\n\n", table.Text());
  for (const auto& [benefit, group] : what_if.not_determined) {
    absl::StrAppend(&text,
                    Wrapped(absl::StrCat(NameOf(what_if, benefit), ": ", Readable(group.before),
                                         " by the law, ", Readable(group.after),
                                         " with the overlay; such as: ", group.reason),
                            4));
  }
  return text;
}

std::vector<std::string> CostCells(const std::string& what, const Cost& cost) {
  return {what, cost.before.ToReadable(), cost.after.ToReadable(), Signed(cost.change())};
}

void StateNote(const Cost& cost, Columns& table) {
  if (cost.state_before.is_zero() && cost.state_after.is_zero()) return;
  table.Note(absl::StrCat("    of it the state gives back ", cost.state_before.ToReadable(), "; ",
                          cost.state_after.ToReadable(), "; ", Signed(cost.state_change())));
}

std::string CostText(const WhatIf& what_if) {
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "by the law", "with the overlay", "change"});
  for (Month month = what_if.from; month <= what_if.to; ++month) {
    Cost sum;
    table.Note(month.ToWords());
    const auto next = what_if.programmes.lower_bound({month + 1, ""});
    for (auto at = what_if.programmes.lower_bound({month, ""}); at != next; ++at) {
      const std::string& programme = at->first.second;
      table.Row(CostCells(absl::StrCat("  ", programme.empty() ? kMunicipalities : programme),
                          at->second));
      StateNote(at->second, table);
      sum.Add(at->second);
    }
    table.Row(CostCells("  together", sum));
  }
  return absl::StrCat("\nCost by month and budget programme, in euro, before tax\n\n",
                      table.Text());
}

std::string YearsText(const WhatIf& what_if) {
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "by the law", "with the overlay", "change"});
  for (const auto& [year, cost] : what_if.years()) {
    const int first = std::max(what_if.from, Month::Of(year, 1)).month();
    const int months = std::min(what_if.to, Month::Of(year, 12)).month() - first + 1;
    table.Row(CostCells(absl::StrCat(year, months == 12 ? "" : absl::StrCat(", ", months),
                                     months == 12  ? ""
                                     : months == 1 ? " month"
                                                   : " months"),
                        cost));
    StateNote(cost, table);
  }
  Cost last;
  for (const auto& [key, cost] : what_if.programmes) {
    if (key.first == what_if.to) last.Add(cost);
  }
  Cost year;
  for (int month = 0; month < 12; ++month) year.Add(last);
  table.Row(CostCells(absl::StrCat("twelve months like ", what_if.to.ToWords()), year));
  StateNote(year, table);
  return absl::StrCat("\nCost by year, in euro, before tax\n\n", table.Text());
}

std::string BenefitsText(const WhatIf& what_if) {
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "by the law", "with the overlay", "change", "people changed"});
  for (const auto& [id, benefit] : what_if.benefits) {
    table.Note(NameOf(what_if, id));
    std::vector<std::string> cells = CostCells("", benefit.cost);
    cells.push_back(Readable(benefit.people));
    table.Row(std::move(cells));
    StateNote(benefit.cost, table);
  }
  return absl::StrCat("\nCost by benefit, in euro, before tax\n\n", table.Text());
}

std::string MonthsText(const WhatIf& what_if) {
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "people with more", "euro", "people with less", "euro"});
  const auto row = [&](const std::string& what, const GainAndLoss& people) {
    table.Row({what, Readable(people.gain.count), Signed(people.gain.amount),
               Readable(people.loss.count), Signed(people.loss.amount)});
  };
  for (const auto& [month, people] : what_if.months) row(month.ToWords(), people);
  if (what_if.from != what_if.to) row("all months together", what_if.together);
  return absl::StrCat("\nWho gets more, and who gets less\n\n", table.Text());
}

// "5.00 to 10.00", "more than 500.00".
std::string RowName(int row) {
  const size_t steps = std::size(WhatIf::kSteps), at = static_cast<size_t>(std::abs(row)) - 1;
  if (at == steps) return absl::StrCat("more than ", Apart(WhatIf::kSteps[steps - 1] * 100));
  if (at == 0) return absl::StrCat("up to ", Apart(WhatIf::kSteps[0] * 100));
  return absl::StrCat(Apart(WhatIf::kSteps[at - 1] * 100), " to ", Apart(WhatIf::kSteps[at] * 100));
}

std::string HistogramText(const WhatIf& what_if) {
  if (what_if.histogram.empty()) return "";
  int64_t most = 1;
  for (const auto& [row, tally] : what_if.histogram) most = std::max(most, tally.count);
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  // From those who lose most to those who gain most; not the empty ends.
  const int first = std::min(0, what_if.histogram.begin()->first);
  const int last = std::max(0, what_if.histogram.rbegin()->first);
  for (int row = first; row <= last; ++row) {
    if (row == 0) {
      const int64_t changed = what_if.together.gain.count + what_if.together.loss.count;
      table.Row({"the same", "", Readable(what_if.compared - changed)});
      continue;
    }
    const auto found = what_if.histogram.find(row);
    const int64_t count = found == what_if.histogram.end() ? 0 : found->second.count;
    std::string bar;
    for (int64_t i = 0; i < (count * kBarMax + most - 1) / most; ++i) bar += "█";
    table.Row({row < 0 ? "less by" : "more by", RowName(row), Readable(count), bar});
  }
  return absl::StrCat("\nPeople by change a month",
                      what_if.from == what_if.to
                          ? ""
                          : absl::StrCat(", on average of ", what_if.months_count(), " months"),
                      ", in euro\n\n", table.Text());
}

std::string CliffsText(const WhatIf& what_if) {
  std::string text = absl::StrCat("\nCliffs in ", what_if.to.ToWords(), "\n\n");
  if (what_if.cliffs.empty()) {
    return absl::StrCat(text, Wrapped("none: of people whose sums differ by one euro at most, no "
                                      "two changes differ by more than 10.00",
                                      2));
  }
  absl::StrAppend(
      &text,
      Wrapped("People whose sums by the law differ by one euro at most, while "
              "their changes differ by more than 10.00. A short stretch of sums is a threshold; a "
              "long one says that the change depends on something else than "
              "the sum.",
              2));
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"sums", "people", "steepest at", "apart", "people within 1.00"});
  for (const Cliff& cliff : what_if.cliffs) {
    table.Row({absl::StrCat(cliff.from.ToReadable(), " to ", cliff.to.ToReadable()),
               Readable(cliff.people), cliff.steepest_at.ToReadable(), cliff.steepest.ToReadable(),
               Readable(cliff.near)});
  }
  const int64_t more = what_if.cliffs_total - static_cast<int64_t>(what_if.cliffs.size());
  if (more > 0) table.Note(absl::StrCat("… and ", Readable(more), " with fewer people"));
  return text + table.Text();
}

}  // namespace

std::string WhatIfText(const WhatIf& what_if) {
  return absl::StrCat(Head(what_if), PeopleText(what_if), CostText(what_if), YearsText(what_if),
                      BenefitsText(what_if), MonthsText(what_if), HistogramText(what_if),
                      CliffsText(what_if), "\nNothing was appended to the ledger.\n");
}

}  // namespace izmaksa
