#include "batch/bank/post_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/digest.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

const char* const kLines =
    "record,list,payment,result,date,reason,amount,payments,digest\n"
    "answer,L1,P1,delivered,2024-04-12,,611.37,1,\n"
    "answer,L1,P2,kept,2024-04-12,absent,0.01,1,\n"
    "answer,L1,P3,returned,2024-05-02,deceased,300.00,1,\n";

std::string WithTotal(const std::string& lines, const std::string& sum, int payments) {
  return absl::StrCat(lines, "total,,,,,,", sum, ",", payments, ",", ToHex(Sha256(lines)), "\n");
}
std::string Right() { return WithTotal(kLines, "911.38", 3); }

std::string Refusal(const std::string& bytes) {
  const absl::Status status = ReadPostAnswer(bytes).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << bytes;
  return std::string(status.message());
}

// The right file with one change, and its total and digest made to fit.
std::string Changed(const std::string& from, const std::string& to,
                    const std::string& sum = "911.38") {
  EXPECT_THAT(std::string(kLines), HasSubstr(from));
  return Refusal(WithTotal(absl::StrReplaceAll(kLines, {{from, to}}), sum, 3));
}

TEST(PostAnswerTest, ReadsWhatWasDeliveredKeptAndReturned) {
  const auto answers = ReadPostAnswer(Right());
  ASSERT_TRUE(answers.ok()) << answers.status();
  ASSERT_EQ(answers->size(), 3U);
  const PostAnswerLine& third = (*answers)[2];
  EXPECT_EQ(third.line, 4);
  EXPECT_EQ(third.list, "L1");
  EXPECT_EQ(third.payment, "P3");
  EXPECT_EQ(third.result, PostResult::kReturned);
  EXPECT_EQ(third.date, *Date::Parse("2024-05-02"));
  EXPECT_EQ(third.reason, PostReason::kDeceased);
  EXPECT_EQ(third.amount, Money::Cents(30000));
  EXPECT_EQ((*answers)[0].result, PostResult::kDelivered);
  EXPECT_EQ((*answers)[1].reason, PostReason::kAbsent);
  EXPECT_EQ(ToText(third.result), "returned");
  EXPECT_EQ(ToText(third.reason), "deceased");
}

TEST(PostAnswerTest, EachFaultHasLineAndField) {
  EXPECT_EQ(Changed(",kept,", ",lost,"), "line 3, result: is not delivered, kept or returned");
  EXPECT_EQ(
      Changed(",absent,", ",dog,"),
      "line 3, reason: is not absent, refused, moved, deceased, unknown, expired or other, or "
      "empty");
  EXPECT_EQ(Changed(",absent,", ",,"), "line 3, reason: is missing: the cash was not handed over");
  EXPECT_EQ(Changed("2024-04-12,,611", "2024-04-12,other,611"),
            "line 2, reason: must be empty: the cash was handed over");
  EXPECT_EQ(Changed("2024-05-02", "2024-02-30"),
            "line 4, date: is not a day in the form YYYY-MM-DD");
  for (const char* amount :
       {"0.00", "-1.00", "300,00", "1e3", "1000000000.00", "9223372036854775807"}) {
    EXPECT_THAT(Changed("300.00", amount), HasSubstr("line 4, ")) << amount;
  }
  EXPECT_EQ(Changed("P2", "P1"), "line 3, payment: was answered before in this file");
  EXPECT_EQ(Changed("L1,P2", ",P2"), "line 3, list: is not the id of a list");
  EXPECT_EQ(Changed("P2", "Pē"), "line 3, payment: is not the id of a payment");
  EXPECT_EQ(Changed("absent,0.01,1,", "absent,0.01,2,"), "line 3, payments: is 1 in an answer");
  EXPECT_EQ(Changed("absent,0.01,1,", "absent,0.01,1"), "line 3, line: has 8 values, not 9");
  EXPECT_EQ(Changed("answer,L1,P2", "reply,L1,P2"), "line 3, record: is neither answer nor total");
  EXPECT_EQ(Changed("P2", "\"P2"), "line 3, line: a quotation mark is not closed");
  EXPECT_THAT(Changed("record,", "Record,"), HasSubstr("line 1, header: must be record,list,"));
  EXPECT_THAT(Changed("absent,0.01,1,\n", "absent,0.01,1,\r\n"), HasSubstr("line 3, digest: "));
}

TEST(PostAnswerTest, EveryFaultIsNamed) {
  EXPECT_EQ(Refusal(WithTotal(absl::StrReplaceAll(kLines, {{"kept", "lost"}, {"300.00", "x"}}),
                              "1.00", 1)),
            "line 3, result: is not delivered, kept or returned\n"
            "line 4, amount: is not an amount from 0.01 to 999999999.99");
  std::string many = "record,list,payment,result,date,reason,amount,payments,digest\n";
  for (int i = 0; i < 25; ++i) absl::StrAppend(&many, "x,,,,,,,,\n");
  EXPECT_THAT(Refusal(WithTotal(many, "0.00", 0)),
              HasSubstr("line 21, record: is neither answer nor "
                        "total\nand 5 more"));
}

TEST(PostAnswerTest, TotalsMustFit) {
  EXPECT_EQ(Refusal(WithTotal(kLines, "911.39", 3)),
            "line 5, amount: says 911.39, the answers add up to 911.38");
  EXPECT_EQ(Refusal(WithTotal(kLines, "911.38", 2)),
            "line 5, payments: says 2, there are 3 answers");
  EXPECT_THAT(Refusal(Right() + Right()), HasSubstr("line 6, record: follows the total"));
}

TEST(PostAnswerTest, AnAlteredOrCutFileIsRefused) {
  EXPECT_EQ(Refusal(absl::StrReplaceAll(Right(), {{"P1", "P4"}})),
            "line 5, digest: is not the SHA-256 of the lines before: the file was altered");
  EXPECT_EQ(Refusal(kLines), "line 4, record: the file ends without its total");
  EXPECT_EQ(Refusal(""), "line 0, file: is empty");
  const std::string right = Right();
  for (size_t size = 0; size < right.size(); ++size) {
    EXPECT_FALSE(ReadPostAnswer(right.substr(0, size)).ok()) << size;
  }
}

}  // namespace
}  // namespace izmaksa
