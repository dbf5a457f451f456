#include "batch/event_seal.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "processors/identity.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

// Writes what is to be sealed into the middle of a value as long as it will be. Messages here have
// neither maps nor unknown fields: their serialisation is deterministic.
size_t LayOut(const google::protobuf::MessageLite& plain, std::string* sealed) {
  const size_t size = plain.ByteSizeLong();
  sealed->assign(kSealHead + size + kSealTail, '\0');
  plain.SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t*>(sealed->data() + kSealHead));
  return sealed->size();
}

size_t LayOut(absl::string_view plain, std::string* sealed) {
  sealed->assign(kSealHead + plain.size() + kSealTail, '\0');
  std::copy(plain.begin(), plain.end(), sealed->begin() + kSealHead);
  return sealed->size();
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
    case v1::Event::kDeductionDetermined:
      return event.deduction_determined().has_payee();
    default:
      return false;
  }
}

void MarkAccount(const MarkKey& key, v1::Event* event) {
  if (!event->has_account_changed()) return;
  v1::AccountChanged& fact = *event->mutable_account_changed();
  fact.set_mark(MarkOfAccount(key, fact.account().iban()));
}

Unsealed AppendDraft(v1::Event* event, std::string* bytes) {
  Unsealed unsealed;
  size_t after = 0;  // bytes of the fact that follow the sealed field
  const auto place = [&](SealedField field, const auto& plain, std::string* sealed) {
    unsealed = {0, static_cast<uint32_t>(LayOut(plain, sealed)), field};
  };
  if (HasPersonalData(*event)) {
    if (event->has_person_registered()) {
      auto* const fact = event->mutable_person_registered();
      place(SealedField::kIdentity, fact->identity(), fact->mutable_sealed_identity());
      fact->clear_identity();
    } else if (event->has_code_changed()) {
      auto* const fact = event->mutable_code_changed();
      place(SealedField::kCode, fact->personal_code(), fact->mutable_sealed_code());
      fact->clear_personal_code();
    } else if (event->has_account_changed()) {
      auto* const fact = event->mutable_account_changed();
      const std::string bank = BankOf(fact->account().iban());
      place(SealedField::kAccount, fact->account(), fact->mutable_sealed_account());
      fact->clear_account();
      v1::AccountChanged rest;
      fact->set_bank(bank);
      rest = *fact;
      rest.clear_sealed_account();
      after = rest.ByteSizeLong();
    } else if (event->has_deduction_determined()) {
      auto* const fact = event->mutable_deduction_determined();
      fact->set_bank(BankOf(fact->payee().iban()));
      place(SealedField::kPayee, fact->payee(), fact->mutable_sealed_payee());
      fact->clear_payee();
    } else {
      auto* const fact = event->mutable_address_changed();
      place(SealedField::kAddress, fact->address(), fact->mutable_sealed_address());
      fact->clear_address();
    }
  }
  const size_t begin = bytes->size(), size = event->ByteSizeLong();
  bytes->resize(begin + size);
  event->SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t*>(bytes->data() + begin));
  // The fact is the last field of an event, so what follows the sealed value is known.
  if (unsealed.size > 0) unsealed.at = static_cast<uint32_t>(size - after - unsealed.size);
  return unsealed;
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
    fact->clear_mark();
  } else if (event->has_address_changed() && !event->address_changed().sealed_address().empty()) {
    auto* const fact = event->mutable_address_changed();
    RETURN_IF_ERROR(UnsealMessage(key, person, SealedField::kAddress, fact->sealed_address(),
                                  fact->mutable_address()));
    fact->clear_sealed_address();
  } else if (event->has_deduction_determined() &&
             !event->deduction_determined().sealed_payee().empty()) {
    auto* const fact = event->mutable_deduction_determined();
    RETURN_IF_ERROR(UnsealMessage(key, person, SealedField::kPayee, fact->sealed_payee(),
                                  fact->mutable_payee()));
    fact->clear_sealed_payee();
    fact->clear_bank();
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
