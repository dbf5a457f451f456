#include "batch/hash_total.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "batch/outgoing.h"
#include "batch/run.h"
#include "ledger/digest.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string LineOf(const PaymentOrder& order) {
  return absl::StrCat(order.end_to_end_id, "|", order.amount.ToString(), "|",
                      order.payee_iban.empty() ? "home" : order.payee_iban, "\n");
}

}  // namespace

absl::StatusOr<HashTotal> ComputeHashTotal(Ledger& ledger, absl::string_view run,
                                           const Progress& progress) {
  ASSIGN_OR_RETURN(const std::vector<ShardRun> runs, ShardRunsOf(ledger, run));
  HashTotal total;
  Hasher hasher;
  std::string last;
  bool in_order = true;
  RETURN_IF_ERROR(ForEachOutgoing(ledger, runs, Payees::kUnseal, [&](const Outgoing& outgoing) {
    const std::string line = LineOf(outgoing.order);
    hasher.Update(line);
    in_order = in_order && last < line;
    last = line;
    total.amount += outgoing.order.amount;
    if (++total.payments % 1000 == 0 && progress)
      progress("hashing payments", total.payments, total.payments);
    return absl::OkStatus();
  }));
  total.hash = hasher.Finish();
  if (in_order) return total;
  // Client numbers of several lengths, or ten payments to one person: order of person and order of
  // bytes are then two things.
  std::vector<std::string> lines;
  RETURN_IF_ERROR(ForEachOutgoing(ledger, runs, Payees::kUnseal, [&](const Outgoing& outgoing) {
    lines.push_back(LineOf(outgoing.order));
    return absl::OkStatus();
  }));
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) hasher.Update(line);
  total.hash = hasher.Finish();
  return total;
}

}  // namespace izmaksa
