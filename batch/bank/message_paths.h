// Where the parts of a bank's message stand in its XML. Versions of one message differ in where a
// value stands, hardly ever in what it is: both places are given, and lead to one field.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/bank/message.h"
#include "batch/bank/xml_stream.h"

namespace izmaksa {

enum MessageField : int {
  kMessageId,
  kCreated,
  // of a payment file
  kBlock,
  kBlockId,
  kExecutionDate,
  kTransfer,
  kTransferAmount,
  // of a report: file, block and payment in turn
  kFileStatus,
  kBlockStatus,
  kPaymentStatus,
  kOriginalMessageId,
  kOriginalMessageName,
  kOriginalBlockId,
  kStatus,
  kReason,
  kReasonWords,
  kOriginalAmount,
  // of a payment, wherever it stands
  kInstructionId,
  kEndToEndId,
  kUetr,
  kTransactionId,
  kRefMessageId,
  kRefBlockId,
  kRefServicer,
  kCreditorIban,
  kDebtorIban,
  // of an account
  kStatement,
  kStatementId,
  kElectronicNumber,
  kLegalNumber,
  kPage,
  kLastPage,
  kFrom,
  kTo,
  kAccount,
  kBalance,
  kBalanceType,
  kBalanceAmount,
  kBalanceDirection,
  kBalanceDate,
  kEntry,
  kEntryReference,
  kEntryAmount,
  kEntryDirection,
  kEntryStatus,
  kBookingDate,
  kValueDate,
  kEntryServicer,
  kEntryDomain,
  kEntryFamily,
  kEntrySubFamily,
  kBatchMessageId,
  kBatchBlockId,
  kDetail,
  kDetailAmount,
  kDetailDirection,
  kReturnReason,
  kReturnWords,
  kReturnDomain,
  kReturnFamily,
  kReturnSubFamily,
};

struct MessageForm {
  MessageKind kind;
  const XmlPaths* paths;  // lives for ever
  std::string version;    // "camt.054.001.08"
};

// The form of the message whose element is `name`, in the namespace of its version.
// INVALID_ARGUMENT, saying what it is instead, when it is no known message of a known version.
absl::StatusOr<MessageForm> FormOf(absl::string_view name_space, absl::string_view name);

}  // namespace izmaksa
