#include "batch/bank/post_file.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/bank/csv.h"
#include "batch/bank/letters.h"
#include "batch/calendar.h"
#include "batch/pay_days.h"
#include "ledger/status.h"
#include "processors/identity.h"

namespace izmaksa {
namespace {

constexpr int kListMax = 33, kNameMax = 70, kStreetMax = 70, kTownMax = 35;

absl::Status Broken(absl::string_view rule, absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(rule, ": ", text));
}

bool IsPostCode(absl::string_view code) {
  return code.size() == 7 && absl::StartsWith(code, "LV-") &&
         std::all_of(code.begin() + 3, code.end(), absl::ascii_isdigit);
}

absl::string_view District(const HomeDelivery& delivery) {
  return absl::string_view(delivery.post_code).substr(0, 5);
}

auto Order(const HomeDelivery& delivery) {
  return std::tie(delivery.post_code, delivery.town, delivery.street, delivery.payment);
}

// As the list shows it, or why it cannot.
absl::Status Prepare(HomeDelivery& delivery) {
  const auto refused = [&](const absl::Status& status, absl::string_view field) {
    return absl::Status(status.code(), absl::StrCat(status.message(), " (payment ",
                                                    delivery.payment, ", ", field, ")"));
  };
  if (!delivery.amount.is_positive())
    return refused(Broken("AMOUNT_ZERO", "an amount is at least 0.01"), "amount");
  if (delivery.fee < Money()) return refused(Broken("FEE", "a fee is not negative"), "fee");
  const absl::StatusOr<std::string> code = CheckPersonalCode(delivery.personal_code);
  if (!code.ok() || *code != delivery.personal_code)
    return refused(Broken("PERSONAL_CODE", "not a personal code"), "personal code");
  if (!IsPostCode(delivery.post_code)) {
    return refused(Broken("POST_CODE", "cash is brought to a post code LV-NNNN"), "post code");
  }
  const struct {
    std::string* text;
    int characters_max;
    const char* name;
  } fields[] = {{&delivery.name, kNameMax, "name of the payee"},
                {&delivery.street, kStreetMax, "street"},
                {&delivery.town, kTownMax, "town"}};
  for (const auto& field : fields) {
    std::string text;
    if (absl::Status status =
            AppendLetters(*field.text, Letters::kLatvian, field.characters_max, &text);
        !status.ok()) {
      return refused(status, field.name);
    }
    *field.text = std::move(text);
  }
  return absl::OkStatus();
}

struct Sum {
  int64_t payments = 0;
  Money cash, fees;

  void Add(const HomeDelivery& delivery) {
    ++payments;
    cash += delivery.amount;
    fees += delivery.fee;
  }
};

void AppendTotal(const PostListHeader& header, absl::string_view record, absl::string_view district,
                 const Sum& sum, absl::string_view digest, std::string* out) {
  AppendCsvLine({record, header.list, header.delivery_date.ToString(), district, "", "", "", "", "",
                 "", sum.cash.ToString(), sum.fees.ToString(), absl::StrCat(sum.payments), digest},
                out);
}

absl::Status CheckHeader(const PostListHeader& header) {
  const auto usable = [](char c) { return absl::ascii_isalnum(c) || c == '-'; };
  if (header.list.empty() || header.list.size() > kListMax ||
      !std::all_of(header.list.begin(), header.list.end(), usable)) {
    return Broken("LIST_ID", absl::StrCat("a list has 1 to ", kListMax,
                                          " letters, digits and hyphens for a name"));
  }
  if (!CalendarCovers(header.delivery_date) || !IsTreasuryDay(header.delivery_date)) {
    return Broken("DELIVERY_DATE", absl::StrCat(header.delivery_date.ToString(),
                                                " is not a working day of the calendar"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PostList> WritePostList(const PostListHeader& header,
                                       std::vector<HomeDelivery> deliveries) {
  RETURN_IF_ERROR(CheckHeader(header));
  if (deliveries.empty()) return Broken("LIST_EMPTY", "a list has at least one payment");
  for (HomeDelivery& delivery : deliveries) RETURN_IF_ERROR(Prepare(delivery));
  std::sort(deliveries.begin(), deliveries.end(),
            [](const auto& a, const auto& b) { return Order(a) < Order(b); });

  PostList list;
  AppendCsvLine({"record", "list", "delivery_date", "district", "payment", "name", "personal_code",
                 "street", "town", "post_code", "amount", "fee", "payments", "digest"},
                &list.bytes);
  const std::string day = header.delivery_date.ToString();
  Sum total, district;
  for (size_t i = 0; i < deliveries.size(); ++i) {
    const HomeDelivery& delivery = deliveries[i];
    AppendCsvLine({"payment", header.list, day, District(delivery), delivery.payment, delivery.name,
                   delivery.personal_code, delivery.street, delivery.town, delivery.post_code,
                   delivery.amount.ToString(), delivery.fee.ToString(), "1", ""},
                  &list.bytes);
    total.Add(delivery);
    district.Add(delivery);
    if (i + 1 == deliveries.size() || District(deliveries[i + 1]) != District(delivery)) {
      AppendTotal(header, "district", District(delivery), district, "", &list.bytes);
      district = Sum();
    }
  }
  AppendTotal(header, "total", "", total, ToHex(Sha256(list.bytes)), &list.bytes);
  list.digest = Sha256(list.bytes);
  list.payments = total.payments;
  list.cash = total.cash;
  list.fees = total.fees;
  return list;
}

absl::StatusOr<PostTransfer> TransferFor(const PostListHeader& header, const PostList& list,
                                         const PostAccount& post) {
  PostTransfer transfer;
  ASSIGN_OR_RETURN(Date date, PostFundingDate(header.delivery_date));
  if (date < header.business_date) {
    ASSIGN_OR_RETURN(date, PaymentDayOnOrAfter(header.business_date));
    if (date >= header.delivery_date) {
      return absl::FailedPreconditionError(
          absl::StrCat("list ", header.list, ": paid on ", date.ToString(),
                       ", the Post would have the money after the delivery of ",
                       header.delivery_date.ToString()));
    }
  }
  const Money sum = list.cash + list.fees;
  transfer.header = {header.list, header.business_date, date, "GOVT", 1, sum, header.agency};
  transfer.order = {
      header.list,
      sum,
      post.name,
      post.iban,
      "GOVT",
      absl::StrCat("Piegade majas ", header.delivery_date.ToString(), ", saraksts ", header.list)};
  return transfer;
}

}  // namespace izmaksa
