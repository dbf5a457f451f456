#include "batch/payee.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

constexpr size_t kAccountShown = 4;

absl::Status Open(const PersonKey& key, PersonId person, SealedField field,
                  const std::string& sealed, google::protobuf::Message& message) {
  ASSIGN_OR_RETURN(const std::string plain, Unseal(key, person, field, sealed));
  return message.ParseFromString(plain)
             ? absl::OkStatus()
             : absl::DataLossError(absl::StrCat("what was sealed about person ", person.ToString(),
                                                " cannot be read"));
}

}  // namespace

absl::StatusOr<Payee> OpenPayee(const Ledger& ledger, PersonId person,
                                const std::string& sealed_identity,
                                const std::string& sealed_account, const std::string& bank) {
  Payee payee{"", "", bank};
  const PersonId people[] = {person};
  ASSIGN_OR_RETURN(const std::vector<PersonKey> keys, ledger.keys().Keys(people));
  if (keys[0].state == PersonKey::State::kErased) {
    payee.name = "(erased)";
    return payee;
  }
  if (!sealed_identity.empty()) {
    v1::Identity identity;
    RETURN_IF_ERROR(Open(keys[0], person, SealedField::kIdentity, sealed_identity, identity));
    payee.name = absl::StrCat(identity.given_name(), identity.given_name().empty() ? "" : " ",
                              identity.family_name());
  }
  if (!sealed_account.empty()) {
    v1::Account account;
    RETURN_IF_ERROR(Open(keys[0], person, SealedField::kAccount, sealed_account, account));
    const std::string& iban = account.iban();
    payee.account_last = iban.substr(iban.size() - std::min(kAccountShown, iban.size()));
  }
  return payee;
}

}  // namespace izmaksa
