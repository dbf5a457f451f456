#include "batch/approval_page.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "batch/columns.h"
#include "batch/control_acts.h"
#include "batch/run.h"

namespace izmaksa {
namespace {

using Align = Columns::Align;

v1::Totals TotalsOf(const RunState& run) {
  v1::Totals totals;
  for (const auto& shard : run.closed->shards()) AddToTotals(shard.totals(), totals);
  return totals;
}

std::string Euro(int64_t cents) { return Money::Cents(cents).ToReadable(); }

const char* NameOf(v1::Channel channel) {
  return channel == v1::HOME ? "brought home by the Post" : "to accounts";
}

std::string Approvers(const RunState& run) {
  if (run.approved_by.empty()) return absl::StrCat("nobody of ", kApprovalsNeeded, " yet");
  return absl::StrCat(absl::StrJoin(run.approved_by, " and "), " (", run.approved_by.size(), " of ",
                      kApprovalsNeeded, ")");
}

std::string Head(const RunState& run) {
  Columns head({Align::kLeft, Align::kLeft});
  head.Row({"Made by", run.signed_by.empty() ? absl::StrCat(run.maker, ", not signed")
                                             : absl::StrCat(run.signed_by, ", signed")});
  head.Row({"Approved by", Approvers(run)});
  head.Row({"Program", run.build});
  head.Row({"Law, digest", ToHex(run.law_digest)});
  head.Row({"Root", ToHex(run.root())});
  return head.Text();
}

std::string Sums(const RunState& run) {
  const v1::Totals totals = TotalsOf(run);
  Columns table({Align::kLeft, Align::kRight, Align::kRight});
  table.Row({"", "number", "euro"});
  table.Row({"Payments, net", Readable(totals.payments()), Euro(totals.paid())});
  for (const auto& channel : totals.channels()) {
    table.Row({absl::StrCat("  ", NameOf(channel.channel())), Readable(channel.payments()),
               Euro(channel.paid())});
  }
  for (const auto& day : run.closed->days()) {
    table.Row({absl::StrCat("  on ", Date::FromDays(day.pay_date()).ToString()),
               Readable(day.payments()), Euro(day.amount())});
  }
  table.Row({"People held, before tax", Readable(totals.held_people()), Euro(totals.held())});
  table.Row({"Income tax", "", Euro(totals.tax())});
  std::map<std::string, Money> programmes;
  for (const auto& line : totals.benefits())
    programmes[line.programme()] += Money::Cents(line.paid_gross());
  for (const auto& [programme, amount] : programmes) {
    if (amount.is_zero()) continue;
    table.Row({absl::StrCat("Programme ", programme, ", before tax"), "", amount.ToReadable()});
  }
  return table.Text();
}

std::string Findings(const RunState& run) {
  if (run.findings.empty()) return "  none\n";
  std::string text;
  for (const Finding& finding : run.findings) {
    absl::StrAppend(&text, Wrapped(absl::StrCat(finding.text, " (", finding.name, ")"), 2));
  }
  return text;
}

std::string Notices(const RunState& run) {
  std::string text;
  for (const std::string& notice : TreasuryNotices(run.days, run.limits.notice_amount))
    absl::StrAppend(&text, Wrapped(notice, 2));
  return text.empty() ? "" : absl::StrCat("\nNotice to the State Treasury\n\n", text);
}

std::string Indented(const std::string& text) {
  std::string indented;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty()))
    absl::StrAppend(&indented, "  ", line, "\n");
  return indented;
}

void WriteHashTotal(const HashTotal& total, JsonWriter& json) {
  json.Object().Field("payments", total.payments).Field("amount", total.amount);
  json.Field("sha256", ToHex(total.hash)).EndObject();
}

}  // namespace

std::string ApprovalPage(const RunState& run, const HashTotal& total) {
  return absl::StrCat("What an approver of run ", run.run, " signs\n\n", Head(run), "\n", Sums(run),
                      "\nTo accept by name\n\n", Findings(run), Notices(run),
                      "\nThe text that is signed\n\n", Indented(ApprovalTextOf(run, total)), "\n");
}

std::string ApprovalPageJson(const RunState& run, const HashTotal& total) {
  JsonWriter json;
  json.Object().Field("run", run.run).Field("root", ToHex(run.root()));
  json.Key("hash_total");
  WriteHashTotal(total, json);
  WriteControls(run, json);
  json.Field("text", ApprovalTextOf(run, total)).EndObject();
  return json.Take();
}

std::string ControlsText(const RunState& run) {
  std::string text;
  if (!run.findings.empty())
    absl::StrAppend(&text, "\nFor the approvers to accept by name\n\n", Findings(run));
  absl::StrAppend(&text, Notices(run));
  if (run.hash_total) {
    absl::StrAppend(&text, "\nHash total of the payments, as approved\n\n  ",
                    ToHex(run.hash_total->hash), "\n");
  }
  return text;
}

void WriteControls(const RunState& run, JsonWriter& json) {
  const auto officer = [&](absl::string_view name, const std::string& who) {
    json.Key(name);
    who.empty() ? json.Null() : json.String(who);
  };
  officer("signed_by", run.signed_by);
  json.Key("approved_by").Array();
  for (const std::string& name : run.approved_by) json.String(name);
  json.EndArray();
  officer("released_by", run.released_by);
  json.Key("approved_hash_total");
  run.hash_total ? WriteHashTotal(*run.hash_total, json) : static_cast<void>(json.Null());
  json.Key("findings").Array();
  for (const Finding& finding : run.findings)
    json.Object().Field("name", finding.name).Field("text", finding.text).EndObject();
  json.EndArray().Key("notices").Array();
  for (const std::string& notice : TreasuryNotices(run.days, run.limits.notice_amount))
    json.String(notice);
  json.EndArray();
}

}  // namespace izmaksa
