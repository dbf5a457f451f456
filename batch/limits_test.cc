#include "batch/limits.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/control.pb.h"

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

constexpr char kFile[] = R"(
new_account_days: 30
account_people_max: 4
payment_max: "5000.00"
benefit { benefit: "old_age_pension" payment_max: "4000" }
daily_max: "90000000.00"
budget { programme: "04.01.00" year: 2024 plan: "3000000000.00" }
budget { programme: "04.01.00" year: 2025 plan: "3100000000.00" }
letters { bank: "LVHABA" basic: true }
)";

std::string Fault(const std::string& text) {
  const absl::StatusOr<Limits> limits = ParseLimitsFile(text, "limits.textproto");
  EXPECT_EQ(limits.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(limits.status().message());
}

TEST(LimitsTest, AFileSaysThemAll) {
  const absl::StatusOr<Limits> limits = ParseLimitsFile(kFile, "limits.textproto");
  ASSERT_TRUE(limits.ok()) << limits.status();
  EXPECT_EQ(LimitsText(*limits),
            "new_account_days 30\n"
            "account_people_max 4\n"
            "payment_max 5000.00\n"
            "benefit old_age_pension 4000.00\n"
            "daily_max 90000000.00\n"
            "notice_amount 700000.00\n"
            "budget 04.01.00 2024 3000000000.00\n"
            "budget 04.01.00 2025 3100000000.00\n"
            "letters LVHABA basic\n");
}

TEST(LimitsTest, WhatIsNotSaidIsNotLimitedButForTheTreasurysNotice) {
  const absl::StatusOr<Limits> limits = ParseLimitsFile("", "limits.textproto");
  ASSERT_TRUE(limits.ok()) << limits.status();
  EXPECT_EQ(*limits, Limits());
  EXPECT_EQ(limits->notice_amount, Money::Cents(70'000'000));
  const absl::StatusOr<Limits> without = ParseLimitsFile("notice_amount: \"0\"", "f");
  ASSERT_TRUE(without.ok());
  EXPECT_TRUE(without->notice_amount.is_zero());
}

TEST(LimitsTest, AreStoredAsTheyAre) {
  const Limits limits = *ParseLimitsFile(kFile, "limits.textproto");
  const absl::StatusOr<Limits> stored = LimitsFromRecord(LimitsRecord(limits));
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(*stored, limits);
}

TEST(LimitsTest, AFaultSaysWhere) {
  EXPECT_THAT(Fault("daily_max: \"1\"\nyearly_max: \"2\"\n"), HasSubstr("limits.textproto:2:"));
  EXPECT_THAT(Fault("payment_max: \"5 000\""), HasSubstr("payment_max: \"5 000\""));
  EXPECT_THAT(Fault("payment_max: \"-1\""), HasSubstr("payment_max is negative"));
  EXPECT_THAT(Fault("new_account_days: -1"), HasSubstr("new_account_days"));
  EXPECT_THAT(Fault("letters { bank: \"A\" } letters { bank: \"A\" basic: true }"),
              HasSubstr("letters A is there twice"));
  EXPECT_THAT(Fault("budget { programme: \"04.01.00\" plan: \"1\" }"), HasSubstr("year 0"));
  EXPECT_THAT(Fault("benefit { payment_max: \"1\" }"), HasSubstr("is not a word"));
}

}  // namespace
}  // namespace izmaksa
