#include "batch/bank/reconciliation_text.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "batch/bank/message_values.h"
#include "batch/bank/reason_codes.h"
#include "batch/columns.h"
#include "batch/json.h"

namespace izmaksa {
namespace {

std::string Cell(absl::string_view text) {
  if (text.find_first_of(",\"\n") == absl::string_view::npos) return std::string(text);
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

// What became of it, and what is to be done.
std::string FinalState(const ReconciledPayment& payment) {
  const PaymentStage stage = payment.state.stage();
  const PaymentReport* report = payment.state.deciding();
  switch (stage) {
    case PaymentStage::kReturned:
      return absl::StrCat("returned: ", WordsOf(payment.return_reason), " -> ",
                          ActionOf(payment.return_reason));
    case PaymentStage::kRejected:
      return absl::StrCat("rejected before booking: ", ActionOf(report->reason));
    case PaymentStage::kCancelled:
      return "cancelled before booking";
    case PaymentStage::kBooked:
      return payment.open >= 0 ? "returned" : "paid";
    default:
      return std::string(StageWord(stage));
  }
}

// The bank's own words after the messages up to `source`: "RJCT AC01".
std::string StatusAfter(const ReconciledPayment& payment, int source) {
  PaymentState until;
  for (const PaymentReport& report : payment.state.reports()) {
    if (report.source <= source) until.Apply(report);
  }
  const PaymentReport* report = until.deciding();
  if (report == nullptr) return "";
  if (report->reason.empty()) return report->status;
  return absl::StrCat(report->status, " ", report->reason);
}

std::string Label(const Reconciliation& reconciliation, int source) {
  return SourceLabel(reconciliation.sources()[static_cast<size_t>(source)]);
}

std::string StateForPerson(const ReconciledPayment& payment) {
  return payment.open >= 0 ? "booked; a return is proposed" : FinalState(payment);
}

// A short list is shown whole, a long one without the payments that need nobody.
bool IsShown(const ReconciledPayment& payment, size_t payments) {
  constexpr size_t kShort = 50;
  return payments <= kShort || payment.open >= 0 || payment.state.contradicted() ||
         payment.state.stage() != PaymentStage::kBooked;
}

std::string OpenText(const OpenMovement& open) {
  std::string text =
      absl::StrCat(open.detail.credit ? "credit " : "debit ",
                   open.detail.amount.value_or(open.entry.amount).ToReadable(), " ",
                   open.entry.booking_date ? open.entry.booking_date->ToString() : "without a date",
                   " ", ShownId(open.entry.servicer_reference));
  if (!open.detail.return_reason.empty()) {
    absl::StrAppend(&text, " ", ShownId(open.detail.return_reason), " (",
                    WordsOf(open.detail.return_reason), ")");
  }
  absl::StrAppend(&text, ": ", open.match.why);
  for (const std::string& candidate : open.match.candidates) {
    absl::StrAppend(&text, &candidate == &open.match.candidates[0] ? "; may be " : ", ",
                    ShownId(candidate));
  }
  return text;
}

void AppendList(absl::string_view title, const std::vector<std::string>& lines, std::string* text) {
  if (lines.empty()) return;
  absl::StrAppend(text, "\n", title, "\n");
  for (const std::string& line : lines) absl::StrAppend(text, Wrapped(line, 2));
}

}  // namespace

std::string SourceLabel(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  size_t digits = 0;
  while (digits < name.size() && absl::ascii_isdigit(static_cast<unsigned char>(name[digits]))) {
    ++digits;
  }
  return digits == 0 ? name : name.substr(0, digits);
}

std::string ReconciliationCsv(const Reconciliation& reconciliation,
                              absl::Span<const int> status_after) {
  std::string csv = "end_to_end_id,amount_eur";
  for (const int source : status_after) {
    absl::StrAppend(&csv, ",", Cell(absl::StrCat("status_after_", Label(reconciliation, source))));
  }
  absl::StrAppend(&csv, ",return_code,return_file,final_state\r\n");
  for (const ReconciledPayment& payment : reconciliation.payments()) {
    absl::StrAppend(&csv, Cell(payment.sent->end_to_end_id), ",", payment.sent->amount.ToString());
    for (const int source : status_after) {
      absl::StrAppend(&csv, ",", Cell(StatusAfter(payment, source)));
    }
    std::string file;
    if (payment.return_source >= 0) file = Label(reconciliation, payment.return_source);
    if (payment.open >= 0) {
      absl::StrAppend(&file, " (",
                      reconciliation.open()[static_cast<size_t>(payment.open)].match.why, ")");
    }
    absl::StrAppend(&csv, ",", Cell(payment.return_reason), ",", Cell(file), ",",
                    Cell(FinalState(payment)), "\r\n");
  }
  return csv;
}

std::string ReconciliationText(const Reconciliation& reconciliation) {
  Money total;
  std::map<PaymentStage, int64_t> stages;
  int64_t contradicted = 0;
  Columns columns({Columns::Align::kLeft, Columns::Align::kRight, Columns::Align::kLeft});
  for (const ReconciledPayment& payment : reconciliation.payments()) {
    total += payment.sent->amount;
    ++stages[payment.state.stage()];
    contradicted += payment.state.contradicted() ? 1 : 0;
    if (!IsShown(payment, reconciliation.payments().size())) continue;
    columns.Row({ShownId(payment.sent->end_to_end_id), payment.sent->amount.ToReadable(),
                 StateForPerson(payment)});
  }
  std::string text = absl::StrCat(Readable(static_cast<int64_t>(reconciliation.payments().size())),
                                  " payments of ", total.ToReadable(), "; ",
                                  Readable(static_cast<int64_t>(reconciliation.sources().size())),
                                  " messages of the bank; ", Readable(reconciliation.repeated()),
                                  " movements told again and not counted\n");
  std::vector<std::string> counts;
  for (const auto& [stage, count] : stages) {
    counts.push_back(absl::StrCat(Readable(count), " ", StageWord(stage)));
  }
  absl::StrAppend(&text, absl::StrJoin(counts, ", "), "\n\n", columns.Text());
  if (contradicted > 0) {
    absl::StrAppend(&text, "\n",
                    Wrapped(absl::StrCat("Of ", Readable(contradicted),
                                         " payments the bank says both that they were refused and "
                                         "that they were booked: what is most particular counts."),
                            0));
  }
  std::vector<std::string> open;
  for (const OpenMovement& each : reconciliation.open()) open.push_back(OpenText(each));
  AppendList("For an officer to decide:", open, &text);
  AppendList("Statements:", reconciliation.statement_faults(), &text);
  AppendList("Not taken:", reconciliation.faults(), &text);
  return text;
}

std::string ReconciliationJson(const Reconciliation& reconciliation) {
  JsonWriter json;
  json.Object().Key("payments").Array();
  for (const ReconciledPayment& payment : reconciliation.payments()) {
    json.Object()
        .Field("payment", payment.sent->end_to_end_id)
        .Field("amount", payment.sent->amount)
        .Field("stage", StageWord(payment.state.stage()))
        .Field("state", FinalState(payment))
        .Field("return_code", payment.return_reason)
        .Field("return_proposed", payment.open >= 0)
        .Field("contradicted", payment.state.contradicted())
        .Key("reports")
        .Array();
    for (const PaymentReport& report : payment.state.reports()) {
      json.Object()
          .Field("message", Label(reconciliation, report.source))
          .Field("status", report.status)
          .Field("reason", report.reason)
          .EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().Key("open").Array();
  for (const OpenMovement& open : reconciliation.open()) {
    json.Object()
        .Field("credit", open.detail.credit)
        .Field("amount", open.detail.amount.value_or(open.entry.amount))
        .Field("date", open.entry.booking_date ? open.entry.booking_date->ToString() : "")
        .Field("reference", open.entry.servicer_reference)
        .Field("return_code", open.detail.return_reason)
        .Field("message", Label(reconciliation, open.source))
        .Field("why", open.match.why)
        .Key("candidates")
        .Array();
    for (const std::string& candidate : open.match.candidates) json.String(candidate);
    json.EndArray().EndObject();
  }
  json.EndArray().Key("statement_faults").Array();
  for (const std::string& fault : reconciliation.statement_faults()) json.String(fault);
  json.EndArray().Key("not_taken").Array();
  for (const std::string& fault : reconciliation.faults()) json.String(fault);
  return json.EndArray().EndObject().Take();
}

}  // namespace izmaksa
