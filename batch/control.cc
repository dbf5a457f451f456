#include "batch/control.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "ledger/understood.h"

namespace izmaksa {
namespace {

constexpr int kReadAhead = 1024;

constexpr size_t kPublicKeySize = 32;

bool IsPublicKey(const std::string& bytes) { return bytes.size() == kPublicKeySize; }

bool IsDigest(const std::string& bytes) { return bytes.size() == std::tuple_size<Digest>::value; }

class Fold {
 public:
  // Says whether the record counts.
  absl::StatusOr<bool> Add(const v1::ControlRecord& record) {
    if (!Understood(record)) {
      return absl::FailedPreconditionError(
          "the control log has a record with a field that this program does not know: upgrade it "
          "first");
    }
    switch (record.record_case()) {
      case v1::ControlRecord::kLedgerOpened:
        return Opened(record.ledger_opened());
      case v1::ControlRecord::kOfficerRegistered:
        return Registered(record.officer_registered());
      case v1::ControlRecord::kRunOpened:
        return Opened(record.run_opened());
      case v1::ControlRecord::kRunClosed:
        return Closed(record.run_closed());
      case v1::ControlRecord::kRunApproved:
        return Approved(record.run_approved());
      case v1::ControlRecord::kRunReleased:
        return Released(record.run_released());
      case v1::ControlRecord::RECORD_NOT_SET:
        break;
    }
    return absl::FailedPreconditionError(
        "the control log has a record of a kind that this program does not know: upgrade it first");
  }

  ControlState state;

 private:
  bool Opened(const v1::LedgerOpened& opened) {
    if (state.shards != 0 || opened.shards() < 1) return false;
    state.shards = opened.shards();
    state.agency = {opened.agency_name(), opened.agency_id(), opened.agency_iban(),
                    opened.agency_bic()};
    state.file_payments_max = opened.file_payments_max();
    if (opened.first_month() != 0) state.first_month = Month::FromNumber(opened.first_month());
    return true;
  }

  bool Registered(const v1::OfficerRegistered& officer) {
    if (officer.name().empty() || !IsPublicKey(officer.public_key())) return false;
    for (const Officer& known : state.officers) {
      // One key under two names would be one person approving twice.
      if (known.name == officer.name() || known.public_key == officer.public_key()) return false;
    }
    state.officers.push_back({officer.name(), officer.public_key()});
    return true;
  }

  bool Opened(const v1::RunOpened& opened) {
    const RunState* last = state.LastClosed();
    if (state.Open() != nullptr || opened.previous() != (last == nullptr ? "" : last->run))
      return false;
    if (opened.run().empty() || state.Find(opened.run()) != nullptr) return false;
    if (last != nullptr && opened.business_date() <= last->business_date.days()) return false;
    if (opened.cutoffs_size() != state.shards || !IsDigest(opened.law_digest())) return false;
    RunState run;
    run.run = opened.run();
    run.previous = opened.previous();
    run.build = opened.build();
    run.maker = opened.maker();
    run.business_date = Date::FromDays(opened.business_date());
    run.first_month = Month::FromNumber(opened.first_month());
    for (const int64_t cutoff : opened.cutoffs()) run.cutoffs.push_back(Offset(cutoff));
    run.law_digest = DigestFromBytes(opened.law_digest());
    state.runs.push_back(std::move(run));
    return true;
  }

  bool Closed(const v1::RunClosed& closed) {
    if (state.Open() == nullptr || state.Open()->run != closed.run()) return false;
    if (closed.shards_size() != state.shards || !IsDigest(closed.root())) return false;
    for (const auto& shard : closed.shards()) {
      if (!IsDigest(shard.root())) return false;
    }
    if (RunRoot(closed) != DigestFromBytes(closed.root())) return false;
    state.runs.back().closed = closed;
    return true;
  }

  RunState* ClosedRun(const std::string& name, const std::string& root) {
    for (RunState& run : state.runs) {
      if (run.run == name && run.closed && run.closed->root() == root) return &run;
    }
    return nullptr;
  }

  bool Approved(const v1::RunApproved& approved) {
    RunState* run = ClosedRun(approved.run(), approved.root());
    const Officer* officer = state.FindOfficer(approved.officer());
    if (run == nullptr || officer == nullptr || officer->name == run->maker) return false;
    if (std::count(run->approved_by.begin(), run->approved_by.end(), officer->name) > 0)
      return false;
    if (!SignatureHolds(officer->public_key, ApprovalText(run->run, run->root()),
                        approved.signature()))
      return false;
    run->approved_by.push_back(officer->name);
    return true;
  }

  bool Released(const v1::RunReleased& released) {
    RunState* run = ClosedRun(released.run(), released.root());
    if (run == nullptr || run->approved_by.size() < kApprovalsNeeded || run->is_released)
      return false;
    for (const auto& file : released.files()) {
      if (!IsDigest(file.digest())) return false;
    }
    run->is_released = true;
    run->format = released.format();
    run->basic_letters = released.basic_letters();
    for (const auto& file : released.files()) {
      run->released.push_back({file.name(), DigestFromBytes(file.digest()), file.payments(),
                               Money::Cents(file.amount())});
    }
    return true;
  }
};

}  // namespace

Digest RunState::root() const {
  CHECK(closed.has_value());
  return DigestFromBytes(closed->root());
}

const RunState* ControlState::Find(absl::string_view run) const {
  for (const RunState& known : runs) {
    if (known.run == run) return &known;
  }
  return nullptr;
}

const RunState* ControlState::Open() const {
  return runs.empty() || runs.back().closed ? nullptr : &runs.back();
}

const RunState* ControlState::LastClosed() const {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (run->closed) return &*run;
  }
  return nullptr;
}

const Officer* ControlState::FindOfficer(absl::string_view name) const {
  for (const Officer& officer : officers) {
    if (officer.name == name) return &officer;
  }
  return nullptr;
}

absl::StatusOr<ControlState> FoldControl(Log& control) {
  Fold fold;
  for (Offset from;;) {
    ASSIGN_OR_RETURN(const std::vector<Record> records, control.Read(from, kReadAhead));
    if (records.empty()) break;
    for (const Record& bytes : records) {
      v1::ControlRecord record;
      if (!record.ParseFromString(bytes.bytes)) {
        return absl::DataLossError(absl::StrCat("control log: the record at offset ",
                                                bytes.offset.position(), " cannot be read"));
      }
      ASSIGN_OR_RETURN(const bool counts, fold.Add(record));
      if (!counts) ++fold.state.void_records;
    }
    from = records.back().offset.next();
  }
  if (fold.state.shards == 0)
    return absl::DataLossError("the control log does not begin with the ledger's opening");
  return std::move(fold.state);
}

absl::Status AppendControl(Log& control, const v1::ControlRecord& record) {
  const std::string bytes = record.SerializeAsString();
  return control.Append({bytes});
}

absl::StatusOr<RunState> ApproveRun(Log& control, absl::string_view name, const OfficerKey& key) {
  const auto refused = [&](absl::string_view why) {
    return absl::FailedPreconditionError(absl::StrCat("run ", name, " is not approved: ", why));
  };
  ASSIGN_OR_RETURN(ControlState state, FoldControl(control));
  const RunState* run = state.Find(name);
  if (run == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", name));
  if (!run->closed) return refused("it is not closed yet");
  const Officer* officer = state.FindOfficer(key.officer);
  if (officer == nullptr) return refused(absl::StrCat(key.officer, " is not a registered officer"));
  if (officer->public_key != key.public_key) {
    return refused(absl::StrCat("the key is not the one ", key.officer, " is registered with"));
  }
  if (run->maker == key.officer)
    return refused(absl::StrCat(key.officer, " made it; maker and approvers are different people"));
  if (std::count(run->approved_by.begin(), run->approved_by.end(), key.officer) > 0) {
    return refused(absl::StrCat(key.officer,
                                " has approved it already; the second approver is another person"));
  }
  v1::ControlRecord record;
  v1::RunApproved& approved = *record.mutable_run_approved();
  approved.set_run(run->run);
  approved.set_root(run->closed->root());
  approved.set_officer(key.officer);
  approved.set_signature(Sign(key, ApprovalText(run->run, run->root())));
  RETURN_IF_ERROR(AppendControl(control, record));
  ASSIGN_OR_RETURN(state, FoldControl(control));
  run = state.Find(name);
  if (run == nullptr || run->approved_by.empty() || run->approved_by.back() != key.officer) {
    return absl::AbortedError("another approval came at the same time: look at the run again");
  }
  return *run;
}

Digest RunRoot(const v1::RunClosed& closed) {
  MerkleTree tree;
  for (const auto& shard : closed.shards()) tree.Add(LeafHash(shard.root()));
  return tree.Root();
}

std::string ApprovalText(absl::string_view run, const Digest& root) {
  return absl::StrCat("izmaksa run approval\n", run, "\n", ToHex(root), "\n");
}

}  // namespace izmaksa
