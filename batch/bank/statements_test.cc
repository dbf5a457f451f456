#include "batch/bank/statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kOurs[] = "LV42TREL9990000000001";

AccountStatement Made(int64_t number, int64_t opening, int64_t moved, int64_t closing) {
  AccountStatement statement;
  statement.account = kOurs;
  statement.electronic_number = number;
  statement.from = Date::Of(2024, 5, 1);
  statement.opening = Balance{Money::Cents(opening), std::nullopt};
  statement.closing = Balance{Money::Cents(closing), std::nullopt};
  statement.moved = Money::Cents(moved);
  return statement;
}

TEST(StatementsTest, StatementsThatFollowOneAnotherHaveNoFault) {
  EXPECT_THAT(StatementFaults({Made(7, 100, 50, 150), Made(8, 150, -30, 120)}, kOurs), IsEmpty());
}

TEST(StatementsTest, TheOrderOfArrivalAndARepetitionDoNotMatter) {
  const AccountStatement first = Made(7, 100, 50, 150), second = Made(8, 150, -30, 120);
  EXPECT_THAT(StatementFaults({second, first, second, first}, kOurs), IsEmpty());
}

TEST(StatementsTest, AJumpOfTheNumberAndOfTheBalanceAreTwoFaults) {
  EXPECT_THAT(
      StatementFaults({Made(339, 100, 50, 931335), Made(341, 931336, 0, 931336)}, kOurs),
      ElementsAre("statement 339 does not add up: it opens with 1.00, moves 0.50 and closes "
                  "with 9313.35",
                  "statement 340 is missing: 339 is followed by 341",
                  "statement 341 opens with 9313.36, statement 339 closed with 9313.35: "
                  "0.01 too much"));
  EXPECT_THAT(StatementFaults({Made(1, 0, 0, 0), Made(5, 0, 0, 0)}, kOurs),
              ElementsAre("statements 2 to 4 are missing: 1 is followed by 5"));
}

TEST(StatementsTest, TwoStatementsOfOneNumberThatDifferAreAFault) {
  EXPECT_THAT(StatementFaults({Made(7, 100, 50, 150), Made(7, 100, 60, 160)}, kOurs),
              ElementsAre("two different ones say that they are statement 7"));
}

TEST(StatementsTest, PagesOfOneStatementFollowOneAnother) {
  AccountStatement first = Made(7, 100, 50, 150), second = Made(7, 150, 10, 160);
  second.page = 2;
  EXPECT_THAT(StatementFaults({second, first}, kOurs), IsEmpty());
}

TEST(StatementsTest, NumbersMayBeginAnewWithAYear) {
  AccountStatement next = Made(1, 150, 0, 150);
  next.from = Date::Of(2025, 1, 2);
  EXPECT_THAT(StatementFaults({Made(250, 100, 50, 150), next}, kOurs), IsEmpty());
}

TEST(StatementsTest, AnotherAccountIsLeftOut) {
  AccountStatement other = Made(8, 1, 0, 1);
  other.account = "LV68HABA9990000000101";
  EXPECT_THAT(StatementFaults({Made(7, 100, 0, 100), other, Made(8, 100, 0, 100)}, kOurs),
              ElementsAre("statement 8 is of another account (LV68HABA9990000000101): left out"));
}

TEST(StatementsTest, WhatIsMissingIsNamed) {
  AccountStatement bare;
  bare.account = kOurs;
  bare.id = "X1";
  EXPECT_THAT(StatementFaults({bare}, kOurs),
              ElementsAre("statement X1 has no number", "statement X1 has no opening balance",
                          "statement X1 has no closing balance"));
}

}  // namespace
}  // namespace izmaksa
