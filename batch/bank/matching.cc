#include "batch/bank/matching.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/bank/message_values.h"

namespace izmaksa {
namespace {

// What banks write when there is nothing to write.
bool Says(absl::string_view id) {
  return !id.empty() && id != "NOTPROVIDED" && id != "NONREF" && id != "NOREF";
}

const SentPayment* Find(const PaymentLookup::ById& by, absl::string_view id) {
  return by && Says(id) ? by(id) : nullptr;
}

Match Matched(const SentPayment& payment, std::string how) {
  Match match;
  match.kind = Match::Kind::kMatched;
  match.payment = &payment;
  match.how = std::move(how);
  return match;
}

Match Proposed(std::vector<std::string> candidates, std::string why) {
  Match match;
  match.kind = Match::Kind::kProposed;
  match.candidates = std::move(candidates);
  match.why = std::move(why);
  return match;
}

Money AmountOf(const Entry& entry, const EntryDetail& detail) {
  return detail.amount.value_or(entry.amount);
}

// The other ids of the movement that name this payment: "InstrId/PmtInfId/MsgId".
std::string AgreeingIds(const EntryDetail& detail, const SentPayment& payment) {
  std::vector<absl::string_view> names;
  const auto add = [&](absl::string_view said, absl::string_view sent, absl::string_view name) {
    if (Says(said) && said == sent) names.push_back(name);
  };
  add(detail.instruction_id, payment.instruction_id, "InstrId");
  add(detail.payment_information_id, payment.payment_information_id, "PmtInfId");
  add(detail.message_id, payment.message_id, "MsgId");
  add(detail.uetr, payment.uetr, "UETR");
  return absl::StrJoin(names, "/");
}

// Another payment that one of the ids names.
const SentPayment* Other(const EntryDetail& detail, const SentPayment& payment,
                         const PaymentLookup& lookup) {
  for (const SentPayment* found :
       {Find(lookup.instruction_id, detail.instruction_id), Find(lookup.uetr, detail.uetr)}) {
    if (found != nullptr && found->end_to_end_id != payment.end_to_end_id) return found;
  }
  return nullptr;
}

// `payment` was found by `how`: is it the whole of it, and does everything else agree?
Match Judge(const EntryDetail& detail, const SentPayment& payment, absl::string_view how,
            const PaymentLookup& lookup) {
  if (const SentPayment* other = Other(detail, payment, lookup); other != nullptr) {
    return Proposed({payment.end_to_end_id, other->end_to_end_id},
                    absl::StrCat(how, " names ", payment.end_to_end_id, ", other ids name ",
                                 other->end_to_end_id, ": conflict, needs a person"));
  }
  if (!detail.amount) {
    return Proposed({payment.end_to_end_id},
                    absl::StrCat(how, " match, but no amount is said: needs a person"));
  }
  const Money amount = *detail.amount;
  if (amount == payment.amount) return Matched(payment, std::string(how));
  return Proposed({payment.end_to_end_id},
                  absl::StrCat(how, " match, but ", amount.ToString(), " is ",
                               amount > payment.amount ? "more" : "less", " than the payment of ",
                               payment.amount.ToString(), ": needs a person"));
}

std::vector<std::string> ByAccount(const Entry& entry, const EntryDetail& detail,
                                   const PaymentLookup& lookup) {
  std::vector<std::string> candidates;
  if (!lookup.account) return candidates;
  for (const std::string* iban : {&detail.creditor_iban, &detail.debtor_iban}) {
    if (iban->empty() || *iban == entry.account) continue;
    for (const SentPayment* payment : lookup.account(*iban, AmountOf(entry, detail))) {
      if (entry.booking_date && payment->execution_date) {
        const int32_t days = *entry.booking_date - *payment->execution_date;
        if (days < 0 || days > kReturnDaysMax) continue;
      }
      candidates.push_back(payment->end_to_end_id);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

}  // namespace

Match MatchReturn(const Entry& entry, const EntryDetail& detail, const PaymentLookup& lookup) {
  const bool named = Says(detail.end_to_end_id);
  if (const SentPayment* found = Find(lookup.end_to_end_id, detail.end_to_end_id)) {
    return Judge(detail, *found, "EndToEndId", lookup);
  }
  const std::pair<const SentPayment*, absl::string_view> others[] = {
      {Find(lookup.instruction_id, detail.instruction_id), "InstrId"},
      {Find(lookup.uetr, detail.uetr), "UETR"},
      {Find(lookup.servicer_reference, detail.servicer_reference), "AcctSvcrRef"},
  };
  for (const auto& [found, how] : others) {
    if (found == nullptr) continue;
    if (!named) return Judge(detail, *found, how, lookup);
    const std::string agreeing = AgreeingIds(detail, *found);
    return Proposed({found->end_to_end_id},
                    absl::StrCat("EndToEndId unknown ", ShownId(detail.end_to_end_id), " but ",
                                 agreeing.empty() ? std::string(how) : agreeing,
                                 " match: conflict, needs a person"));
  }
  std::vector<std::string> candidates = ByAccount(entry, detail, lookup);
  const std::string id =
      named ? absl::StrCat("EndToEndId unknown ", ShownId(detail.end_to_end_id))
            : absl::StrCat("EndToEndId ",
                           detail.end_to_end_id.empty() ? "missing" : detail.end_to_end_id);
  if (!candidates.empty()) {
    return Proposed(std::move(candidates),
                    absl::StrCat(id, ": match on account+amount+date, needs a person to confirm"));
  }
  Match none;
  none.why = absl::StrCat(id, ": nothing points to a payment of ours, needs a person");
  return none;
}

Match MatchDebit(const EntryDetail& detail, const PaymentLookup& lookup) {
  const std::pair<const SentPayment*, absl::string_view> found[] = {
      {Find(lookup.end_to_end_id, detail.end_to_end_id), "EndToEndId"},
      {Find(lookup.instruction_id, detail.instruction_id), "InstrId"},
      {Find(lookup.uetr, detail.uetr), "UETR"},
  };
  for (const auto& [payment, how] : found) {
    if (payment != nullptr) return Judge(detail, *payment, how, lookup);
    if (how == "EndToEndId" && Says(detail.end_to_end_id)) break;  // it names something else
  }
  Match none;
  none.why = "a debit that is no payment of ours: needs a person";
  return none;
}

std::string MovementKey(const Entry& entry, const EntryDetail& detail, int64_t repeat) {
  return absl::StrCat(
      entry.account, "|", Says(entry.servicer_reference) ? entry.servicer_reference : "", "|",
      Says(detail.servicer_reference) ? detail.servicer_reference : "", "|", detail.end_to_end_id,
      "|", detail.instruction_id, "|", AmountOf(entry, detail).cents(), "|",
      entry.credit ? "C" : "D", "|", entry.booking_date ? entry.booking_date->ToString() : "",
      repeat == 0 ? "" : absl::StrCat("|", repeat));
}

std::string EntryKey(const Entry& entry) {
  if (!Says(entry.servicer_reference)) return "";
  return absl::StrCat(entry.account, "|", entry.servicer_reference, "|", entry.amount.cents(), "|",
                      entry.credit ? "C" : "D", "|",
                      entry.booking_date ? entry.booking_date->ToString() : "");
}

}  // namespace izmaksa
