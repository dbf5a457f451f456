// officer, limits, approve: who may do what, within which limits, and who said yes.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "batch/approval_page.h"
#include "batch/columns.h"
#include "batch/command_support.h"
#include "batch/commands.h"
#include "batch/control_acts.h"
#include "batch/hash_total.h"
#include "batch/json.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/run.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string AmountOrNone(Money amount) {
  return amount.is_positive() ? absl::StrCat(amount.ToReadable(), " euro") : "no limit";
}

std::string CountOrNone(int64_t count) { return count > 0 ? Readable(count) : "no limit"; }

std::string LimitsPage(const ControlState& state) {
  const Limits& limits = state.limits;
  Columns table({Columns::Align::kLeft, Columns::Align::kRight});
  table.Row({"Days in which a new account needs a confirmation",
             limits.new_account_days > 0 ? Readable(limits.new_account_days) : "none"});
  table.Row({"Most people paid into one account", CountOrNone(limits.account_people_max)});
  table.Row({"Most in one payment", AmountOrNone(limits.payment_max)});
  for (const auto& [benefit, most] : limits.benefits)
    table.Row({absl::StrCat("  of it ", benefit, ", before tax"), AmountOrNone(most)});
  table.Row({"Most on one day of payment", AmountOrNone(limits.daily_max)});
  table.Row({"Notice to the State Treasury above", AmountOrNone(limits.notice_amount)});
  for (const auto& [line, plan] : limits.budget)
    table.Row({absl::StrCat("Budget of ", line.year, ", programme ", line.programme),
               absl::StrCat(plan.ToReadable(), " euro")});
  for (const auto& [bank, basic] : limits.basic_letters)
    table.Row({absl::StrCat("Names in files for ", bank), basic ? "basic letters" : "Latvian"});
  const std::string head =
      state.limits_number == 0
          ? std::string("No limits were set. What holds then:\n\n")
          : absl::StrCat("Limits ", state.limits_number, ", set by ", state.limits_set_by,
                         ", for runs opened from now on:\n\n");
  return head + table.Text();
}

std::string LimitsJson(const ControlState& state) {
  const Limits& limits = state.limits;
  JsonWriter json;
  json.Object().Field("number", state.limits_number).Key("set_by");
  state.limits_set_by.empty() ? json.Null() : json.String(state.limits_set_by);
  json.Field("new_account_days", limits.new_account_days);
  json.Field("account_people_max", limits.account_people_max);
  json.Field("payment_max", limits.payment_max).Key("benefits").Object();
  for (const auto& [benefit, most] : limits.benefits) json.Field(benefit, most);
  json.EndObject().Field("daily_max", limits.daily_max);
  json.Field("notice_amount", limits.notice_amount).Key("budget").Array();
  for (const auto& [line, plan] : limits.budget) {
    json.Object().Field("programme", line.programme).Field("year", line.year);
    json.Field("plan", plan).EndObject();
  }
  json.EndArray().Key("letters").Object();
  for (const auto& [bank, basic] : limits.basic_letters)
    json.Field(bank, basic ? "basic" : "latvian");
  json.EndObject().EndObject();
  return json.Take();
}

absl::StatusOr<std::string> TextOf(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return absl::NotFoundError(absl::StrCat(path, ": no such file"));
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

absl::StatusOr<ControlState> LimitsSetFrom(const CommandLine& line) {
  if (line.key.empty())
    return absl::InvalidArgumentError("--set needs the --key of the treasurer who sets them");
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::string text, TextOf(line.set));
  ASSIGN_OR_RETURN(const Limits limits, ParseLimitsFile(text, line.set));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  return SetLimits(ledger->control(), limits, key);
}

absl::StatusOr<ControlState> ControlOf(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadOnly));
  return FoldControl(ledger->control());
}

// The page, and nothing is signed.
absl::Status ShowApproval(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadOnly));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  ASSIGN_OR_RETURN(const RunState* run, ClosedRunOf(control, line.run));
  ASSIGN_OR_RETURN(const HashTotal total, ComputeHashTotal(*ledger, line.run, DrawProgress()));
  Print(line.json ? ApprovalPageJson(*run, total) : ApprovalPage(*run, total));
  return absl::OkStatus();
}

}  // namespace

absl::Status OfficerCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::set<OfficerRole> roles, ParseRoles(line.role));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  std::error_code error;
  const bool made = !std::filesystem::exists(line.key, error);
  ASSIGN_OR_RETURN(const OfficerKey key,
                   made ? CreateOfficerKey(line.key, line.name) : ReadOfficerKey(line.key));
  if (key.officer != line.name) {
    return absl::InvalidArgumentError(absl::StrCat(line.key, " is the key of ", key.officer));
  }
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  if (const Officer* known = control.FindOfficer(line.name)) {
    if (known->public_key == key.public_key && known->roles != roles) {
      return absl::AlreadyExistsError(
          absl::StrCat(line.name, " is registered already, as ", RolesText(known->roles)));
    }
    if (known->public_key == key.public_key) {
      Print(line.json ? "{}\n" : absl::StrCat(line.name, " is registered already.\n"));
      return absl::OkStatus();
    }
    return absl::AlreadyExistsError(absl::StrCat(line.name, " is registered with another key"));
  }
  for (const Officer& known : control.officers) {
    if (known.public_key == key.public_key) {
      return absl::AlreadyExistsError(
          absl::StrCat(line.key, ": the key is registered already, as that of ", known.name));
    }
  }
  v1::ControlRecord record;
  record.mutable_officer_registered()->set_name(key.officer);
  record.mutable_officer_registered()->set_public_key(key.public_key);
  for (const OfficerRole role : roles)
    record.mutable_officer_registered()->add_roles(static_cast<v1::Role>(role));
  RETURN_IF_ERROR(AppendControl(ledger->control(), record));
  if (line.json) {
    JsonWriter writer;
    writer.Object()
        .Field("officer", line.name)
        .Field("key", line.key)
        .Field("key_made", made)
        .Field("roles", RolesText(roles))
        .EndObject();
    Print(writer.Take());
  } else {
    Print(absl::StrCat("Officer ", line.name, " is registered as ", RolesText(roles),
                       made ? absl::StrCat("; new key in ", line.key) : "", ".\n"));
  }
  return absl::OkStatus();
}

absl::Status LimitsCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const ControlState state,
                   line.set.empty() ? ControlOf(line) : LimitsSetFrom(line));
  Print(line.json ? LimitsJson(state) : LimitsPage(state));
  return absl::OkStatus();
}

absl::Status ApproveCommand(const CommandLine& line) {
  if (line.dry_run) return ShowApproval(line);
  if (line.key.empty())
    return absl::InvalidArgumentError(
        "say the approver's --key, or --dry-run to see the page alone");
  ASSIGN_OR_RETURN(const OfficerKey key, ReadOfficerKey(line.key));
  ASSIGN_OR_RETURN(const std::unique_ptr<Ledger> ledger,
                   Ledger::Open(line.data, Ledger::Access::kReadWrite));
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger->control()));
  RETURN_IF_ERROR(CheckCanApprove(control, line.run, key, line.accept));
  const Progress progress = DrawProgress();
  RETURN_IF_ERROR(CatchUp(*ledger, control, progress));
  ASSIGN_OR_RETURN(const HashTotal total, ComputeHashTotal(*ledger, line.run, progress));
  if (!line.json) Print(ApprovalPage(*control.Find(line.run), total));
  ASSIGN_OR_RETURN(const RunState run,
                   ApproveRun(ledger->control(), line.run, key, line.accept, total));
  if (line.json) {
    Print(ApprovalPageJson(run, total));
    return absl::OkStatus();
  }
  Print(absl::StrCat("Run ", run.run, " is approved by ", key.officer, " (", run.approved_by.size(),
                     " of ", kApprovalsNeeded, ").\n"));
  return absl::OkStatus();
}

}  // namespace izmaksa
