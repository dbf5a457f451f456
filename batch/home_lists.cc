#include "batch/home_lists.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string Compact(Date date) { return absl::StrReplaceAll(date.ToString(), {{"-", ""}}); }

// A payment file of one payment.
absl::StatusOr<std::pair<std::string, Digest>> WriteTransfer(const PostTransfer& transfer,
                                                             PaymentFileVersion version,
                                                             const BankLetters& letters) {
  std::string bytes;
  ASSIGN_OR_RETURN(
      const std::unique_ptr<PaymentFileWriter> writer,
      PaymentFileWriter::Open(transfer.header, version, letters, [&](absl::string_view piece) {
        absl::StrAppend(&bytes, piece);
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(writer->Add(transfer.order));
  ASSIGN_OR_RETURN(const Digest digest, writer->Finish());
  return std::pair(std::move(bytes), digest);
}

}  // namespace

std::string HomeListId(const RunState& run, Date delivery_date) {
  return absl::StrCat(Compact(run.business_date), "-HOME-", Compact(delivery_date));
}

absl::StatusOr<std::vector<ReleasedFile>> HomeLists::Write(
    const std::string& directory, const ControlState& control, const RunState& run,
    PaymentFileVersion version, const BankLetters& letters, const FileCheck& check) const {
  std::vector<ReleasedFile> files;
  if (!lists_.empty() && control.post.iban.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "run ", run.run, " brings cash home, and the ledger knows no account of the Post"));
  }
  const auto write = [&](const std::string& name, absl::string_view bytes, const Digest& digest) {
    const absl::Status status = check(name, digest);
    return status.ok() ? WriteWholeFile(absl::StrCat(directory, "/", name), bytes) : status;
  };
  for (const auto& [day, deliveries] : lists_) {
    const PostListHeader header{HomeListId(run, day), run.business_date, day, control.agency};
    ASSIGN_OR_RETURN(const PostList list, WritePostList(header, deliveries));
    ASSIGN_OR_RETURN(const PostTransfer transfer, TransferFor(header, list, control.post));
    ASSIGN_OR_RETURN(const auto paid, WriteTransfer(transfer, version, letters));
    files.push_back({absl::StrCat(header.list, ".csv"), list.digest, list.payments, list.cash, "",
                     "", "", FileKind::kHomeList});
    RETURN_IF_ERROR(write(files.back().name, list.bytes, list.digest));
    files.push_back({absl::StrCat(header.list, ".xml"), paid.second, 1, list.cash + list.fees, "",
                     "", "", FileKind::kPostTransfer, transfer.header.execution_date});
    RETURN_IF_ERROR(write(files.back().name, paid.first, paid.second));
  }
  return files;
}

}  // namespace izmaksa
