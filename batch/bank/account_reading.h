// The account part of camt.052, camt.053 and camt.054: statements, balances, entries and their
// details, put together from the fields of batch/bank/message_paths.h as they come.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "batch/bank/message.h"
#include "batch/bank/message_reader.h"

namespace izmaksa {

// The reading of one message. The listener must outlive it.
class AccountReading {
 public:
  explicit AccountReading(const MessageListener& listener) : listener_(listener) {}

  absl::Status Opened(int field, int64_t line, MessageKind kind);
  absl::Status Closed(int field, absl::string_view text, absl::string_view currency);

 private:
  absl::Status ClosedInEntry(int field, absl::string_view text, absl::string_view currency);
  absl::Status ClosedInDetail(int field, absl::string_view text, absl::string_view currency);
  absl::Status TakeBalance();
  // What stands before the details must be whole when the first of them is told.
  void CheckEntry();
  // A detail is told when the next one begins, or the entry ends: only then is it known whether it
  // is the only one, so that what it does not say the entry says for it.
  absl::Status TellHeldBack(bool only);
  absl::Status EndEntry();
  absl::Status TellFault(int64_t line, std::string item, std::string message);

  const MessageListener& listener_;
  AccountStatement statement_;
  Balance balance_;
  std::optional<Money> balance_amount_;
  std::optional<bool> balance_credit_;
  std::string balance_type_, balance_fault_;
  int64_t balance_line_ = 0;

  Entry entry_;
  EntryDetail detail_;
  std::optional<Money> entry_amount_;
  std::optional<bool> entry_credit_, detail_credit_;
  std::string entry_fault_, detail_fault_;
  bool entry_checked_ = false, held_back_ = false;
};

}  // namespace izmaksa
