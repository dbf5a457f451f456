// The control log: one for the whole ledger. Who may approve, which runs were opened, closed,
// approved and released. Its fold decides which of its records count; the rest are void.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/bank/payment_file.h"
#include "batch/officer_key.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/ids.h"
#include "ledger/log.h"
#include "ledger/money.h"
#include "proto/control.pb.h"

namespace izmaksa {

// Maker and two approvers are three people.
inline constexpr size_t kApprovalsNeeded = 2;

struct Officer {
  std::string name;
  std::string public_key;  // Ed25519, 32 bytes
};

struct ReleasedFile {
  std::string name;
  Digest digest;
  int64_t payments = 0;
  Money amount;
};

// The life of a run: opened → closed → approved by two officers → released.
struct RunState {
  std::string run, previous, build, maker;
  Date business_date;
  Month first_month;            // of the ledger
  std::vector<Offset> cutoffs;  // per shard
  Digest law_digest{};
  std::optional<v1::RunClosed> closed;
  std::vector<std::string> approved_by;  // officers, in order
  bool is_released = false;
  std::vector<ReleasedFile> released;  // may be empty: a run that pays nobody
  std::string format;                  // of the released files: "pain.001.001.09"
  bool basic_letters = false;          // names in them are in basic Latin letters

  Digest root() const;  // of a closed run
};

struct ControlState {
  int shards = 0;
  Agency agency;
  int64_t file_payments_max = 0;
  std::optional<Month> first_month;  // nullopt: the month of the first run
  std::vector<Officer> officers;     // in order of registration
  std::vector<RunState> runs;        // in order of opening
  int64_t void_records = 0;

  const RunState* Find(absl::string_view run) const;
  const RunState* Open() const;        // the run that is open; null: none
  const RunState* LastClosed() const;  // null: none yet
  const Officer* FindOfficer(absl::string_view name) const;
};

// A record counts only if:
//   OfficerRegistered  name and key are both new;
//   RunOpened          no run is open, its name is new, its date is after every earlier run's, and
//                      `previous` is the last closed run;
//   RunClosed          its run is the open one, and its root is the root over its shards' roots;
//   RunApproved        its run is closed, the root is the run's, the officer is registered, is
//                      neither the maker nor an earlier approver, and the signature is the
//                      officer's over run and root;
//   RunReleased        its run has two approvals, the root is the run's, and it is not released
//                      yet.
// FAILED_PRECONDITION at a record of a kind this program does not know.
absl::StatusOr<ControlState> FoldControl(Log& control);

absl::Status AppendControl(Log& control, const v1::ControlRecord& record);

// Appends an officer's approval of a closed run and returns the run with it. FAILED_PRECONDITION
// when it would not count: the run is open, the officer is not registered with this key, made the
// run, or approved it before.
absl::StatusOr<RunState> ApproveRun(Log& control, absl::string_view run, const OfficerKey& key);

// Root over the shards' roots, RFC 6962.
Digest RunRoot(const v1::RunClosed& closed);

// The text an officer signs to approve a run.
std::string ApprovalText(absl::string_view run, const Digest& root);

}  // namespace izmaksa
