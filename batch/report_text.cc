// A run's report in words, and as JSON.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/approval_page.h"
#include "batch/cause_words.h"
#include "batch/columns.h"
#include "batch/json.h"
#include "batch/law_report.h"
#include "batch/report.h"

namespace izmaksa {
namespace {

using Align = Columns::Align;

std::string Euro(int64_t cents) { return Money::Cents(cents).ToReadable(); }

std::string StandingOf(const RunState& run) {
  std::string standing = run.is_released                              ? "released"
                         : run.approved_by.size() >= kApprovalsNeeded ? "approved, not released yet"
                         : !run.signed_by.empty() || !run.maker_signs
                             ? "closed, not approved yet"
                             : "closed, not signed by its maker yet";
  if (!run.approved_by.empty())
    absl::StrAppend(&standing, "; approved by ", absl::StrJoin(run.approved_by, " and "));
  if (!run.released_by.empty()) absl::StrAppend(&standing, ", released by ", run.released_by);
  return standing;
}

std::string Head(const RunState& run) {
  Columns head({Align::kLeft, Align::kLeft});
  head.Row({"Business date", run.business_date.ToString()});
  head.Row({"Previous run", run.previous.empty() ? "none: this is the first" : run.previous});
  head.Row({"Standing", StandingOf(run)});
  const std::string signer =
      run.signed_by.empty() || run.signed_by == run.maker ? "" : ", signed by " + run.signed_by;
  head.Row({"Made by", absl::StrCat(run.maker, signer, ", with program ", run.build)});
  head.Row({"Law, digest", ToHex(run.law_digest)});
  head.Row({"Root", ToHex(run.root())});
  return absl::StrCat("Run ", run.run, "\n\n", head.Text());
}

std::string TotalsText(const v1::Totals& totals) {
  Columns table({Align::kLeft, Align::kRight});
  table.Row({"People decided about", Readable(totals.people())});
  table.Row({"People paid", Readable(totals.paid_people())});
  table.Row({"People held", Readable(totals.held_people())});
  table.Row({"Payments", Readable(totals.payments())});
  table.Row({"Net, in files", Euro(totals.paid())});
  table.Row({"Income tax withheld", Euro(totals.tax())});
  table.Row({"Recovered of overpayments", Euro(totals.recovered())});
  if (totals.deducted() != 0) table.Row({"Deducted for others", Euro(totals.deducted())});
  table.Row({"Settled: the bank says paid", Euro(totals.settled())});
  table.Row({"Returned by the bank", Euro(totals.returned())});
  return absl::StrCat("\nTotals, in euro\n\n", table.Text());
}

std::string BenefitsText(const RunReport& report) {
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "people", "gross", "of it arrears", "people"});
  for (const BenefitLine& line : report.benefits) {
    table.Row({line.name, Readable(line.gross.count), line.gross.amount.ToReadable(),
               line.arrears.amount.ToReadable(), Readable(line.arrears.count)});
    if (!line.name_lv.empty()) table.Note(absl::StrCat("  ", line.name_lv));
  }
  Columns programmes({Align::kLeft, Align::kRight, Align::kRight});
  programmes.Row({"", "people", "gross"});
  for (const auto& [programme, tally] : report.programmes)
    programmes.Row({programme, Readable(tally.count), tally.amount.ToReadable()});
  return absl::StrCat("\nBy benefit, before tax\n\n", table.Text(),
                      "\nBy budget programme, before tax\n\n", programmes.Text());
}

std::string HeldText(const RunReport& report) {
  if (report.held.empty()) return "\nHeld\n\n  nobody\n";
  Columns table({Align::kLeft, Align::kRight, Align::kRight});
  table.Row({"", "people", "gross"});
  for (const auto& [category, group] : report.held) {
    table.Row({category, Readable(group.people.count), group.people.amount.ToReadable()});
    const char* before = "  persons ";
    if (group.people.count > static_cast<int64_t>(group.examples.size())) before = "  such as ";
    table.Note(before + absl::StrJoin(group.examples, ", ", [](std::string* text, PersonId person) {
                 absl::StrAppend(text, person.ToString());
               }));
  }
  return absl::StrCat("\nHeld: not paid until somebody has looked\n\n", table.Text());
}

std::string PaymentsText(const RunReport& report) {
  Columns dates({Align::kLeft, Align::kRight, Align::kRight});
  dates.Row({"", "payments", "net"});
  for (const auto& [date, tally] : report.dates)
    dates.Row({date.ToString(), Readable(tally.count), tally.amount.ToReadable()});
  Columns banks({Align::kLeft, Align::kRight, Align::kRight});
  banks.Row({"", "payments", "net"});
  for (const auto& [bank, tally] : report.banks)
    banks.Row(
        {bank.empty() ? "brought home" : bank, Readable(tally.count), tally.amount.ToReadable()});
  return absl::StrCat("\nPayments by day of payment\n\n", dates.Text(), "\nPayments by bank\n\n",
                      banks.Text());
}

std::string FilesText(const RunState& run) {
  if (!run.is_released) return "\nFiles\n\n  not released yet\n";
  if (run.released.empty()) return "\nFiles\n\n  none: the run pays nobody\n";
  Columns table({Align::kLeft, Align::kRight, Align::kRight});
  table.Row({"", "payments", "net"});
  for (const ReleasedFile& file : run.released) {
    table.Row({file.name, Readable(file.payments), file.amount.ToReadable()});
    table.Note(absl::StrCat("  SHA-256 ", ToHex(file.digest)));
    if (!file.sent_by.empty()) table.Note(absl::StrCat("  sent by ", file.sent_by));
    if (!file.discarded_by.empty()) {
      table.Note(absl::StrCat("  discarded by ", file.discarded_by, ": ", file.discard_reason));
    }
  }
  return absl::StrCat("\nFiles\n\n", table.Text());
}

std::string ClosingText(const RunReport& report) {
  Columns table({Align::kLeft, Align::kRight});
  table.Row({"computed, before tax", Readable(report.computed().cents())});
  table.Row({"= held", Readable(report.totals.held())});
  table.Row({"+ income tax", Readable(report.totals.tax())});
  table.Row({"+ recovered from payments", Readable(report.recovered_from_payments.cents())});
  if (!report.fees().is_zero())
    table.Row({"+ fees of home delivery", Readable(report.fees().cents())});
  table.Row({"+ in files", Readable(report.totals.paid())});
  return absl::StrCat("\nClosing equation, in cents\n\n", table.Text());
}

std::string DifferenceText(const RunReport& report) {
  if (!report.difference) return "\nDifference to the previous run\n\n  this is the first run\n";
  const Difference& difference = *report.difference;
  Columns table({Align::kLeft, Align::kRight, Align::kRight});
  table.Row({"", "people", "net"});
  table.Row({absl::StrCat("run ", report.run.previous), "", difference.net_before().ToReadable()});
  for (const auto& [cause, tally] : difference.causes()) {
    table.Row({absl::StrCat("  ", CauseText(cause, report.names)), Readable(tally.count),
               Signed(tally.amount)});
  }
  table.Row({absl::StrCat("run ", report.run.run), "", difference.net_now().ToReadable()});
  table.Row({"difference, to the cent", "", Signed(difference.sum())});
  return absl::StrCat("\nDifference to the previous run, with its causes\n\n", table.Text());
}

std::string LawText(const RunReport& report) {
  std::string text = "\nUnverified values of the law that this run rests on\n\n";
  if (!report.is_law_of_run) {
    absl::StrAppend(&text, Wrapped("The run was made with other law than that of this program, "
                                   "whose values these are.",
                                   2));
  }
  if (report.unverified.empty()) return text + "  none\n";
  for (const LawValue& value : report.unverified) {
    absl::StrAppend(&text, Wrapped(absl::StrCat(value.benefit, " ", value.parameter, ": ",
                                                ValueText(value), " from ", value.from.ToString()),
                                   2));
  }
  return text;
}

void Write(JsonWriter& json, absl::string_view name, const Tally& tally,
           absl::string_view counted) {
  json.Key(name).Object().Field(counted, tally.count).Field("amount", tally.amount).EndObject();
}

void WriteRun(const RunState& run, JsonWriter& json) {
  json.Field("run", run.run).Field("business_date", run.business_date.ToString());
  json.Key("previous");
  run.previous.empty() ? json.Null() : json.String(run.previous);
  json.Field("maker", run.maker).Field("build", run.build);
  json.Field("law_digest", ToHex(run.law_digest)).Field("root", ToHex(run.root()));
  json.Field("released", run.is_released);
  WriteControls(run, json);
}

void WriteTotals(const v1::Totals& totals, JsonWriter& json) {
  const auto money = [&](absl::string_view name, int64_t cents) {
    json.Field(name, Money::Cents(cents));
  };
  json.Key("totals").Object();
  json.Field("people", totals.people()).Field("paid_people", totals.paid_people());
  json.Field("held_people", totals.held_people()).Field("payments", totals.payments());
  money("paid", totals.paid());
  money("tax", totals.tax());
  money("recovered", totals.recovered());
  money("deducted", totals.deducted());
  money("settled", totals.settled());
  money("returned", totals.returned());
  money("held", totals.held());
  json.EndObject();
}

void WriteGroups(const RunReport& report, JsonWriter& json) {
  json.Key("benefits").Array();
  for (const BenefitLine& line : report.benefits) {
    json.Object().Field("benefit", line.benefit).Field("name", line.name);
    json.Field("name_lv", line.name_lv).Field("programme", line.programme);
    Write(json, "gross", line.gross, "people");
    Write(json, "arrears", line.arrears, "people");
    json.Field("accrued", line.accrued).Field("reversed", line.reversed).EndObject();
  }
  json.EndArray().Key("programmes").Object();
  for (const auto& [programme, tally] : report.programmes) Write(json, programme, tally, "people");
  json.EndObject().Key("held").Array();
  for (const auto& [category, group] : report.held) {
    json.Object().Field("category", category).Field("people", group.people.count);
    json.Field("amount", group.people.amount).Key("examples").Array();
    for (const PersonId person : group.examples) json.String(person.ToString());
    json.EndArray().EndObject();
  }
  json.EndArray().Key("banks").Object();
  for (const auto& [bank, tally] : report.banks) Write(json, bank, tally, "payments");
  json.EndObject().Key("execution_dates").Object();
  for (const auto& [date, tally] : report.dates) Write(json, date.ToString(), tally, "payments");
  json.EndObject();
}

void WriteFiles(const RunState& run, JsonWriter& json) {
  json.Key("files").Array();
  for (const ReleasedFile& file : run.released) {
    json.Object().Field("name", file.name).Field("sha256", ToHex(file.digest));
    json.Field("payments", file.payments).Field("amount", file.amount);
    if (!file.sent_by.empty()) json.Field("sent_by", file.sent_by);
    if (!file.discarded_by.empty()) {
      json.Field("discarded_by", file.discarded_by).Field("reason", file.discard_reason);
    }
    json.EndObject();
  }
  json.EndArray();
}

void WriteDifference(const RunReport& report, JsonWriter& json) {
  json.Key("difference");
  if (!report.difference) {
    json.Null();
    return;
  }
  const Difference& difference = *report.difference;
  json.Object().Field("previous", report.run.previous);
  json.Field("net_before", difference.net_before()).Field("net_now", difference.net_now());
  json.Field("amount", difference.sum()).Key("causes").Array();
  for (const auto& [cause, tally] : difference.causes()) {
    json.Object().Field("cause", WordsOf(cause.kind).id).Field("subject", cause.subject);
    json.Field("people", tally.count).Field("amount", tally.amount).EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

std::string ReportText(const RunReport& report) {
  return absl::StrCat(Head(report.run), TotalsText(report.totals), BenefitsText(report),
                      HeldText(report), PaymentsText(report), FilesText(report.run),
                      ControlsText(report.run), ClosingText(report), DifferenceText(report),
                      LawText(report));
}

std::string ReportJson(const RunReport& report) {
  JsonWriter json;
  json.Object();
  WriteRun(report.run, json);
  WriteTotals(report.totals, json);
  WriteGroups(report, json);
  Write(json, "reissued", report.reissued, "payments");
  WriteFiles(report.run, json);
  json.Key("closing_equation").Object().Field("computed", report.computed());
  json.Field("held", Money::Cents(report.totals.held()));
  json.Field("income_tax", Money::Cents(report.totals.tax()));
  json.Field("recovered_from_payments", report.recovered_from_payments);
  json.Field("fees", report.fees());
  json.Field("in_files", Money::Cents(report.totals.paid())).EndObject();
  WriteDifference(report, json);
  json.Field("is_law_of_run", report.is_law_of_run).Key("unverified").Array();
  for (const LawValue& value : report.unverified) WriteValue(value, json);
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
