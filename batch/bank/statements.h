// Do the statements of an account follow one another? Number + 1, opening balance = last closing
// balance, entries = difference of the two. Statements may have come in any order.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "batch/bank/message.h"

namespace izmaksa {

// One sentence for each fault, in order of the statements; empty when there is none. A statement of
// an account other than `account` is named and left out; the same statement twice counts once. The
// first statement is taken as it is.
std::vector<std::string> StatementFaults(absl::Span<const AccountStatement> statements,
                                         absl::string_view account);

// "statement 341", or by its id when it has no number.
std::string StatementName(const AccountStatement& statement);

}  // namespace izmaksa
