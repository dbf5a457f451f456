#include "batch/bank/filed_payments.h"

#include <map>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "batch/release.h"
#include "batch/run.h"
#include "ledger/status.h"

namespace izmaksa {

absl::Status ForEachFiled(Ledger& ledger, const ControlState& control, const RunState& run,
                          Payees payees, const std::function<absl::Status(FiledPayment&&)>& visit) {
  ASSIGN_OR_RETURN(const std::vector<ShardRun> runs, ShardRunsOf(ledger, run.run));
  std::map<FileGroup, int64_t> counts;
  RETURN_IF_ERROR(
      ForEachOutgoing(ledger, runs, Payees::kLeaveSealed, [&](const Outgoing& outgoing) {
        ++counts[outgoing.group];
        return absl::OkStatus();
      }));
  // Files of a group are cut as batch/release.cc cuts them.
  struct Place {
    std::vector<int64_t> room;
    size_t part = 0;
    int64_t in_part = 0;
  };
  std::map<FileGroup, Place> places;
  for (const auto& [group, count] : counts)
    places[group].room = SplitCounts(count, control.file_payments_max);
  return ForEachOutgoing(ledger, runs, payees, [&](const Outgoing& outgoing) {
    Place& place = places.at(outgoing.group);
    if (place.in_part == place.room[place.part]) {
      ++place.part;
      place.in_part = 0;
    }
    ++place.in_part;
    FiledPayment filed;
    filed.person = outgoing.person;
    filed.sent.message_id = FileMessageId(run, outgoing.group, place.part);
    filed.file = absl::StrCat(filed.sent.message_id, ".xml");
    filed.sent.payment_information_id = absl::StrCat(filed.sent.message_id, "-1");
    filed.sent.end_to_end_id = outgoing.order.end_to_end_id;
    filed.sent.instruction_id = outgoing.order.end_to_end_id;
    filed.sent.amount = outgoing.order.amount;
    filed.sent.iban = outgoing.order.payee_iban;
    filed.sent.account = control.agency.iban;
    filed.sent.execution_date = outgoing.group.pay_date;
    return visit(std::move(filed));
  });
}

std::string RunOfId(absl::string_view id) {
  if (id.size() < 9 || id[8] != '-') return "";
  const std::string date =
      absl::StrCat(id.substr(0, 4), "-", id.substr(4, 2), "-", id.substr(6, 2));
  return Date::Parse(date).ok() ? date : "";
}

absl::StatusOr<PaymentName> ParsePaymentId(absl::string_view id) {
  const std::vector<absl::string_view> parts = absl::StrSplit(id, '-');
  uint64_t person = 0;
  PaymentName name{RunOfId(id), PersonId()};
  if (parts.size() != 3 || name.run.empty() || !absl::SimpleAtoi(parts[1], &person))
    return absl::InvalidArgumentError(absl::StrCat("not the id of a payment: ", id));
  name.person = PersonId(person);
  return name;
}

}  // namespace izmaksa
