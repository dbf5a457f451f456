// answers, match, statements: what the bank says, into the ledger.
#include "absl/strings/str_cat.h"
#include "batch/bank/answers.h"
#include "batch/bank/post_answers.h"
#include "batch/bank/reason_codes.h"
#include "batch/bank/statements.h"
#include "batch/columns.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/json.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string ReadText(const AnswersRead& read) {
  if (read.before) {
    return absl::StrCat(read.file, ": ", read.version, " ", read.message_id,
                        " was read before; nothing was done.\n");
  }
  std::string text =
      absl::StrCat(read.file, ": ", read.version.empty() ? "not a message" : read.version, " ",
                   read.message_id, ": ", Counted(read.answers, "answer"), ", ", read.unmatched,
                   " left for an officer, ", read.repeated, " told before");
  if (read.statements > 0) absl::StrAppend(&text, ", ", Counted(read.statements, "statement"));
  absl::StrAppend(&text, ".\n");
  for (const std::string& fault : read.faults) absl::StrAppend(&text, Wrapped(fault, 2));
  if (!read.broken.empty()) absl::StrAppend(&text, Wrapped(read.broken, 2));
  return text;
}

void ReadJson(const AnswersRead& read, JsonWriter* json) {
  json->Object()
      .Field("file", read.file)
      .Field("version", read.version)
      .Field("message_id", read.message_id)
      .Field("read_before", read.before)
      .Field("answers", read.answers)
      .Field("unmatched", read.unmatched)
      .Field("repeated", read.repeated)
      .Field("statements", read.statements)
      .Field("broken", read.broken)
      .Key("faults")
      .Array();
  for (const std::string& fault : read.faults) json->String(fault);
  json->EndArray().EndObject();
}

std::string EntryText(const UnmatchedEntry& entry) {
  std::string text = absl::StrCat(
      entry.entry, "  ", entry.credit ? "credit" : "debit", "  ", entry.amount.ToReadable(), "  ",
      entry.booking_date ? entry.booking_date->ToString() : "no date", "  ", entry.reference, "\n");
  if (!entry.reason.empty())
    absl::StrAppend(&text, "    ", entry.reason, ": ", WordsOf(entry.reason), "\n");
  absl::StrAppend(&text, Wrapped(entry.why, 4));
  for (const std::string& candidate : entry.candidates)
    absl::StrAppend(&text, "    may be ", candidate, "\n");
  return text;
}

void EntryJson(const UnmatchedEntry& entry, JsonWriter* json) {
  json->Object()
      .Field("entry", entry.entry)
      .Field("credit", entry.credit)
      .Field("amount", entry.amount)
      .Field("booking_date", entry.booking_date ? entry.booking_date->ToString() : "")
      .Field("reference", entry.reference)
      .Field("reason", entry.reason)
      .Field("why", entry.why)
      .Field("decided_by", entry.decided_by)
      .Field("payment", entry.payment)
      .Key("candidates")
      .Array();
  for (const std::string& candidate : entry.candidates) json->String(candidate);
  json->EndArray().EndObject();
}

absl::Status ListMatches(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadOnly));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  std::string text;
  int64_t open = 0;
  JsonWriter json;
  json.Object().Key("open").Array();
  for (const auto& [id, entry] : control.bank.unmatched) {
    if (!entry.decided_by.empty()) continue;
    ++open;
    EntryJson(entry, &json);
    text += EntryText(entry);
  }
  json.EndArray().EndObject();
  Print(line.json ? json.Take()
                  : absl::StrCat(open == 1 ? "1 entry is" : absl::StrCat(open, " entries are"),
                                 " open.\n", text));
  return absl::OkStatus();
}

}  // namespace

absl::Status PostAnswersCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  JsonWriter json;
  json.Object().Key("answers").Array();
  for (const std::string& path : line.files) {
    const absl::StatusOr<PostAnswersRead> read = ReadPostAnswers(*ledger, path, DrawProgress());
    if (!read.ok()) {
      return absl::Status(read.status().code(), absl::StrCat(path, ": ", read.status().message()));
    }
    if (line.json) {
      json.Object().Field("file", path).Field("delivered", read->delivered);
      json.Field("kept", read->kept).Field("returned", read->returned);
      json.Field("repeated", read->repeated).EndObject();
      continue;
    }
    Print(absl::StrCat(path, ": brought ", read->delivered, ", waiting at the post office ",
                       read->kept, ", coming back ", read->returned, "; told before ",
                       read->repeated, ".\n"));
  }
  json.EndArray().EndObject();
  if (line.json) Print(json.Take());
  return absl::OkStatus();
}

absl::Status AnswersCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  JsonWriter json;
  json.Object().Key("messages").Array();
  int64_t broken = 0;
  absl::Status status;
  for (const std::string& path : line.files) {
    const absl::StatusOr<AnswersRead> read = ReadAnswers(*ledger, path, DrawProgress());
    if (!read.ok()) {
      status = read.status();
      break;
    }
    broken += read->broken.empty() ? 0 : 1;
    if (line.json) {
      ReadJson(*read, &json);
    } else {
      Print(ReadText(*read));
    }
  }
  if (line.json) {
    json.EndArray().EndObject();
    Print(json.Take());
  }
  RETURN_IF_ERROR(status);
  if (broken == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(Counted(broken, "message"),
                   " could not be read to the end; what was complete before is kept"));
}

absl::Status MatchCommand(const CommandLine& line) {
  if (line.entry.empty()) return ListMatches(line);
  if (line.key.empty() || line.payment.empty())
    return absl::InvalidArgumentError("--entry needs --payment (or --payment none) and --key");
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  const std::string payment = line.payment == "none" ? "" : line.payment;
  ASSIGN_OR_RETURN(const UnmatchedEntry entry,
                   DecideMatch(*ledger, line.entry, payment, key, DrawProgress()));
  if (line.json) {
    JsonWriter json;
    EntryJson(entry, &json);
    Print(json.Take());
    return absl::OkStatus();
  }
  Print(absl::StrCat("Entry ", entry.entry, " of ", entry.amount.ToReadable(), " is ",
                     entry.payment.empty() ? "none of our payments"
                     : entry.credit        ? absl::StrCat("the return of payment ", entry.payment)
                                           : absl::StrCat("the debit of payment ", entry.payment),
                     ", decided by ", entry.decided_by, ".\n"));
  return absl::OkStatus();
}

absl::Status StatementsCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadOnly));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  const std::vector<std::string> faults =
      StatementFaults(control.bank.statements, control.agency.iban);
  if (line.json) {
    JsonWriter json;
    json.Object().Key("statements").Array();
    for (const AccountStatement& statement : control.bank.statements) {
      json.Object().Field("statement", StatementName(statement));
      json.Field("from", statement.from ? statement.from->ToString() : "");
      if (statement.opening) json.Field("opening", statement.opening->amount);
      if (statement.closing) json.Field("closing", statement.closing->amount);
      json.Field("entries", statement.entries).EndObject();
    }
    json.EndArray().Key("faults").Array();
    for (const std::string& fault : faults) json.String(fault);
    json.EndArray().EndObject();
    Print(json.Take());
  } else {
    Columns columns({Columns::Align::kLeft, Columns::Align::kLeft, Columns::Align::kRight,
                     Columns::Align::kRight, Columns::Align::kRight});
    for (const AccountStatement& statement : control.bank.statements) {
      const auto shown = [](const std::optional<Balance>& balance) {
        return balance ? balance->amount.ToReadable() : std::string("-");
      };
      columns.Row({StatementName(statement), statement.from ? statement.from->ToString() : "",
                   shown(statement.opening), shown(statement.closing),
                   Counted(statement.entries, "movement")});
    }
    std::string text = columns.Text();
    for (const std::string& fault : faults) absl::StrAppend(&text, Wrapped(fault, 0));
    Print(text);
  }
  if (faults.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the statements have ", Counted(static_cast<int64_t>(faults.size()), "fault")));
}

}  // namespace izmaksa
