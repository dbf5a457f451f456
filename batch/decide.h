// The one decision. For one person in one run: what is due is compared with what is booked, and the
// difference, and nothing else, is booked, taxed and paid. Pure: values in, values out.
//
//   settle    the bank's answers to payments in transit
//   adjust    for each benefit and month due or booked: accrue or reverse the difference
//   recover   overpayments: in full from what is not yet paid for past months and from what came
//             back, then by the law's share
//   withhold  income tax of the month of payment, then deductions (batch/net.h)
//   pay       what is payable, to the payee known and to third parties, unless the person is held
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/run_context.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "ledger/journal.h"
#include "processors/benefits.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// Whether the person's facts changed since the run before. Where they did not, nor the law, what
// was due for the months assessed then is due now, and those months are not assessed again.
enum class Facts { kMayHaveChanged, kUnchanged };

// The person's entry for this run; empty() when there is nothing to say. Never fails: what cannot
// be decided about a person is held in the entry, with the reason.
JournalEntry Decide(const RunContext& context, const PersonState& person, const Balances& balances,
                    Facts facts = Facts::kMayHaveChanged);

// "20240420-1000000001-1": unique for ever, a legal EndToEndId.
std::string PaymentId(const std::string& run, PersonId person, int number);

}  // namespace izmaksa
