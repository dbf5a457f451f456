// The general ledger: the accounts of all people together, from the closings of the runs alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/ledger.h"
#include "batch/report/closings.h"
#include "batch/report/paper.h"
#include "ledger/journal.h"

namespace izmaksa {

enum class Account { kExpense, kPayable, kTax, kThirdParty, kInTransit, kBank, kOverpaid };
inline constexpr int kAccounts = 7;

// "Payable": the name in posting tables, on the command line and in JSON.
absl::string_view NameOf(Account account);
// INVALID_ARGUMENT, naming the accounts there are.
absl::StatusOr<Account> ParseAccount(absl::string_view name);

// All postings of a run that debit one account and credit another, as one.
struct Move {
  PostingKind kind;
  Account debit, credit;
  Money amount;
};

// What a closing says was posted, without what is nought; every cent has its two sides.
std::vector<Move> MovesOf(const v1::Totals& totals);

struct AccountSum {
  Money debits, credits;
  Money balance() const { return debits - credits; }  // below nought: a credit balance
};

using AccountSums = std::array<AccountSum, kAccounts>;  // in order of Account

AccountSums SumsOf(const std::vector<Closing>& closings);

// The balance of each account by the books of every person: what the closings must add up to.
absl::StatusOr<std::array<Money, kAccounts>> BalancesOfPeople(Ledger& ledger,
                                                              const ControlState& control,
                                                              const std::vector<Closing>& closings);

// The trial balance. With `people`, theirs stand beside it.
Paper TrialBalancePaper(const std::vector<Closing>& closings,
                        const std::optional<std::array<Money, kAccounts>>& people);

// An account, run by run: opening, debits, credits, closing.
Paper AccountPaper(const std::vector<Closing>& closings, Account account);

}  // namespace izmaksa
