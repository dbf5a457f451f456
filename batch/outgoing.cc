#include "batch/outgoing.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "batch/calendar.h"
#include "ledger/status.h"
#include "processors/entries.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

constexpr size_t kBatch = 1000;  // payments unsealed together
constexpr size_t kBatchesAhead = 4;

// Batches handed from one thread to another, a bounded number ahead.
class Pipe {
 public:
  // False when the reader has gone.
  bool Push(std::vector<Outgoing> batch) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < kBatchesAhead || abandoned_; });
    if (abandoned_) return false;
    batches_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }

  void Finish(absl::Status status) {
    const std::lock_guard<std::mutex> lock(mutex_);
    status_ = std::move(status);
    changed_.notify_all();
  }

  // The next batch; empty at the end.
  absl::StatusOr<std::vector<Outgoing>> Pull() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return !batches_.empty() || status_; });
    if (batches_.empty()) {
      if (!status_->ok()) return *status_;
      return std::vector<Outgoing>();
    }
    std::vector<Outgoing> batch = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }

  void Abandon() {
    const std::lock_guard<std::mutex> lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<Outgoing>> batches_;
  std::optional<absl::Status> status_;
  bool abandoned_ = false;
};

std::string MonthOf(const Payment& payment) {
  return absl::StrCat(absl::Dec(payment.tax_month.month(), absl::kZeroPad2), "/",
                      payment.tax_month.year());
}

// In basic letters, for every bank; a bailiff knows an order by its number.
std::string Remittance(const Payment& payment) {
  if (!payment.deduction.empty())
    return absl::StrCat("Ieturejums, Nr. ", payment.deduction, ", ", MonthOf(payment));
  if (!payment.reissue_of.empty()) return absl::StrCat("Atkartots maksajums ", payment.reissue_of);
  return absl::StrCat(payment.category_purpose == "PENS" ? "Pensija " : "Pabalsts ",
                      MonthOf(payment));
}

// Where an address is known, to a bank abroad: in the hybrid form, because the register keeps
// street, house and flat in one line. SEPA asks for none, so one that cannot be written holds up
// nobody's money and is left out.
PostalAddress Hybrid(const v1::Address& known, Letters letters) {
  PostalAddress address{"", "", known.post_code(), known.town(), known.country(), known.street()};
  std::string ignored;
  return AppendPostalAddress(address, letters, &ignored).ok() ? address : PostalAddress();
}

// A payment's sealed values, opened.
class Opener {
 public:
  Opener(const Payment& payment, PersonId person, const PersonKey& key)
      : payment_(payment), person_(person), key_(key) {}

  absl::Status Open(SealedField field, const std::string& sealed,
                    google::protobuf::Message& message) const {
    const absl::StatusOr<std::string> plain = Unseal(key_, person_, field, sealed);
    if (!plain.ok()) {
      return absl::Status(plain.status().code(),
                          absl::StrCat("payment ", payment_.id, ": ", plain.status().message()));
    }
    if (!message.ParseFromString(*plain)) {
      return absl::DataLossError(
          absl::StrCat("payment ", payment_.id, ": what was sealed cannot be read"));
    }
    return absl::OkStatus();
  }

 private:
  const Payment& payment_;
  const PersonId person_;
  const PersonKey& key_;
};

std::string FullName(const v1::Identity& identity) {
  return absl::StrCat(identity.given_name(), " ", identity.family_name());
}

absl::Status AddHome(const Payment& payment, const Opener& opener, HomeDelivery& delivery) {
  v1::Identity identity;
  v1::Address address;
  RETURN_IF_ERROR(opener.Open(SealedField::kIdentity, payment.sealed_identity, identity));
  RETURN_IF_ERROR(opener.Open(SealedField::kAddress, payment.sealed_address, address));
  delivery.name = FullName(identity);
  delivery.personal_code = identity.personal_code();
  delivery.street = address.street();
  delivery.town = address.town();
  delivery.post_code = address.post_code();
  return absl::OkStatus();
}

absl::Status AddPayee(const Payment& payment, const Opener& opener, PaymentOrder& order) {
  v1::Identity identity;
  v1::Account account;
  RETURN_IF_ERROR(opener.Open(SealedField::kIdentity, payment.sealed_identity, identity));
  const bool to_third_party = !payment.deduction.empty();
  RETURN_IF_ERROR(opener.Open(to_third_party ? SealedField::kPayee : SealedField::kAccount,
                              payment.sealed_account, account));
  order.payee_name = account.holder().empty() ? FullName(identity) : account.holder();
  order.payee_iban = account.iban();
  if (payment.ground != PayeeGround::kOwn && !to_third_party)
    order.beneficiary_name = FullName(identity);
  if (!payment.sealed_address.empty()) {
    v1::Address address;
    RETURN_IF_ERROR(opener.Open(SealedField::kAddress, payment.sealed_address, address));
    order.address = Hybrid(address, Letters::kBasicLatin);
  }
  return absl::OkStatus();
}

// A third party gets no pension and no benefit. Before version 0.3 a payment had no purpose of its
// own, and its category's was written.
const std::string& PurposeOf(const Payment& payment) {
  return payment.purpose_code.empty() && payment.deduction.empty() ? payment.category_purpose
                                                                   : payment.purpose_code;
}

// The fee that the Post gets for bringing it.
Money FeeOf(const Payment& payment) {
  Money fee;
  for (const PaymentDeduction& deduction : payment.deductions) {
    if (deduction.kind == DeductionKind::kDelivery) fee += deduction.amount;
  }
  return fee;
}

// The day of a payment, on which cash may move and money may not: what a third party gets of a
// payment brought home on a Saturday worked.
absl::StatusOr<Date> DayOf(const Payment& payment) {
  if (payment.channel == Channel::kHome || !CalendarCovers(payment.pay_date))
    return payment.pay_date;
  return PaymentDayOnOrBefore(payment.pay_date);
}

// Reads one shard's payments, unseals them batch by batch, and pushes them.
class ShardReader {
 public:
  ShardReader(Ledger& ledger, int shard, const ShardRun& run, Payees payees, Pipe& pipe)
      : ledger_(ledger), shard_(shard), run_(run), payees_(payees), pipe_(pipe) {}

  absl::Status Read() {
    RETURN_IF_ERROR(ForEachEntry(ledger_.journal(shard_), run_, *run_.closed_at,
                                 [&](PersonId person, const std::string& bytes) -> absl::Status {
                                   ASSIGN_OR_RETURN(JournalEntry entry, DecodeEntry(bytes));
                                   if (entry.payments.empty()) return absl::OkStatus();
                                   people_.push_back(person);
                                   payments_.push_back(std::move(entry.payments));
                                   return people_.size() < kBatch ? absl::OkStatus() : Send();
                                 }));
    return people_.empty() ? absl::OkStatus() : Send();
  }

 private:
  absl::Status Send() {
    std::vector<PersonKey> keys(people_.size());
    if (payees_ == Payees::kUnseal) {
      ASSIGN_OR_RETURN(keys, ledger_.keys().Keys(people_));
    }
    std::vector<Outgoing> batch;
    batch.reserve(people_.size());
    for (size_t i = 0; i < people_.size(); ++i) {
      for (const Payment& payment : payments_[i]) {
        ASSIGN_OR_RETURN(const Date day, DayOf(payment));
        const bool is_home = payment.channel == Channel::kHome;
        Outgoing outgoing{people_[i],
                          {payment.channel, day, is_home ? "" : payment.category_purpose},
                          {payment.id, payment.amount, "", "", PurposeOf(payment), ""},
                          {}};
        if (is_home)
          outgoing.delivery = {payment.id, payment.amount, FeeOf(payment), "", "", "", "", ""};
        if (payees_ == Payees::kUnseal) {
          const Opener opener(payment, people_[i], keys[i]);
          outgoing.order.remittance = Remittance(payment);
          RETURN_IF_ERROR(is_home ? AddHome(payment, opener, outgoing.delivery)
                                  : AddPayee(payment, opener, outgoing.order));
        }
        batch.push_back(std::move(outgoing));
      }
    }
    people_.clear();
    payments_.clear();
    return pipe_.Push(std::move(batch)) ? absl::OkStatus()
                                        : absl::CancelledError("nobody reads on");
  }

  Ledger& ledger_;
  const int shard_;
  const ShardRun& run_;
  const Payees payees_;
  Pipe& pipe_;
  std::vector<PersonId> people_;
  std::vector<std::vector<Payment>> payments_;
};

// The next payment of one shard.
class Head {
 public:
  explicit Head(Pipe& pipe) : pipe_(pipe) {}

  const Outgoing* Get() const { return at_ < batch_.size() ? &batch_[at_] : nullptr; }
  absl::Status Next() {
    if (++at_ < batch_.size()) return absl::OkStatus();
    return Fill();
  }
  absl::Status Fill() {
    ASSIGN_OR_RETURN(batch_, pipe_.Pull());
    at_ = 0;
    return absl::OkStatus();
  }

 private:
  Pipe& pipe_;
  std::vector<Outgoing> batch_;
  size_t at_ = 0;
};

absl::Status Merge(std::deque<Pipe>& pipes,
                   const std::function<absl::Status(const Outgoing&)>& visit) {
  std::vector<Head> heads(pipes.begin(), pipes.end());
  for (Head& head : heads) RETURN_IF_ERROR(head.Fill());
  while (true) {
    Head* first = nullptr;
    for (Head& head : heads) {
      if (head.Get() != nullptr && (first == nullptr || head.Get()->person < first->Get()->person))
        first = &head;
    }
    if (first == nullptr) return absl::OkStatus();
    RETURN_IF_ERROR(visit(*first->Get()));
    RETURN_IF_ERROR(first->Next());
  }
}

}  // namespace

absl::Status ForEachOutgoing(Ledger& ledger, const std::vector<ShardRun>& runs, Payees payees,
                             const std::function<absl::Status(const Outgoing&)>& visit) {
  std::deque<Pipe> pipes(runs.size());
  std::vector<std::thread> readers;
  for (size_t shard = 0; shard < runs.size(); ++shard) {
    readers.emplace_back([&, shard] {
      pipes[shard].Finish(
          ShardReader(ledger, static_cast<int>(shard), runs[shard], payees, pipes[shard]).Read());
    });
  }
  const absl::Status status = Merge(pipes, visit);
  for (Pipe& pipe : pipes) pipe.Abandon();
  for (std::thread& reader : readers) reader.join();
  return status;
}

}  // namespace izmaksa
