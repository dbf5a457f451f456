// A payment: an amount sent to one payee, and what it is made of. Everything the payment file needs
// is frozen in it, so that the file is the same at any time.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa {

// What a posting is for: a benefit, a case of it, and a month, on a budget programme.
struct Purpose {
  std::string benefit, case_id;
  Month month;
  std::string programme;
  friend auto operator<=>(const Purpose&, const Purpose&) = default;
};

// How money reaches the payee.
enum class Channel {
  kAccount,  // a payment account, in Latvia or abroad
  kHome,     // cash, brought home by the Post
};

// Whose account it is.
enum class PayeeGround {
  kOwn,
  kAnotherPerson,  // by the person's application or power of attorney
  kGuardian,
  kInstitution,  // where the person lives
};

// What is taken of a payment beside income tax.
enum class DeductionKind {
  kEnforcement = 1,  // a bailiff's order
  kMaintenance,      // a bailiff's order for the maintenance of a child
  kCare,             // own share of the price of long-term care, to the institution
  kDelivery,         // the Post's fee
  kRecovery,         // the agency's own, of what it overpaid: to nobody else
};

// "enforcement", "care", …: the word for people and for JSON.
absl::string_view NameOf(DeductionKind kind);
absl::string_view NameOf(Channel channel);  // "account", "home"

// One benefit's month in a payment.
struct PaymentPart {
  Purpose purpose;
  Money gross;
  bool afterwards = false;               // the benefit is paid in the month after the one it is for
  Money tax{}, recovered{}, deducted{};  // its shares of what the payment loses

  Money net() const { return gross - tax - recovered - deducted; }
  // Whether it comes later than it is regularly paid.
  bool IsArrears(Month paid) const { return purpose.month + (afterwards ? 1 : 0) < paid; }
};

// What a payment loses to a third party.
struct PaymentDeduction {
  DeductionKind kind;
  std::string number;  // of the order or agreement; empty: the delivery fee
  Money amount;
};

// To the person's payee: its gross parts add up to net + tax + recovered + deductions. To a third
// party, or sent anew: it has no parts.
struct Payment {
  std::string id;  // EndToEndId: unique for ever, at most 35 characters of the EPC basic set
  Money amount;    // net: what the payee gets
  Date pay_date;   // requested execution date, or day of home delivery
  std::string category_purpose;  // ISO 20022 category purpose of the block, "PENS"
  std::string bank;              // country and bank code, "LVHABA"; empty: home delivery
  std::string sealed_identity, sealed_account;
  std::vector<PaymentPart> parts;
  // Of the gross: what is taxed above the pensioner's minimum and reliefs, and what without them.
  Money taxable, taxed_in_full;
  Money tax;
  Month tax_month;  // the month whose tax it is (cash basis)
  Money recovered;
  std::string reissue_of;  // the payment that came back and is sent anew; empty: none
  Channel channel = Channel::kAccount;
  PayeeGround ground = PayeeGround::kOwn;
  std::string purpose_code;    // ISO 20022 external purpose of the payment, "PENS", "BENE"
  std::string sealed_address;  // of home delivery, and of who lives abroad; empty: none known
  // The number of the deduction that this payment brings to a third party, who is the payee:
  // `sealed_account` is then the payee of the order. Empty: the payment is the person's.
  std::string deduction;
  std::vector<PaymentDeduction> deductions;  // in the order they were taken
  // What the law lets be taken of: after tax, by own recovery; after both, by a bailiff; after tax,
  // by a care institution.
  Money recoverable, seizable, pension;

  Money gross() const;  // of its parts
  Money deducted() const;
};

}  // namespace izmaksa
