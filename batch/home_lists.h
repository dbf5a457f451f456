// The home deliveries of a run on their way to the Post: a list for each day of delivery, and the
// payment file by which the Post gets the money of each.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/bank/payment_file.h"
#include "batch/bank/post_file.h"
#include "batch/control.h"
#include "ledger/date.h"

namespace izmaksa {

// A file's bytes have this digest and name; an error when they must not be written.
using FileCheck = std::function<absl::Status(const std::string& name, const Digest& digest)>;

// "RUN-HOME-DAY", both without hyphens: the id of a list, and what its files are named after.
std::string HomeListId(const RunState& run, Date delivery_date);

class HomeLists {
 public:
  void Add(Date delivery_date, HomeDelivery delivery) {
    lists_[delivery_date].push_back(std::move(delivery));
  }

  // Writes them into the directory, whole or not at all, in order of day: the list as .csv
  // and what pays for it as .xml. FAILED_PRECONDITION when there is a delivery
  // and the ledger knows no account of the Post; otherwise as WritePostList and TransferFor.
  absl::StatusOr<std::vector<ReleasedFile>> Write(const std::string& directory,
                                                  const ControlState& control, const RunState& run,
                                                  PaymentFileVersion version,
                                                  const BankLetters& letters,
                                                  const FileCheck& check) const;

 private:
  std::map<Date, std::vector<HomeDelivery>> lists_;
};

}  // namespace izmaksa
