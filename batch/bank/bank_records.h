// What the control log says of the bank's messages: received, read, what in them is open, what
// officers decided, and the statements of the account. A part of ControlState.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "batch/bank/message.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/money.h"

namespace izmaksa {

namespace v1 {
class ControlRecord;
}

struct BankMessage {
  Digest digest{};
  std::string name;
  int64_t size = 0;
  bool read = false;
  std::string message_id, version, broken;
  int64_t answers = 0, unmatched = 0, repeated = 0, faults = 0;
};

struct UnmatchedEntry {
  std::string entry;  // 32 hexadecimal digits
  Digest message{};
  bool credit = false;
  Money amount;
  std::optional<Date> booking_date;
  std::string reference, reason, why;
  std::vector<std::string> candidates;
  std::string decided_by;  // the officer; empty: it is open
  std::string payment;     // decided; empty: none of ours
};

struct BankRecords {
  std::vector<BankMessage> messages;                // in order of arrival
  std::map<std::string, UnmatchedEntry> unmatched;  // by entry
  std::vector<AccountStatement> statements;         // as read

  const BankMessage* Find(const Digest& digest) const;
};

// Whether an officer's signature over `text` holds, and the officer may decide matches.
using MaySign = std::function<bool(const std::string& officer, absl::string_view text,
                                   const std::string& signature)>;

// A record counts only if: BankMessageReceived: its digest is new; BankMessageRead: the message was
// received and not read; UnmatchedEntry, StatementRead: the message was received, and the entry is
// new; MatchDecided: the entry is open, and a treasurer signed it. `account` is the agency's.
// nullopt when the record is not one of the bank's.
std::optional<bool> AddBankRecord(const v1::ControlRecord& record, absl::string_view account,
                                  const MaySign& may_sign, BankRecords* records);

// The text an officer signs to say which payment an entry is; an empty payment: none of ours.
std::string MatchText(absl::string_view entry, absl::string_view payment);

}  // namespace izmaksa
