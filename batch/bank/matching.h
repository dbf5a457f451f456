// Which payment a movement of the account means. What the ids say beyond doubt is a match and may
// be booked; everything less is a proposal, for an officer to decide.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "batch/bank/message.h"

namespace izmaksa {

// Finds payments that were sent. Ids are never empty. What is returned stays valid while one
// movement is matched; nullptr when there is none, or more than one.
struct PaymentLookup {
  using ById = std::function<const SentPayment*(absl::string_view id)>;
  ById end_to_end_id, instruction_id, uetr;
  // The account servicer's reference of a debit that was booked.
  ById servicer_reference;
  // All payments of this amount to this account.
  std::function<std::vector<const SentPayment*>(absl::string_view iban, Money amount)> account;
};

struct Match {
  enum class Kind {
    kMatched,   // one payment, beyond doubt
    kProposed,  // an officer decides among `candidates`; there may be none
    kNone,      // the ids are of no payment of ours, and nothing points to one
  };
  Kind kind = Kind::kNone;
  const SentPayment* payment = nullptr;  // when matched
  std::string how;                       // when matched: "EndToEndId"
  std::vector<std::string> candidates;   // EndToEndIds, the likeliest first
  std::string why;                       // when not matched: one sentence
};

// A return is proposed by account and amount at most this long after the payment's execution.
inline constexpr int kReturnDaysMax = 100;

// Money that came in and is, or may be, a payment come back.
Match MatchReturn(const Entry& entry, const EntryDetail& detail, const PaymentLookup& lookup);

// Money that went out.
Match MatchDebit(const EntryDetail& detail, const PaymentLookup& lookup);

// The same movement told in two messages has the same key: account, servicer's references, ids,
// amount, direction and booking date. `repeat` counts the movements before it in its message that
// are like it in all of this: two equal ones in one message are two.
std::string MovementKey(const Entry& entry, const EntryDetail& detail, int64_t repeat);

// The same for an entry as a whole, so that one told without details is known from its details in
// another message; empty when the bank gave it no reference.
std::string EntryKey(const Entry& entry);

}  // namespace izmaksa
