#include "batch/control_acts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "batch/signed_text.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr OfficerRole kRoles[] = {OfficerRole::kMaker, OfficerRole::kApprover,
                                  OfficerRole::kTreasurer};

// Which findings are left to accept, or were accepted and are not there.
absl::Status CheckAccepted(const RunState& run, const std::vector<std::string>& accepted) {
  for (const Finding& finding : run.findings) {
    if (std::count(accepted.begin(), accepted.end(), finding.name) == 0) {
      return absl::FailedPreconditionError(
          absl::StrCat("run ", run.run, " is not approved: ", finding.text,
                       "; whoever approves it all the same says --accept ", finding.name));
    }
  }
  for (const std::string& name : accepted) {
    if (std::none_of(run.findings.begin(), run.findings.end(),
                     [&](const Finding& finding) { return finding.name == name; })) {
      return absl::FailedPreconditionError(
          absl::StrCat("run ", run.run, " is not approved: it has no finding ", name));
    }
  }
  return absl::OkStatus();
}

absl::Status AnotherWrote() {
  return absl::AbortedError("another program wrote at the same time: look again, and repeat");
}

}  // namespace

absl::string_view NameOf(OfficerRole role) {
  switch (role) {
    case OfficerRole::kMaker:
      return "maker";
    case OfficerRole::kApprover:
      return "approver";
    case OfficerRole::kTreasurer:
      return "treasurer";
  }
  return "";
}

absl::StatusOr<std::set<OfficerRole>> ParseRoles(absl::string_view text) {
  std::set<OfficerRole> roles;
  for (const absl::string_view word : absl::StrSplit(text, ',')) {
    const auto* role = std::find_if(std::begin(kRoles), std::end(kRoles),
                                    [&](OfficerRole known) { return NameOf(known) == word; });
    if (role == std::end(kRoles)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", word, "\" is not a role; there are: maker, approver, treasurer"));
    }
    roles.insert(*role);
  }
  return roles;
}

std::string RolesText(const std::set<OfficerRole>& roles) {
  return absl::StrJoin(roles, ", ", [](std::string* text, OfficerRole role) {
    absl::StrAppend(text, absl::string_view(NameOf(role)));
  });
}

absl::Status CheckOfficer(const ControlState& state, const OfficerKey& key, OfficerRole role) {
  const Officer* officer = state.FindOfficer(key.officer);
  if (officer == nullptr)
    return absl::FailedPreconditionError(absl::StrCat(key.officer, " is not a registered officer"));
  if (officer->public_key != key.public_key) {
    return absl::FailedPreconditionError(
        absl::StrCat("the key is not the one ", key.officer, " is registered with"));
  }
  if (officer->roles.count(role) == 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        key.officer, " is registered as ", RolesText(officer->roles), ", not as ", NameOf(role)));
  }
  return absl::OkStatus();
}

absl::StatusOr<const RunState*> ClosedRunOf(const ControlState& state, absl::string_view run) {
  const RunState* found = state.Find(run);
  if (found == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", run));
  if (!found->closed)
    return absl::FailedPreconditionError(
        absl::StrCat("run ", run, " is not closed: finish it first"));
  return found;
}

absl::StatusOr<RunState> SignRun(Log& control, absl::string_view name, const OfficerKey& key) {
  const auto refused = [&](absl::string_view why) {
    return absl::FailedPreconditionError(absl::StrCat("run ", name, " is not signed: ", why));
  };
  ASSIGN_OR_RETURN(ControlState state, FoldControl(control));
  ASSIGN_OR_RETURN(const RunState* run, ClosedRunOf(state, name));
  const absl::Status officer = CheckOfficer(state, key, OfficerRole::kMaker);
  if (!officer.ok()) return refused(officer.message());
  if (!run->maker_signs) return refused("it was made by a version that asked for no signature");
  if (run->signed_by == key.officer) return *run;
  if (!run->signed_by.empty()) return refused(absl::StrCat(run->signed_by, " has signed it"));
  if (run->maker != key.officer && state.FindOfficer(run->maker) != nullptr)
    return refused(absl::StrCat(run->maker, " made it"));
  v1::ControlRecord record;
  v1::RunSigned& by_maker = *record.mutable_run_signed();
  by_maker.set_run(run->run);
  by_maker.set_root(run->closed->root());
  by_maker.set_officer(key.officer);
  by_maker.set_signature(Sign(key, MakerText(run->run, run->root())));
  RETURN_IF_ERROR(AppendControl(control, record));
  ASSIGN_OR_RETURN(state, FoldControl(control));
  run = state.Find(name);
  if (run == nullptr || run->signed_by != key.officer) return AnotherWrote();
  return *run;
}

absl::Status CheckCanApprove(const ControlState& state, absl::string_view name,
                             const OfficerKey& key, const std::vector<std::string>& accepted) {
  const auto refused = [&](absl::string_view why) {
    return absl::FailedPreconditionError(absl::StrCat("run ", name, " is not approved: ", why));
  };
  const RunState* run = state.Find(name);
  if (run == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", name));
  if (!run->closed) return refused("it is not closed yet");
  const absl::Status officer = CheckOfficer(state, key, OfficerRole::kApprover);
  if (!officer.ok()) return refused(officer.message());
  if (run->IsMadeBy(key.officer))
    return refused(absl::StrCat(key.officer, " made it; maker and approvers are different people"));
  if (run->maker_signs && run->signed_by.empty())
    return refused("its maker has not signed it: izmaksa run with --key signs it");
  if (std::count(run->approved_by.begin(), run->approved_by.end(), key.officer) > 0) {
    return refused(absl::StrCat(key.officer,
                                " has approved it already; the second approver is another person"));
  }
  return CheckAccepted(*run, accepted);
}

std::string ApprovalTextOf(const RunState& run, const HashTotal& total) {
  return ApprovalText(run.run, run.root(),
                      run.maker_signs ? std::optional<HashTotal>(total) : std::nullopt,
                      NamesOf(run.findings));
}

absl::StatusOr<RunState> ApproveRun(Log& control, absl::string_view name, const OfficerKey& key,
                                    const std::vector<std::string>& accepted,
                                    const HashTotal& total) {
  ASSIGN_OR_RETURN(ControlState state, FoldControl(control));
  RETURN_IF_ERROR(CheckCanApprove(state, name, key, accepted));
  const RunState* run = state.Find(name);
  if (run->hash_total && run->hash_total != total) {
    return absl::DataLossError(absl::StrCat(
        "run ", name, " is not approved: its payments are not those that ",
        run->approved_by.front(), " approved, with hash total ", ToHex(run->hash_total->hash)));
  }
  v1::ControlRecord record;
  v1::RunApproved& approved = *record.mutable_run_approved();
  approved.set_run(run->run);
  approved.set_root(run->closed->root());
  approved.set_officer(key.officer);
  approved.set_signature(Sign(key, ApprovalTextOf(*run, total)));
  for (const std::string& finding : NamesOf(run->findings)) approved.add_accepted(finding);
  if (run->maker_signs) {
    approved.mutable_hash_total()->set_payments(total.payments);
    approved.mutable_hash_total()->set_amount(total.amount.cents());
    approved.mutable_hash_total()->set_hash(ToBytes(total.hash));
  }
  RETURN_IF_ERROR(AppendControl(control, record));
  ASSIGN_OR_RETURN(state, FoldControl(control));
  run = state.Find(name);
  if (run == nullptr || run->approved_by.empty() || run->approved_by.back() != key.officer)
    return AnotherWrote();
  return *run;
}

absl::StatusOr<ControlState> SetLimits(Log& control, const Limits& limits, const OfficerKey& key) {
  ASSIGN_OR_RETURN(ControlState state, FoldControl(control));
  const absl::Status officer = CheckOfficer(state, key, OfficerRole::kTreasurer);
  if (!officer.ok())
    return absl::FailedPreconditionError(
        absl::StrCat("the limits stay as they are: ", officer.message()));
  if (state.limits_number > 0 && state.limits == limits) return state;
  const int64_t number = state.limits_number + 1;
  v1::ControlRecord record;
  v1::LimitsSet& set = *record.mutable_limits_set();
  set.set_number(number);
  *set.mutable_limits() = LimitsRecord(limits);
  set.set_officer(key.officer);
  set.set_signature(Sign(key, LimitsSignedText(number, limits)));
  RETURN_IF_ERROR(AppendControl(control, record));
  ASSIGN_OR_RETURN(state, FoldControl(control));
  if (state.limits_number != number || state.limits != limits) return AnotherWrote();
  return state;
}

}  // namespace izmaksa
