// The entitlement state of one person: a fold of that person's events. It holds facts, not
// conclusions: what is due is for the rules to say, month by month, from these facts and the law.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "ledger/money.h"
#include "ledger/payment.h"
#include "ledger/timeline.h"
#include "processors/event.h"

namespace izmaksa {

// Where a fact came from: its offset in the shard's events, and when its source recorded it.
struct Provenance {
  Offset offset;
  Instant recorded;
};

// How, and to whom, the person is paid.
struct AccountFact {
  std::string sealed_account;  // of the channel kAccount
  std::string bank;
  int pay_day = 0;  // 0: the law's default
  Provenance at;
  Channel channel = Channel::kAccount;
  PayeeGround ground = PayeeGround::kOwn;
  std::string document{};       // by which another is the payee
  std::optional<Date> until{};  // last day on which another is the payee
  uint64_t mark = 0;            // the same for the same account of anybody; 0: not known
};

// What is to be taken of the person's payments.
struct DeductionFact {
  DeductionKind kind;
  std::string number;
  Money amount;  // of an order: in all, nought for no limit; of care: the price a month
  std::optional<Rate> share;  // of care and recovery
  Date from;
  std::optional<Date> until;  // last day
  std::string sealed_payee, bank;
  Provenance at;

  bool Covers(Date date) const { return from <= date && (!until || date <= *until); }
};

// An officer lets a payment that came back be sent again to the payee known.
struct ReissueFact {
  std::string payment;
  Provenance at;
};

struct ResidenceFact {
  std::string country;
  Provenance at;
};

struct StatusFact {
  Status status;
  Date from;
  std::optional<Date> until;  // last day
  std::string number;         // of the certificate; empty: none
  Provenance at;

  bool Covers(Date date) const { return from <= date && (!until || date <= *until); }
};

struct RelationFact {
  Relation relation;
  Date from;
  std::optional<Date> until;  // last day
  Provenance at;

  bool Covers(Date date) const { return from <= date && (!until || date <= *until); }
};

struct AmountFact {
  AmountKind kind;
  Money amount;  // a month
  Date from;
  std::optional<Date> until;  // last day
  Provenance at;
};

struct InsuredMonth {
  Month month;
  Money wage;
  int excluded_days = 0;
  Provenance at;
};

struct RecordFact {
  int months_to_1995 = 0;
  int months_total = 0;
  Provenance at;
};

struct DisabilityFact {
  int group = 0;
  std::optional<Date> until;  // last day
  bool since_childhood = false;
  Provenance at;
};

struct Application {
  std::string number, benefit;
  Date submitted;
  bool withdrawn = false;
  Provenance at;
};

enum class Standing { kGranted = 1, kSuspended, kEnded };

struct StandingFact {
  Standing standing;
  std::string decision;  // its number
  Provenance at;
};

// An amount awarded by decision. It holds from its step in the timeline and includes every review
// up to `as_of`.
struct Award {
  Money amount;
  Date as_of;
  std::string decision;
  Provenance at;
};

struct Grant {
  Date from;
  std::string instead_of;   // the benefit it replaced, if any
  std::string application;  // number of the application decided; empty: none
  Provenance at;
};

// What a decision says a formula needs, by name (the benefit's law file says which).
struct InputFact {
  std::vector<DecisionInput> inputs;
  Provenance at;

  const std::string* Find(absl::string_view name) const;
};

// What was decided about one benefit (and case) of the person.
struct Claim {
  std::string benefit, case_id;
  Timeline<StandingFact> standing;
  Timeline<Award> awards;
  std::vector<Grant> grants;  // in order of `from`; a second one is a grant anew
  Timeline<InputFact> inputs;

  const Grant* GrantOn(Date date) const;  // the latest that began by then; null: none
};

struct BankAnswer {
  std::string payment;
  BankOutcome outcome;
  std::string reason;
  Date on;
  Provenance at;
  Money amount{};  // where less than the payment came back; nought: all of it
};

// What is known of somebody's life: of the person, and of the relatives a benefit depends on.
struct Life {
  bool registered = false;
  Date born;
  Provenance identity_at;  // the fact that says when the person was born
  std::optional<Date> died;
  Provenance died_at;
  Timeline<ResidenceFact> residence;  // empty: Latvia
  std::vector<StatusFact> statuses;
  Timeline<RecordFact> records;
  Timeline<DisabilityFact> disability;
  std::vector<AmountFact> amounts;
  std::vector<InsuredMonth> wages;  // in order of month

  int DisabilityGroup(Date date) const;  // 1–3; 0: not disabled that day
  // The status on a day (of that certificate); null: none.
  const StatusFact* Find(Status status, Date date) const;
  const StatusFact* Find(Status status, Date date, absl::string_view number) const;
  bool Has(Status status, Date date) const { return Find(status, date) != nullptr; }
  // The amount determined for a day, the one stated last where several are; null: none.
  const AmountFact* Find(AmountKind kind, Date date) const;
  const InsuredMonth* WageOf(Month month) const;  // null: not known
  // Whether an age is reached by a day. Who is not registered has no age.
  bool IsOfAge(Date date, int years, int months = 0) const {
    return registered && DayOfAge(born, years, months) <= date;
  }
  bool IsAlive(Date date) const { return !died || date <= *died; }
};

// Somebody whom the person's benefits depend on: a child, a spouse, the deceased.
struct Relative : Life {
  PersonId person;
  std::vector<RelationFact> relations;  // what the person is of this relative

  using Life::Find;
  const RelationFact* Find(Relation relation, Date date) const;  // null: not that day
};

struct PersonState : Life {
  PersonId person;
  std::string sealed_identity;
  std::string sealed_code;     // a later personal code; empty: the one in the identity
  std::string sealed_address;  // empty: none known
  Timeline<AccountFact> accounts;
  std::vector<Relative> relatives;  // in order of person
  std::vector<Application> applications;
  std::vector<Claim> claims;  // in order of benefit and case
  // One a payment: the latest, until one is final; of final ones the first, but a return overrides
  // a settlement.
  std::vector<BankAnswer> answers;
  std::vector<DeductionFact> deductions;  // as stated, corrected ones too
  std::vector<ReissueFact> reissues;
  std::optional<Provenance> account_confirmed;  // the last time
  std::optional<Provenance> first_payee;        // the first that was ever stated
  std::vector<std::string> doubts;              // why nothing may be paid until somebody has looked

  // Every event folded in, so that a repeat is dropped and each can be found again. `id` and
  // `content` are the first eight bytes of a SHA-256.
  struct Seen {
    uint64_t id = 0, content = 0;
    Offset offset;
  };
  std::vector<Seen> seen;  // in order of offset

  const Claim* FindClaim(absl::string_view benefit, absl::string_view case_id = "") const;
  const Relative* FindRelative(PersonId relative) const;               // null: none
  const Application* FindApplication(absl::string_view number) const;  // null: none
  // What holds on a day, one a number: the statement with the latest effective day, and of one day
  // the last. In order of number.
  std::vector<const DeductionFact*> DeductionsOn(Date date) const;
};

// The state after one more event: pure. An event already folded in (same source, id and content)
// changes nothing; the same id with other content leaves the facts alone and raises a doubt.
// What only the person can have (a claim, an account) said of a relative raises a doubt. `bytes`
// are the record's own bytes, `offset` its place in the log.
void Evolve(PersonState& state, const Event& event, Offset offset, absl::string_view bytes);

// The stored form. Decode is DATA_LOSS when the bytes are not a state.
std::string EncodePerson(const PersonState& state);
absl::StatusOr<PersonState> DecodePerson(absl::string_view bytes);

}  // namespace izmaksa
