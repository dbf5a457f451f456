// Reads a message of the bank, or a payment file, as a stream: pain.001 (.03, .09), pain.002 (.03,
// .10), camt.052, camt.053 and camt.054 (.02, .04, .08) of ISO 20022. Memory does not grow with the
// file. What stands in it is told item by item; what is wrong with one item (a foreign currency, a
// negative amount, three decimals) is a fault of that item and not of the file. Unknown statuses
// and reasons are handed on as they are.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "batch/bank/message.h"

namespace izmaksa {

// Any may be left out. What one returns other than OK ends the reading and is returned by it.
struct MessageListener {
  std::function<absl::Status(const MessageHeader&)> header;  // before everything else
  std::function<absl::Status(const SentPayment&)> sent;
  std::function<absl::Status(const StatusReport&)> status;
  // The entry is known but for `details`.
  std::function<absl::Status(const Entry&, const EntryDetail&)> detail;
  std::function<absl::Status(const Entry&)> entry;  // after its details
  std::function<absl::Status(const AccountStatement&)> statement;
  std::function<absl::Status(const ItemFault&)> fault;
};

class MessageReader {
 public:
  explicit MessageReader(MessageListener listener);
  ~MessageReader();

  // INVALID_ARGUMENT, "line N: …", when this is no message of a known kind and version, or not
  // well-formed, or declares a document type, or is cut off. What was told before
  // was complete, and stands.
  absl::Status Push(absl::string_view bytes);
  absl::Status Finish();

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
};

// A file as a whole, by pieces. NOT_FOUND when there is none.
absl::Status ReadMessageFile(const std::string& path, MessageListener listener);

}  // namespace izmaksa
