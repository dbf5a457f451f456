// release, send, discard: what becomes of payment files.
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/discarding.h"
#include "batch/json.h"
#include "batch/officer_key.h"
#include "batch/release.h"
#include "batch/sending.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

absl::string_view KindWord(FileKind kind) {
  switch (kind) {
    case FileKind::kPayments:
      return "payments";
    case FileKind::kHomeList:
      return "home_list";
    case FileKind::kPostTransfer:
      return "post_transfer";
  }
  CHECK(false);
  return "";
}

// What the Treasury wants to know of the days on which these files are executed.
absl::StatusOr<std::vector<std::string>> NoticesOf(Ledger& ledger, const std::string& name,
                                                   const std::vector<ReleasedFile>& files) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  const RunState* run = control.Find(name);
  CHECK(run != nullptr);
  std::map<Date, Money> days;
  for (const ReleasedFile& file : files) {
    if (file.execution_date) days[*file.execution_date] += file.amount;
  }
  return TreasuryNotices(days, run->limits.notice_amount);
}

}  // namespace

absl::Status ReleaseCommand(const CommandLine& line) {
  std::optional<OfficerKey> key;
  if (!line.key.empty()) {
    ASSIGN_OR_RETURN(key, ReadOfficerKey(line.key));
  }
  ReleaseOptions options;
  options.out = line.out;
  options.version = line.format == "pain.001.001.03" ? PaymentFileVersion::kPain00100103
                                                     : PaymentFileVersion::kPain00100109;
  options.letters = line.letters == "basic" ? Letters::kBasicLatin : Letters::kLatvian;
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const std::vector<ReleasedFile> files,
                   ReleaseRun(*ledger, line.run, options, key ? &*key : nullptr, DrawProgress()));
  ASSIGN_OR_RETURN(const std::vector<std::string> notices, NoticesOf(*ledger, line.run, files));
  if (line.json) {
    JsonWriter writer;
    writer.Object().Field("run", line.run).Key("files").Array();
    for (const ReleasedFile& file : files) {
      writer.Object()
          .Field("name", file.name)
          .Field("sha256", ToHex(file.digest))
          .Field("payments", file.payments);
      writer.Field("amount", file.amount).Field("kind", KindWord(file.kind)).EndObject();
    }
    writer.EndArray().Key("notices").Array();
    for (const std::string& notice : notices) writer.String(notice);
    writer.EndArray().EndObject();
    Print(writer.Take());
    return absl::OkStatus();
  }
  Money total;
  int64_t payments = 0;
  std::string text;
  for (const ReleasedFile& file : files) {
    const bool is_transfer = file.kind == FileKind::kPostTransfer;
    if (!is_transfer) {
      total += file.amount;
      payments += file.payments;
    }
    absl::StrAppendFormat(&text, "  %-32s  %9d  %16s  SHA-256 %s…%s\n", file.name, file.payments,
                          file.amount.ToReadable(), ToHex(file.digest).substr(0, 16),
                          is_transfer ? "  cash and fees, to the Post" : "");
  }
  for (const std::string& notice : notices) absl::StrAppend(&text, notice, ".\n");
  Print(absl::StrCat("Run ", line.run, ": ", Counted(static_cast<int64_t>(files.size()), "file"),
                     " in ", line.out, ", ", Counted(payments, "payment"), ", ", total.ToReadable(),
                     " euro.\n", text));
  return absl::OkStatus();
}

absl::Status SendCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const std::vector<SentFile> files,
                   SendFiles(*ledger, line.run, line.released, line.to, key));
  if (line.json) {
    JsonWriter writer;
    writer.Object().Field("run", line.run).Field("to", line.to).Key("files").Array();
    for (const SentFile& file : files) {
      writer.Object().Field("name", file.name).Field("payments", file.payments);
      writer.Field("amount", file.amount).Field("again", file.again).EndObject();
    }
    writer.EndArray().EndObject();
    Print(writer.Take());
    return absl::OkStatus();
  }
  std::string text =
      absl::StrCat("Run ", line.run, ": ", Counted(static_cast<int64_t>(files.size()), "file"),
                   " in ", line.to, ", sent by ", key.officer, ".\n");
  for (const SentFile& file : files) {
    absl::StrAppendFormat(&text, "  %-32s  %9d  %16s%s\n", file.name, file.payments,
                          file.amount.ToReadable(),
                          file.again ? "  sent before; the same bytes again" : "");
  }
  Print(text);
  return absl::OkStatus();
}

absl::Status DiscardCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const int64_t payments,
                   DiscardAndTell(*ledger, line.run, line.file, line.reason, key, DrawProgress()));
  if (line.json) {
    JsonWriter writer;
    writer.Object().Field("run", line.run).Field("file", line.file);
    writer.Field("payments", payments).EndObject();
    Print(writer.Take());
  } else {
    Print(absl::StrCat(line.file, " of run ", line.run,
                       " is discarded and never sent; the next run books ",
                       Counted(payments, "payment"), " back.\n"));
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
