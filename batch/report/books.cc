#include "batch/report/books.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "batch/report/people_books.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

struct AccountName {
  absl::string_view name, meaning;
};

constexpr AccountName kNames[kAccounts] = {
    {"Expense", "benefits due, less what was due no longer"},
    {"Payable", "owed to people: due and not yet paid, or come back"},
    {"Tax", "income tax withheld, owed to the State Revenue Service"},
    {"Third party", "deducted for others, owed to them"},
    {"In transit", "in payment files, not yet answered by the bank"},
    {"Bank", "paid: the bank says booked, and has not given it back"},
    {"Overpaid", "receivable: to be recovered from people"},
};

const AccountName& NamesOf(Account account) { return kNames[static_cast<size_t>(account)]; }

AccountSum& SumOf(AccountSums& sums, Account account) { return sums[static_cast<size_t>(account)]; }

constexpr Account kAll[kAccounts] = {Account::kExpense,    Account::kPayable,   Account::kTax,
                                     Account::kThirdParty, Account::kInTransit, Account::kBank,
                                     Account::kOverpaid};

std::optional<Money> IfPositive(Money amount) {
  return amount.is_positive() ? std::optional(amount) : std::nullopt;
}

void AddAsOf(const std::vector<Closing>& closings, Paper& paper) {
  paper.figures.push_back({"as_of", "As of run", closings.back().run});
  paper.figures.push_back({"first_run", "First run", closings.front().run});
  paper.figures.push_back({"runs", "Runs", static_cast<int64_t>(closings.size()), Unit::kCount});
}

}  // namespace

absl::string_view NameOf(Account account) { return NamesOf(account).name; }

absl::StatusOr<Account> ParseAccount(absl::string_view name) {
  std::string known;
  for (const Account account : kAll) {
    if (absl::AsciiStrToLower(name) == absl::AsciiStrToLower(NameOf(account))) return account;
    absl::StrAppend(&known, known.empty() ? "" : ", ", NameOf(account));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("there is no account \"", name, "\"; there are: ", known));
}

std::vector<Move> MovesOf(const v1::Totals& totals) {
  std::vector<Move> moves;
  const auto add = [&](PostingKind kind, Account debit, Account credit, int64_t cents) {
    if (cents != 0) moves.push_back({kind, debit, credit, Money::Cents(cents)});
  };
  int64_t accrued = 0, reversed = 0;
  for (const auto& benefit : totals.benefits()) {
    accrued += benefit.accrued();
    reversed += benefit.reversed();
  }
  add(PostingKind::kAccrue, Account::kExpense, Account::kPayable, accrued);
  add(PostingKind::kReverse, Account::kOverpaid, Account::kExpense, reversed);
  add(PostingKind::kRecover, Account::kPayable, Account::kOverpaid, totals.recovered());
  add(PostingKind::kWithhold, Account::kPayable, Account::kTax, totals.tax());
  add(PostingKind::kDeduct, Account::kPayable, Account::kThirdParty, totals.deducted());
  add(PostingKind::kPay, Account::kPayable, Account::kInTransit,
      totals.paid() - totals.paid_to_third_parties());
  add(PostingKind::kPay, Account::kThirdParty, Account::kInTransit, totals.paid_to_third_parties());
  add(PostingKind::kSettle, Account::kInTransit, Account::kBank, totals.settled());
  int64_t rejected = 0, returned = 0;
  for (const auto& fate : totals.fates()) {
    rejected += fate.rejected();
    returned += fate.returned();
  }
  const int64_t rejected_of_others = totals.rejected_of_third_parties();
  const int64_t returned_of_others = totals.returned_of_third_parties();
  add(PostingKind::kReturn, Account::kInTransit, Account::kPayable, rejected - rejected_of_others);
  add(PostingKind::kReturn, Account::kInTransit, Account::kThirdParty, rejected_of_others);
  add(PostingKind::kReturn, Account::kBank, Account::kPayable, returned - returned_of_others);
  add(PostingKind::kReturn, Account::kBank, Account::kThirdParty, returned_of_others);
  return moves;
}

AccountSums SumsOf(const std::vector<Closing>& closings) {
  AccountSums sums;
  for (const Closing& closing : closings) {
    for (const Move& move : MovesOf(closing.totals)) {
      SumOf(sums, move.debit).debits += move.amount;
      SumOf(sums, move.credit).credits += move.amount;
    }
  }
  return sums;
}

absl::StatusOr<std::array<Money, kAccounts>> BalancesOfPeople(
    Ledger& ledger, const ControlState& control, const std::vector<Closing>& closings) {
  std::vector<std::array<Money, kAccounts>> parts(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachBalances(
      ledger, control, closings, [&](int shard, PersonId, const Balances& balances) {
        const auto add = [&](Account account, Money amount) {
          parts[static_cast<size_t>(shard)][static_cast<size_t>(account)] += amount;
        };
        for (const Item& item : balances.items) add(Account::kExpense, item.booked());
        for (const Pending& sent : balances.in_transit) add(Account::kInTransit, -sent.amount);
        add(Account::kPayable, -balances.payable);
        add(Account::kTax, -balances.tax);
        add(Account::kThirdParty, -balances.third_party);
        add(Account::kBank, -balances.settled);
        add(Account::kOverpaid, balances.overpaid);
        return absl::OkStatus();
      }));
  std::array<Money, kAccounts> all;
  for (const auto& part : parts)
    for (size_t i = 0; i < all.size(); ++i) all[i] += part[i];
  return all;
}

Paper TrialBalancePaper(const std::vector<Closing>& closings,
                        const std::optional<std::array<Money, kAccounts>>& people) {
  const AccountSums sums = SumsOf(closings);
  Paper paper{"books", "Trial balance", {}, {}, {}};
  AddAsOf(closings, paper);
  Table table{"accounts",
              "Accounts, in euro",
              {{"account", "account"},
               {"debits", "debits", Unit::kEuro},
               {"credits", "credits", Unit::kEuro},
               {"debit_balance", "debit balance", Unit::kEuro},
               {"credit_balance", "credit balance", Unit::kEuro}},
              {},
              {},
              {}};
  Table check{"check",
              "Checked against the books of every person",
              {{"account", "account"},
               {"closings", "by the closings", Unit::kEuro},
               {"people", "by the people's books", Unit::kEuro},
               {"difference", "difference", Unit::kEuro}},
              {},
              {},
              {}};
  Money debits, credits, debit_balances, credit_balances;
  bool agree = true;
  for (size_t i = 0; i < sums.size(); ++i) {
    const AccountSum& sum = sums[i];
    debits += sum.debits;
    credits += sum.credits;
    debit_balances += std::max(sum.balance(), Money());
    credit_balances += std::max(-sum.balance(), Money());
    table.Add({NameOf(kAll[i]), sum.debits, sum.credits, IfPositive(sum.balance()),
               IfPositive(-sum.balance())});
    if (!people) continue;
    agree = agree && (*people)[i] == sum.balance();
    check.Add({NameOf(kAll[i]), sum.balance(), (*people)[i], (*people)[i] - sum.balance()});
  }
  CHECK(debits == credits && debit_balances == credit_balances);
  table.Add({"Together", debits, credits, debit_balances, credit_balances}, Row::Weight::kTotal);
  std::string meanings;
  for (const AccountName& name : kNames)
    absl::StrAppend(&meanings, meanings.empty() ? "" : "; ", name.name, ": ", name.meaning);
  table.notes.push_back(meanings + ".");
  paper.tables.push_back(std::move(table));
  if (people) {
    check.notes.push_back(agree ? "They agree, to the cent."
                                : "They do NOT agree: run izmaksa verify.");
    paper.tables.push_back(std::move(check));
  }
  paper.notes.push_back(
      "From the closing records of the control log. Debits equal credits: every posting has two "
      "legs.");
  return paper;
}

Paper AccountPaper(const std::vector<Closing>& closings, Account account) {
  Paper paper{"account", absl::StrCat("Account ", NameOf(account)), {}, {}, {}};
  AddAsOf(closings, paper);
  Table table{"by_run",
              "Run by run, in euro",
              {{"run", "run"},
               {"opening", "opening", Unit::kEuro},
               {"debits", "debits", Unit::kEuro},
               {"credits", "credits", Unit::kEuro},
               {"closing", "closing", Unit::kEuro}},
              {},
              {},
              {}};
  Table moves{"moves",
              "What it was, in euro",
              {{"run", "run"},
               {"posting", "posting"},
               {"against", "against"},
               {"debit", "debit", Unit::kEuro},
               {"credit", "credit", Unit::kEuro}},
              {},
              {},
              {}};
  AccountSum all;
  Money balance;
  for (const Closing& closing : closings) {
    AccountSum sum;
    for (const Move& move : MovesOf(closing.totals)) {
      if (move.debit == account) {
        sum.debits += move.amount;
        moves.Add({closing.run, NameOf(move.kind), NameOf(move.credit), move.amount, {}});
      } else if (move.credit == account) {
        sum.credits += move.amount;
        moves.Add({closing.run, NameOf(move.kind), NameOf(move.debit), {}, move.amount});
      }
    }
    const Money opening = balance;
    balance += sum.balance();
    all.debits += sum.debits;
    all.credits += sum.credits;
    table.Add({closing.run, opening, sum.debits, sum.credits, balance});
  }
  table.Add({"Together", Money(), all.debits, all.credits, balance}, Row::Weight::kTotal);
  paper.tables.push_back(std::move(table));
  paper.tables.push_back(std::move(moves));
  paper.notes.push_back(absl::StrCat(NameOf(account), ": ", NamesOf(account).meaning,
                                     ". A balance below nought is a credit balance."));
  return paper;
}

}  // namespace izmaksa
