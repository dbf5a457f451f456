// What an officer says about a person's money, as an event under the officer's key: that a payment
// which came back goes out again, and that an account is the person's.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/progress.h"
#include "ledger/ids.h"

namespace izmaksa {

// Lets a payment that came back be sent again to the payee known: the next run makes a new payment
// that names it. `number` is that of the decision. Said before: nothing is appended.
// FAILED_PRECONDITION when the key is not a maker's, the payment has not come back, or the last run
// of the ledger is still open; NOT_FOUND when there is no such payment.
absl::Status SendAgain(Ledger& ledger, absl::string_view payment, absl::string_view number,
                       const OfficerKey& key, const Progress& progress);

// Confirms, after the officer has asked the person, the account known. FAILED_PRECONDITION when the
// key is not a maker's, NOT_FOUND when nothing, or no account, is known of the person.
absl::Status ConfirmAccount(Ledger& ledger, PersonId person, const OfficerKey& key,
                            const Progress& progress);

}  // namespace izmaksa
