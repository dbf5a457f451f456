#include "batch/report/outstanding.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "batch/bank/reason_codes.h"
#include "batch/report/books.h"
#include "batch/report/people_books.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

struct Bucket {
  int days_max;
  const char* name;
};
constexpr Bucket kBuckets[] = {{30, "up to 30 days"},
                               {90, "31 to 90 days"},
                               {180, "91 to 180 days"},
                               {365, "181 to 365 days"},
                               {INT32_MAX, "over a year"}};

Date DayOfRun(const std::string& run) {
  const absl::StatusOr<Date> day = Date::Parse(run);
  CHECK(day.ok());  // a run's name is its date
  return *day;
}

// A payment's id begins with its run's date: "20240420-1000000001-1".
Date DayOfPayment(const std::string& payment) {
  CHECK(payment.size() > 8);
  return DayOfRun(
      absl::StrCat(payment.substr(0, 4), "-", payment.substr(4, 2), "-", payment.substr(6, 2)));
}

struct Part {
  std::vector<Outstanding> receivables, returned, returned_third_parties, unpaid;
  Money not_yet_payable;

  void Add(PersonId person, const Balances& balances, Month month) {
    for (const Receivable& one : balances.receivables)
      receivables.push_back({person, DayOfRun(one.since), one.amount, "", ""});
    for (const Pending& back : balances.returned) {
      (back.deduction.empty() ? returned : returned_third_parties)
          .push_back({person, DayOfPayment(back.payment), back.amount, back.payment, back.reason});
    }
    for (const Item& item : balances.items) {
      if (item.payable().is_zero()) continue;
      if (item.payable_from > month) {
        not_yet_payable += item.payable();
      } else {
        unpaid.push_back(
            {person, item.payable_from.first(), item.payable(), item.purpose.benefit, ""});
      }
    }
  }
};

// In order of person, whatever the shards.
Money Gather(std::vector<Part>& parts, std::vector<Outstanding> Part::*list,
             std::vector<Outstanding>& all) {
  Money sum;
  for (Part& part : parts) {
    for (Outstanding& one : part.*list) {
      sum += one.amount;
      all.push_back(std::move(one));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Outstanding& a, const Outstanding& b) {
    return a.person < b.person || (a.person == b.person && a.since < b.since);
  });
  return sum;
}

Table AgeingTable(const char* id, const char* title, const std::vector<Outstanding>& list,
                  Date as_of) {
  Table table{
      id,
      title,
      {{"age", "age"}, {"people", "people", Unit::kCount}, {"amount", "amount", Unit::kEuro}},
      {},
      {},
      {}};
  Chart chart{Chart::Kind::kAcross, "By age, in euro", Unit::kEuro, {}, {{"amount", {}}}};
  std::set<PersonId> everybody;
  Money sum;
  int days_min = 0;
  for (const Bucket& bucket : kBuckets) {
    std::set<PersonId> people;
    Money amount;
    for (const Outstanding& one : list) {
      const int age = std::max(as_of - one.since, 0);
      if (age < days_min || age > bucket.days_max) continue;
      people.insert(one.person);
      amount += one.amount;
    }
    table.Add({bucket.name, static_cast<int64_t>(people.size()), amount});
    chart.labels.push_back(bucket.name);
    chart.series[0].values.push_back(amount.cents());
    everybody.merge(people);
    sum += amount;
    days_min = bucket.days_max == INT32_MAX ? INT32_MAX : bucket.days_max + 1;
  }
  table.Add({"Together", static_cast<int64_t>(everybody.size()), sum}, Row::Weight::kTotal);
  table.charts.push_back(std::move(chart));
  return table;
}

// `what` is the heading of what it is; empty: nothing more is said of it than its age.
Table ListTable(const char* id, const char* title, const std::string& what,
                const std::vector<Outstanding>& list, Date as_of) {
  Table table{id, title, {{"person", "client"}, {"since", "since"}, {"days", "days", Unit::kCount}},
              {}, {},    {}};
  if (!what.empty()) {
    table.columns.push_back({"what", what});
    table.columns.push_back({"reason", "reason"});
  }
  table.columns.push_back({"amount", "amount", Unit::kEuro});
  for (const Outstanding& one : list) {
    std::vector<Cell> cells = {one.person.ToString(), one.since.ToString(),
                               std::max(as_of - one.since, 0)};
    if (!what.empty()) {
      cells.push_back(one.what);
      cells.push_back(one.reason);
    }
    cells.push_back(one.amount);
    table.Add(std::move(cells));
  }
  return table;
}

Table ReasonsTable(const std::vector<Outstanding>& list) {
  Table table{"reasons",
              "What came back, by the bank's reason",
              {{"code", "code"},
               {"reason", "reason"},
               {"payments", "payments", Unit::kCount},
               {"amount", "amount", Unit::kEuro},
               {"action", "what to do"}},
              {},
              {},
              {}};
  std::map<std::string, Tally> reasons;
  for (const Outstanding& one : list) reasons[one.reason].Add(one.amount);
  for (const auto& [code, tally] : reasons)
    table.Add({code, WordsOf(code), tally.count, tally.amount, ActionOf(code)});
  return table;
}

void AddAsOf(const OutstandingBook& book, Paper& paper) {
  paper.figures.push_back({"as_of", "As of run", book.run});
}

}  // namespace

absl::StatusOr<OutstandingBook> MakeOutstanding(Ledger& ledger, const ControlState& control,
                                                const std::vector<Closing>& closings) {
  OutstandingBook book;
  book.run = closings.back().run;
  book.as_of = closings.back().business_date;
  std::vector<Part> parts(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachBalances(
      ledger, control, closings, [&](int shard, PersonId person, const Balances& balances) {
        parts[static_cast<size_t>(shard)].Add(person, balances, book.as_of.in_month());
        return absl::OkStatus();
      }));
  book.receivable = Gather(parts, &Part::receivables, book.receivables);
  book.came_back = Gather(parts, &Part::returned, book.returned);
  book.came_back_third_parties =
      Gather(parts, &Part::returned_third_parties, book.returned_third_parties);
  book.unpaid = Gather(parts, &Part::unpaid, book.unpaid_items);
  for (const Part& part : parts) book.not_yet_payable += part.not_yet_payable;
  const AccountSums sums = SumsOf(closings);
  const auto balance = [&](Account account) {
    return sums[static_cast<size_t>(account)].balance();
  };
  if (book.receivable != balance(Account::kOverpaid) ||
      book.came_back + book.unpaid + book.not_yet_payable != -balance(Account::kPayable)) {
    return absl::DataLossError(absl::StrCat("the people's books as of run ", book.run,
                                            " are not what the closings add up to: run verify"));
  }
  return book;
}

Paper ReceivablesPaper(const OutstandingBook& book, bool people) {
  Paper paper{"receivables", "Overpayments to be recovered", {}, {}, {}};
  AddAsOf(book, paper);
  paper.figures.push_back(
      {"receivable", "To be recovered, in euro", book.receivable, Unit::kEuro, true});
  paper.tables.push_back(AgeingTable("ageing", "By age, in euro", book.receivables, book.as_of));
  if (people) {
    paper.tables.push_back(
        ListTable("people", "By person, in euro", "", book.receivables, book.as_of));
  }
  paper.notes.push_back(
      "Equal to the account Overpaid of the trial balance. An overpayment is as old as the run "
      "that "
      "booked it; what is recovered settles the oldest first. A person may be in several lines.");
  return paper;
}

Paper UnclaimedPaper(const OutstandingBook& book, bool people) {
  Paper paper{"unclaimed", "Returned and unpaid money", {}, {}, {}};
  AddAsOf(book, paper);
  paper.figures.push_back({"came_back", "Came back, in euro", book.came_back, Unit::kEuro, true});
  paper.figures.push_back(
      {"unpaid_amount", "Due and unpaid, in euro", book.unpaid, Unit::kEuro, true});
  paper.figures.push_back({"not_yet_payable", "Due, payable in a later month, in euro",
                           book.not_yet_payable, Unit::kEuro});
  paper.figures.push_back({"payable", "Together, the account Payable",
                           book.came_back + book.unpaid + book.not_yet_payable, Unit::kEuro});
  paper.figures.push_back({"came_back_third_parties", "Came back of third parties",
                           book.came_back_third_parties, Unit::kEuro});
  paper.tables.push_back(
      AgeingTable("returned", "Came back and not sent anew, in euro", book.returned, book.as_of));
  paper.tables.push_back(ReasonsTable(book.returned));
  paper.tables.push_back(
      AgeingTable("unpaid", "Due and unpaid, in euro", book.unpaid_items, book.as_of));
  if (people) {
    paper.tables.push_back(ListTable("returned_people", "Came back, by person, in euro", "payment",
                                     book.returned, book.as_of));
    paper.tables.push_back(ListTable("third_parties_people", "Came back of third parties, in euro",
                                     "payment", book.returned_third_parties, book.as_of));
    paper.tables.push_back(ListTable("unpaid_people", "Due and unpaid, by person, in euro",
                                     "benefit", book.unpaid_items, book.as_of));
  }
  paper.notes.push_back(
      "What came back is as old as the run that paid it; what is unpaid as the month it is payable "
      "from. People whose money came back or is not paid are held: why, tells the report of the "
      "run.");
  return paper;
}

}  // namespace izmaksa
