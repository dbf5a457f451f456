// The control log: one for the whole ledger. Who may do what, which limits hold, which runs were
// opened, closed, signed, approved and released, which files were sent or discarded. Its fold
// decides which of its records count; the rest are void. What officers do: batch/control_acts.h.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/bank/bank_records.h"
#include "batch/bank/payment_file.h"
#include "batch/bank/post_file.h"
#include "batch/findings.h"
#include "batch/limits.h"
#include "batch/signed_text.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/ids.h"
#include "ledger/log.h"
#include "ledger/money.h"
#include "proto/control.pb.h"

namespace izmaksa {

// Maker and two approvers are three people.
inline constexpr size_t kApprovalsNeeded = 2;

enum class OfficerRole { kMaker = 1, kApprover = 2, kTreasurer = 3 };

struct Officer {
  std::string name;
  std::string public_key;       // Ed25519, 32 bytes
  std::set<OfficerRole> roles;  // not empty
};

enum class FileKind {
  kPayments,      // a payment file
  kHomeList,      // for the Post: cash to bring home (batch/bank/post_file.h)
  kPostTransfer,  // a payment file by which the Post gets the money of a list, and the fees; it is
                  // no payment of the run beside those of the list
};

struct ReleasedFile {
  std::string name;
  Digest digest;
  int64_t payments = 0;
  Money amount;
  std::string sent_by, discarded_by;  // at most one of them; empty: neither yet
  std::string discard_reason;
  FileKind kind = FileKind::kPayments;
  std::optional<Date> execution_date{};  // of a payment file just written; it is not recorded
};

// The life of a run: opened → closed → signed by its maker → approved by two officers → released →
// each file sent or discarded.
struct RunState {
  std::string run, previous, build, maker;
  Date business_date;
  Month first_month;            // of the ledger
  std::vector<Offset> cutoffs;  // per shard
  Digest law_digest{};
  Limits limits;             // in force when it was opened
  bool maker_signs = false;  // false: opened by a version before 0.3, which did not ask for it
  std::optional<v1::RunClosed> closed;
  std::map<Date, Money> days;            // net by day of payment; empty before 0.3
  std::vector<Finding> findings;         // of the closed run, for each approver to accept
  std::string signed_by;                 // its maker, when signed
  std::vector<std::string> approved_by;  // officers, in order
  std::optional<HashTotal> hash_total;   // that they signed, the same each; nullopt before 0.3
  bool is_released = false;
  std::string released_by;             // the treasurer; empty before 0.3
  std::vector<ReleasedFile> released;  // may be empty: a run that pays nobody
  std::string format;                  // of the released files: "pain.001.001.09"
  bool basic_letters = false;          // names in them are in basic Latin letters

  Digest root() const;  // of a closed run
  // Whether the officer made it: signed it, or is named as its maker.
  bool IsMadeBy(absl::string_view officer) const;
};

struct ControlState {
  int shards = 0;
  Agency agency;
  PostAccount post;  // empty in a ledger made before version 0.3
  int64_t file_payments_max = 0;
  std::optional<Month> first_month;  // nullopt: the month of the first run
  std::vector<Officer> officers;     // in order of registration
  Limits limits;                     // in force now
  int64_t limits_number = 0;         // 0: none were set, and they are those of `Limits()`
  std::string limits_set_by;
  std::vector<RunState> runs;  // in order of opening
  BankRecords bank;            // what the bank said
  int64_t void_records = 0;

  const RunState* Find(absl::string_view run) const;
  const RunState* Open() const;        // the run that is open; null: none
  const RunState* LastClosed() const;  // null: none yet
  const Officer* FindOfficer(absl::string_view name) const;
};

// A record counts only if:
//   OfficerRegistered  name and key are both new, and its roles are known;
//   LimitsSet          its number is the next, its limits are in order, and a treasurer signed
//   them; RunOpened          no run is open, its name is new, its date is after every earlier
//   run's,
//                      `previous` is the last closed run, and its limits are those in force;
//   RunClosed          its run is the open one, its root is the root over its shards' roots, and
//                      its days of payment add up to what its shards pay;
//   RunSigned          its run is closed and not signed, the root is the run's, the officer is a
//                      maker, and the one named at the opening if an officer was named, and the
//                      signature holds;
//   RunApproved        its run is closed, and signed by its maker; the root is the run's; the
//   officer
//                      is an approver, neither the maker nor an earlier approver, accepts every
//                      finding of the run and no other; the hash total is of what the run pays, and
//                      that of the approver before; and the signature holds;
//   RunReleased        its run has two approvals, the root is the run's, it is not released yet,
//   and
//                      a treasurer who did not make it signed it and the digests of the files;
//   FileSent, FileDiscarded  the file was released with this digest and neither sent nor discarded,
//                      and a treasurer who did not make the run signed that.
//   the bank's messages: batch/bank/bank_records.h.
// What versions before 0.3 wrote counts as it did: runs without a maker's signature, releases
// without a treasurer's.
// FAILED_PRECONDITION at a record of a kind this program does not know.
absl::StatusOr<ControlState> FoldControl(Log& control);

absl::Status AppendControl(Log& control, const v1::ControlRecord& record);

// Root over the shards' roots, RFC 6962.
Digest RunRoot(const v1::RunClosed& closed);

}  // namespace izmaksa
