// Whom a decision pays, through what, and when it holds back: stories over several runs.
#include "batch/decided_story.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

DeductionDetermined Order(const std::string& number, int64_t cents) {
  return {DeductionKind::kEnforcement,
          number,
          Money::Cents(cents),
          std::nullopt,
          std::nullopt,
          "sealed bailiff",
          "LVTREL"};
}

// A pension of 1000.00, 900.00 after tax: 200.00 of it lie above the minimum wage of 2024.
DecidedStory Debtor(int64_t total = 0) {
  DecidedStory story;
  story.person.Live().Record("2013-07-01", 0, 40);
  story.person.Grant("old_age_pension", "2013-07-01", 100000, "2023-10-01", "2013-06-20");
  story.person.Tell("2024-01-01", Order("Z-1", total));
  return story;
}

TEST(DecidePayeeTest, ADeductionIsAPaymentToTheThirdParty) {
  DecidedStory story = Debtor();
  const JournalEntry entry = story.Run("2024-01-10");
  ASSERT_THAT(entry.payments, SizeIs(2));
  const Payment& own = entry.payments[0];
  const Payment& bailiffs = entry.payments[1];
  ASSERT_THAT(own.deductions, SizeIs(1));
  EXPECT_EQ(bailiffs.amount, own.deductions[0].amount);
  EXPECT_EQ(bailiffs.deduction, "Z-1");
  EXPECT_EQ(bailiffs.sealed_account, "sealed bailiff");
  EXPECT_EQ(bailiffs.bank, "LVTREL");
  EXPECT_EQ(bailiffs.id, "20240110-1000000001-2");
  EXPECT_THAT(bailiffs.parts, IsEmpty());
  EXPECT_EQ(own.gross(), own.amount + own.tax + own.recovered + own.deducted());
  EXPECT_TRUE(story.balances().third_party.is_zero()) << "all of it is on its way";
  EXPECT_TRUE(story.Run("2024-01-11").empty());
}

TEST(DecidePayeeTest, AnOrderIsCollectedToTheCentAndNoFurther) {
  DecidedStory story = Debtor(15000);
  Money collected;
  for (const char* date : {"2024-01-10", "2024-02-10", "2024-03-10", "2024-04-10", "2024-05-10"}) {
    const JournalEntry entry = story.Run(date);
    for (const Payment& payment : entry.payments) {
      if (!payment.deduction.empty()) collected += payment.amount;
    }
  }
  EXPECT_EQ(collected, Money::Cents(15000));
  EXPECT_EQ(story.balances().TakenFor("Z-1"), Money::Cents(15000));
}

TEST(DecidePayeeTest, WhatAThirdPartyGivesBackWaitsForItsAccountAndHoldsNobody) {
  DecidedStory story = Debtor();
  story.Run("2024-01-10");
  story.person.Tell("2024-01-16",
                    BankAnswered{"20240110-1000000001-2", BankOutcome::kReturned, "AC04", ""});
  const JournalEntry entry = story.Run("2024-02-10");
  ASSERT_THAT(entry.payments, SizeIs(2)) << "the pension and February's deduction are paid";
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("state its account anew")));
  EXPECT_TRUE(story.balances().third_party.is_positive());
  DeductionDetermined stated = Order("Z-1", 0);
  stated.sealed_payee = "another account";
  story.person.Tell("2024-02-11", stated);
  const JournalEntry anew = story.Run("2024-02-12");
  ASSERT_THAT(anew.payments, SizeIs(1));
  EXPECT_EQ(anew.payments[0].reissue_of, "20240110-1000000001-2");
  EXPECT_EQ(anew.payments[0].sealed_account, "another account");
  EXPECT_TRUE(story.balances().third_party.is_zero());
}

TEST(DecidePayeeTest, AChangeByTheFifteenthHoldsFromTheNextMonth) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2024-01-15", AccountChanged{"in time", "LVUNLA", 0});
  EXPECT_EQ(story.Run("2024-01-20").payments[0].sealed_account, "sealed account");
  EXPECT_EQ(story.Run("2024-02-10").payments[0].sealed_account, "in time");
  story.person.Tell("2024-02-16", AccountChanged{"a day late", "LVUNLA", 0});
  EXPECT_EQ(story.Run("2024-03-10").payments[0].sealed_account, "in time");
  EXPECT_EQ(story.Run("2024-04-10").payments[0].sealed_account, "a day late");
}

TEST(DecidePayeeTest, CashIsBroughtHomeForAFee) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2023-11-01", HomeDeliveryChosen{7});
  EXPECT_THAT(story.Run("2024-01-03").held, ElementsAre(HasSubstr("no address is known")));
  story.person.Tell("2024-01-03", AddressChanged{"sealed address"});
  const JournalEntry entry = story.Run("2024-01-04");
  ASSERT_THAT(entry.payments, SizeIs(1)) << "the fee goes to the Post with the money";
  const Payment& home = entry.payments[0];
  EXPECT_EQ(home.channel, Channel::kHome);
  EXPECT_EQ(home.sealed_address, "sealed address");
  EXPECT_EQ(home.bank, "");
  EXPECT_EQ(home.amount, Money::Cents(48000 - 239));
  EXPECT_EQ(story.balances().third_party, Money::Cents(239));
}

TEST(DecidePayeeTest, AGuardianIsPaidUntilTheRightEnds) {
  DecidedStory story = OfficialExample();
  AccountChanged guardian{"guardian's", "LVUNLA", 0};
  guardian.ground = PayeeGround::kGuardian;
  guardian.document = "B-7";
  guardian.until = Date::Of(2024, 2, 15);
  story.person.Tell("2023-12-01", guardian);
  EXPECT_EQ(story.Run("2024-01-10").payments[0].ground, PayeeGround::kGuardian);
  EXPECT_EQ(story.Run("2024-02-10").payments[0].sealed_account, "guardian's");
  EXPECT_THAT(story.Run("2024-03-10").held, ElementsAre(HasSubstr("until 2024-02-15 by B-7")));
}

TEST(DecidePayeeTest, ANewAccountWaitsForItsConfirmation) {
  DecidedStory story = OfficialExample();
  story.limits.new_account_days = 60;
  story.person.Tell("2023-12-10", AccountChanged{"new", "LVUNLA", 0}, "2023-12-10");
  EXPECT_THAT(story.Run("2024-01-10").held, ElementsAre(HasSubstr("on 2023-12-10, not confirmed")));
  story.person.Tell("2024-01-11", AccountConfirmed{"o17"}, "2024-01-11");
  EXPECT_EQ(story.Run("2024-01-12").payments[0].sealed_account, "new");

  DecidedStory patient = OfficialExample();
  patient.limits.new_account_days = 60;
  patient.person.Tell("2023-12-10", AccountChanged{"new", "LVUNLA", 0}, "2023-12-10");
  EXPECT_THAT(patient.Run("2024-02-07").held, SizeIs(1)) << "59 days";
  EXPECT_THAT(patient.Run("2024-02-08").payments, SizeIs(1)) << "60 days";
}

TEST(DecidePayeeTest, TheFirstAccountIsNotAChangedOne) {
  DecidedStory story = OfficialExample();
  story.limits.new_account_days = 10000;
  EXPECT_THAT(story.Run("2024-01-10").payments, SizeIs(1));
}

TEST(DecidePayeeTest, AnAccountOfTooManyHoldsWhoIsNotConfirmed) {
  DecidedStory story = OfficialExample();
  AccountChanged account{"shared", "LVUNLA", 0};
  account.mark = 77;
  story.person.Tell("2023-12-01", account);
  story.limits.account_people_max = 3;
  story.shared = {77};
  EXPECT_THAT(story.Run("2024-01-10").held, ElementsAre(HasSubstr("more than 3 people")));
  story.shared = {76, 78};
  EXPECT_THAT(story.Run("2024-01-11").payments, SizeIs(1));
}

TEST(DecidePayeeTest, AnAmountOverTheLimitIsHeld) {
  DecidedStory story = OfficialExample();
  story.limits.payment_max = Money::Cents(47999);
  EXPECT_THAT(story.Run("2024-01-10").held, ElementsAre(HasSubstr("a payment of 480.00")));
  story.limits.payment_max = Money::Cents(48000);
  story.limits.benefits["old_age_pension"] = Money::Cents(47999);
  EXPECT_THAT(story.Run("2024-01-11").held, ElementsAre(HasSubstr("old_age_pension of 480.00")));
  story.limits.benefits["old_age_pension"] = Money::Cents(48000);
  EXPECT_THAT(story.Run("2024-01-12").payments, SizeIs(1));
}

// What each kind of reason asks for before the money goes out again.
TEST(DecidePayeeTest, TheReasonSaysWhatIsNeededBeforeItIsSentAnew) {
  struct {
    const char* code;
    const char* held;  // nullptr: sent anew at once
  } const kReasons[] = {{"AC04", "a new account is needed"},
                        {"AM10", nullptr},
                        {"DT01", nullptr},
                        {"BE04", "the address is needed"},
                        {"MS03", "an officer's decision is needed"},
                        {"MD07", "deceased, says the bank"},
                        {"AM05", "the bank has had it before"},
                        {"ZZ99", "an officer's decision is needed"}};
  for (const auto& reason : kReasons) {
    DecidedStory story = OfficialExample();
    const std::string id = story.Run("2024-01-10").payments[0].id;
    story.person.Tell("2024-01-16", BankAnswered{id, BankOutcome::kRejected, reason.code, ""});
    JournalEntry entry = story.Run("2024-01-17");
    if (reason.held != nullptr) {
      EXPECT_THAT(entry.held, ElementsAre(HasSubstr(reason.held))) << reason.code;
      story.person.Tell("2024-01-18", ReissueDecided{id});
      entry = story.Run("2024-01-19");
    }
    ASSERT_THAT(entry.payments, SizeIs(1)) << reason.code;
    EXPECT_EQ(entry.payments[0].reissue_of, id) << reason.code;
  }
}

TEST(DecidePayeeTest, APartThatComesBackIsOwedAndTheRestIsKept) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-16",
                    BankAnswered{id, BankOutcome::kReturned, "AC04", "", Money::Cents(47500)});
  EXPECT_EQ(PostingsOf(story.Run("2024-01-17")), "settle 480.00\nreturn 475.00 AC04\n");
  EXPECT_EQ(story.balances().settled, Money::Cents(500)) << "the bank's charges";
  ASSERT_THAT(story.balances().returned, SizeIs(1));
  EXPECT_EQ(story.balances().returned[0].amount, Money::Cents(47500));
}

TEST(DecidePayeeTest, MoreThanWasPaidIsNotBooked) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-16",
                    BankAnswered{id, BankOutcome::kReturned, "AC04", "", Money::Cents(48001)});
  const JournalEntry entry = story.Run("2024-01-17");
  EXPECT_THAT(entry.postings, IsEmpty());
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("returned too much")));
}

TEST(DecidePayeeTest, WhatIsOnItsWayMovesNothing) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  for (const BankOutcome outcome :
       {BankOutcome::kAccepted, BankOutcome::kPending, BankOutcome::kInformed}) {
    story.person.Tell("2024-01-11", BankAnswered{id, outcome, "", ""});
    EXPECT_TRUE(story.Run(absl::StrCat("2024-01-", 12 + static_cast<int>(outcome))).empty());
  }
  story.person.Tell("2024-01-20", BankAnswered{id, BankOutcome::kSettled, "", ""});
  EXPECT_EQ(PostingsOf(story.Run("2024-01-21")), "settle 480.00\n");
}

TEST(DecidePayeeTest, ADiscardedPaymentIsSentAnewAtOnce) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-11", BankAnswered{id, BankOutcome::kDiscarded, "", ""});
  const JournalEntry entry = story.Run("2024-01-12");
  EXPECT_EQ(PostingsOf(entry), "return 480.00 discarded\npay 480.00\n");
  EXPECT_TRUE(entry.postings[0].rejected);
  EXPECT_TRUE(story.balances().settled.is_zero());
}

TEST(DecidePayeeTest, WhatIsOwedBackIsKnownByTheRunItAroseIn) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.person.Tell("2024-01-01", ToldPerson::Decision(DecisionKind::kAmended, "old_age_pension",
                                                       30000, "2023-10-01"));
  story.Run("2024-02-10");
  ASSERT_THAT(story.balances().receivables, SizeIs(1));
  EXPECT_EQ(story.balances().receivables[0].since, "2024-02-10");
  EXPECT_EQ(story.balances().receivables[0].amount, Money::Cents(18000 - 9000)) << "30 % of 300";
}

}  // namespace
}  // namespace izmaksa
