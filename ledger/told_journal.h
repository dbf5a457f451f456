// Postings, payments and entries of one person, for tests.
#pragma once

#include <string>

#include "ledger/journal.h"

namespace izmaksa {

inline const Purpose kApril = {"old_age_pension", "", Month::Of(2024, 4), "04.01.00"};
inline const Purpose kMay = {"old_age_pension", "", Month::Of(2024, 5), "04.01.00"};

inline Money Cents(int64_t cents) { return Money::Cents(cents); }

inline Posting Accrue(const Purpose& purpose, int64_t cents) {
  return {PostingKind::kAccrue, Cents(cents), purpose, purpose.month, "", ""};
}
inline Posting Of(PostingKind kind, const Purpose& purpose, int64_t cents) {
  return {kind, Cents(cents), purpose, {}, "", ""};
}
inline Posting Of(PostingKind kind, const std::string& payment, int64_t cents) {
  return {kind, Cents(cents), {}, {}, payment, kind == PostingKind::kReturn ? "AC04" : ""};
}

inline Payment PaymentOf(const std::string& id, const Purpose& purpose, int64_t gross,
                         int64_t tax = 0, int64_t recovered = 0) {
  Payment payment;
  payment.id = id;
  payment.amount = Cents(gross - tax - recovered);
  payment.pay_date = Date::Of(2024, 4, 15);
  payment.category_purpose = "PENS";
  payment.bank = "LVHABA";
  payment.sealed_identity = "identity";
  payment.sealed_account = "account";
  payment.parts = {{purpose, Cents(gross)}};
  payment.taxable = Cents(gross);
  payment.tax = Cents(tax);
  payment.tax_month = purpose.month;
  payment.recovered = Cents(recovered);
  return payment;
}

inline Payment Reissue(const std::string& id, const std::string& of, int64_t cents) {
  Payment payment;
  payment.id = id;
  payment.amount = Cents(cents);
  payment.tax_month = Month::Of(2024, 5);
  payment.reissue_of = of;
  return payment;
}

// An entry that accrues an amount and pays it, with income tax and a part recovered.
inline JournalEntry Paid(const std::string& run, const Purpose& purpose, int64_t gross,
                         int64_t tax = 0, int64_t recovered = 0) {
  const std::string id = run + "-1";
  JournalEntry entry{run, PersonId(7), {Accrue(purpose, gross)}, {}, {}, {}};
  if (tax > 0) entry.postings.push_back(Of(PostingKind::kWithhold, id, tax));
  if (recovered > 0) entry.postings.push_back(Of(PostingKind::kRecover, id, recovered));
  entry.postings.push_back(Of(PostingKind::kPay, id, gross - tax - recovered));
  entry.payments = {PaymentOf(id, purpose, gross, tax, recovered)};
  return entry;
}

inline JournalEntry Only(const std::string& run, const Posting& posting) {
  return {run, PersonId(7), {posting}, {}, {}, {}};
}

}  // namespace izmaksa
