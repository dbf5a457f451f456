// Whom a run pays, and why it would rather not: the doubts that hold a person until somebody has
// looked. Pure. A reason is "category: details", or the category alone: reports group people by it.
#pragma once

#include <string>
#include <vector>

#include "batch/limits.h"
#include "batch/run_context.h"
#include "ledger/journal.h"
#include "processors/person.h"

namespace izmaksa {

// Stands for a code of the bank where the agency discarded the file before it was sent.
inline constexpr char kDiscarded[] = "discarded";

// Whom to pay, and through what. What was applied for by the law's day of a month holds from the
// next; but where a payment came back since, and where nothing was known by then, the latest holds
// at once. Null: nothing is known.
const AccountFact* PayeeOf(const RunContext& context, const PersonState& person);

// Why nothing may be paid to this payee now; empty: it may.
std::vector<std::string> HoldsOf(const RunContext& context, const PersonState& person,
                                 const Balances& balances, const AccountFact& payee);

// Which limits a payment is over. Amounts of a benefit are before tax, of the payment after all.
std::vector<std::string> OverLimits(const Limits& limits, const Payment& payment);

// The bank's answer; null: none yet.
const BankAnswer* AnswerTo(const PersonState& person, const std::string& payment);

// Whether an officer has decided, since the answer, that the payment goes out again.
bool IsReissueDecided(const PersonState& person, const BankAnswer& answer);

}  // namespace izmaksa
