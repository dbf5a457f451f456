// Who may do what: what the fold of the control log does not count, whoever wrote it.
#include "batch/control_acts.h"

#include "batch/control_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(ActsTest, ThreePeopleWithThreeKeysAndATreasurer) {
  ApprovedRun();
  EXPECT_EQ(Run().signed_by, "Māris");
  EXPECT_THAT(Run().approved_by, ElementsAre("Līga", "Andris"));
  Append(ReleaseRecord(zane_));
  EXPECT_TRUE(Run().is_released);
  EXPECT_EQ(Run().released_by, "Zane");
  EXPECT_EQ(State().void_records, 0);
}

TEST_F(ActsTest, NobodyApprovesBeforeTheMakerHasSigned) {
  MakeRun();
  AppendApproval(liga_);
  EXPECT_THAT(Run().approved_by, IsEmpty());
  EXPECT_THAT(Why(ApproveRun(log_, kRun, liga_, {}, total_).status()), HasSubstr("has not signed"));
}

TEST_F(ActsTest, TheMakerDoesNotApproveWhateverRolesTheMakerHas) {
  MakeRun();
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  AppendApproval(maris_);
  EXPECT_THAT(Run().approved_by, IsEmpty());
  EXPECT_THAT(Why(ApproveRun(log_, kRun, maris_, {}, total_).status()),
              HasSubstr("different people"));
}

TEST_F(ActsTest, WhoSignsARunMadeByATimerIsItsMaker) {
  MakeRun("batch");
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  AppendApproval(maris_);
  EXPECT_THAT(Run().approved_by, IsEmpty());
}

TEST_F(ActsTest, ARunMadeInAnOfficersNameIsSignedByThatOfficer) {
  const OfficerKey other = Officer("Ilze", {OfficerRole::kMaker});
  MakeRun();
  EXPECT_THAT(Why(SignRun(log_, kRun, other).status()), HasSubstr("Māris made it"));
  v1::ControlRecord record;
  record.mutable_run_signed()->set_run(kRun);
  record.mutable_run_signed()->set_root(ToBytes(Run().root()));
  record.mutable_run_signed()->set_officer("Ilze");
  record.mutable_run_signed()->set_signature(Sign(other, MakerText(kRun, Run().root())));
  Append(record);
  EXPECT_EQ(Run().signed_by, "");
}

TEST_F(ActsTest, ASignedRunIsSignedOnceAndAgainChangesNothing) {
  MakeRun("batch");
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  const absl::StatusOr<Offset> end = log_.End();
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  EXPECT_EQ(*log_.End(), *end);
  EXPECT_THAT(Why(SignRun(log_, kRun, Officer("Ilze", {OfficerRole::kMaker})).status()),
              HasSubstr("Māris has signed it"));
}

TEST_F(ActsTest, AMakersSignatureIsNoApproval) {
  MakeRun("batch");
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  v1::ControlRecord record;
  record.mutable_run_approved()->set_run(kRun);
  record.mutable_run_approved()->set_root(ToBytes(Run().root()));
  record.mutable_run_approved()->set_officer("Līga");
  record.mutable_run_approved()->set_signature(Sign(liga_, MakerText(kRun, Run().root())));
  Append(record);
  EXPECT_THAT(Run().approved_by, IsEmpty());
}

TEST_F(ActsTest, AnOfficerDoesOnlyWhatTheRolesSay) {
  MakeRun("batch");
  EXPECT_THAT(Why(SignRun(log_, kRun, liga_).status()),
              HasSubstr("Līga is registered as approver, not as maker"));
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  AppendApproval(zane_);
  EXPECT_THAT(Run().approved_by, IsEmpty());
  EXPECT_THAT(Why(ApproveRun(log_, kRun, zane_, {}, total_).status()),
              HasSubstr("Zane is registered as treasurer, not as approver"));
  EXPECT_THAT(Why(SetLimits(log_, Limits(), liga_).status()),
              HasSubstr("Līga is registered as approver, not as treasurer"));
}

TEST_F(ActsTest, AnOfficerOfAnUnknownRoleIsNotRegistered) {
  v1::ControlRecord record;
  record.mutable_officer_registered()->set_name("Ilze");
  record.mutable_officer_registered()->set_public_key(std::string(32, 'k'));
  record.mutable_officer_registered()->add_roles(static_cast<v1::Role>(9));
  Append(record);
  EXPECT_EQ(State().FindOfficer("Ilze"), nullptr);
}

TEST_F(ActsTest, LimitsAreThoseATreasurerSigned) {
  Limits limits;
  limits.daily_max = Money::Cents(500);
  v1::ControlRecord record;
  v1::LimitsSet& set = *record.mutable_limits_set();
  set.set_number(1);
  *set.mutable_limits() = LimitsRecord(limits);
  set.set_officer("Līga");
  set.set_signature(Sign(liga_, LimitsSignedText(1, limits)));
  Append(record);
  EXPECT_EQ(State().limits_number, 0) << "signed by an approver";
  set.set_officer("Zane");
  set.set_signature(Sign(zane_, LimitsSignedText(1, Limits())));
  Append(record);
  EXPECT_EQ(State().limits_number, 0) << "other limits were signed";
  set.set_number(2);
  set.set_signature(Sign(zane_, LimitsSignedText(2, limits)));
  Append(record);
  EXPECT_EQ(State().limits_number, 0) << "the next are 1";
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  EXPECT_EQ(State().limits_number, 1);
  EXPECT_EQ(State().limits, limits);
  EXPECT_EQ(State().limits_set_by, "Zane");
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  EXPECT_EQ(State().limits_number, 1) << "the same again";
}

TEST_F(ActsTest, ARunKeepsTheLimitsItWasOpenedWith) {
  Limits limits;
  limits.new_account_days = 30;
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  Open("batch");
  limits.new_account_days = 60;
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  EXPECT_EQ(Run().limits.new_account_days, 30);
  EXPECT_EQ(State().limits.new_account_days, 60);
}

TEST_F(ActsTest, ARunOpenedWithoutSightOfTheLimitsIsVoid) {
  Open("batch", "2024-04-19");
  Close(1, "2024-04-19");
  ASSERT_TRUE(SetLimits(log_, Limits(), zane_).ok());
  v1::ControlRecord record;
  v1::RunOpened& opened = *record.mutable_run_opened();
  opened.set_run(kRun);
  opened.set_previous("2024-04-19");
  opened.set_business_date(Date::Parse(kRun)->days());
  opened.add_cutoffs(1);
  opened.set_law_digest(std::string(32, 'l'));
  opened.set_maker_signs(true);
  Append(record);
  EXPECT_EQ(State().Open(), nullptr);
  opened.set_limits(1);
  Append(record);
  EXPECT_NE(State().Open(), nullptr);
}

TEST_F(ActsTest, EachApproverAcceptsEveryFindingByName) {
  Limits limits;
  limits.daily_max = Money::Cents(1500);
  limits.budget[{"04.01.00", 2024}] = Money::Cents(1999);
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  Open("batch", "2024-04-19");
  Close(1000, "2024-04-19");
  EXPECT_THAT(State().Find("2024-04-19")->findings, IsEmpty());
  Open("Māris", kRun, "2024-04-19");
  Close(1000);
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  EXPECT_THAT(NamesOf(Run().findings), ElementsAre("budget:04.01.00", "day:2024-04-22"));
  EXPECT_EQ(Run().findings[0].text,
            "programme 04.01.00: 20.00 euro of 2024 with this run, 0.01 over the plan of 19.99");
  EXPECT_THAT(Why(ApproveRun(log_, kRun, liga_, {}, total_).status()),
              HasSubstr("--accept budget:04.01.00"));
  EXPECT_THAT(Why(ApproveRun(log_, kRun, liga_, {"budget:04.01.00"}, total_).status()),
              HasSubstr("--accept day:2024-04-22"));
  EXPECT_THAT(
      Why(ApproveRun(log_, kRun, liga_, {"budget:04.01.00", "day:2024-04-22", "day:x"}, total_)
              .status()),
      HasSubstr("no finding day:x"));
  AppendApproval(liga_);
  AppendApproval(liga_, {"budget:04.01.00"});
  EXPECT_THAT(Run().approved_by, IsEmpty());
  ASSERT_TRUE(ApproveRun(log_, kRun, liga_, {"day:2024-04-22", "budget:04.01.00"}, total_).ok());
  EXPECT_THAT(Run().approved_by, ElementsAre("Līga"));
}

TEST_F(ActsTest, WhatWasAcceptedIsWhatWasSigned) {
  Limits limits;
  limits.daily_max = Money::Cents(999);
  ASSERT_TRUE(SetLimits(log_, limits, zane_).ok());
  MakeRun();
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  v1::ControlRecord record;
  v1::RunApproved& approved = *record.mutable_run_approved();
  approved.set_run(kRun);
  approved.set_root(ToBytes(Run().root()));
  approved.set_officer("Līga");
  approved.set_signature(Sign(liga_, ApprovalText(kRun, Run().root(), total_, {})));
  approved.add_accepted("day:2024-04-22");
  approved.mutable_hash_total()->set_payments(total_.payments);
  approved.mutable_hash_total()->set_amount(total_.amount.cents());
  approved.mutable_hash_total()->set_hash(ToBytes(total_.hash));
  Append(record);
  EXPECT_THAT(Run().approved_by, IsEmpty());
}

TEST_F(ActsTest, ApproversSignTheSameHashTotalOfWhatTheRunPays) {
  MakeRun();
  ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
  AppendApproval(liga_, {}, {3, Money::Cents(1000), total_.hash});
  AppendApproval(liga_, {}, {2, Money::Cents(1001), total_.hash});
  EXPECT_THAT(Run().approved_by, IsEmpty());
  AppendApproval(liga_);
  EXPECT_EQ(Run().hash_total, total_);
  const HashTotal other = {2, Money::Cents(1000), Sha256("other payments")};
  AppendApproval(andris_, {}, other);
  EXPECT_THAT(Run().approved_by, ElementsAre("Līga"));
  EXPECT_EQ(ApproveRun(log_, kRun, andris_, {}, other).status().code(),
            absl::StatusCode::kDataLoss);
  AppendApproval(andris_);
  EXPECT_THAT(Run().approved_by, ElementsAre("Līga", "Andris"));
}

TEST_F(ActsTest, AClosingWhoseDaysLeaveSomethingOutIsVoid) {
  Open("batch");
  Close(1000);
  const v1::ControlRecord whole = closing_;
  Open("batch", "2024-05-20", kRun);
  v1::ControlRecord less = whole;
  less.mutable_run_closed()->set_run("2024-05-20");
  less.mutable_run_closed()->mutable_days(0)->set_amount(999);
  Append(less);
  less.mutable_run_closed()->clear_days();
  Append(less);
  EXPECT_NE(State().Open(), nullptr);
}

TEST(RolesTest, AreReadAndWritten) {
  const auto roles = ParseRoles("approver,maker");
  ASSERT_TRUE(roles.ok());
  EXPECT_EQ(RolesText(*roles), "maker, approver");
  EXPECT_FALSE(ParseRoles("").ok());
  EXPECT_FALSE(ParseRoles("maker, approver").ok());
  EXPECT_FALSE(ParseRoles("boss").ok());
}

}  // namespace
}  // namespace izmaksa
