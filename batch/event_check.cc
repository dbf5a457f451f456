#include "batch/event_check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/date.h"
#include "ledger/money.h"
#include "processors/identity.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

constexpr size_t kIdSizeMax = 128, kSourceSizeMax = 32;
constexpr size_t kPersonSizeMax = 17;  // "@" and a client number, as FanOut adds them
constexpr int kAlsoMax = 20;
// No monthly benefit comes near it; a number as large is a mistake of the sender, and sums of such
// could overflow.
constexpr int64_t kAmountMaxCents = 100'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

bool IsCountry(absl::string_view text) {
  return text.size() == 2 && IsUpper(text[0]) && IsUpper(text[1]);
}

// What is wrong with the value of an input; empty: nothing.
std::string FaultOf(const InputOfDecision& input, absl::string_view value) {
  using Kind = InputOfDecision::Kind;
  switch (input.kind) {
    case Kind::kMoney: {
      const absl::StatusOr<Money> money = Money::Parse(value);
      return money.ok() && *money >= Money() ? "" : "must be an amount in euro, 1234.56";
    }
    case Kind::kNumber: {
      const bool whole =
          !value.empty() && value.size() <= 9 && std::all_of(value.begin(), value.end(), IsDigit);
      return whole ? "" : "must be a whole number";
    }
    case Kind::kRate:
      return Rate::Parse(value).ok() ? "" : "must be a decimal number with at most six places";
    case Kind::kDate:
      return Date::Parse(value).ok() ? "" : "must be a day, YYYY-MM-DD";
    case Kind::kWord:
      break;
  }
  if (std::find(input.words.begin(), input.words.end(), value) != input.words.end()) return "";
  return absl::StrCat("must be one of ", absl::StrJoin(input.words, ", "));
}

class Checker {
 public:
  Checker(const KnownBenefit& known_benefit, const v1::Event& event, absl::string_view fact,
          FieldFaults* faults)
      : known_benefit_(known_benefit), event_(event), fact_(fact), faults_(faults) {}

  void Check(v1::PersonRegistered& fact) {
    if (event_.effective() < fact.born())
      Fault("effective", "is before the person's birth", /*in_fact=*/false);
    if (event_.about() != 0) return;
    if (!fact.has_identity()) return Fault("identity", "is missing");
    Canonical("identity.personal_code", CheckPersonalCode(fact.identity().personal_code()),
              fact.mutable_identity()->mutable_personal_code());
  }
  void Check(v1::CodeChanged& fact) {
    Canonical("personal_code", CheckPersonalCode(fact.personal_code()),
              fact.mutable_personal_code());
  }
  void Check(v1::AccountChanged& fact) {
    Canonical("account.iban", CheckIban(fact.account().iban()),
              fact.mutable_account()->mutable_iban());
    Until(fact.until());
    const bool anothers = fact.ground() != v1::OWN;
    if (anothers && fact.account().holder().empty())
      Fault("account.holder", "is missing: the account is another's");
    if (anothers && fact.document().empty())
      Fault("document", "is missing: by what is another the payee?");
    if (!anothers && !fact.document().empty()) Fault("document", "is said without a ground");
    if (!anothers && fact.until() != 0) Fault("until", "is said without a ground");
  }
  void Check(const v1::AccountConfirmed&) {}
  void Check(const v1::HomeDeliveryChosen&) {}
  void Check(const v1::ReissueDecided&) {}
  void Check(v1::DeductionDetermined& fact);
  void Check(const v1::AddressChanged& fact) {
    Country("address.country", fact.address().country());
  }
  void Check(const v1::PersonDied&) {}
  void Check(const v1::ResidenceChanged& fact) { Country("country", fact.country()); }
  void Check(const v1::StatusDetermined& fact) { Until(fact.until()); }
  void Check(const v1::RelationDetermined& fact) {
    Until(fact.until());
    if (fact.relative() == event_.person()) Fault("relative", "is the person");
  }
  void Check(const v1::AmountDetermined& fact) {
    Until(fact.until());
    Amount("amount", fact.amount());
  }
  void Check(const v1::InsuranceRecordDetermined& fact) {
    if (fact.months_to_1995() > fact.months_total())
      Fault("months_to_1995", "is more than months_total");
  }
  void Check(const v1::DisabilityDetermined& fact) {
    Until(fact.until());
    if (fact.group() == 0 && fact.until() != 0)
      Fault("until", "has no meaning where group is 0, no longer disabled");
  }
  void Check(const v1::InsuredWagesReported& fact) {
    if (fact.months_size() == 0) Fault("months", "is empty");
    for (int i = 0; i < fact.months_size(); ++i) {
      const v1::InsuredMonth& month = fact.months(i);
      Amount(absl::StrCat("months[", i, "].wage"), month.wage());
      if (month.excluded_days() > Month::FromNumber(month.month()).days())
        Fault(absl::StrCat("months[", i, "].excluded_days"), "is more than the month has");
      if (i > 0 && month.month() <= fact.months(i - 1).month())
        Fault(absl::StrCat("months[", i, "].month"), "is not later than the one before");
    }
  }
  void Check(const v1::ApplicationSubmitted& fact) { Benefit("benefit", fact.benefit()); }
  void Check(const v1::ApplicationWithdrawn&) {}
  void Check(const v1::DecisionMade& fact);
  void Check(const v1::BankAnswered& fact) {
    // ISO 20022 external codes have four letters or digits.
    const auto usable = [](char c) { return IsDigit(c) || IsUpper(c); };
    if (!fact.reason().empty() &&
        (fact.reason().size() != 4 ||
         !std::all_of(fact.reason().begin(), fact.reason().end(), usable))) {
      Fault("reason", "must be an ISO 20022 code of four characters, AC04");
    }
    Amount("amount", fact.amount());
    if (fact.amount() != 0 && fact.outcome() != v1::BankAnswered::RETURNED)
      Fault("amount", "is said only when a payment is returned");
  }

  void CheckFrame() {
    if (event_.about() == event_.person()) {
      Fault("about", "is the person; leave it out", /*in_fact=*/false);
    } else if (event_.about() != 0) {
      CheckAbout();
    }
    if (event_.also_size() > 0) CheckAlso();
    if (event_.id().size() > kIdSizeMax) {
      Fault("id", absl::StrCat("is longer than ", kIdSizeMax, " bytes"), /*in_fact=*/false);
    }
    const std::string& source = event_.source();
    const auto usable = [](char c) {
      return IsLower(c) || IsDigit(c) || c == '-' || c == '_' || c == '.';
    };
    if (source.size() > kSourceSizeMax || !std::all_of(source.begin(), source.end(), usable)) {
      Fault("source", "must be a short name of a-z, 0-9, '-', '_', '.'", /*in_fact=*/false);
    }
  }

  bool faulty() const { return faulty_; }

 private:
  void Fault(absl::string_view field, absl::string_view message, bool in_fact = true) {
    faulty_ = true;
    faults_->push_back(
        {in_fact ? absl::StrCat(fact_, ".", field) : std::string(field), std::string(message)});
  }

  void Canonical(absl::string_view field, absl::StatusOr<std::string> checked,
                 std::string* target) {
    if (checked.ok()) {
      *target = *std::move(checked);
    } else {
      Fault(field, checked.status().message());
    }
  }

  void Country(absl::string_view field, absl::string_view country) {
    if (!IsCountry(country)) Fault(field, "must be a country of ISO 3166-1, two capital letters");
  }

  void Benefit(absl::string_view field, absl::string_view benefit) {
    if (known_benefit_(benefit) == nullptr)
      Fault(field, "is not a benefit that this program knows");
  }

  // What is said of a relative goes without personal data.
  void CheckAbout() {
    if (!IsOfALife()) Fault("about", absl::StrCat("is not said with ", fact_), /*in_fact=*/false);
    if (event_.has_person_registered() && event_.person_registered().has_identity())
      Fault("identity", "is not said of a relative, only when the relative was born");
  }

  void CheckAlso() {
    if (!IsOfALife()) Fault("also", absl::StrCat("is not said with ", fact_), /*in_fact=*/false);
    if (event_.also_size() > kAlsoMax)
      Fault("also", absl::StrCat("names more than ", kAlsoMax, " people"), /*in_fact=*/false);
    if (event_.id().size() > kIdSizeMax - kPersonSizeMax)
      Fault("id", absl::StrCat("is longer than ", kIdSizeMax - kPersonSizeMax, " bytes"), false);
    for (int i = 0; i < event_.also_size(); ++i) {
      const uint64_t person = event_.also(i);
      if (person == event_.person() || person == event_.about() ||
          std::count(event_.also().begin(), event_.also().begin() + i, person) > 0) {
        Fault(absl::StrCat("also[", i, "]"), "is there twice", /*in_fact=*/false);
      }
    }
  }

  // What may be said of somebody in another person's events: facts of a life, no claims.
  bool IsOfALife() const {
    switch (event_.fact_case()) {
      case v1::Event::kPersonRegistered:
      case v1::Event::kPersonDied:
      case v1::Event::kResidenceChanged:
      case v1::Event::kStatusDetermined:
      case v1::Event::kAmountDetermined:
      case v1::Event::kInsuranceRecordDetermined:
      case v1::Event::kDisabilityDetermined:
      case v1::Event::kInsuredWagesReported:
        return true;
      default:
        return false;
    }
  }

  void Amount(absl::string_view field, int64_t cents) {
    if (cents < 0) Fault(field, "is below zero");
    if (cents > kAmountMaxCents) Fault(field, "is more than a million euro a month");
  }

  // Only what the benefit's law file declares may be stated.
  void CheckInput(const std::string& benefit, const v1::Input& input, int i) {
    const std::vector<InputOfDecision>* known = known_benefit_(benefit);
    if (known == nullptr) return;  // a fault already
    const auto declared =
        std::find_if(known->begin(), known->end(),
                     [&](const InputOfDecision& one) { return one.name == input.name(); });
    if (declared == known->end()) {
      return Fault(absl::StrCat("inputs[", i, "].name"),
                   absl::StrCat("is not an input of ", benefit));
    }
    const std::string fault = FaultOf(*declared, input.value());
    if (!fault.empty()) Fault(absl::StrCat("inputs[", i, "].value"), fault);
  }

  void Until(int32_t until) {
    if (until != 0 && until < event_.effective()) Fault("until", "is before the effective day");
  }

  const KnownBenefit& known_benefit_;
  const v1::Event& event_;
  const absl::string_view fact_;
  FieldFaults* const faults_;
  bool faulty_ = false;
};

void Checker::Check(v1::DeductionDetermined& fact) {
  const bool is_order = fact.kind() == v1::ENFORCEMENT || fact.kind() == v1::MAINTENANCE;
  Until(fact.until());
  if (fact.amount() < 0) Fault("amount", "is below zero");
  if (fact.amount() > kAmountMaxCents) Fault("amount", "is more than a million euro");
  if (fact.kind() == v1::CARE && fact.amount() == 0)
    Fault("amount", "is missing: the price of the care a month");
  if (fact.kind() == v1::RECOVERY && fact.amount() != 0)
    Fault("amount", "is not said with recovery: the books know what is owed");
  if (is_order && !fact.share().empty())
    Fault("share", "is not said with an order: the law says how much is taken");
  if (!fact.share().empty()) {
    const absl::StatusOr<Rate> share = Rate::Parse(fact.share());
    if (!share.ok() || share->millionths() == 0 || share->millionths() > Rate::kScale)
      Fault("share", "must be a share above 0 and at most 1, 0.85");
  } else if (!is_order) {
    Fault("share", "is missing");
  }
  if (fact.kind() == v1::RECOVERY) {
    if (fact.has_payee()) Fault("payee", "is not said with recovery: it goes to the agency");
    return;
  }
  if (!fact.has_payee()) return Fault("payee", "is missing");
  if (fact.payee().holder().empty()) Fault("payee.holder", "is missing");
  Canonical("payee.iban", CheckIban(fact.payee().iban()), fact.mutable_payee()->mutable_iban());
}

void Checker::Check(const v1::DecisionMade& fact) {
  const bool awards =
      fact.kind() == v1::DecisionMade::GRANTED || fact.kind() == v1::DecisionMade::AMENDED;
  const auto only_awards = [&](absl::string_view field, bool said) {
    if (said && !awards) Fault(field, "is said only when a benefit is granted or amended");
  };
  Benefit("benefit", fact.benefit());
  if (!fact.instead_of().empty()) Benefit("instead_of", fact.instead_of());
  only_awards("instead_of", !fact.instead_of().empty());
  only_awards("amount", fact.amount() != 0);
  only_awards("amount_as_of", fact.amount_as_of() != 0);
  only_awards("inputs", fact.inputs_size() > 0);
  if (fact.amount() < 0) Fault("amount", "must be more than zero");
  if (fact.amount() > kAmountMaxCents) Fault("amount", "is more than a million euro a month");
  if (fact.amount_as_of() != 0 && fact.amount() == 0)
    Fault("amount_as_of", "is said without an amount");
  if (fact.amount_as_of() != 0 && fact.amount_as_of() < event_.effective()) {
    Fault("amount_as_of", "is before the effective day");
  }
  if (fact.kind() == v1::DecisionMade::AMENDED && fact.amount() == 0 && fact.inputs_size() == 0 &&
      fact.instead_of().empty()) {
    Fault("kind", "amends nothing: neither amount nor inputs are said");
  }
  for (int i = 0; i < fact.inputs_size(); ++i) {
    const v1::Input& input = fact.inputs(i);
    CheckInput(fact.benefit(), input, i);
    for (int j = 0; j < i; ++j) {
      if (fact.inputs(j).name() != input.name()) continue;
      Fault(absl::StrCat("inputs[", i, "].name"), "is there twice");
      break;
    }
  }
}

}  // namespace

bool CheckEvent(const KnownBenefit& known_benefit, v1::Event* event, FieldFaults* faults) {
  const auto check = [&](absl::string_view name, auto* fact) {
    Checker checker(known_benefit, *event, name, faults);
    checker.CheckFrame();
    checker.Check(*fact);
    return !checker.faulty();
  };
  switch (event->fact_case()) {
    case v1::Event::kPersonRegistered:
      return check("person_registered", event->mutable_person_registered());
    case v1::Event::kCodeChanged:
      return check("code_changed", event->mutable_code_changed());
    case v1::Event::kAccountChanged:
      return check("account_changed", event->mutable_account_changed());
    case v1::Event::kAddressChanged:
      return check("address_changed", event->mutable_address_changed());
    case v1::Event::kPersonDied:
      return check("person_died", event->mutable_person_died());
    case v1::Event::kResidenceChanged:
      return check("residence_changed", event->mutable_residence_changed());
    case v1::Event::kStatusDetermined:
      return check("status_determined", event->mutable_status_determined());
    case v1::Event::kRelationDetermined:
      return check("relation_determined", event->mutable_relation_determined());
    case v1::Event::kAmountDetermined:
      return check("amount_determined", event->mutable_amount_determined());
    case v1::Event::kInsuredWagesReported:
      return check("insured_wages_reported", event->mutable_insured_wages_reported());
    case v1::Event::kInsuranceRecordDetermined:
      return check("insurance_record_determined", event->mutable_insurance_record_determined());
    case v1::Event::kDisabilityDetermined:
      return check("disability_determined", event->mutable_disability_determined());
    case v1::Event::kApplicationSubmitted:
      return check("application_submitted", event->mutable_application_submitted());
    case v1::Event::kApplicationWithdrawn:
      return check("application_withdrawn", event->mutable_application_withdrawn());
    case v1::Event::kDecisionMade:
      return check("decision_made", event->mutable_decision_made());
    case v1::Event::kBankAnswered:
      return check("bank_answered", event->mutable_bank_answered());
    case v1::Event::kDeductionDetermined:
      return check("deduction_determined", event->mutable_deduction_determined());
    case v1::Event::kAccountConfirmed:
      return check("account_confirmed", event->mutable_account_confirmed());
    case v1::Event::kHomeDeliveryChosen:
      return check("home_delivery_chosen", event->mutable_home_delivery_chosen());
    case v1::Event::kReissueDecided:
      return check("reissue_decided", event->mutable_reissue_decided());
    case v1::Event::FACT_NOT_SET:
      break;
  }
  faults->push_back({"", "states no fact"});
  return false;
}

}  // namespace izmaksa
