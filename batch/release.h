// Payment files of an approved run. They are rendered from the journal of the closed run, so that
// the same run gives the same bytes at any time and on any machine; the digests of the first
// release are recorded, and a later one must give the same.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/bank/letters.h"
#include "batch/bank/payment_file.h"
#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/outgoing.h"
#include "batch/run.h"

namespace izmaksa {

struct ReleaseOptions {
  std::string out;  // directory, made when missing
  PaymentFileVersion version = PaymentFileVersion::kPain00100109;
  Letters letters = Letters::kLatvian;
};

// Writes the files of a closed run and returns them in order of execution date, purpose and part,
// then the lists of home delivery by day, each followed by the payment file that pays for it
// (batch/home_lists.h). One payment file holds one execution date and category purpose, at most the
// ledger's `file_payments_max` payments, in order of person. Names are in the letters of the
// options, but for the banks that the limits of the run name, and for banks abroad. Memory is
// constant but for the lists, some 300 bytes a delivery. DATA_LOSS when a name or account cannot be
// unsealed, and when the run was released before and a file would be another: it is not written.
absl::StatusOr<std::vector<ReleasedFile>> RenderFiles(Ledger& ledger, const ControlState& control,
                                                      const RunState& run,
                                                      const ReleaseOptions& options,
                                                      const Progress& progress);

// Visits the payments of one file of a released run, in the order in which they stand in it, with
// payees sealed; of a list of home delivery in order of person; none of the file that pays for it.
// NOT_FOUND when the run has no such file.
absl::Status ForEachInFile(Ledger& ledger, const ControlState& control, const RunState& run,
                           absl::string_view file,
                           const std::function<absl::Status(const Outgoing&)>& visit);

// The MsgId of a part of a group's payments, counting from 0; the file's name is it and ".xml".
std::string FileMessageId(const RunState& run, const FileGroup& group, size_t part);

// Renders the files, and records them with the signature of the treasurer whose key is given.
// FAILED_PRECONDITION when the run is not closed, has not two approvals, or was released before in
// another form; when there is no key, or it is not that of a treasurer who did not make the run;
// nothing is written then. Released before in this form: the files are written again, nothing is
// recorded, and no key is needed; nor is it for a run made before version 0.3.
absl::StatusOr<std::vector<ReleasedFile>> ReleaseRun(Ledger& ledger, absl::string_view run,
                                                     const ReleaseOptions& options,
                                                     const OfficerKey* key,
                                                     const Progress& progress);

}  // namespace izmaksa
