#include "processors/event.h"

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "ledger/understood.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

std::optional<Date> OptionalDate(int32_t days) {
  return days == 0 ? std::nullopt : std::optional(Date::FromDays(days));
}

absl::Status Newer(absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat("the event has ", what, " that this program does not know: upgrade it first"));
}

absl::Status InTheClear() {
  return absl::DataLossError(
      "the event holds personal data in the clear: it did not come through the door");
}

// Whether an enumeration's number is one that this program names; zero never is.
bool Names(int number, bool (*is_valid)(int)) { return number != 0 && is_valid(number); }

absl::StatusOr<Fact> FactOf(const v1::Event& event) {
  switch (event.fact_case()) {
    case v1::Event::kPersonRegistered: {
      const auto& fact = event.person_registered();
      if (fact.has_identity()) return InTheClear();
      return PersonRegistered{Date::FromDays(fact.born()), fact.sealed_identity()};
    }
    case v1::Event::kCodeChanged:
      if (!event.code_changed().personal_code().empty()) return InTheClear();
      return CodeChanged{event.code_changed().sealed_code()};
    case v1::Event::kAccountChanged: {
      const auto& fact = event.account_changed();
      if (fact.has_account()) return InTheClear();
      if (!v1::PayeeGround_IsValid(fact.ground())) return Newer("a ground of a payee");
      return AccountChanged{fact.sealed_account(),
                            fact.bank(),
                            fact.pay_day(),
                            static_cast<PayeeGround>(fact.ground()),
                            fact.document(),
                            OptionalDate(fact.until()),
                            fact.mark()};
    }
    case v1::Event::kAddressChanged:
      if (event.address_changed().has_address()) return InTheClear();
      return AddressChanged{event.address_changed().sealed_address()};
    case v1::Event::kPersonDied:
      return PersonDied{event.person_died().annulled()};
    case v1::Event::kResidenceChanged:
      return ResidenceChanged{event.residence_changed().country()};
    case v1::Event::kStatusDetermined: {
      const auto& fact = event.status_determined();
      if (!Names(fact.status(), v1::Status_IsValid)) return Newer("a status");
      return StatusDetermined{static_cast<Status>(fact.status()), OptionalDate(fact.until()),
                              fact.number()};
    }
    case v1::Event::kRelationDetermined: {
      const auto& fact = event.relation_determined();
      if (!Names(fact.relation(), v1::Relation_IsValid)) return Newer("a relation");
      return RelationDetermined{static_cast<Relation>(fact.relation()), PersonId(fact.relative()),
                                OptionalDate(fact.until())};
    }
    case v1::Event::kAmountDetermined: {
      const auto& fact = event.amount_determined();
      if (!Names(fact.kind(), v1::AmountKind_IsValid)) return Newer("a kind of amount");
      return AmountDetermined{static_cast<AmountKind>(fact.kind()), Money::Cents(fact.amount()),
                              OptionalDate(fact.until())};
    }
    case v1::Event::kInsuredWagesReported: {
      InsuredWagesReported wages;
      for (const auto& month : event.insured_wages_reported().months()) {
        wages.months.push_back(
            {Month::FromNumber(month.month()), Money::Cents(month.wage()), month.excluded_days()});
      }
      return wages;
    }
    case v1::Event::kInsuranceRecordDetermined: {
      const auto& fact = event.insurance_record_determined();
      return InsuranceRecordDetermined{fact.months_to_1995(), fact.months_total()};
    }
    case v1::Event::kDisabilityDetermined: {
      const auto& fact = event.disability_determined();
      return DisabilityDetermined{fact.group(), OptionalDate(fact.until()), fact.since_childhood()};
    }
    case v1::Event::kApplicationSubmitted:
      return ApplicationSubmitted{event.application_submitted().benefit(),
                                  event.application_submitted().number()};
    case v1::Event::kApplicationWithdrawn:
      return ApplicationWithdrawn{event.application_withdrawn().number()};
    case v1::Event::kDecisionMade: {
      const auto& fact = event.decision_made();
      if (fact.kind() < v1::DecisionMade::GRANTED || fact.kind() > v1::DecisionMade::ENDED) {
        return Newer("a kind of decision");
      }
      DecisionMade decision{static_cast<DecisionKind>(fact.kind()),
                            fact.benefit(),
                            fact.case_id(),
                            fact.number(),
                            fact.officer(),
                            fact.application(),
                            std::nullopt,
                            OptionalDate(fact.amount_as_of()),
                            fact.instead_of(),
                            {}};
      if (fact.amount() != 0) decision.amount = Money::Cents(fact.amount());
      for (const auto& input : fact.inputs())
        decision.inputs.push_back({input.name(), input.value()});
      return decision;
    }
    case v1::Event::kBankAnswered: {
      const auto& fact = event.bank_answered();
      if (!Names(fact.outcome(), v1::BankAnswered::Outcome_IsValid))
        return Newer("an answer of the bank");
      return BankAnswered{fact.payment(), static_cast<BankOutcome>(fact.outcome()), fact.reason(),
                          fact.message(), Money::Cents(fact.amount())};
    }
    case v1::Event::kDeductionDetermined: {
      const auto& fact = event.deduction_determined();
      if (fact.has_payee()) return InTheClear();
      if (!Names(fact.kind(), v1::DeductionKind_IsValid)) return Newer("a kind of deduction");
      DeductionDetermined deduction{static_cast<DeductionKind>(fact.kind()),
                                    fact.number(),
                                    Money::Cents(fact.amount()),
                                    std::nullopt,
                                    OptionalDate(fact.until()),
                                    fact.sealed_payee(),
                                    fact.bank()};
      if (!fact.share().empty()) {
        ASSIGN_OR_RETURN(deduction.share, Rate::Parse(fact.share()));
      }
      return deduction;
    }
    case v1::Event::kAccountConfirmed:
      return AccountConfirmed{event.account_confirmed().officer()};
    case v1::Event::kHomeDeliveryChosen:
      return HomeDeliveryChosen{event.home_delivery_chosen().pay_day()};
    case v1::Event::kReissueDecided:
      return ReissueDecided{event.reissue_decided().payment()};
    case v1::Event::FACT_NOT_SET:
      return absl::FailedPreconditionError(
          "the event states no fact that this program knows: upgrade it first");
  }
  return absl::FailedPreconditionError(
      "the event states no fact that this program knows: upgrade it first");
}

}  // namespace

absl::StatusOr<Event> DecodeEvent(absl::string_view bytes) {
  thread_local v1::Event message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("the record is not an event");
  }
  if (!Understood(message)) return Newer("a field");
  if (message.also_size() > 0) {
    return absl::DataLossError("the event names other people: it did not come through the door");
  }
  ASSIGN_OR_RETURN(Fact fact, FactOf(message));
  return Event{message.id(),
               message.source(),
               PersonId(message.person()),
               Date::FromDays(message.effective()),
               Instant::FromSeconds(message.recorded()),
               std::move(fact),
               PersonId(message.about() == 0 ? message.person() : message.about())};
}

absl::StatusOr<PersonId> PersonOfEvent(absl::string_view bytes) {
  // Fields 1 and 2 are strings and 3 is the fixed64 wanted; our own door writes them in this order.
  size_t at = 0;
  while (at < bytes.size()) {
    const uint8_t tag = static_cast<uint8_t>(bytes[at]);
    if (tag == (3 << 3 | 1)) {
      if (bytes.size() - at < 9) break;
      uint64_t person = 0;
      for (int i = 8; i >= 1; --i)
        person = person << 8 | static_cast<uint8_t>(bytes[at + static_cast<size_t>(i)]);
      return PersonId(person);
    }
    if (tag != (1 << 3 | 2) && tag != (2 << 3 | 2)) break;
    size_t length = 0, shift = 0;
    do {
      if (++at >= bytes.size() || shift > 28)
        return absl::DataLossError("the record is not an event");
      length |= static_cast<size_t>(bytes[at] & 0x7f) << shift;
      shift += 7;
    } while (bytes[at] & 0x80);
    at += length + 1;
  }
  return absl::DataLossError("the record is not an event of a person");
}

}  // namespace izmaksa
