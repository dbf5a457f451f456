#include "batch/bank/post_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace izmaksa {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Date D(const char* text) { return *Date::Parse(text); }

PostListHeader Header() {
  return {"20240403-HOME-20240412",
          D("2024-04-03"),
          D("2024-04-12"),
          {"Valsts sociālās apdrošināšanas aģentūra", "90001669496", "LV42TREL9990000000001",
           "TRELLV22"}};
}

std::vector<HomeDelivery> Deliveries() {
  return {{"20240403-1000000003-1", Money::Cents(30000), Money::Cents(239), "Žanete Čakle",
           "010150-10004", "Skolas iela 3, dz. 4", "Cēsis", "LV-4101"},
          {"20240403-1000000001-1", Money::Cents(61137), Money::Cents(239), "Līga Ņukša-Ūdre",
           "010150-10004", "Brīvības iela 1", "Rīga", "LV-1010"},
          {"20240403-1000000002-1", Money::Cents(1), Money(), "Anna O'Neil", "010150-10004",
           "Brīvības iela 1", "Rīga", "LV-1010"}};
}

TEST(PostFileTest, WritesTheListWithTotalsByDistrict) {
  const absl::StatusOr<PostList> list = WritePostList(Header(), Deliveries());
  ASSERT_TRUE(list.ok()) << list.status();
  const std::string before =
      "record,list,delivery_date,district,payment,name,personal_code,street,town,post_code,amount,"
      "fee,payments,digest\n"
      "payment,20240403-HOME-20240412,2024-04-12,LV-10,20240403-1000000001-1,Līga Ņukša-Ūdre,"
      "010150-10004,Brīvības iela 1,Rīga,LV-1010,611.37,2.39,1,\n"
      "payment,20240403-HOME-20240412,2024-04-12,LV-10,20240403-1000000002-1,Anna O'Neil,"
      "010150-10004,Brīvības iela 1,Rīga,LV-1010,0.01,0.00,1,\n"
      "district,20240403-HOME-20240412,2024-04-12,LV-10,,,,,,,611.38,2.39,2,\n"
      "payment,20240403-HOME-20240412,2024-04-12,LV-41,20240403-1000000003-1,Žanete Čakle,"
      "010150-10004,\"Skolas iela 3, dz. 4\",Cēsis,LV-4101,300.00,2.39,1,\n"
      "district,20240403-HOME-20240412,2024-04-12,LV-41,,,,,,,300.00,2.39,1,\n";
  EXPECT_EQ(list->bytes, before + "total,20240403-HOME-20240412,2024-04-12,,,,,,,,911.38,4.78,3," +
                             ToHex(Sha256(before)) + "\n");
  EXPECT_EQ(list->digest, Sha256(list->bytes));
  EXPECT_EQ(list->payments, 3);
  EXPECT_EQ(list->cash, Money::Cents(91138));
  EXPECT_EQ(list->fees, Money::Cents(478));
}

TEST(PostFileTest, TheOrderOfTheDeliveriesDoesNotMatter) {
  std::vector<HomeDelivery> deliveries = Deliveries();
  const std::string bytes = WritePostList(Header(), deliveries)->bytes;
  const auto by_id = [](const auto& a, const auto& b) { return a.payment < b.payment; };
  std::sort(deliveries.begin(), deliveries.end(), by_id);
  do {
    EXPECT_EQ(WritePostList(Header(), deliveries)->bytes, bytes);
  } while (std::next_permutation(deliveries.begin(), deliveries.end(), by_id));
}

TEST(PostFileTest, WhatCannotBeDeliveredIsRefusedWithItsRule) {
  const auto refusal = [](const std::function<void(HomeDelivery&)>& change) {
    std::vector<HomeDelivery> deliveries = Deliveries();
    change(deliveries[1]);
    const absl::Status status = WritePostList(Header(), deliveries).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr("(payment 20240403-1000000001-1, "));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("Brīvības")));
    return std::string(status.message());
  };
  EXPECT_EQ(refusal([](HomeDelivery& d) { d.post_code = "1010"; }),
            "POST_CODE: cash is brought to a post code LV-NNNN (payment 20240403-1000000001-1, "
            "post code)");
  for (const char* code : {"", "LT-0110", "LV-10100", "LV-10a0"})
    EXPECT_THAT(refusal([&](HomeDelivery& d) { d.post_code = code; }), StartsWith("POST_CODE: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.amount = Money(); }), StartsWith("AMOUNT_ZERO: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.fee = Money::Cents(-1); }), StartsWith("FEE: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.personal_code = "010150-10001"; }),
              StartsWith("PERSONAL_CODE: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.personal_code = "01015010004"; }),
              StartsWith("PERSONAL_CODE: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.name = "Анна"; }),
              AllOf(StartsWith("CHARSET: "), HasSubstr("name of the payee")));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.street = "a\nb"; }), HasSubstr("street"));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.street = ""; }), StartsWith("TEXT_MISSING: "));
  EXPECT_THAT(refusal([](HomeDelivery& d) { d.town = std::string(36, 'a'); }),
              StartsWith("TEXT_TOO_LONG: "));
}

TEST(PostFileTest, AListNeedsANameAWorkingDayAndAPayment) {
  PostListHeader header = Header();
  header.list = "a/b";
  EXPECT_THAT(std::string(WritePostList(header, Deliveries()).status().message()),
              StartsWith("LIST_ID: "));
  header = Header();
  header.delivery_date = D("2024-04-13");
  EXPECT_THAT(std::string(WritePostList(header, Deliveries()).status().message()),
              StartsWith("DELIVERY_DATE: 2024-04-13"));
  EXPECT_THAT(std::string(WritePostList(Header(), {}).status().message()),
              StartsWith("LIST_EMPTY: "));
}

TEST(PostFileTest, OneTransferPaysCashAndFeesTwoWorkingDaysBefore) {
  const PostList list = *WritePostList(Header(), Deliveries());
  const absl::StatusOr<PostTransfer> transfer =
      TransferFor(Header(), list, {"VAS Latvijas Pasts", "LV52LPNS9990000000105"});
  ASSERT_TRUE(transfer.ok()) << transfer.status();
  EXPECT_EQ(transfer->header.execution_date, D("2024-04-10"));
  EXPECT_EQ(transfer->header.payments, 1);
  EXPECT_EQ(transfer->header.total, Money::Cents(91138 + 478));
  EXPECT_EQ(transfer->order.amount, transfer->header.total);
  std::string bytes;
  const auto writer = PaymentFileWriter::Open(transfer->header, PaymentFileVersion::kPain00100109,
                                              {}, [&](absl::string_view piece) {
                                                bytes.append(piece.data(), piece.size());
                                                return absl::OkStatus();
                                              });
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Add(transfer->order).ok());
  ASSERT_TRUE((*writer)->Finish().ok());
  EXPECT_THAT(bytes,
              HasSubstr("<Ustrd>Piegade majas 2024-04-12, saraksts 20240403-HOME-20240412<"));
}

TEST(PostFileTest, ATransferThatComesTooLateIsRefused) {
  PostListHeader header = Header();
  const PostList list = *WritePostList(header, Deliveries());
  const PostAccount post{"VAS Latvijas Pasts", "LV52LPNS9990000000105"};
  header.business_date = D("2024-04-11");
  EXPECT_EQ(TransferFor(header, list, post)->header.execution_date, D("2024-04-11"));
  header.business_date = D("2024-04-12");
  EXPECT_EQ(TransferFor(header, list, post).status().code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace izmaksa
