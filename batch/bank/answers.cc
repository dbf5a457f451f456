#include "batch/bank/answers.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/answer_reader.h"
#include "batch/bank/filed_payments.h"
#include "batch/bank/message_store.h"
#include "batch/control_acts.h"
#include "batch/door.h"
#include "batch/event_json.h"
#include "batch/run.h"
#include "batch/whole_file.h"
#include "batch/workshop.h"
#include "ledger/id_index.h"
#include "ledger/status.h"
#include "processors/person.h"

namespace izmaksa {
namespace {

constexpr char kSource[] = "bank";

// Which runs a message speaks of, and whether it moves money that it gives no name of ours.
struct Mentioned {
  std::set<std::string> runs;
  bool nameless = false;
  std::optional<Date> first;  // booking date of such money
};

MessageListener Mentions(Mentioned* mentioned) {
  const auto note = [mentioned](absl::string_view id) {
    std::string run = RunOfId(id);
    if (run.empty()) return false;
    mentioned->runs.insert(std::move(run));
    return true;
  };
  MessageListener listener;
  listener.status = [note](const StatusReport& report) {
    note(report.original_message_id);
    note(report.payment_information_id);
    note(report.end_to_end_id);
    return absl::OkStatus();
  };
  listener.detail = [note, mentioned](const Entry& entry, const EntryDetail& detail) {
    bool named = note(detail.end_to_end_id);
    named = note(detail.instruction_id) || named;
    named = note(detail.payment_information_id) || named;
    if (named || !detail.credit) return absl::OkStatus();
    mentioned->nameless = true;
    if (entry.booking_date)
      mentioned->first =
          std::min(mentioned->first.value_or(*entry.booking_date), *entry.booking_date);
    return absl::OkStatus();
  };
  listener.entry = [note](const Entry& entry) {
    note(entry.batch_payment_information_id);
    note(entry.batch_message_id);
    return absl::OkStatus();
  };
  return listener;
}

// Streams a kept message. What the bank wrote wrong is `broken`; an operating error is the status.
absl::Status Stream(const MessageStore& store, const Digest& digest, MessageListener listener,
                    std::string* broken) {
  MessageReader reader(std::move(listener));
  absl::Status xml;
  RETURN_IF_ERROR(store.Read(digest, [&](absl::string_view bytes) {
    if (xml.ok()) xml = reader.Push(bytes);
    return absl::OkStatus();
  }));
  if (xml.ok()) xml = reader.Finish();
  if (xml.ok()) return xml;
  if (!absl::IsInvalidArgument(xml)) return xml;
  *broken = std::string(xml.message());
  return absl::OkStatus();
}

class Reading {
 public:
  Reading(Ledger& ledger, const ControlState& control) : ledger_(ledger), control_(control) {}

  absl::Status Load(const Mentioned& mentioned) {
    std::vector<const RunState*> runs;
    for (const RunState& run : control_.runs) {
      const bool old =
          mentioned.first && *mentioned.first - run.business_date > kReturnDaysMax + 31;
      if (run.is_released && (mentioned.runs.count(run.run) > 0 || (mentioned.nameless && !old)))
        runs.push_back(&run);
    }
    for (const RunState* run : runs) RETURN_IF_ERROR(Load(*run, mentioned.nameless));
    return absl::OkStatus();
  }

  const SentPayments& sent() const { return sent_; }

  absl::StatusOr<std::optional<BankOutcome>> AnswerAbout(const std::string& payment) const {
    ASSIGN_OR_RETURN(const PaymentName name, ParsePaymentId(payment));
    ASSIGN_OR_RETURN(const auto stored,
                     ledger_.people(ShardOf(name.person, ledger_.shards())).Get(name.person));
    if (!stored) return std::optional<BankOutcome>();
    ASSIGN_OR_RETURN(const PersonState state, DecodePerson(*stored));
    for (const BankAnswer& answer : state.answers) {
      if (answer.payment == payment) return std::optional(answer.outcome);
    }
    return std::optional<BankOutcome>();
  }

 private:
  absl::Status Load(const RunState& run, bool with_accounts) {
    std::set<std::string> discarded;
    for (const ReleasedFile& file : run.released) {
      if (!file.discarded_by.empty()) discarded.insert(file.name);
    }
    return ForEachFiled(ledger_, control_, run,
                        with_accounts ? Payees::kUnseal : Payees::kLeaveSealed,
                        [&](FiledPayment&& filed) {
                          if (discarded.count(filed.file) > 0) return absl::OkStatus();
                          return sent_.Add(std::move(filed.sent));
                        });
  }

  Ledger& ledger_;
  const ControlState& control_;
  SentPayments sent_;
};

std::string EventLine(const Answer& answer, PersonId person, Money amount) {
  v1::Event event;
  event.set_id(answer.id);
  event.set_source(kSource);
  event.set_person(person.number());
  event.set_effective(answer.on.days());
  event.set_recorded(answer.recorded.seconds());
  v1::BankAnswered& fact = *event.mutable_bank_answered();
  fact.set_payment(answer.payment);
  fact.set_outcome(static_cast<v1::BankAnswered::Outcome>(answer.outcome));
  fact.set_reason(answer.reason);
  fact.set_message(answer.message);
  fact.set_entry(answer.entry);
  fact.set_amount(amount.cents());
  return absl::StrCat(EventToJson(event), "\n");
}

absl::StatusOr<std::unique_ptr<IdIndex>> OpenIds(Ledger& ledger) {
  ASSIGN_OR_RETURN(std::unique_ptr<IdIndex> ids,
                   IdIndex::Open(absl::StrCat(ledger.directory(), "/state/ids"), ledger.shards()));
  RETURN_IF_ERROR(ids->CatchUp(ledger.all_events()));
  return ids;
}

absl::StatusOr<bool> IsTold(const IdIndex& ids, const std::string& id) {
  const Fingerprint fingerprint = FingerprintOfId(kSource, id);
  bool found = false;
  RETURN_IF_ERROR(ids.Find({&fingerprint, 1}, [&](size_t, Fingerprint) { found = true; }));
  return found;
}

// Which of the answers are stored already.
absl::StatusOr<std::vector<bool>> Told(const IdIndex& ids, const std::vector<Answer>& answers) {
  std::vector<std::pair<Fingerprint, size_t>> order;
  for (size_t i = 0; i < answers.size(); ++i)
    order.emplace_back(FingerprintOfId(kSource, answers[i].id), i);
  std::sort(order.begin(), order.end());
  std::vector<Fingerprint> sorted;
  for (const auto& each : order) sorted.push_back(each.first);
  std::vector<bool> told(answers.size());
  RETURN_IF_ERROR(ids.Find(sorted, [&](size_t i, Fingerprint) { told[order[i].second] = true; }));
  return told;
}

absl::Status AppendLines(Ledger& ledger, const std::vector<std::string>& lines,
                         const Progress& progress) {
  if (lines.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::unique_ptr<Workshop> workshop, Workshop::Open("", "answers"));
  const std::string path = absl::StrCat(workshop->path(), "/answers.jsonl");
  ASSIGN_OR_RETURN(const std::unique_ptr<WholeFile> file, WholeFile::Open(path));
  for (const std::string& line : lines) RETURN_IF_ERROR(file->Append(line));
  RETURN_IF_ERROR(file->Commit());
  ASSIGN_OR_RETURN(const IntakeResult result, AppendToLedger(ledger, {path}, progress));
  if (result.accepted()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the bank's answers do not fit this ledger: ", result.faults.front().field, ": ",
                   result.faults.front().message));
}

absl::Status AppendRecord(Ledger& ledger, const UnmatchedEntry& entry) {
  v1::ControlRecord record;
  v1::UnmatchedEntry& stored = *record.mutable_unmatched_entry();
  stored.set_entry(entry.entry);
  stored.set_message(ToBytes(entry.message));
  stored.set_credit(entry.credit);
  stored.set_amount(entry.amount.cents());
  if (entry.booking_date) stored.set_booking_date(entry.booking_date->days());
  stored.set_reference(entry.reference);
  stored.set_reason(entry.reason);
  stored.set_why(entry.why);
  for (const std::string& candidate : entry.candidates) stored.add_candidates(candidate);
  return AppendControl(ledger.control(), record);
}

absl::Status AppendRecord(Ledger& ledger, const Digest& message,
                          const AccountStatement& statement) {
  v1::ControlRecord record;
  v1::StatementRead& stored = *record.mutable_statement_read();
  stored.set_message(ToBytes(message));
  stored.set_id(statement.id);
  stored.set_electronic_number(statement.electronic_number.value_or(0));
  stored.set_legal_number(statement.legal_number.value_or(0));
  stored.set_page(statement.page);
  if (statement.from) stored.set_from(statement.from->days());
  if (statement.opening) stored.set_opening(statement.opening->amount.cents());
  if (statement.closing) stored.set_closing(statement.closing->amount.cents());
  if (statement.moved) stored.set_moved(statement.moved->cents());
  stored.set_entries(statement.entries);
  return AppendControl(ledger.control(), record);
}

absl::StatusOr<ControlState> ControlWithoutOpenRun(Ledger& ledger, const Progress& progress) {
  ASSIGN_OR_RETURN(ControlState control, FoldControl(ledger.control()));
  if (control.Open() != nullptr) {
    return absl::FailedPreconditionError(absl::StrCat(
        "run ", control.Open()->run, " is open: finish it, then read the bank's messages"));
  }
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  return control;
}

std::string BaseName(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

absl::StatusOr<AnswersRead> ReadAnswers(Ledger& ledger, const std::string& path,
                                        const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, ControlWithoutOpenRun(ledger, progress));
  const MessageStore store(absl::StrCat(ledger.directory(), "/messages"), ledger.keys().mark_key());
  ASSIGN_OR_RETURN(const MessageStore::Kept kept, store.Keep(path));
  AnswersRead result;
  result.file = path;
  const BankMessage* known = control.bank.Find(kept.digest);
  if (known != nullptr && known->read) {
    result.before = true;
    result.version = known->version;
    result.message_id = known->message_id;
    return result;
  }
  if (known == nullptr) {
    v1::ControlRecord record;
    record.mutable_bank_message_received()->set_digest(ToBytes(kept.digest));
    record.mutable_bank_message_received()->set_name(BaseName(path));
    record.mutable_bank_message_received()->set_size(kept.size);
    RETURN_IF_ERROR(AppendControl(ledger.control(), record));
  }

  Mentioned mentioned;
  std::string ignored;
  RETURN_IF_ERROR(Stream(store, kept.digest, Mentions(&mentioned), &ignored));
  Reading reading(ledger, control);
  RETURN_IF_ERROR(reading.Load(mentioned));
  std::vector<std::string> lines;
  std::vector<UnmatchedEntry> unmatched;
  std::vector<AccountStatement> statements;
  {
    ASSIGN_OR_RETURN(const std::unique_ptr<IdIndex> ids, OpenIds(ledger));
    KnownAnswers knows;
    knows.sent = &reading.sent();
    knows.account = control.agency.iban;
    knows.records = &control.bank;
    knows.answer = [&](const std::string& payment) { return reading.AnswerAbout(payment); };
    knows.told = [&](const std::string& id) { return IsTold(*ids, id); };
    AnswerReader reader(knows, kept.digest);
    RETURN_IF_ERROR(Stream(store, kept.digest, reader.Listener(), &result.broken));
    RETURN_IF_ERROR(reader.Finish());
    ASSIGN_OR_RETURN(const std::vector<bool> told, Told(*ids, reader.answers()));
    result.repeated = reader.repeated();
    for (size_t i = 0; i < told.size(); ++i) {
      const Answer& answer = reader.answers()[i];
      ASSIGN_OR_RETURN(const PaymentName name, ParsePaymentId(answer.payment));
      if (told[i]) {
        ++result.repeated;
      } else {
        lines.push_back(EventLine(answer, name.person, Money()));
      }
    }
    unmatched = reader.unmatched();
    statements = reader.statements();
    result.faults = reader.faults();
    result.version = reader.header().version;
    result.message_id = reader.header().message_id;
  }
  result.answers = static_cast<int64_t>(lines.size());
  result.unmatched = static_cast<int64_t>(unmatched.size());
  result.statements = static_cast<int64_t>(statements.size());
  RETURN_IF_ERROR(AppendLines(ledger, lines, progress));
  for (const UnmatchedEntry& entry : unmatched) RETURN_IF_ERROR(AppendRecord(ledger, entry));
  for (const AccountStatement& statement : statements)
    RETURN_IF_ERROR(AppendRecord(ledger, kept.digest, statement));
  v1::ControlRecord record;
  v1::BankMessageRead& read = *record.mutable_bank_message_read();
  read.set_digest(ToBytes(kept.digest));
  read.set_message_id(result.message_id);
  read.set_version(result.version);
  read.set_answers(result.answers);
  read.set_unmatched(result.unmatched);
  read.set_repeated(result.repeated);
  read.set_faults(static_cast<int64_t>(result.faults.size()));
  read.set_broken(result.broken);
  RETURN_IF_ERROR(AppendControl(ledger.control(), record));
  return result;
}

absl::StatusOr<UnmatchedEntry> DecideMatch(Ledger& ledger, absl::string_view entry_id,
                                           absl::string_view payment, const OfficerKey& key,
                                           const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, ControlWithoutOpenRun(ledger, progress));
  RETURN_IF_ERROR(CheckOfficer(control, key, OfficerRole::kTreasurer));
  const auto found = control.bank.unmatched.find(std::string(entry_id));
  if (found == control.bank.unmatched.end())
    return absl::NotFoundError(absl::StrCat("there is no open entry ", entry_id));
  UnmatchedEntry entry = found->second;
  if (!entry.decided_by.empty() && entry.payment != payment) {
    return absl::FailedPreconditionError(
        absl::StrCat("entry ", entry_id, " was decided by ", entry.decided_by, ": ",
                     entry.payment.empty() ? "none of ours" : entry.payment));
  }
  Money part;
  if (!payment.empty()) {
    ASSIGN_OR_RETURN(const PaymentName name, ParsePaymentId(payment));
    Reading reading(ledger, control);
    Mentioned mentioned;
    mentioned.runs.insert(name.run);
    RETURN_IF_ERROR(reading.Load(mentioned));
    const SentPayment* sent = reading.sent().ByEndToEndId(payment);
    if (sent == nullptr)
      return absl::NotFoundError(absl::StrCat("there is no payment ", payment, " in a file sent"));
    if (entry.amount > sent->amount || (!entry.credit && entry.amount != sent->amount)) {
      return absl::FailedPreconditionError(
          absl::StrCat("entry ", entry_id, " is ", entry.amount.ToString(), ", payment ", payment,
                       " ", sent->amount.ToString(), ": it cannot be this payment"));
    }
    if (entry.credit && entry.amount != sent->amount) part = entry.amount;
    ASSIGN_OR_RETURN(const std::optional<BankOutcome> before,
                     reading.AnswerAbout(sent->end_to_end_id));
    if (entry.decided_by.empty() && entry.credit && before == BankOutcome::kReturned) {
      return absl::FailedPreconditionError(
          absl::StrCat("payment ", payment, " came back before: this entry is not its return"));
    }
    if (before == BankOutcome::kRejected || before == BankOutcome::kDiscarded) {
      return absl::FailedPreconditionError(
          absl::StrCat("payment ", payment, " was never booked: this entry is not its movement"));
    }
  }
  if (entry.decided_by.empty()) {
    v1::ControlRecord record;
    v1::MatchDecided& decided = *record.mutable_match_decided();
    decided.set_entry(entry.entry);
    decided.set_payment(std::string(payment));
    decided.set_officer(key.officer);
    decided.set_signature(Sign(key, MatchText(entry.entry, payment)));
    RETURN_IF_ERROR(AppendControl(ledger.control(), record));
    ASSIGN_OR_RETURN(const ControlState after, FoldControl(ledger.control()));
    const UnmatchedEntry& now = after.bank.unmatched.at(entry.entry);
    if (now.decided_by != key.officer || now.payment != payment)
      return absl::AbortedError("another program wrote at the same time: look again");
    entry = now;
  }
  if (payment.empty()) return entry;
  Answer answer;
  answer.payment = entry.payment;
  answer.id = entry.credit ? ReturnEventId(entry.entry) : SettledEventId(entry.payment);
  answer.outcome = entry.credit ? BankOutcome::kReturned : BankOutcome::kSettled;
  answer.reason = entry.reason;
  answer.entry = entry.reference;
  answer.on = entry.booking_date.value_or(Date());
  answer.recorded = Instant::FromSeconds(int64_t{answer.on.days()} * 86400);
  ASSIGN_OR_RETURN(const PaymentName name, ParsePaymentId(answer.payment));
  bool told = false;
  {
    ASSIGN_OR_RETURN(const std::unique_ptr<IdIndex> ids, OpenIds(ledger));
    ASSIGN_OR_RETURN(told, IsTold(*ids, answer.id));
  }
  if (!told) RETURN_IF_ERROR(AppendLines(ledger, {EventLine(answer, name.person, part)}, progress));
  return entry;
}

}  // namespace izmaksa
