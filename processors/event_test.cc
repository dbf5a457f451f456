#include "processors/event.h"

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

v1::Event Template() {
  v1::Event event;
  event.set_id("R-1");
  event.set_source("register");
  event.set_person(1000000001);
  event.set_effective(Date::Of(2024, 1, 2).days());
  event.set_recorded(1704182400);
  return event;
}

v1::Event With(const std::function<void(v1::Event&)>& fact) {
  v1::Event event = Template();
  fact(event);
  return event;
}

template <typename T>
T FactOf(const v1::Event& event) {
  const absl::StatusOr<Event> decoded = DecodeEvent(event.SerializeAsString());
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_TRUE(std::holds_alternative<T>(decoded->fact));
  return std::get<T>(decoded->fact);
}

absl::Status Refusal(const v1::Event& event) {
  return DecodeEvent(event.SerializeAsString()).status();
}

TEST(EventTest, KnowsWhoseItIsAndWhen) {
  const v1::Event stored = With([](v1::Event& e) { e.mutable_person_died(); });
  const absl::StatusOr<Event> event = DecodeEvent(stored.SerializeAsString());
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->id, "R-1");
  EXPECT_EQ(event->source, "register");
  EXPECT_EQ(event->person, PersonId(1000000001));
  EXPECT_EQ(event->effective, Date::Of(2024, 1, 2));
  EXPECT_EQ(event->recorded.ToString(), "2024-01-02T08:00:00Z");
}

TEST(EventTest, ReadsEveryFactAboutAPerson) {
  const auto registered = FactOf<PersonRegistered>(With([](v1::Event& e) {
    e.mutable_person_registered()->set_born(Date::Of(1951, 3, 7).days());
    e.mutable_person_registered()->set_sealed_identity("sealed");
  }));
  EXPECT_EQ(registered.born, Date::Of(1951, 3, 7));
  EXPECT_EQ(registered.sealed_identity, "sealed");
  EXPECT_EQ(FactOf<CodeChanged>(With([](v1::Event& e) {
              e.mutable_code_changed()->set_sealed_code("code");
            })).sealed_code,
            "code");
  const auto account = FactOf<AccountChanged>(With([](v1::Event& e) {
    e.mutable_account_changed()->set_sealed_account("account");
    e.mutable_account_changed()->set_bank("LVHABA");
    e.mutable_account_changed()->set_pay_day(11);
  }));
  EXPECT_EQ(account.sealed_account, "account");
  EXPECT_EQ(account.bank, "LVHABA");
  EXPECT_EQ(account.pay_day, 11);
  EXPECT_EQ(FactOf<AddressChanged>(With([](v1::Event& e) {
              e.mutable_address_changed()->set_sealed_address("address");
            })).sealed_address,
            "address");
  EXPECT_FALSE(FactOf<PersonDied>(With([](v1::Event& e) { e.mutable_person_died(); })).annulled);
  EXPECT_TRUE(FactOf<PersonDied>(With([](v1::Event& e) {
                e.mutable_person_died()->set_annulled(true);
              })).annulled);
  EXPECT_EQ(FactOf<ResidenceChanged>(With([](v1::Event& e) {
              e.mutable_residence_changed()->set_country("GB");
            })).country,
            "GB");
  const auto status = FactOf<StatusDetermined>(With([](v1::Event& e) {
    e.mutable_status_determined()->set_status(v1::CHERNOBYL_LIQUIDATOR);
    e.mutable_status_determined()->set_until(Date::Of(2025, 12, 31).days());
  }));
  EXPECT_EQ(status.status, Status::kChernobylLiquidator);
  EXPECT_EQ(status.until, Date::Of(2025, 12, 31));
}

TEST(EventTest, ReadsEveryFactOfACase) {
  const auto record = FactOf<InsuranceRecordDetermined>(With([](v1::Event& e) {
    e.mutable_insurance_record_determined()->set_months_to_1995(264);
    e.mutable_insurance_record_determined()->set_months_total(500);
  }));
  EXPECT_EQ(record.months_to_1995, 264);
  EXPECT_EQ(record.months_total, 500);
  const auto disability = FactOf<DisabilityDetermined>(With([](v1::Event& e) {
    e.mutable_disability_determined()->set_group(2);
    e.mutable_disability_determined()->set_since_childhood(true);
  }));
  EXPECT_EQ(disability.group, 2);
  EXPECT_EQ(disability.until, std::nullopt);
  EXPECT_TRUE(disability.since_childhood);
  EXPECT_EQ(FactOf<ApplicationSubmitted>(With([](v1::Event& e) {
              e.mutable_application_submitted()->set_number("A-1");
            })).number,
            "A-1");
  EXPECT_EQ(FactOf<ApplicationWithdrawn>(With([](v1::Event& e) {
              e.mutable_application_withdrawn()->set_number("A-1");
            })).number,
            "A-1");
  const auto decision = FactOf<DecisionMade>(With([](v1::Event& e) {
    v1::DecisionMade& fact = *e.mutable_decision_made();
    fact.set_kind(v1::DecisionMade::GRANTED);
    fact.set_benefit("old_age_pension");
    fact.set_case_id("c");
    fact.set_number("D-1");
    fact.set_officer("K. Kalniņa");
    fact.set_application("A-1");
    fact.set_amount(48000);
    fact.set_amount_as_of(Date::Of(2023, 10, 1).days());
    fact.set_instead_of("disability_pension");
    fact.add_inputs()->set_name("years");
  }));
  EXPECT_EQ(decision.kind, DecisionKind::kGranted);
  EXPECT_EQ(decision.benefit, "old_age_pension");
  EXPECT_EQ(decision.case_id, "c");
  EXPECT_EQ(decision.number, "D-1");
  EXPECT_EQ(decision.application, "A-1");
  EXPECT_EQ(decision.amount, Money::Cents(48000));
  EXPECT_EQ(decision.amount_as_of, Date::Of(2023, 10, 1));
  EXPECT_EQ(decision.instead_of, "disability_pension");
  ASSERT_EQ(decision.inputs.size(), 1u);
  const auto answer = FactOf<BankAnswered>(With([](v1::Event& e) {
    e.mutable_bank_answered()->set_payment("20240420-1-1");
    e.mutable_bank_answered()->set_outcome(v1::BankAnswered::RETURNED);
    e.mutable_bank_answered()->set_reason("AC04");
    e.mutable_bank_answered()->set_message("M-1");
  }));
  EXPECT_EQ(answer.payment, "20240420-1-1");
  EXPECT_EQ(answer.outcome, BankOutcome::kReturned);
  EXPECT_EQ(answer.reason, "AC04");
  EXPECT_EQ(answer.message, "M-1");
}

TEST(EventTest, PersonalDataInTheClearDidNotComeThroughTheDoor) {
  const std::function<void(v1::Event&)> clear[] = {
      [](v1::Event& e) { e.mutable_person_registered()->mutable_identity(); },
      [](v1::Event& e) { e.mutable_code_changed()->set_personal_code("070351-10007"); },
      [](v1::Event& e) { e.mutable_account_changed()->mutable_account(); },
      [](v1::Event& e) { e.mutable_address_changed()->mutable_address(); },
  };
  for (const auto& fact : clear) {
    const absl::Status status = Refusal(With(fact));
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(std::string(status.message()), HasSubstr("in the clear"));
  }
}

TEST(EventTest, WhatANewerProgramWroteIsRefused) {
  EXPECT_EQ(Refusal(Template()).code(), absl::StatusCode::kFailedPrecondition) << "no fact known";
  const std::function<void(v1::Event&)> newer[] = {
      [](v1::Event& e) { e.mutable_decision_made()->set_kind(v1::DecisionMade::Kind(7)); },
      [](v1::Event& e) { e.mutable_decision_made()->set_kind(v1::DecisionMade::Kind(0)); },
      [](v1::Event& e) { e.mutable_status_determined()->set_status(v1::Status(99)); },
      [](v1::Event& e) { e.mutable_bank_answered()->set_outcome(v1::BankAnswered::Outcome(8)); },
  };
  for (const auto& fact : newer) {
    const absl::Status status = Refusal(With(fact));
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr("upgrade"));
  }
}

TEST(EventTest, AFieldNobodyKnowsIsRefusedWhereverItStands) {
  const std::string field_100("\xa0\x06\x01", 3);
  const std::string died = With([](v1::Event& e) { e.mutable_person_died(); }).SerializeAsString();
  EXPECT_EQ(DecodeEvent(died + field_100).status().code(), absl::StatusCode::kFailedPrecondition);
  const v1::Event inside =
      With([&](v1::Event& e) { e.mutable_person_died()->MergeFromString(field_100); });
  EXPECT_EQ(Refusal(inside).code(), absl::StatusCode::kFailedPrecondition);
  const v1::Event deep = With([&](v1::Event& e) {
    e.mutable_decision_made()->set_kind(v1::DecisionMade::GRANTED);
    e.mutable_decision_made()->add_inputs()->MergeFromString(field_100);
  });
  EXPECT_EQ(Refusal(deep).code(), absl::StatusCode::kFailedPrecondition);
}

TEST(EventTest, BytesThatAreNoEventAreRefused) {
  EXPECT_EQ(DecodeEvent("\xff").status().code(), absl::StatusCode::kDataLoss);
  const std::string whole = With([](v1::Event& e) { e.mutable_person_died(); }).SerializeAsString();
  EXPECT_EQ(DecodeEvent(absl::string_view(whole).substr(0, 4)).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(EventTest, ThePersonIsFoundWithoutDecodingTheRest) {
  for (const size_t length : {0u, 1u, 127u, 128u, 20000u}) {
    v1::Event event = With([](v1::Event& e) { e.mutable_person_died(); });
    event.set_id(std::string(length, 'x'));
    event.set_person(0x8877665544332211);
    const absl::StatusOr<PersonId> person = PersonOfEvent(event.SerializeAsString());
    ASSERT_TRUE(person.ok()) << person.status();
    EXPECT_EQ(*person, PersonId(0x8877665544332211));
  }
}

TEST(EventTest, ARecordThatNamesNobodyIsRefusedAtAnyLength) {
  const std::string whole = With([](v1::Event& e) { e.mutable_person_died(); }).SerializeAsString();
  const size_t person_ends = whole.find(std::string("\x19\x01\xca\x9a\x3b", 5)) + 9;
  for (size_t length = 0; length < person_ends; ++length) {
    EXPECT_EQ(PersonOfEvent(absl::string_view(whole).substr(0, length)).status().code(),
              absl::StatusCode::kDataLoss)
        << length;
  }
  EXPECT_TRUE(PersonOfEvent(absl::string_view(whole).substr(0, person_ends)).ok());
  EXPECT_FALSE(PersonOfEvent("\x0a\xff\xff\xff\xff\xff\xff").ok());
  EXPECT_FALSE(PersonOfEvent("\xff").ok());
}

}  // namespace
}  // namespace izmaksa
