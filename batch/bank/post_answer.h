// The Post's answer to a list: what was handed over, what waits, and what comes back. The form is
// that of docs/post-delivery-format.md.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

enum class PostResult {
  kDelivered,  // at home, or fetched at the post office
  kKept,       // not handed over; it waits at the post office
  kReturned,   // not handed over; the money comes back to the agency
};

// Why cash was not handed over.
enum class PostReason { kNone, kAbsent, kRefused, kMoved, kDeceased, kUnknown, kExpired, kOther };

struct PostAnswerLine {
  int line = 0;  // of the file, the first being 1
  std::string list, payment;
  PostResult result = PostResult::kDelivered;
  Date date;  // of the delivery, of the attempt, or of the return
  PostReason reason = PostReason::kNone;
  Money amount;
};

// The words of the file: "delivered", "absent".
absl::string_view ToText(PostResult result);
absl::string_view ToText(PostReason reason);

// The lines of an answer, in the order of the file. InvalidArgument when anything in it is wrong:
// every fault, "line N, field: …" each on a line of its own, at most 20 of them and the number of
// the rest. The whole file is then refused: what a cut or altered file says of the payments before
// the fault may be as wrong. Values are not in the messages, except words and numbers that cannot
// be personal data.
absl::StatusOr<std::vector<PostAnswerLine>> ReadPostAnswer(absl::string_view bytes);

}  // namespace izmaksa
