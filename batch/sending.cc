#include "batch/sending.h"

#include <filesystem>
#include <fstream>
#include <functional>

#include "absl/strings/str_cat.h"
#include "batch/control_acts.h"
#include "batch/signed_text.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kPiece = 1u << 20;
constexpr absl::string_view kPostFolder = "/post";  // what is for the Post is not for the bank

using Take = std::function<absl::Status(absl::string_view)>;

// The digest of a file's bytes, each of which `take` sees; null: nobody.
absl::StatusOr<Digest> ReadFile(const std::string& path, const Take& take) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return absl::NotFoundError(
        absl::StrCat(path, ": there is no such file; izmaksa release writes it again"));
  }
  Hasher hasher;
  std::string piece(kPiece, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const absl::string_view read(piece.data(), static_cast<size_t>(stream.gcount()));
    hasher.Update(read);
    if (take && !read.empty()) RETURN_IF_ERROR(take(read));
  }
  if (stream.bad()) return absl::UnavailableError(absl::StrCat("cannot read ", path));
  return hasher.Finish();
}

absl::Status CheckBytes(const RunState& run, const ReleasedFile& file, const std::string& path,
                        const Take& take) {
  ASSIGN_OR_RETURN(const Digest digest, ReadFile(path, take));
  if (digest == file.digest) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(path, " is not the file that was released: its SHA-256 is ", ToHex(digest),
                   ", run ", run.run, " released ", ToHex(file.digest), "; nothing is sent"));
}

// The released run, for a treasurer who did not make it.
absl::StatusOr<const RunState*> RunFor(const ControlState& control, absl::string_view name,
                                       const OfficerKey& key, absl::string_view refusal) {
  const auto refused = [&](absl::string_view why) {
    return absl::FailedPreconditionError(absl::StrCat(refusal, ": ", why));
  };
  const RunState* run = control.Find(name);
  if (run == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", name));
  const absl::Status officer = CheckOfficer(control, key, OfficerRole::kTreasurer);
  if (!officer.ok()) return refused(officer.message());
  if (run->IsMadeBy(key.officer)) return refused(absl::StrCat(key.officer, " made run ", run->run));
  if (!run->is_released) return refused(absl::StrCat("run ", run->run, " is not released"));
  return run;
}

const ReleasedFile* FindFile(const RunState* run, absl::string_view name) {
  if (run == nullptr) return nullptr;
  for (const ReleasedFile& file : run->released) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

absl::Status RecordSent(Log& control, const RunState& run, const ReleasedFile& file,
                        const OfficerKey& key) {
  v1::ControlRecord record;
  v1::FileSent& sent = *record.mutable_file_sent();
  sent.set_run(run.run);
  sent.set_name(file.name);
  sent.set_digest(ToBytes(file.digest));
  sent.set_officer(key.officer);
  sent.set_signature(Sign(key, SentText(run.run, file.name, file.digest)));
  RETURN_IF_ERROR(AppendControl(control, record));
  ASSIGN_OR_RETURN(const ControlState after, FoldControl(control));
  const ReleasedFile* now = FindFile(after.Find(run.run), file.name);
  if (now == nullptr || now->sent_by.empty())
    return absl::AbortedError(absl::StrCat(file.name, " is not sent: another program wrote first"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<SentFile>> SendFiles(Ledger& ledger, absl::string_view name,
                                                const std::string& files, const std::string& outbox,
                                                const OfficerKey& key) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  ASSIGN_OR_RETURN(const RunState* run, RunFor(control, name, key, "nothing is sent"));
  for (const ReleasedFile& file : run->released) {
    if (!file.discarded_by.empty()) continue;
    RETURN_IF_ERROR(CheckBytes(*run, file, absl::StrCat(files, "/", file.name), nullptr));
  }
  const auto folder_of = [&](const ReleasedFile& file) {
    return file.kind == FileKind::kHomeList ? absl::StrCat(outbox, kPostFolder) : outbox;
  };
  std::vector<SentFile> sent;
  for (const ReleasedFile& file : run->released) {
    if (!file.discarded_by.empty()) continue;
    const std::string folder = folder_of(file);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot make ", folder));
    ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> copy,
                     WholeFile::Open(absl::StrCat(folder, "/", file.name)));
    // Compared as they are copied: what was read before may have changed since.
    RETURN_IF_ERROR(CheckBytes(*run, file, absl::StrCat(files, "/", file.name),
                               [&](absl::string_view bytes) { return copy->Append(bytes); }));
    if (file.sent_by.empty()) RETURN_IF_ERROR(RecordSent(ledger.control(), *run, file, key));
    RETURN_IF_ERROR(copy->Commit());
    sent.push_back({file.name, file.payments, file.amount, !file.sent_by.empty()});
  }
  return sent;
}

absl::Status DiscardFile(Ledger& ledger, absl::string_view name, absl::string_view file_name,
                         const std::string& reason, const OfficerKey& key) {
  if (!IsOneLine(reason))
    return absl::InvalidArgumentError("--reason: say why the file is discarded, on one line");
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  ASSIGN_OR_RETURN(const RunState* run, RunFor(control, name, key, "nothing is discarded"));
  const ReleasedFile* file = FindFile(run, file_name);
  if (file == nullptr)
    return absl::NotFoundError(absl::StrCat("run ", name, " has no file ", file_name));
  if (!file->sent_by.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat(file_name, " is not discarded: ", file->sent_by,
                     " has sent it; only the bank can say now what became of it"));
  }
  if (!file->discarded_by.empty()) return absl::OkStatus();
  v1::ControlRecord record;
  v1::FileDiscarded& discarded = *record.mutable_file_discarded();
  discarded.set_run(run->run);
  discarded.set_name(file->name);
  discarded.set_digest(ToBytes(file->digest));
  discarded.set_reason(reason);
  discarded.set_officer(key.officer);
  discarded.set_signature(Sign(key, DiscardText(run->run, file->name, file->digest, reason)));
  RETURN_IF_ERROR(AppendControl(ledger.control(), record));
  ASSIGN_OR_RETURN(const ControlState after, FoldControl(ledger.control()));
  const ReleasedFile* now = FindFile(after.Find(name), file_name);
  if (now == nullptr || now->discarded_by.empty())
    return absl::AbortedError(absl::StrCat(file_name, " is not discarded: another program wrote"));
  return absl::OkStatus();
}

}  // namespace izmaksa
