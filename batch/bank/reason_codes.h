// What the bank's reason for a rejected or returned payment means for the person and the payment.
// Codes are the external status and return reasons of ISO 20022; what to do about them is the
// agency's proposal, not the standard's.
#pragma once

#include "absl/strings/string_view.h"

namespace izmaksa {

// What has to happen before the money can be paid again.
enum class AfterReturn {
  kPersonDecides,  // look at it: nothing is paid until an officer has decided
  kReissueSame,    // the same payment may be paid again as it was
  kNewAccount,     // hold until the recipient has named or corrected an account
  kAddress,        // hold until the recipient's address is complete
  kBankDirectory,  // the bank's identifier was wrong: correct the directory, pay again
  kDeceased,       // stop every service of the person; never pay to this account again
  kOurDefect,      // the file was wrong: nothing was booked, mend the program, send a new file
  kFunds,          // fund the agency's account, send the same instruction again
  kRedate,         // pay again with another date
  kDuplicate,      // the bank has had it before: do not send again, compare with what was sent
  kRecallClosed,   // the money came back because the agency asked for it
};

// A code that is not in the table, or none at all, is for an officer to look at: never an error.
AfterReturn MeaningOf(absl::string_view code);

// Why, in a few words: "account closed". "not a known reason" for a code that is not in the table,
// "no reason given" for none.
absl::string_view WordsOf(absl::string_view code);

// What is to be done, in a few words: "hold, ask recipient for a new account".
absl::string_view ActionOf(absl::string_view code);

}  // namespace izmaksa
