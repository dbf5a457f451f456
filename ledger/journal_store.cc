// Entries and balances as bytes (proto/journal.proto, proto/state.proto).
#include <algorithm>

#include "ledger/journal.h"
#include "ledger/status.h"
#include "proto/journal.pb.h"
#include "proto/state.pb.h"

namespace izmaksa {
namespace {

void StorePayment(const Payment& payment, v1::Payment* stored) {
  stored->set_id(payment.id);
  stored->set_amount(payment.amount.cents());
  stored->set_pay_date(payment.pay_date.days());
  stored->set_purpose(payment.category_purpose);
  stored->set_bank(payment.bank);
  stored->set_sealed_identity(payment.sealed_identity);
  stored->set_sealed_account(payment.sealed_account);
  for (const PaymentPart& part : payment.parts) {
    auto* stored_part = stored->add_parts();
    stored_part->set_benefit(part.purpose.benefit);
    stored_part->set_case_id(part.purpose.case_id);
    stored_part->set_month(part.purpose.month.number());
    stored_part->set_programme(part.purpose.programme);
    stored_part->set_gross(part.gross.cents());
    stored_part->set_afterwards(part.afterwards);
    stored_part->set_tax(part.tax.cents());
    stored_part->set_recovered(part.recovered.cents());
    stored_part->set_deducted(part.deducted.cents());
  }
  stored->set_taxable(payment.taxable.cents());
  stored->set_taxed_in_full(payment.taxed_in_full.cents());
  stored->set_tax(payment.tax.cents());
  stored->set_tax_month(payment.tax_month.number());
  stored->set_recovered(payment.recovered.cents());
  stored->set_reissue_of(payment.reissue_of);
  stored->set_channel(static_cast<v1::Channel>(payment.channel));
  stored->set_ground(static_cast<v1::PayeeGround>(payment.ground));
  stored->set_purpose_code(payment.purpose_code);
  stored->set_sealed_address(payment.sealed_address);
  stored->set_deduction(payment.deduction);
  for (const PaymentDeduction& deduction : payment.deductions) {
    auto* stored_deduction = stored->add_deductions();
    stored_deduction->set_kind(static_cast<v1::DeductionKind>(deduction.kind));
    stored_deduction->set_number(deduction.number);
    stored_deduction->set_amount(deduction.amount.cents());
  }
  stored->set_recoverable(payment.recoverable.cents());
  stored->set_seizable(payment.seizable.cents());
  stored->set_pension(payment.pension.cents());
}

Payment LoadPayment(const v1::Payment& stored) {
  Payment payment;
  payment.id = stored.id();
  payment.amount = Money::Cents(stored.amount());
  payment.pay_date = Date::FromDays(stored.pay_date());
  payment.category_purpose = stored.purpose();
  payment.bank = stored.bank();
  payment.sealed_identity = stored.sealed_identity();
  payment.sealed_account = stored.sealed_account();
  payment.parts.reserve(static_cast<size_t>(stored.parts_size()));
  for (const auto& part : stored.parts()) {
    payment.parts.push_back(
        {{part.benefit(), part.case_id(), Month::FromNumber(part.month()), part.programme()},
         Money::Cents(part.gross()),
         part.afterwards(),
         Money::Cents(part.tax()),
         Money::Cents(part.recovered()),
         Money::Cents(part.deducted())});
  }
  payment.taxable = Money::Cents(stored.taxable());
  payment.taxed_in_full = Money::Cents(stored.taxed_in_full());
  payment.tax = Money::Cents(stored.tax());
  payment.tax_month = Month::FromNumber(stored.tax_month());
  payment.recovered = Money::Cents(stored.recovered());
  payment.reissue_of = stored.reissue_of();
  payment.channel = static_cast<Channel>(stored.channel());
  payment.ground = static_cast<PayeeGround>(stored.ground());
  payment.purpose_code = stored.purpose_code();
  payment.sealed_address = stored.sealed_address();
  payment.deduction = stored.deduction();
  for (const auto& deduction : stored.deductions()) {
    payment.deductions.push_back({static_cast<DeductionKind>(deduction.kind()), deduction.number(),
                                  Money::Cents(deduction.amount())});
  }
  payment.recoverable = Money::Cents(stored.recoverable());
  payment.seizable = Money::Cents(stored.seizable());
  payment.pension = Money::Cents(stored.pension());
  return payment;
}

void StorePending(const std::vector<Pending>& list,
                  google::protobuf::RepeatedPtrField<v1::StoredPending>* stored) {
  for (const Pending& pending : list) {
    auto* item = stored->Add();
    item->set_payment(pending.payment);
    item->set_amount(pending.amount.cents());
    item->set_reason(pending.reason);
    item->set_deduction(pending.deduction);
    item->set_category_purpose(pending.category_purpose);
    item->set_purpose_code(pending.purpose_code);
  }
}

std::vector<Pending> LoadPending(
    const google::protobuf::RepeatedPtrField<v1::StoredPending>& stored) {
  std::vector<Pending> list;
  for (const auto& item : stored)
    list.push_back({item.payment(), Money::Cents(item.amount()), item.reason(), item.deduction(),
                    item.category_purpose(), item.purpose_code()});
  return list;
}

// Whether no message of the entry has a field that this program does not know. By hand: a run
// decodes half a million entries.
bool Understood(const v1::JournalRecord& record) {
  const auto known = [](const google::protobuf::Message& message) {
    return message.GetReflection()->GetUnknownFields(message).empty();
  };
  if (!known(record) || !known(record.entry())) return false;
  for (const auto& payment : record.entry().payments()) {
    if (!known(payment) || !std::all_of(payment.parts().begin(), payment.parts().end(), known) ||
        !std::all_of(payment.deductions().begin(), payment.deductions().end(), known) ||
        !v1::Channel_IsValid(payment.channel()) || !v1::PayeeGround_IsValid(payment.ground())) {
      return false;
    }
  }
  const auto& postings = record.entry().postings();
  return std::all_of(postings.begin(), postings.end(), known);
}

}  // namespace

std::string EncodeEntry(const JournalEntry& entry) {
  thread_local v1::JournalRecord record;
  record.Clear();
  v1::JournalEntry* stored = record.mutable_entry();
  stored->set_run(entry.run);
  stored->set_person(entry.person.number());
  for (const Posting& posting : entry.postings) {
    auto* stored_posting = stored->add_postings();
    stored_posting->set_kind(static_cast<v1::PostingKind>(posting.kind));
    stored_posting->set_amount(posting.amount.cents());
    stored_posting->set_benefit(posting.purpose.benefit);
    stored_posting->set_case_id(posting.purpose.case_id);
    stored_posting->set_month(posting.purpose.month.number());
    stored_posting->set_programme(posting.purpose.programme);
    stored_posting->set_payable_from(posting.payable_from.number());
    stored_posting->set_payment(posting.payment);
    stored_posting->set_reason(posting.reason);
    stored_posting->set_deduction(posting.deduction);
    stored_posting->set_rejected(posting.rejected);
  }
  for (const Payment& payment : entry.payments) StorePayment(payment, stored->add_payments());
  for (const std::string& reason : entry.held) stored->add_held(reason);
  stored->set_held_amount(entry.held_amount.cents());
  return record.SerializeAsString();
}

absl::StatusOr<JournalEntry> DecodeEntry(absl::string_view bytes) {
  thread_local v1::JournalRecord record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !record.has_entry()) {
    return absl::DataLossError("the record is not a journal entry");
  }
  const v1::JournalEntry& stored = record.entry();
  if (!Understood(record)) {
    return absl::FailedPreconditionError(
        "a journal entry has a field that this program does not know: upgrade it first");
  }
  JournalEntry entry;
  entry.run = stored.run();
  entry.person = PersonId(stored.person());
  entry.postings.reserve(static_cast<size_t>(stored.postings_size()));
  for (const auto& posting : stored.postings()) {
    if (posting.kind() < v1::ACCRUE || posting.kind() > v1::RETURN) {
      return absl::FailedPreconditionError(
          "a journal entry has a kind of posting that this program does not know: upgrade it "
          "first");
    }
    entry.postings.push_back({static_cast<PostingKind>(posting.kind()),
                              Money::Cents(posting.amount()),
                              {posting.benefit(), posting.case_id(),
                               Month::FromNumber(posting.month()), posting.programme()},
                              Month::FromNumber(posting.payable_from()),
                              posting.payment(),
                              posting.reason(),
                              posting.deduction(),
                              posting.rejected()});
  }
  for (const auto& payment : stored.payments()) entry.payments.push_back(LoadPayment(payment));
  entry.held.assign(stored.held().begin(), stored.held().end());
  entry.held_amount = Money::Cents(stored.held_amount());
  return entry;
}

std::string EncodeBalances(const Balances& balances) {
  thread_local v1::StoredBalances stored;
  stored.Clear();
  for (const Item& item : balances.items) {
    auto* stored_item = stored.add_item();
    stored_item->set_benefit(item.purpose.benefit);
    stored_item->set_case_id(item.purpose.case_id);
    stored_item->set_month(item.purpose.month.number());
    stored_item->set_programme(item.purpose.programme);
    stored_item->set_payable_from(item.payable_from.number());
    stored_item->set_accrued(item.accrued.cents());
    stored_item->set_reversed(item.reversed.cents());
    stored_item->set_cleared(item.cleared.cents());
  }
  StorePending(balances.in_transit, stored.mutable_in_transit());
  StorePending(balances.returned, stored.mutable_returned());
  StorePending(balances.kept, stored.mutable_kept());
  stored.set_payable(balances.payable.cents());
  stored.set_overpaid(balances.overpaid.cents());
  stored.set_tax(balances.tax.cents());
  stored.set_third_party(balances.third_party.cents());
  stored.set_settled(balances.settled.cents());
  const MonthPaid& paid = balances.paid;
  stored.set_tax_month(paid.month.number());
  stored.set_tax_month_taxable(paid.taxable.cents());
  stored.set_tax_month_taxed_in_full(paid.taxed_in_full.cents());
  stored.set_tax_month_tax(paid.tax.cents());
  stored.set_month_recoverable(paid.recoverable.cents());
  stored.set_month_recovered(paid.recovered.cents());
  stored.set_month_seizable(paid.seizable.cents());
  stored.set_month_enforced(paid.enforced.cents());
  stored.set_month_pension(paid.pension.cents());
  stored.set_month_care(paid.care.cents());
  for (const Taken& order : balances.taken) {
    auto* taken = stored.add_taken();
    taken->set_number(order.number);
    taken->set_amount(order.amount.cents());
  }
  for (const Receivable& receivable : balances.receivables) {
    auto* owed = stored.add_receivable();
    owed->set_since(receivable.since);
    owed->set_amount(receivable.amount.cents());
  }
  stored.set_last_run(balances.last_run);
  stored.set_held(balances.held);
  return stored.SerializeAsString();
}

absl::StatusOr<Balances> DecodeBalances(absl::string_view bytes) {
  thread_local v1::StoredBalances stored;
  if (!stored.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(
        "stored balances cannot be read: delete the state folder to rebuild them");
  }
  Balances balances;
  balances.items.reserve(static_cast<size_t>(stored.item_size()));
  for (const auto& item : stored.item()) {
    balances.items.push_back(
        {{item.benefit(), item.case_id(), Month::FromNumber(item.month()), item.programme()},
         Month::FromNumber(item.payable_from()),
         Money::Cents(item.accrued()),
         Money::Cents(item.reversed()),
         Money::Cents(item.cleared())});
  }
  balances.in_transit = LoadPending(stored.in_transit());
  balances.returned = LoadPending(stored.returned());
  balances.kept = LoadPending(stored.kept());
  balances.payable = Money::Cents(stored.payable());
  balances.overpaid = Money::Cents(stored.overpaid());
  balances.tax = Money::Cents(stored.tax());
  balances.third_party = Money::Cents(stored.third_party());
  balances.settled = Money::Cents(stored.settled());
  balances.paid = {
      Month::FromNumber(stored.tax_month()),          Money::Cents(stored.tax_month_taxable()),
      Money::Cents(stored.tax_month_taxed_in_full()), Money::Cents(stored.tax_month_tax()),
      Money::Cents(stored.month_recoverable()),       Money::Cents(stored.month_recovered()),
      Money::Cents(stored.month_seizable()),          Money::Cents(stored.month_enforced()),
      Money::Cents(stored.month_pension()),           Money::Cents(stored.month_care())};
  for (const auto& taken : stored.taken())
    balances.taken.push_back({taken.number(), Money::Cents(taken.amount())});
  for (const auto& owed : stored.receivable())
    balances.receivables.push_back({owed.since(), Money::Cents(owed.amount())});
  balances.last_run = stored.last_run();
  balances.held = stored.held();
  return balances;
}

}  // namespace izmaksa
