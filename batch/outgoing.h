// Payments of a closed run on their way to files: read from the journals of all shards, opened, and
// merged into one stream in order of person.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "batch/bank/payment_file.h"
#include "batch/bank/post_file.h"
#include "batch/ledger.h"
#include "ledger/date.h"
#include "ledger/payment.h"
#include "processors/books.h"

namespace izmaksa {

// One file's worth of payments shares these.
struct FileGroup {
  Channel channel = Channel::kAccount;
  Date pay_date;                 // of execution, or of delivery
  std::string category_purpose;  // empty: cash, whatever it is for
  friend auto operator<=>(const FileGroup&, const FileGroup&) = default;
};

struct Outgoing {
  PersonId person;
  FileGroup group;
  PaymentOrder order;     // of home delivery: id and amount alone
  HomeDelivery delivery;  // of home delivery
};

// Whether names, accounts and addresses are wanted, or ids and amounts are enough.
enum class Payees { kUnseal, kLeaveSealed };

// Visits the payments of a run, in order of person and payment, whatever the number of shards. A
// thread a shard reads and unseals, a bounded number of payments ahead. DATA_LOSS when one cannot
// be opened.
absl::Status ForEachOutgoing(Ledger& ledger, const std::vector<ShardRun>& runs, Payees payees,
                             const std::function<absl::Status(const Outgoing&)>& visit);

}  // namespace izmaksa
