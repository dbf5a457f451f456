#include "tests/small_ledger.h"

#include "absl/strings/str_cat.h"
#include "batch/control_acts.h"
#include "batch/hash_total.h"
#include "batch/run.h"
#include "ledger/status.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

constexpr const char* kBuild = "test";

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  CHECK(value.ok());
  return *std::move(value);
}

void Must(const absl::Status& status) {
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  CHECK(status.ok());
}

v1::Event EventOf(uint64_t person, Date effective) {
  v1::Event event;
  event.set_person(person);
  event.set_effective(effective.days());
  return event;
}

}  // namespace

SmallLedger::SmallLedger(int shards)
    : directory_(temp_.path() + "/ledger"), law_(Must(Law::Parse(Law::BuiltInFiles()))) {
  LedgerOptions options;
  options.shards = shards;
  options.agency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496", kHabaIban,
                    "HABALV22"};
  options.file_payments_max = 2;
  options.first_month = Month::Of(2024, 1);
  Must(Ledger::Create(directory_, options));
  Reopen(Ledger::Access::kReadWrite);
}

void SmallLedger::Reopen(Ledger::Access access) {
  ledger_.reset();
  ledger_ = Must(Ledger::Open(directory_, access));
}

ControlState SmallLedger::Control() { return Must(FoldControl(ledger_->control())); }

template <typename Message>
void SmallLedger::Append(Message& event) {
  const PersonId person(event.person());
  event.set_id(absl::StrCat("E-", ++events_));
  event.set_source("cases");
  event.set_recorded(static_cast<int64_t>(recorded_.days()) * 86400);
  const PersonId people[] = {person};
  const PersonKey key = Must(ledger_->keys().EnsureKeys(people))[0];
  if (event.has_person_registered()) {
    auto& fact = *event.mutable_person_registered();
    fact.set_sealed_identity(
        Must(Seal(key, person, SealedField::kIdentity, fact.identity().SerializeAsString())));
    fact.clear_identity();
  }
  if (event.has_account_changed()) {
    auto& fact = *event.mutable_account_changed();
    const std::string& iban = fact.account().iban();
    fact.set_bank(iban.substr(0, 2) + iban.substr(4, 4));
    fact.set_sealed_account(
        Must(Seal(key, person, SealedField::kAccount, fact.account().SerializeAsString())));
    fact.clear_account();
  }
  const std::string bytes = event.SerializeAsString();
  Must(ledger_->events(ShardOf(person, ledger_->shards())).Append({bytes}));
}

void SmallLedger::Register(uint64_t person, const std::string& given, const std::string& family,
                           Date born) {
  v1::Event event = EventOf(person, born);
  auto& fact = *event.mutable_person_registered();
  fact.set_born(born.days());
  fact.mutable_identity()->set_given_name(given);
  fact.mutable_identity()->set_family_name(family);
  fact.mutable_identity()->set_personal_code("030251-10003");
  Append(event);
}

void SmallLedger::ChangeAccount(uint64_t person, const std::string& iban, Date from) {
  v1::Event event = EventOf(person, from);
  event.mutable_account_changed()->mutable_account()->set_iban(iban);
  Append(event);
}

void SmallLedger::DetermineRecord(uint64_t person, Date from, int months_to_1995,
                                  int months_total) {
  v1::Event event = EventOf(person, from);
  event.mutable_insurance_record_determined()->set_months_to_1995(months_to_1995);
  event.mutable_insurance_record_determined()->set_months_total(months_total);
  Append(event);
}

void SmallLedger::Decide(uint64_t person, DecisionKind kind, const std::string& benefit, Date from,
                         int64_t cents, Date amount_as_of) {
  v1::Event event = EventOf(person, from);
  auto& fact = *event.mutable_decision_made();
  fact.set_kind(static_cast<v1::DecisionMade::Kind>(kind));
  fact.set_benefit(benefit);
  fact.set_number(absl::StrCat("D-", events_ + 1));
  fact.set_officer("A. Ozola");
  fact.set_amount(cents);
  fact.set_amount_as_of(amount_as_of.days());
  Append(event);
}

void SmallLedger::Die(uint64_t person, Date day) {
  v1::Event event = EventOf(person, day);
  event.mutable_person_died();
  Append(event);
}

void SmallLedger::Answer(uint64_t person, const std::string& payment, BankOutcome outcome,
                         const std::string& reason, Date on) {
  v1::Event event = EventOf(person, on);
  auto& fact = *event.mutable_bank_answered();
  fact.set_payment(payment);
  fact.set_outcome(static_cast<v1::BankAnswered::Outcome>(outcome));
  fact.set_reason(reason);
  Append(event);
}

void SmallLedger::AddPensioner(uint64_t person, Date granted, int64_t cents, int months_to_1995) {
  Register(person, "Zane", absl::StrCat("Liepiņa", person));
  ChangeAccount(person, person % 2 == 0 ? kHabaIban : kBankIban, granted);
  DetermineRecord(person, granted, months_to_1995, 360);
  Decide(person, DecisionKind::kGranted, "old_age_pension", granted, cents, Date::Of(2023, 10, 1));
}

void SmallLedger::AddOfficialExample(uint64_t person, const std::string& given,
                                     const std::string& family) {
  const Date granted = Date::Of(2013, 7, 1);
  Register(person, given, family);
  ChangeAccount(person, kHabaIban, granted);
  DetermineRecord(person, granted, 22 * 12 + 5, 360);
  Decide(person, DecisionKind::kGranted, "old_age_pension", granted, 480'00, Date::Of(2023, 10, 1));
}

RunState SmallLedger::Run(Date business_date) {
  return Must(ExecuteRun(*ledger_, law_, {business_date, "maker", kBuild}, nullptr));
}

OfficerKey SmallLedger::Officer(const std::string& name, OfficerRole role) {
  const std::string file = absl::StrCat(temp_.path(), "/", name, ".key");
  const absl::StatusOr<OfficerKey> known = ReadOfficerKey(file);
  if (known.ok()) return *known;
  const OfficerKey key = Must(CreateOfficerKey(file, name));
  v1::ControlRecord record;
  record.mutable_officer_registered()->set_name(name);
  record.mutable_officer_registered()->set_public_key(key.public_key);
  record.mutable_officer_registered()->add_roles(static_cast<v1::Role>(role));
  Must(AppendControl(ledger_->control(), record));
  return key;
}

void SmallLedger::Approve(const std::string& run) {
  Must(SignRun(ledger_->control(), run, Officer("Māris Bērzs", OfficerRole::kMaker)).status());
  const HashTotal total = Must(ComputeHashTotal(*ledger_, run, nullptr));
  for (const std::string name : {"Anna Ozola", "Jānis Kalns"}) {
    const OfficerKey key = Officer(name, OfficerRole::kApprover);
    Must(ApproveRun(ledger_->control(), run, key, {}, total).status());
  }
}

std::vector<ReleasedFile> SmallLedger::Release(const std::string& run, const std::string& out) {
  Approve(run);
  ReleaseOptions options;
  options.out = out;
  const OfficerKey treasurer = Officer("Zane Liepa", OfficerRole::kTreasurer);
  return Must(ReleaseRun(*ledger_, run, options, &treasurer, nullptr));
}

}  // namespace izmaksa
