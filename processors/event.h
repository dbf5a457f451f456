// An event as checked values. A record of the log is decoded once, here; nothing above looks at its
// bytes again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/ids.h"
#include "ledger/money.h"
#include "ledger/payment.h"

namespace izmaksa {

struct PersonRegistered {
  Date born;
  std::string sealed_identity;
};
struct CodeChanged {
  std::string sealed_code;
};
struct AccountChanged {
  std::string sealed_account;
  std::string bank;  // country and bank code, "LVHABA"
  int pay_day = 0;   // 1–28; 0: the law's default
  PayeeGround ground = PayeeGround::kOwn;
  std::string document{};       // by which another is the payee
  std::optional<Date> until{};  // last day on which another is the payee
  uint64_t mark = 0;            // of the account; 0: of an older ledger, which has none
};
struct AccountConfirmed {
  std::string officer;
};
struct HomeDeliveryChosen {
  int pay_day = 0;  // 5–24; 0: the earliest
};
struct DeductionDetermined {
  DeductionKind kind;
  std::string number;  // of the order, agreement or decision
  Money amount;        // of an order: in all, nought for no limit; of care: the price a month
  std::optional<Rate> share;  // of care and recovery
  std::optional<Date> until;  // last day
  std::string sealed_payee, bank;
};
struct ReissueDecided {
  std::string payment;
};
struct AddressChanged {
  std::string sealed_address;
};
struct PersonDied {
  bool annulled = false;
};
struct ResidenceChanged {
  std::string country;  // ISO 3166-1, two letters
};
// As in proto/event.proto, which says what each is.
enum class Status {
  kPoliticallyRepressed = 1,
  kChernobylLiquidator = 2,
  kRaisedDisabledChildOrFive = 3,
  kStudyingAtSchool,
  kStudyingHigher,
  kMarried,
  kEmployed,
  kSelfEmployed,
  kUnemployed,
  kOnChildcareLeave,
  kMaternityLeave,
  kPaternityLeave,
  kSickLeave,
  kSickLeaveForChild,
  kSickLeaveWorkAccident,
  kSickLeaveOccupationalDisease,
  kSpecialCareOpinion,
  kTransportOpinion,
  kVisualDisability,
  kCeliacCertificate,
  kStateFundedCare,
  kImprisoned,
  kTemporaryPermit,
  kRefugee,
  kAlternativeStatus,
  kUkraineCivilian,
  kChernobylVictimFamily,
  kOrphan,
  kAppliedToGoOnAbroad,
};
struct StatusDetermined {
  Status status;
  std::optional<Date> until;  // last day
  std::string number{};       // of the certificate; empty: none
};
enum class Relation {
  kParentOf = 1,
  kGuardianOf,
  kEmergencyGuardianOf,
  kFosterParentOf,
  kAdopterOf,
  kCarerBeforeAdoptionOf,
  kSpouseOf,
  kDependantOf,
};
struct RelationDetermined {
  Relation relation;
  PersonId relative;
  std::optional<Date> until;  // last day
};
enum class AmountKind {
  kForeignPension = 1,
  kMaintenanceFundPayment,
  kHouseholdIncome,
  kHousingCosts
};
struct AmountDetermined {
  AmountKind kind;
  Money amount;               // a month
  std::optional<Date> until;  // last day
};
struct InsuredWagesReported {
  struct Wage {
    Month month;
    Money wage;
    int excluded_days = 0;
  };
  std::vector<Wage> months;
};
struct InsuranceRecordDetermined {
  int months_to_1995 = 0;
  int months_total = 0;
};
struct DisabilityDetermined {
  int group = 0;              // 1–3; 0: no longer disabled
  std::optional<Date> until;  // last day
  bool since_childhood = false;
};
struct ApplicationSubmitted {
  std::string benefit, number;
};
struct ApplicationWithdrawn {
  std::string number;
};
enum class DecisionKind { kGranted = 1, kRefused, kAmended, kSuspended, kResumed, kEnded };
struct DecisionInput {
  std::string name, value;
};
struct DecisionMade {
  DecisionKind kind;
  std::string benefit, case_id, number, officer, application;
  std::optional<Money> amount;       // a month
  std::optional<Date> amount_as_of;  // the amount includes every review up to this day
  std::string instead_of;
  std::vector<DecisionInput> inputs;
};
enum class BankOutcome {
  kSettled = 1,
  kRejected,
  kReturned,
  kAccepted,   // on its way
  kPending,    // waits at the bank
  kDiscarded,  // the file was never sent
  kInformed,   // anything else: moves nothing
};
struct BankAnswered {
  std::string payment;
  BankOutcome outcome;
  std::string reason, message;
  Money amount{};  // where less than the payment came back; nought: all of it
};

using Fact =
    std::variant<PersonRegistered, CodeChanged, AccountChanged, AddressChanged, PersonDied,
                 ResidenceChanged, StatusDetermined, RelationDetermined, AmountDetermined,
                 InsuranceRecordDetermined, DisabilityDetermined, InsuredWagesReported,
                 ApplicationSubmitted, ApplicationWithdrawn, DecisionMade, BankAnswered,
                 DeductionDetermined, AccountConfirmed, HomeDeliveryChosen, ReissueDecided>;

struct Event {
  std::string id, source;
  PersonId person;
  Date effective;    // from which day the fact holds
  Instant recorded;  // when it became known
  Fact fact;
  PersonId about = person;  // whom the fact is about: a relative of the person, or the person
};

// Decodes one record of an events log. DATA_LOSS when the bytes are not an event,
// FAILED_PRECONDITION when they say something this build does not understand (a newer fact or
// field): the fold stops there, and the message says why. Personal data in the clear is DATA_LOSS
// too: the door seals it.
absl::StatusOr<Event> DecodeEvent(absl::string_view bytes);

// Whose event it is, without decoding the rest.
absl::StatusOr<PersonId> PersonOfEvent(absl::string_view bytes);

}  // namespace izmaksa
