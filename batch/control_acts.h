// What officers do to the control log, each act under the key of the one who does it. What would
// not count is refused with a sentence, and nothing is appended.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/control.h"
#include "batch/officer_key.h"
#include "ledger/log.h"

namespace izmaksa {

absl::string_view NameOf(OfficerRole role);  // "maker"
// "maker,approver". INVALID_ARGUMENT at a word that is no role, and without any.
absl::StatusOr<std::set<OfficerRole>> ParseRoles(absl::string_view text);
std::string RolesText(const std::set<OfficerRole>& roles);  // "maker, approver"

// Everything below is FAILED_PRECONDITION when the key is not that of a registered officer, or the
// officer has not the role; ABORTED when another program wrote at the same time.
absl::Status CheckOfficer(const ControlState& state, const OfficerKey& key, OfficerRole role);

// NOT_FOUND when there is no such run, FAILED_PRECONDITION when it is open.
absl::StatusOr<const RunState*> ClosedRunOf(const ControlState& state, absl::string_view run);

// The maker's signature under a closed run. Signed by this officer before: nothing is appended.
// FAILED_PRECONDITION when another made or signed the run.
absl::StatusOr<RunState> SignRun(Log& control, absl::string_view run, const OfficerKey& key);

// Whether the officer may approve the run as it stands. FAILED_PRECONDITION when it is open, when
// the maker has not signed, when the officer made the run or approved it before, or when `accepted`
// is not every finding of the run.
absl::Status CheckCanApprove(const ControlState& state, absl::string_view run,
                             const OfficerKey& key, const std::vector<std::string>& accepted);

// An officer's approval, of a run with this hash total (batch/hash_total.h). Refused as above, and
// when the approver before signed another.
absl::StatusOr<RunState> ApproveRun(Log& control, absl::string_view run, const OfficerKey& key,
                                    const std::vector<std::string>& accepted,
                                    const HashTotal& total);

// What approvers of a closed run sign.
std::string ApprovalTextOf(const RunState& run, const HashTotal& total);

// Limits for runs opened from now on. The same as in force: nothing is appended.
absl::StatusOr<ControlState> SetLimits(Log& control, const Limits& limits, const OfficerKey& key);

}  // namespace izmaksa
