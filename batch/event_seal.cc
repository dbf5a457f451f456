#include "batch/event_seal.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "processors/identity.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

// The messages sealed have neither maps nor unknown fields: their serialisation is deterministic.
template <typename M>
absl::Status SealMessage(const PersonKey& key, PersonId person, SealedField field, const M& plain,
                         std::string* sealed) {
  ASSIGN_OR_RETURN(*sealed, Seal(key, person, field, plain.SerializeAsString()));
  return absl::OkStatus();
}

template <typename M>
absl::Status UnsealMessage(const PersonKey& key, PersonId person, SealedField field,
                           const std::string& sealed, M* plain) {
  ASSIGN_OR_RETURN(const std::string bytes, Unseal(key, person, field, sealed));
  if (plain->ParseFromString(bytes)) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("sealed data of person ", person.number(), " is not what was sealed"));
}

}  // namespace

bool HasPersonalData(const v1::Event& event) {
  switch (event.fact_case()) {
    case v1::Event::kPersonRegistered:
      return event.person_registered().has_identity();
    case v1::Event::kCodeChanged:
      return !event.code_changed().personal_code().empty();
    case v1::Event::kAccountChanged:
      return event.account_changed().has_account();
    case v1::Event::kAddressChanged:
      return event.address_changed().has_address();
    default:
      return false;
  }
}

absl::Status SealEvent(const PersonKey& key, v1::Event* event) {
  if (!HasPersonalData(*event)) return absl::OkStatus();
  const PersonId person(event->person());
  if (event->has_person_registered()) {
    auto* const fact = event->mutable_person_registered();
    RETURN_IF_ERROR(SealMessage(key, person, SealedField::kIdentity, fact->identity(),
                                fact->mutable_sealed_identity()));
    fact->clear_identity();
  } else if (event->has_code_changed()) {
    auto* const fact = event->mutable_code_changed();
    ASSIGN_OR_RETURN(*fact->mutable_sealed_code(),
                     Seal(key, person, SealedField::kCode, fact->personal_code()));
    fact->clear_personal_code();
  } else if (event->has_account_changed()) {
    auto* const fact = event->mutable_account_changed();
    RETURN_IF_ERROR(SealMessage(key, person, SealedField::kAccount, fact->account(),
                                fact->mutable_sealed_account()));
    fact->set_bank(BankOf(fact->account().iban()));
    fact->clear_account();
  } else {
    auto* const fact = event->mutable_address_changed();
    RETURN_IF_ERROR(SealMessage(key, person, SealedField::kAddress, fact->address(),
                                fact->mutable_sealed_address()));
    fact->clear_address();
  }
  return absl::OkStatus();
}

absl::Status UnsealEvent(const PersonKey& key, v1::Event* event) {
  const PersonId person(event->person());
  if (event->has_person_registered() && !event->person_registered().sealed_identity().empty()) {
    auto* const fact = event->mutable_person_registered();
    RETURN_IF_ERROR(UnsealMessage(key, person, SealedField::kIdentity, fact->sealed_identity(),
                                  fact->mutable_identity()));
    fact->clear_sealed_identity();
  } else if (event->has_code_changed() && !event->code_changed().sealed_code().empty()) {
    auto* const fact = event->mutable_code_changed();
    ASSIGN_OR_RETURN(*fact->mutable_personal_code(),
                     Unseal(key, person, SealedField::kCode, fact->sealed_code()));
    fact->clear_sealed_code();
  } else if (event->has_account_changed() && !event->account_changed().sealed_account().empty()) {
    auto* const fact = event->mutable_account_changed();
    RETURN_IF_ERROR(UnsealMessage(key, person, SealedField::kAccount, fact->sealed_account(),
                                  fact->mutable_account()));
    fact->clear_sealed_account();
    fact->clear_bank();
  } else if (event->has_address_changed() && !event->address_changed().sealed_address().empty()) {
    auto* const fact = event->mutable_address_changed();
    RETURN_IF_ERROR(UnsealMessage(key, person, SealedField::kAddress, fact->sealed_address(),
                                  fact->mutable_address()));
    fact->clear_sealed_address();
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
