// The list by which the Post brings cash home on one day, in the form of
// docs/post-delivery-format.md, and the one credit transfer by which the agency gives the Post the
// money and the fees.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/bank/payment_file.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/money.h"

namespace izmaksa {

struct PostListHeader {
  std::string list;  // its id, at most 33 characters: also the EndToEndId of the transfer
  Date business_date;
  Date delivery_date;  // a working day of Latvia
  Agency agency;
};

struct HomeDelivery {
  std::string payment;  // the payment's id
  Money amount;         // cash to hand over
  Money fee;            // of the Post, kept from the payee before; may be zero
  std::string name;
  std::string personal_code;  // by which the postman knows the payee; canonical
  std::string street, town;
  std::string post_code;  // LV-NNNN
};

struct PostList {
  std::string bytes;
  Digest digest;  // SHA-256 of all bytes
  int64_t payments = 0;
  Money cash, fees;
};

// The list, whatever the order of the deliveries: by district (the first two digits of the post
// code), post code, town, street and id. The same deliveries give the same bytes. InvalidArgument,
// "RULE_NAME: … (payment ID, field)", when one cannot be written; personal data are not in the
// message.
absl::StatusOr<PostList> WritePostList(const PostListHeader& header,
                                       std::vector<HomeDelivery> deliveries);

// Where the Post is paid.
struct PostAccount {
  std::string name;
  std::string iban;
};

// The header and the only payment of the file that pays for a list: cash and fees in one sum, on
// PostFundingDate of the delivery, or on the first payment day from the business date on when that
// has passed. OutOfRange when the calendar does not reach so far, FailedPrecondition when the money
// would come after the delivery.
struct PostTransfer {
  PaymentFileHeader header;
  PaymentOrder order;
};
absl::StatusOr<PostTransfer> TransferFor(const PostListHeader& header, const PostList& list,
                                         const PostAccount& post);

}  // namespace izmaksa
