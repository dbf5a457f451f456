#include "batch/event_json.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/event_words.h"
#include "batch/json_fields.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {
namespace {

using json::AppendMoment;
using json::AppendQuoted;
using json::Cents;
using json::Day;
using json::Element;
using json::Field;
using json::Flag;
using json::kOptional;
using json::kRequired;
using json::List;
using json::OneOf;
using json::Part;
using json::PrintFields;
using json::Reader;
using json::ReadFields;
using json::Text;
using json::Whole;
using json::Written;

constexpr int64_t kPersonMax = 1'000'000'000'000'000;

// The format, message by message. Names and order are those of proto/event.proto.

constexpr Field<v1::Identity> kIdentity[] = {
    Text<&v1::Identity::given_name, &v1::Identity::mutable_given_name>("given_name", kOptional),
    Text<&v1::Identity::family_name, &v1::Identity::mutable_family_name>("family_name", kRequired),
    Text<&v1::Identity::personal_code, &v1::Identity::mutable_personal_code>("personal_code",
                                                                             kRequired),
};

constexpr Field<v1::PersonRegistered> kPersonRegistered[] = {
    Day<&v1::PersonRegistered::born, &v1::PersonRegistered::set_born>("born", kRequired),
    Part<&v1::PersonRegistered::has_identity, &v1::PersonRegistered::identity,
         &v1::PersonRegistered::mutable_identity, kIdentity>("identity", kOptional),
    Written<&v1::PersonRegistered::sealed_identity, true>("sealed_identity"),
};

constexpr Field<v1::CodeChanged> kCodeChanged[] = {
    Text<&v1::CodeChanged::personal_code, &v1::CodeChanged::mutable_personal_code>("personal_code",
                                                                                   kRequired),
    Written<&v1::CodeChanged::sealed_code, true>("sealed_code"),
};

constexpr Field<v1::Account> kAccount[] = {
    Text<&v1::Account::iban, &v1::Account::mutable_iban>("iban", kRequired),
    Text<&v1::Account::holder, &v1::Account::mutable_holder>("holder", kOptional),
};

constexpr Field<v1::AccountChanged> kAccountChanged[] = {
    Part<&v1::AccountChanged::has_account, &v1::AccountChanged::account,
         &v1::AccountChanged::mutable_account, kAccount>("account"),
    Written<&v1::AccountChanged::sealed_account, true>("sealed_account"),
    Written<&v1::AccountChanged::bank, false>("bank"),
    Whole<&v1::AccountChanged::pay_day, &v1::AccountChanged::set_pay_day, 1, 28>("pay_day",
                                                                                 kOptional),
    OneOf<&v1::AccountChanged::ground, &v1::AccountChanged::set_ground, kGrounds>("ground",
                                                                                  kOptional),
    Text<&v1::AccountChanged::document, &v1::AccountChanged::mutable_document>("document",
                                                                               kOptional),
    Day<&v1::AccountChanged::until, &v1::AccountChanged::set_until, true>("until", kOptional),
    {"mark", kOptional,
     [](Reader& reader, Element, v1::AccountChanged&) {
       reader.Fault("is written by the door, never by a source");
     },
     [](const v1::AccountChanged& m, bool, std::string* out) {
       if (m.mark() != 0) AppendQuoted(absl::StrCat(absl::Hex(m.mark(), absl::kZeroPad16)), out);
     }},
};

constexpr Field<v1::AccountConfirmed> kAccountConfirmed[] = {
    Text<&v1::AccountConfirmed::officer, &v1::AccountConfirmed::mutable_officer>("officer",
                                                                                 kRequired),
};

constexpr Field<v1::HomeDeliveryChosen> kHomeDeliveryChosen[] = {
    Whole<&v1::HomeDeliveryChosen::pay_day, &v1::HomeDeliveryChosen::set_pay_day, 5, 24>("pay_day",
                                                                                         kOptional),
};

constexpr Field<v1::DeductionDetermined> kDeductionDetermined[] = {
    OneOf<&v1::DeductionDetermined::kind, &v1::DeductionDetermined::set_kind, kDeductionKinds>(
        "kind"),
    Text<&v1::DeductionDetermined::number, &v1::DeductionDetermined::mutable_number>("number",
                                                                                     kRequired),
    Cents<&v1::DeductionDetermined::amount, &v1::DeductionDetermined::set_amount, kOptional>(
        "amount"),
    Text<&v1::DeductionDetermined::share, &v1::DeductionDetermined::mutable_share>("share",
                                                                                   kOptional),
    Day<&v1::DeductionDetermined::until, &v1::DeductionDetermined::set_until, true>("until",
                                                                                    kOptional),
    Part<&v1::DeductionDetermined::has_payee, &v1::DeductionDetermined::payee,
         &v1::DeductionDetermined::mutable_payee, kAccount>("payee", kOptional),
    Written<&v1::DeductionDetermined::bank, false>("bank"),
    Written<&v1::DeductionDetermined::sealed_payee, true>("sealed_payee"),
};

constexpr Field<v1::ReissueDecided> kReissueDecided[] = {
    Text<&v1::ReissueDecided::payment, &v1::ReissueDecided::mutable_payment>("payment", kRequired),
    Text<&v1::ReissueDecided::officer, &v1::ReissueDecided::mutable_officer>("officer", kRequired),
    Text<&v1::ReissueDecided::number, &v1::ReissueDecided::mutable_number>("number", kOptional),
};

constexpr Field<v1::Address> kAddress[] = {
    Text<&v1::Address::street, &v1::Address::mutable_street>("street", kOptional),
    Text<&v1::Address::town, &v1::Address::mutable_town>("town", kOptional),
    Text<&v1::Address::post_code, &v1::Address::mutable_post_code>("post_code", kOptional),
    Text<&v1::Address::country, &v1::Address::mutable_country>("country", kRequired),
};

constexpr Field<v1::AddressChanged> kAddressChanged[] = {
    Part<&v1::AddressChanged::has_address, &v1::AddressChanged::address,
         &v1::AddressChanged::mutable_address, kAddress>("address"),
    Written<&v1::AddressChanged::sealed_address, true>("sealed_address"),
};

constexpr Field<v1::PersonDied> kPersonDied[] = {
    Flag<&v1::PersonDied::annulled, &v1::PersonDied::set_annulled>("annulled"),
};

constexpr Field<v1::ResidenceChanged> kResidenceChanged[] = {
    Text<&v1::ResidenceChanged::country, &v1::ResidenceChanged::mutable_country>("country",
                                                                                 kRequired),
};

constexpr Field<v1::StatusDetermined> kStatusDetermined[] = {
    OneOf<&v1::StatusDetermined::status, &v1::StatusDetermined::set_status, kStatuses>("status"),
    Day<&v1::StatusDetermined::until, &v1::StatusDetermined::set_until, true>("until", kOptional),
    Text<&v1::StatusDetermined::number, &v1::StatusDetermined::mutable_number>("number", kOptional),
};

constexpr Field<v1::RelationDetermined> kRelationDetermined[] = {
    OneOf<&v1::RelationDetermined::relation, &v1::RelationDetermined::set_relation, kRelations>(
        "relation"),
    Whole<&v1::RelationDetermined::relative, &v1::RelationDetermined::set_relative, 1, kPersonMax>(
        "relative", kRequired),
    Day<&v1::RelationDetermined::until, &v1::RelationDetermined::set_until, true>("until",
                                                                                  kOptional),
};

constexpr Field<v1::AmountDetermined> kAmountDetermined[] = {
    OneOf<&v1::AmountDetermined::kind, &v1::AmountDetermined::set_kind, kAmountKinds>("kind"),
    Cents<&v1::AmountDetermined::amount, &v1::AmountDetermined::set_amount, kRequired>("amount"),
    Day<&v1::AmountDetermined::until, &v1::AmountDetermined::set_until, true>("until", kOptional),
};

constexpr Field<v1::InsuredMonth> kInsuredMonth[] = {
    {"month", kRequired,
     [](Reader& reader, Element element, v1::InsuredMonth& m) {
       m.set_month(reader.Month(element));
     },
     [](const v1::InsuredMonth& m, bool, std::string* out) {
       AppendQuoted(Month::FromNumber(m.month()).ToString(), out);
     }},
    Cents<&v1::InsuredMonth::wage, &v1::InsuredMonth::set_wage, kRequired>("wage"),
    Whole<&v1::InsuredMonth::excluded_days, &v1::InsuredMonth::set_excluded_days, 0, 31>(
        "excluded_days", kOptional),
};

constexpr Field<v1::InsuredWagesReported> kInsuredWagesReported[] = {
    List<v1::InsuredWagesReported, v1::InsuredMonth, &v1::InsuredWagesReported::months,
         &v1::InsuredWagesReported::mutable_months, kInsuredMonth>("months", kRequired),
};

constexpr Field<v1::InsuranceRecordDetermined> kInsuranceRecordDetermined[] = {
    Whole<&v1::InsuranceRecordDetermined::months_to_1995,
          &v1::InsuranceRecordDetermined::set_months_to_1995, 0, 1200>("months_to_1995", kRequired),
    Whole<&v1::InsuranceRecordDetermined::months_total,
          &v1::InsuranceRecordDetermined::set_months_total, 0, 1200>("months_total", kRequired),
};

constexpr Field<v1::DisabilityDetermined> kDisabilityDetermined[] = {
    Whole<&v1::DisabilityDetermined::group, &v1::DisabilityDetermined::set_group, 0, 3>("group",
                                                                                        kRequired),
    Day<&v1::DisabilityDetermined::until, &v1::DisabilityDetermined::set_until, true>("until",
                                                                                      kOptional),
    Flag<&v1::DisabilityDetermined::since_childhood,
         &v1::DisabilityDetermined::set_since_childhood>("since_childhood"),
};

constexpr Field<v1::ApplicationSubmitted> kApplicationSubmitted[] = {
    Text<&v1::ApplicationSubmitted::benefit, &v1::ApplicationSubmitted::mutable_benefit>("benefit",
                                                                                         kRequired),
    Text<&v1::ApplicationSubmitted::number, &v1::ApplicationSubmitted::mutable_number>("number",
                                                                                       kRequired),
};

constexpr Field<v1::ApplicationWithdrawn> kApplicationWithdrawn[] = {
    Text<&v1::ApplicationWithdrawn::number, &v1::ApplicationWithdrawn::mutable_number>("number",
                                                                                       kRequired),
};

constexpr Field<v1::Input> kInput[] = {
    Text<&v1::Input::name, &v1::Input::mutable_name>("name", kRequired),
    Text<&v1::Input::value, &v1::Input::mutable_value>("value", kRequired),
};

constexpr Field<v1::DecisionMade> kDecisionMade[] = {
    OneOf<&v1::DecisionMade::kind, &v1::DecisionMade::set_kind, kKinds>("kind"),
    Text<&v1::DecisionMade::benefit, &v1::DecisionMade::mutable_benefit>("benefit", kRequired),
    Text<&v1::DecisionMade::case_id, &v1::DecisionMade::mutable_case_id>("case_id", kOptional),
    Text<&v1::DecisionMade::number, &v1::DecisionMade::mutable_number>("number", kRequired),
    Text<&v1::DecisionMade::officer, &v1::DecisionMade::mutable_officer>("officer", kRequired),
    Text<&v1::DecisionMade::application, &v1::DecisionMade::mutable_application>("application",
                                                                                 kOptional),
    Cents<&v1::DecisionMade::amount, &v1::DecisionMade::set_amount, kOptional>("amount"),
    Day<&v1::DecisionMade::amount_as_of, &v1::DecisionMade::set_amount_as_of, true>("amount_as_of",
                                                                                    kOptional),
    Text<&v1::DecisionMade::instead_of, &v1::DecisionMade::mutable_instead_of>("instead_of",
                                                                               kOptional),
    List<v1::DecisionMade, v1::Input, &v1::DecisionMade::inputs, &v1::DecisionMade::mutable_inputs,
         kInput>("inputs", kOptional),
};

constexpr Field<v1::BankAnswered> kBankAnswered[] = {
    Text<&v1::BankAnswered::payment, &v1::BankAnswered::mutable_payment>("payment", kRequired),
    OneOf<&v1::BankAnswered::outcome, &v1::BankAnswered::set_outcome, kOutcomes>("outcome"),
    Text<&v1::BankAnswered::reason, &v1::BankAnswered::mutable_reason>("reason", kOptional),
    Text<&v1::BankAnswered::message, &v1::BankAnswered::mutable_message>("message", kOptional),
    Cents<&v1::BankAnswered::amount, &v1::BankAnswered::set_amount, kOptional>("amount"),
    Text<&v1::BankAnswered::entry, &v1::BankAnswered::mutable_entry>("entry", kOptional),
};

template <auto kHas, auto kGet, auto kMutable, auto& kFields>
constexpr Field<v1::Event> FactOf(absl::string_view name) {
  using P = std::remove_cvref_t<decltype((std::declval<v1::Event>().*kGet)())>;
  return {name, kOptional,
          [](Reader& reader, Element element, v1::Event& event) {
            if (event.fact_case() != v1::Event::FACT_NOT_SET)
              return reader.Fault("is a second fact; an event states one");
            ReadFields<P>(reader, element, std::span<const Field<P>>(kFields),
                          *(event.*kMutable)());
          },
          [](const v1::Event& event, bool, std::string* out) {
            if ((event.*kHas)())
              PrintFields<P>(std::span<const Field<P>>(kFields), (event.*kGet)(), out);
          }};
}

#define FACT(name, fields) \
  FactOf<&v1::Event::has_##name, &v1::Event::name, &v1::Event::mutable_##name, fields>(#name)

constexpr Field<v1::Event> kEvent[] = {
    Text<&v1::Event::id, &v1::Event::mutable_id>("id", kRequired),
    Text<&v1::Event::source, &v1::Event::mutable_source>("source", kRequired),
    Whole<&v1::Event::person, &v1::Event::set_person, 1, kPersonMax>("person", kRequired),
    Day<&v1::Event::effective, &v1::Event::set_effective>("effective", kRequired),
    {"recorded", kRequired,
     [](Reader& reader, Element element, v1::Event& e) { e.set_recorded(reader.Moment(element)); },
     [](const v1::Event& e, bool, std::string* out) { AppendMoment(e.recorded(), out); }},
    Whole<&v1::Event::about, &v1::Event::set_about, 1, kPersonMax>("about", kOptional),
    {"also", kOptional,
     [](Reader& reader, Element element, v1::Event& e) {
       simdjson::dom::array people;
       if (element.get(people) != simdjson::SUCCESS) return reader.Fault("must be a list, […]");
       int index = 0;
       for (const Element person : people) {
         reader.EnterItem(index++);
         e.add_also(static_cast<uint64_t>(reader.Whole(person, 1, kPersonMax)));
         reader.Leave();
       }
     },
     [](const v1::Event& e, bool, std::string* out) {
       if (e.also_size() > 0) absl::StrAppend(out, "[", absl::StrJoin(e.also(), ","), "]");
     }},
    FACT(person_registered, kPersonRegistered),
    FACT(code_changed, kCodeChanged),
    FACT(account_changed, kAccountChanged),
    FACT(address_changed, kAddressChanged),
    FACT(person_died, kPersonDied),
    FACT(residence_changed, kResidenceChanged),
    FACT(status_determined, kStatusDetermined),
    FACT(relation_determined, kRelationDetermined),
    FACT(amount_determined, kAmountDetermined),
    FACT(insurance_record_determined, kInsuranceRecordDetermined),
    FACT(disability_determined, kDisabilityDetermined),
    FACT(insured_wages_reported, kInsuredWagesReported),
    FACT(application_submitted, kApplicationSubmitted),
    FACT(application_withdrawn, kApplicationWithdrawn),
    FACT(decision_made, kDecisionMade),
    FACT(bank_answered, kBankAnswered),
    FACT(deduction_determined, kDeductionDetermined),
    FACT(account_confirmed, kAccountConfirmed),
    FACT(home_delivery_chosen, kHomeDeliveryChosen),
    FACT(reissue_decided, kReissueDecided),
};

#undef FACT

}  // namespace

struct EventJsonReader::State {
  simdjson::dom::parser parser;
  std::string padded;  // simdjson reads some bytes beyond the end
};

EventJsonReader::EventJsonReader() : state_(std::make_unique<State>()) {}
EventJsonReader::~EventJsonReader() = default;

bool EventJsonReader::Read(absl::string_view line, v1::Event* event, FieldFaults* faults) {
  event->Clear();
  if (line.size() > kLineSizeMax) {
    faults->push_back({"", absl::StrCat("is longer than ", kLineSizeMax, " bytes")});
    return false;
  }
  std::string& padded = state_->padded;
  if (padded.size() < line.size() + simdjson::SIMDJSON_PADDING) {
    padded.resize(line.size() + simdjson::SIMDJSON_PADDING);
  }
  std::memcpy(padded.data(), line.data(), line.size());
  Element root;
  const simdjson::error_code error =
      state_->parser.parse(padded.data(), line.size(), false).get(root);
  if (error != simdjson::SUCCESS) {
    faults->push_back({"", error == simdjson::UTF8_ERROR ? "is not valid UTF-8"
                           : error == simdjson::EMPTY    ? "is empty; every line is an event"
                                                         : "is not one JSON object"});
    return false;
  }
  Reader reader(faults);
  ReadFields<v1::Event>(reader, root, kEvent, *event);
  if (!reader.faulty() && event->fact_case() == v1::Event::FACT_NOT_SET)
    reader.Fault("states no fact");
  return !reader.faulty();
}

std::string EventToJson(const v1::Event& event) {
  std::string line;
  PrintFields<v1::Event>(kEvent, event, &line);
  return line;
}

}  // namespace izmaksa
