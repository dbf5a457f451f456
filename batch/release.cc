#include "batch/release.h"

#include <filesystem>
#include <map>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/control_acts.h"
#include "batch/home_lists.h"
#include "batch/signed_text.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

struct Part {
  int64_t payments = 0;
  Money amount;
};

// How many payments, and how much, go into each file of a group: a file states both at its head, so
// they must be known before it begins.
using Plan = std::map<FileGroup, std::vector<Part>>;

std::string Compact(const Date date) { return absl::StrReplaceAll(date.ToString(), {{"-", ""}}); }

std::string MessageId(const RunState& run, const FileGroup& group, size_t part) {
  return absl::StrCat(Compact(run.business_date), "-", group.category_purpose, "-",
                      Compact(group.pay_date), "-", absl::Dec(part + 1, absl::kZeroPad3));
}

absl::StatusOr<Plan> MakePlan(Ledger& ledger, const std::vector<ShardRun>& runs,
                              int64_t file_payments_max) {
  std::map<FileGroup, int64_t> counts;
  RETURN_IF_ERROR(
      ForEachOutgoing(ledger, runs, Payees::kLeaveSealed, [&](const Outgoing& outgoing) {
        ++counts[outgoing.group];
        return absl::OkStatus();
      }));
  Plan plan;
  std::map<FileGroup, std::vector<int64_t>> room;
  for (const auto& [group, count] : counts) {
    room[group] = SplitCounts(count, file_payments_max);
    plan[group].resize(1);
  }
  RETURN_IF_ERROR(
      ForEachOutgoing(ledger, runs, Payees::kLeaveSealed, [&](const Outgoing& outgoing) {
        std::vector<Part>& parts = plan[outgoing.group];
        if (parts.back().payments == room[outgoing.group][parts.size() - 1]) parts.emplace_back();
        ++parts.back().payments;
        parts.back().amount += outgoing.order.amount;
        return absl::OkStatus();
      }));
  return plan;
}

// What was released once is never replaced by something else.
absl::Status CheckAsReleased(const RunState& run, const std::string& name, const Digest& digest) {
  if (!run.is_released) return absl::OkStatus();
  for (const ReleasedFile& known : run.released) {
    if (known.name == name && known.digest == digest) return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("run ", run.run, " was released before, and ", name, " was not this file"));
}

// Those of the release, and of the banks that the limits of the run name.
BankLetters LettersOf(const RunState& run, Letters others) {
  BankLetters letters{others, {}};
  for (const auto& [bank, is_basic] : run.limits.basic_letters)
    letters.banks.emplace_back(bank, is_basic ? Letters::kBasicLatin : Letters::kLatvian);
  return letters;
}

// The files of one group, one after another.
class GroupWriter {
 public:
  GroupWriter(const ControlState& control, const RunState& run, const ReleaseOptions& options,
              const FileGroup& group, const std::vector<Part>& parts)
      : control_(control),
        run_(run),
        options_(options),
        letters_(LettersOf(run, options.letters)),
        group_(group),
        parts_(parts) {}

  absl::Status Add(const PaymentOrder& order) {
    if (writer_ == nullptr) RETURN_IF_ERROR(Begin());
    RETURN_IF_ERROR(writer_->Add(order));
    return ++written_ == parts_[done_.size()].payments ? End() : absl::OkStatus();
  }

  const std::vector<ReleasedFile>& done() const { return done_; }

 private:
  std::string Name() const { return absl::StrCat(MessageId(run_, group_, done_.size()), ".xml"); }

  absl::Status Begin() {
    const Part& part = parts_[done_.size()];
    ASSIGN_OR_RETURN(file_, WholeFile::Open(absl::StrCat(options_.out, "/", Name())));
    const PaymentFileHeader header{MessageId(run_, group_, done_.size()),
                                   run_.business_date,
                                   group_.pay_date,
                                   group_.category_purpose,
                                   part.payments,
                                   part.amount,
                                   control_.agency};
    ASSIGN_OR_RETURN(writer_, PaymentFileWriter::Open(header, options_.version, letters_,
                                                      [this](absl::string_view bytes) {
                                                        return file_->Append(bytes);
                                                      }));
    written_ = 0;
    return absl::OkStatus();
  }

  absl::Status End() {
    const Part& part = parts_[done_.size()];
    ASSIGN_OR_RETURN(const Digest digest, writer_->Finish());
    RETURN_IF_ERROR(CheckAsReleased(run_, Name(), digest));
    RETURN_IF_ERROR(file_->Commit());
    done_.push_back({Name(), digest, part.payments, part.amount, "", "", "", FileKind::kPayments,
                     group_.pay_date});
    writer_.reset();
    file_.reset();
    return absl::OkStatus();
  }

  const ControlState& control_;
  const RunState& run_;
  const ReleaseOptions& options_;
  const BankLetters letters_;
  const FileGroup group_;
  const std::vector<Part>& parts_;
  std::unique_ptr<WholeFile> file_;
  std::unique_ptr<PaymentFileWriter> writer_;
  int64_t written_ = 0;
  std::vector<ReleasedFile> done_;
};

absl::string_view FormatName(PaymentFileVersion version) {
  return version == PaymentFileVersion::kPain00100109 ? "pain.001.001.09" : "pain.001.001.03";
}

bool Same(const std::vector<ReleasedFile>& a, const std::vector<ReleasedFile>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ReleasedFile& x, const ReleasedFile& y) {
                      return x.name == y.name && x.digest == y.digest;
                    });
}

// Whether the treasurer may release the run.
absl::Status CheckTreasurer(const ControlState& control, const RunState& run,
                            const OfficerKey* key) {
  const auto refused = [&](absl::string_view why) {
    return absl::FailedPreconditionError(absl::StrCat("run ", run.run, " is not released: ", why));
  };
  if (key == nullptr) {
    return run.maker_signs ? refused("a treasurer releases it, with --key") : absl::OkStatus();
  }
  const absl::Status officer = CheckOfficer(control, *key, OfficerRole::kTreasurer);
  if (!officer.ok()) return refused(officer.message());
  if (run.IsMadeBy(key->officer))
    return refused(absl::StrCat(key->officer,
                                " made it; who makes and who releases it are "
                                "different people"));
  return absl::OkStatus();
}

v1::ControlRecord RecordOf(const RunState& run, const ReleaseOptions& options,
                           const std::vector<ReleasedFile>& files, const OfficerKey* key) {
  v1::ControlRecord record;
  v1::RunReleased& released = *record.mutable_run_released();
  released.set_run(run.run);
  released.set_root(ToBytes(run.root()));
  released.set_format(std::string(FormatName(options.version)));
  released.set_basic_letters(options.letters == Letters::kBasicLatin);
  std::vector<FileText> texts;
  for (const ReleasedFile& file : files) {
    v1::FileReleased& stored = *released.add_files();
    stored.set_name(file.name);
    stored.set_digest(ToBytes(file.digest));
    stored.set_payments(file.payments);
    stored.set_amount(file.amount.cents());
    stored.set_kind(static_cast<v1::FileKind>(file.kind));
    texts.push_back({file.name, file.digest, file.payments, file.amount});
  }
  if (key != nullptr) {
    released.set_officer(key->officer);
    released.set_signature(Sign(*key, ReleaseText(run.run, run.root(), released.format(),
                                                  released.basic_letters(), texts)));
  }
  return record;
}

}  // namespace

absl::StatusOr<std::vector<ReleasedFile>> RenderFiles(Ledger& ledger, const ControlState& control,
                                                      const RunState& run,
                                                      const ReleaseOptions& options,
                                                      const Progress& progress) {
  ASSIGN_OR_RETURN(const std::vector<ShardRun> runs, ShardRunsOf(ledger, run.run));
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error) return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot make ", options.out));
  ASSIGN_OR_RETURN(const Plan plan, MakePlan(ledger, runs, control.file_payments_max));
  std::map<FileGroup, GroupWriter> writers;
  int64_t total = 0, done = 0;
  for (const auto& [group, parts] : plan) {
    if (group.channel == Channel::kAccount)
      writers.try_emplace(group, control, run, options, group, parts);
    for (const Part& part : parts) total += part.payments;
  }
  HomeLists lists;
  RETURN_IF_ERROR(ForEachOutgoing(ledger, runs, Payees::kUnseal, [&](const Outgoing& outgoing) {
    if (progress && ++done % 1000 == 0) progress("writing payments", done, total);
    if (outgoing.group.channel == Channel::kAccount)
      return writers.at(outgoing.group).Add(outgoing.order);
    lists.Add(outgoing.group.pay_date, outgoing.delivery);
    return absl::OkStatus();
  }));
  std::vector<ReleasedFile> files;
  for (const auto& [group, writer] : writers)
    files.insert(files.end(), writer.done().begin(), writer.done().end());
  ASSIGN_OR_RETURN(
      const std::vector<ReleasedFile> of_the_post,
      lists.Write(options.out, control, run, options.version, LettersOf(run, options.letters),
                  [&](const std::string& name, const Digest& digest) {
                    return CheckAsReleased(run, name, digest);
                  }));
  files.insert(files.end(), of_the_post.begin(), of_the_post.end());
  return files;
}

std::string FileMessageId(const RunState& run, const FileGroup& group, size_t part) {
  return MessageId(run, group, part);
}

absl::Status ForEachInFile(Ledger& ledger, const ControlState& control, const RunState& run,
                           absl::string_view file,
                           const std::function<absl::Status(const Outgoing&)>& visit) {
  ASSIGN_OR_RETURN(const std::vector<ShardRun> runs, ShardRunsOf(ledger, run.run));
  ASSIGN_OR_RETURN(const Plan plan, MakePlan(ledger, runs, control.file_payments_max));
  for (const auto& [group, parts] : plan) {
    if (group.channel == Channel::kHome) {
      const std::string list = HomeListId(run, group.pay_date);
      if (file == absl::StrCat(list, ".xml")) return absl::OkStatus();  // the money of a list
      if (file != absl::StrCat(list, ".csv")) continue;
      return ForEachOutgoing(ledger, runs, Payees::kLeaveSealed,
                             [&, &of = group](const Outgoing& outgoing) {
                               return outgoing.group == of ? visit(outgoing) : absl::OkStatus();
                             });
    }
    int64_t first = 0;
    for (size_t part = 0; part < parts.size(); first += parts[part++].payments) {
      if (absl::StrCat(MessageId(run, group, part), ".xml") != file) continue;
      int64_t at = 0;
      return ForEachOutgoing(
          ledger, runs, Payees::kLeaveSealed,
          [&, &of = group, &of_parts = parts](const Outgoing& outgoing) -> absl::Status {
            if (outgoing.group != of) return absl::OkStatus();
            const int64_t place = at++ - first;
            if (place < 0 || place >= of_parts[part].payments) return absl::OkStatus();
            return visit(outgoing);
          });
    }
  }
  return absl::NotFoundError(absl::StrCat("run ", run.run, " has no file ", file));
}

absl::StatusOr<std::vector<ReleasedFile>> ReleaseRun(Ledger& ledger, absl::string_view name,
                                                     const ReleaseOptions& options,
                                                     const OfficerKey* key,
                                                     const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  ASSIGN_OR_RETURN(const RunState* run, ClosedRunOf(control, name));
  if (run->approved_by.size() < kApprovalsNeeded) {
    return absl::FailedPreconditionError(
        absl::StrCat("run ", name, " has ", run->approved_by.size(), " of ", kApprovalsNeeded,
                     " approvals: nothing is released"));
  }
  if (!run->is_released) RETURN_IF_ERROR(CheckTreasurer(control, *run, key));
  const bool basic_letters = options.letters == Letters::kBasicLatin;
  if (run->is_released &&
      (run->format != FormatName(options.version) || run->basic_letters != basic_letters)) {
    return absl::FailedPreconditionError(
        absl::StrCat("run ", name, " was released before, as ", run->format, " with ",
                     run->basic_letters ? "basic" : "Latvian",
                     " letters: what went to the bank is not written in another form"));
  }
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  ASSIGN_OR_RETURN(std::vector<ReleasedFile> files,
                   RenderFiles(ledger, control, *run, options, progress));
  if (run->is_released) {
    if (Same(files, run->released)) return files;
    return absl::DataLossError(
        absl::StrCat("run ", name, " was released before, and had other files than these"));
  }
  RETURN_IF_ERROR(AppendControl(ledger.control(), RecordOf(*run, options, files, key)));
  ASSIGN_OR_RETURN(const ControlState after, FoldControl(ledger.control()));
  const RunState* done = after.Find(name);
  if (done == nullptr || !done->is_released || !Same(done->released, files))
    return absl::AbortedError("another program wrote at the same time: release it again");
  return files;
}

}  // namespace izmaksa
