// The stored form of a person, which lives in a file of its own (proto/state.proto).
#include <algorithm>

#include "ledger/status.h"
#include "processors/person.h"
#include "proto/state.pb.h"

namespace izmaksa {
namespace {

// Raised whenever a field of StoredPerson changes its meaning.
constexpr int32_t kForm = 3;

void Store(const Provenance& at, v1::Provenance* stored) {
  stored->set_offset(at.offset.position());
  stored->set_recorded(at.recorded.seconds());
}

Provenance Load(const v1::Provenance& stored) {
  return {Offset(stored.offset()), Instant::FromSeconds(stored.recorded())};
}

int32_t Days(const std::optional<Date>& date) { return date ? date->days() : 0; }
std::optional<Date> OptionalDate(int32_t days) {
  return days == 0 ? std::nullopt : std::optional(Date::FromDays(days));
}

void StoreClaim(const Claim& claim, v1::StoredClaim* stored) {
  stored->set_benefit(claim.benefit);
  stored->set_case_id(claim.case_id);
  for (const auto& step : claim.standing.steps()) {
    auto* standing = stored->add_standing();
    standing->set_from(step.from.days());
    standing->set_standing(static_cast<int>(step.value.standing));
    standing->set_decision(step.value.decision);
    Store(step.value.at, standing->mutable_at());
  }
  for (const auto& step : claim.awards.steps()) {
    auto* award = stored->add_award();
    award->set_from(step.from.days());
    award->set_amount(step.value.amount.cents());
    award->set_as_of(step.value.as_of.days());
    award->set_decision(step.value.decision);
    Store(step.value.at, award->mutable_at());
  }
  for (const Grant& grant : claim.grants) {
    auto* stored_grant = stored->add_grant();
    stored_grant->set_from(grant.from.days());
    stored_grant->set_instead_of(grant.instead_of);
    stored_grant->set_application(grant.application);
    Store(grant.at, stored_grant->mutable_at());
  }
  for (const auto& step : claim.inputs.steps()) {
    auto* inputs = stored->add_inputs();
    inputs->set_from(step.from.days());
    for (const DecisionInput& input : step.value.inputs) {
      auto* stored_input = inputs->add_input();
      stored_input->set_name(input.name);
      stored_input->set_value(input.value);
    }
    Store(step.value.at, inputs->mutable_at());
  }
}

Claim LoadClaim(const v1::StoredClaim& stored) {
  Claim claim{stored.benefit(), stored.case_id(), {}, {}, {}, {}};
  for (const auto& step : stored.standing()) {
    claim.standing.Set(Date::FromDays(step.from()),
                       {static_cast<Standing>(step.standing()), step.decision(), Load(step.at())});
  }
  for (const auto& step : stored.award()) {
    claim.awards.Set(Date::FromDays(step.from()),
                     {Money::Cents(step.amount()), Date::FromDays(step.as_of()), step.decision(),
                      Load(step.at())});
  }
  for (const auto& grant : stored.grant()) {
    claim.grants.push_back(
        {Date::FromDays(grant.from()), grant.instead_of(), grant.application(), Load(grant.at())});
  }
  for (const auto& step : stored.inputs()) {
    InputFact fact{{}, Load(step.at())};
    for (const auto& input : step.input()) fact.inputs.push_back({input.name(), input.value()});
    claim.inputs.Set(Date::FromDays(step.from()), std::move(fact));
  }
  return claim;
}

void StoreLife(const Life& life, v1::StoredLife* stored) {
  stored->set_registered(life.registered);
  stored->set_born(life.born.days());
  if (life.registered) Store(life.identity_at, stored->mutable_identity_at());
  stored->set_dead(life.died.has_value());
  stored->set_died(Days(life.died));
  if (life.died_at.offset != Offset() || life.died) Store(life.died_at, stored->mutable_died_at());
  for (const auto& step : life.residence.steps()) {
    auto* residence = stored->add_residence();
    residence->set_from(step.from.days());
    residence->set_country(step.value.country);
    Store(step.value.at, residence->mutable_at());
  }
  for (const StatusFact& fact : life.statuses) {
    auto* status = stored->add_status();
    status->set_status(static_cast<int>(fact.status));
    status->set_from(fact.from.days());
    status->set_until(Days(fact.until));
    status->set_number(fact.number);
    Store(fact.at, status->mutable_at());
  }
  for (const auto& step : life.records.steps()) {
    auto* record = stored->add_record();
    record->set_from(step.from.days());
    record->set_months_to_1995(step.value.months_to_1995);
    record->set_months_total(step.value.months_total);
    Store(step.value.at, record->mutable_at());
  }
  for (const auto& step : life.disability.steps()) {
    auto* disability = stored->add_disability();
    disability->set_from(step.from.days());
    disability->set_group(step.value.group);
    disability->set_until(Days(step.value.until));
    disability->set_since_childhood(step.value.since_childhood);
    Store(step.value.at, disability->mutable_at());
  }
  for (const AmountFact& fact : life.amounts) {
    auto* amount = stored->add_amount();
    amount->set_kind(static_cast<int>(fact.kind));
    amount->set_amount(fact.amount.cents());
    amount->set_from(fact.from.days());
    amount->set_until(Days(fact.until));
    Store(fact.at, amount->mutable_at());
  }
  for (const InsuredMonth& month : life.wages) {
    auto* wage = stored->add_wage();
    wage->set_month(month.month.number());
    wage->set_wage(month.wage.cents());
    wage->set_excluded_days(month.excluded_days);
    Store(month.at, wage->mutable_at());
  }
}

void LoadLife(const v1::StoredLife& stored, Life& life) {
  life.registered = stored.registered();
  life.born = Date::FromDays(stored.born());
  life.identity_at = Load(stored.identity_at());
  if (stored.dead()) life.died = Date::FromDays(stored.died());
  life.died_at = Load(stored.died_at());
  for (const auto& residence : stored.residence()) {
    life.residence.Set(Date::FromDays(residence.from()),
                       {residence.country(), Load(residence.at())});
  }
  for (const auto& status : stored.status()) {
    life.statuses.push_back({static_cast<Status>(status.status()), Date::FromDays(status.from()),
                             OptionalDate(status.until()), status.number(), Load(status.at())});
  }
  for (const auto& record : stored.record()) {
    life.records.Set(Date::FromDays(record.from()),
                     {record.months_to_1995(), record.months_total(), Load(record.at())});
  }
  for (const auto& fact : stored.disability()) {
    life.disability.Set(Date::FromDays(fact.from()), {fact.group(), OptionalDate(fact.until()),
                                                      fact.since_childhood(), Load(fact.at())});
  }
  for (const auto& fact : stored.amount()) {
    life.amounts.push_back({static_cast<AmountKind>(fact.kind()), Money::Cents(fact.amount()),
                            Date::FromDays(fact.from()), OptionalDate(fact.until()),
                            Load(fact.at())});
  }
  for (const auto& wage : stored.wage()) {
    life.wages.push_back({Month::FromNumber(wage.month()), Money::Cents(wage.wage()),
                          wage.excluded_days(), Load(wage.at())});
  }
}

}  // namespace

std::string EncodePerson(const PersonState& state) {
  thread_local v1::StoredPerson stored;  // for its memory
  stored.Clear();
  stored.set_form(kForm);
  stored.set_person(state.person.number());
  StoreLife(state, stored.mutable_life());
  stored.set_sealed_identity(state.sealed_identity);
  stored.set_sealed_code(state.sealed_code);
  stored.set_sealed_address(state.sealed_address);
  for (const auto& step : state.accounts.steps()) {
    auto* account = stored.add_account();
    account->set_from(step.from.days());
    account->set_sealed_account(step.value.sealed_account);
    account->set_bank(step.value.bank);
    account->set_pay_day(step.value.pay_day);
    account->set_channel(static_cast<int>(step.value.channel));
    account->set_ground(static_cast<int>(step.value.ground));
    account->set_document(step.value.document);
    account->set_until(Days(step.value.until));
    account->set_mark(step.value.mark);
    Store(step.value.at, account->mutable_at());
  }
  for (const Relative& relative : state.relatives) {
    auto* stored_relative = stored.add_relative();
    stored_relative->set_person(relative.person.number());
    StoreLife(relative, stored_relative->mutable_life());
    for (const RelationFact& fact : relative.relations) {
      auto* relation = stored_relative->add_relation();
      relation->set_relation(static_cast<int>(fact.relation));
      relation->set_from(fact.from.days());
      relation->set_until(Days(fact.until));
      Store(fact.at, relation->mutable_at());
    }
  }
  for (const Application& application : state.applications) {
    auto* stored_application = stored.add_application();
    stored_application->set_number(application.number);
    stored_application->set_benefit(application.benefit);
    stored_application->set_submitted(application.submitted.days());
    stored_application->set_withdrawn(application.withdrawn);
    Store(application.at, stored_application->mutable_at());
  }
  for (const Claim& claim : state.claims) StoreClaim(claim, stored.add_claim());
  for (const BankAnswer& answer : state.answers) {
    auto* stored_answer = stored.add_answer();
    stored_answer->set_payment(answer.payment);
    stored_answer->set_outcome(static_cast<int>(answer.outcome));
    stored_answer->set_reason(answer.reason);
    stored_answer->set_on(answer.on.days());
    stored_answer->set_amount(answer.amount.cents());
    Store(answer.at, stored_answer->mutable_at());
  }
  for (const DeductionFact& fact : state.deductions) {
    auto* deduction = stored.add_deduction();
    deduction->set_kind(static_cast<int>(fact.kind));
    deduction->set_number(fact.number);
    deduction->set_amount(fact.amount.cents());
    if (fact.share) deduction->set_share(fact.share->ToString());
    deduction->set_from(fact.from.days());
    deduction->set_until(Days(fact.until));
    deduction->set_sealed_payee(fact.sealed_payee);
    deduction->set_bank(fact.bank);
    Store(fact.at, deduction->mutable_at());
  }
  for (const ReissueFact& fact : state.reissues) {
    auto* reissue = stored.add_reissue();
    reissue->set_payment(fact.payment);
    Store(fact.at, reissue->mutable_at());
  }
  if (state.account_confirmed) Store(*state.account_confirmed, stored.mutable_account_confirmed());
  if (state.first_payee) Store(*state.first_payee, stored.mutable_first_payee());
  for (const std::string& doubt : state.doubts) stored.add_doubt(doubt);
  for (const PersonState::Seen& seen : state.seen) {
    auto* stored_seen = stored.add_seen();
    stored_seen->set_id(seen.id);
    stored_seen->set_content(seen.content);
    stored_seen->set_offset(seen.offset.position());
  }
  return stored.SerializeAsString();
}

absl::StatusOr<PersonState> DecodePerson(absl::string_view bytes) {
  thread_local v1::StoredPerson stored;
  if (!stored.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(
        "the stored state of a person cannot be read: delete the state folder to rebuild it");
  }
  if (stored.form() != kForm) {
    return absl::DataLossError(
        "the state was stored by another version of this program: delete the state folder to "
        "rebuild it");
  }
  PersonState state;
  state.person = PersonId(stored.person());
  LoadLife(stored.life(), state);
  state.sealed_identity = stored.sealed_identity();
  state.sealed_code = stored.sealed_code();
  state.sealed_address = stored.sealed_address();
  for (const auto& account : stored.account()) {
    state.accounts.Set(
        Date::FromDays(account.from()),
        {account.sealed_account(), account.bank(), account.pay_day(), Load(account.at()),
         static_cast<Channel>(account.channel()), static_cast<PayeeGround>(account.ground()),
         account.document(), OptionalDate(account.until()), account.mark()});
  }
  for (const auto& stored_relative : stored.relative()) {
    Relative relative;
    relative.person = PersonId(stored_relative.person());
    LoadLife(stored_relative.life(), relative);
    for (const auto& relation : stored_relative.relation()) {
      relative.relations.push_back({static_cast<Relation>(relation.relation()),
                                    Date::FromDays(relation.from()), OptionalDate(relation.until()),
                                    Load(relation.at())});
    }
    state.relatives.push_back(std::move(relative));
  }
  for (const auto& application : stored.application()) {
    state.applications.push_back({application.number(), application.benefit(),
                                  Date::FromDays(application.submitted()), application.withdrawn(),
                                  Load(application.at())});
  }
  for (const auto& claim : stored.claim()) state.claims.push_back(LoadClaim(claim));
  for (const auto& answer : stored.answer()) {
    state.answers.push_back({answer.payment(), static_cast<BankOutcome>(answer.outcome()),
                             answer.reason(), Date::FromDays(answer.on()), Load(answer.at()),
                             Money::Cents(answer.amount())});
  }
  for (const auto& fact : stored.deduction()) {
    DeductionFact deduction{static_cast<DeductionKind>(fact.kind()),
                            fact.number(),
                            Money::Cents(fact.amount()),
                            std::nullopt,
                            Date::FromDays(fact.from()),
                            OptionalDate(fact.until()),
                            fact.sealed_payee(),
                            fact.bank(),
                            Load(fact.at())};
    if (!fact.share().empty()) {
      ASSIGN_OR_RETURN(deduction.share, Rate::Parse(fact.share()));
    }
    state.deductions.push_back(std::move(deduction));
  }
  for (const auto& fact : stored.reissue())
    state.reissues.push_back({fact.payment(), Load(fact.at())});
  if (stored.has_account_confirmed()) state.account_confirmed = Load(stored.account_confirmed());
  if (stored.has_first_payee()) state.first_payee = Load(stored.first_payee());
  for (const std::string& doubt : stored.doubt()) state.doubts.push_back(doubt);
  for (const auto& seen : stored.seen()) {
    state.seen.push_back({seen.id(), seen.content(), Offset(seen.offset())});
  }
  return state;
}

}  // namespace izmaksa
