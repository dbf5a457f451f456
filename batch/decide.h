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

#include "batch/limits.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "ledger/journal.h"
#include "processors/benefits.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// What a run knows beside the person.
struct RunContext {
  std::string run;  // its name
  Date business_date;
  Month
      first_month;  // the ledger's: what was decided before it, another system has paid up to then
  const Law* law = nullptr;  // as known on the business date
  const Limits* limits = nullptr;
  std::vector<uint64_t> shared_accounts;  // marks of those with too many people, in order
  // Where this shard's events ended for the run before: an answer of the bank at or after it is
  // new.
  Offset previous_cutoff;
  // The month through which the run before assessed everybody by the same law and program; nullopt
  // when something of that has changed.
  std::optional<Month> assessed_through;

  Month month() const { return business_date.in_month(); }
};

// Whether the person's facts changed since the run before. Where they did not, nor the law, what
// was due for the months assessed then is due now, and those months are not assessed again.
enum class Facts { kMayHaveChanged, kUnchanged };

// The person's entry for this run; empty() when there is nothing to say. Never fails: what cannot
// be decided about a person is held in the entry, with the reason.
JournalEntry Decide(const RunContext& context, const PersonState& person, const Balances& balances,
                    Facts facts = Facts::kMayHaveChanged);

// "20240420-1000000001-1": unique for ever, a legal EndToEndId.
std::string PaymentId(const std::string& run, PersonId person, int number);

// The first month this ledger accounts for a person's benefit and case. What was decided before the
// ledger's first month was paid up to it by the system before; what was decided since is paid here
// from its beginning. A benefit without decisions of its own follows the person's other claims: the
// earliest of them, and the ledger's first month as soon as one was decided before.
Month AccountedFrom(const PersonState& person, absl::string_view benefit, absl::string_view case_id,
                    Month first_month);

}  // namespace izmaksa
