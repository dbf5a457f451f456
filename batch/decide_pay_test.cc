// Who is paid, how much is withheld, when, and what the bank says to it.
#include "batch/decide.h"
#include "batch/decided_story.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(DecidePayTest, ASecondPaymentInAMonthIsTaxedTogetherWithTheFirst) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.person.Amend("old_age_pension", "2024-01-01", 60000, "2024-01-01");
  const JournalEntry entry = story.Run("2024-01-20");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(12000));
  EXPECT_EQ(entry.payments[0].tax, Money::Cents(2000)) << "20 % of 480 + 120 − 500";
  EXPECT_EQ(story.balances().paid.taxable, Money::Cents(60000));
  EXPECT_EQ(story.balances().paid.tax, Money::Cents(2000));
}

TEST(DecidePayTest, TaxWithheldEarlierInTheMonthIsNotWithheldAgain) {
  DecidedStory story = OfficialExample();
  story.Run("2024-04-10");  // tax on all since January
  const Money before = story.balances().paid.tax;
  story.person.Amend("old_age_pension", "2024-04-01", 58000, "2024-04-01");
  const JournalEntry entry = story.Run("2024-04-20");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(10000));
  EXPECT_EQ(entry.payments[0].tax, Money::Cents(2000));
  EXPECT_EQ(story.balances().paid.tax, before + Money::Cents(2000));
}

TEST(DecidePayTest, WhereTaxTakesAllNothingIsPaidAndThePersonIsHeld) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2023-01-01", DisabilityDetermined{1, std::nullopt, false});
  story.person.Amend("old_age_pension", "2024-01-01", 65400, "2024-01-01");
  story.Run("2024-01-10");  // 654.00 with a relief of 154.00: no tax
  EXPECT_EQ(story.balances().tax, Money());
  story.person.Tell("2023-01-01", DisabilityDetermined{0, std::nullopt, false});
  story.person.Amend("old_age_pension", "2024-01-01", 66400, "2024-01-01");
  JournalEntry entry = story.Run("2024-01-20");  // 10.00 more, and 30.80 of tax for the month
  EXPECT_THAT(entry.payments, IsEmpty());
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("nothing is left")));
  EXPECT_EQ(entry.held_amount, Money::Cents(1000));
  entry = story.Run("2024-02-10");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(67400));
}

TEST(DecidePayTest, WhoHasNoAccountIsHeldAndPaidLater) {
  DecidedStory story;
  story.person.Tell("1951-03-07", PersonRegistered{Date::Of(1951, 3, 7), "sealed"});
  story.person.Record("2013-07-01", 0, 40);
  story.person.Grant("old_age_pension", "2013-07-01", 48000, "2023-10-01", "2013-06-20");
  JournalEntry entry = story.Run("2024-01-10");
  EXPECT_THAT(entry.held, ElementsAre("no account is known"));
  EXPECT_EQ(entry.held_amount, Money::Cents(48000));
  EXPECT_THAT(entry.payments, IsEmpty());
  EXPECT_EQ(story.balances().payable, Money::Cents(48000)) << "owed all the same";
  story.person.Tell("2024-02-01", AccountChanged{"account", "LVHABA", 0}, "2024-02-01");
  entry = story.Run("2024-02-10");
  EXPECT_THAT(entry.held, IsEmpty());
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(96000));
}

TEST(DecidePayTest, AnAccountOfALaterDayIsNotUsedYet) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2024-01-11", AccountChanged{"later", "LVUNLA", 0});
  EXPECT_EQ(story.Run("2024-01-10").payments[0].bank, "LVHABA");
  EXPECT_EQ(story.Run("2024-02-10").payments[0].bank, "LVUNLA");
}

TEST(DecidePayTest, TheDeadAreHeldWithWhatIsUnpaid) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.person.Tell("2024-02-05", PersonDied{}, "2024-02-06");
  const JournalEntry entry = story.Run("2024-02-10");
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("died on 2024-02-05")));
  EXPECT_EQ(entry.held_amount, Money::Cents(48000)) << "the month of death, in full";
  EXPECT_THAT(entry.payments, IsEmpty());
}

TEST(DecidePayTest, ADeathLearnedLateIsAnOverpayment) {
  DecidedStory story = OfficialExample();
  for (const char* date : {"2024-01-10", "2024-02-10", "2024-03-10"}) story.Run(date);
  story.person.Tell("2024-01-20", PersonDied{}, "2024-04-02");
  const JournalEntry entry = story.Run("2024-04-10");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("reverse old_age_pension 2024-02 480.00\n"
                                           "reverse pre_1996_supplement 2024-02 33.44\n"
                                           "recover pre_1996_supplement 2024-02 33.44\n"
                                           "reverse old_age_pension 2024-03 480.00\n"));
  EXPECT_THAT(PostingsOf(entry), HasSubstr("recover pre_1996_supplement 2024-01 33.44\n"));
  EXPECT_EQ(story.balances().overpaid, Money::Cents(96000 - 3344));
  EXPECT_THAT(entry.payments, IsEmpty());
}

TEST(DecidePayTest, WhatTheBankGivesBackOfTheDeadIsNoLongerOverpaid) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  const JournalEntry paid = story.Run("2024-02-10");
  story.person.Tell("2024-01-20", PersonDied{}, "2024-02-12");
  story.person.Tell("2024-02-16",
                    BankAnswered{paid.payments[0].id, BankOutcome::kReturned, "MD07", ""});
  const JournalEntry entry = story.Run("2024-03-10");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("return 480.00 MD07\n"));
  EXPECT_THAT(PostingsOf(entry), HasSubstr("recover 480.00\n"));
  EXPECT_EQ(story.balances().overpaid, Money());
  EXPECT_THAT(story.balances().returned, IsEmpty());
}

TEST(DecidePayTest, ADoubtHoldsThePerson) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2024-01-01", ToldPerson::Decision(DecisionKind::kAmended, "widow"));
  const JournalEntry entry = story.Run("2024-01-10");
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("widow, which was never granted")));
  EXPECT_THAT(entry.payments, IsEmpty());
}

TEST(DecidePayTest, WhoIsNotRegisteredIsHeld) {
  DecidedStory story;
  story.person.Tell("2013-07-01", AccountChanged{"account", "LVHABA", 0});
  story.person.Record("2013-07-01", 0, 40);
  story.person.Grant("old_age_pension", "2013-07-01", 48000, "2023-10-01", "2013-06-20");
  EXPECT_THAT(story.Run("2024-01-10").held, ElementsAre("not in the population register"));
}

TEST(DecidePayTest, WhatTheLawDoesNotAnswerHoldsThePerson) {
  DecidedStory story = OfficialExample();
  story.Run("2024-09-10");
  JournalEntry entry = story.Run("2024-10-10");  // the index of October 2024 is not known
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("old_age_pension 2024-10, the index")));
  EXPECT_EQ(PostingsOf(entry), "accrue pre_1996_supplement 2024-10 35.64\n")
      << "what is certain is booked";
  EXPECT_EQ(entry.held_amount, Money::Cents(3564));
  EXPECT_THAT(entry.payments, IsEmpty());
  story.person.Amend("old_age_pension", "2024-10-01", 51149, "2024-10-01", "2024-11-01");
  EXPECT_EQ(story.Run("2024-10-20").payments[0].gross(), Money::Cents(51149 + 3564));
}

TEST(DecidePayTest, ASettledPaymentIsSettledOnce) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-15", BankAnswered{id, BankOutcome::kSettled, "", ""});
  EXPECT_EQ(PostingsOf(story.Run("2024-01-20")), "settle 480.00\n");
  EXPECT_TRUE(story.Run("2024-01-21").empty());
  EXPECT_EQ(story.balances().settled, Money::Cents(48000));
}

TEST(DecidePayTest, AReturnedPaymentWaitsForANewAccountAndIsSentAnew) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-16", BankAnswered{id, BankOutcome::kReturned, "AC04", ""});
  JournalEntry entry = story.Run("2024-01-20");
  EXPECT_EQ(PostingsOf(entry), "settle 480.00\nreturn 480.00 AC04\n");
  EXPECT_THAT(entry.held,
              ElementsAre(HasSubstr("(AC04, account closed), a new account is needed")));
  EXPECT_EQ(entry.held_amount, Money::Cents(48000));
  story.person.Tell("2024-01-22", AccountChanged{"new account", "LVUNLA", 0});
  entry = story.Run("2024-02-10");
  ASSERT_EQ(entry.payments.size(), 2u);
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(48000));
  EXPECT_EQ(entry.payments[0].reissue_of, "");
  const Payment& anew = entry.payments[1];
  EXPECT_EQ(anew.reissue_of, id);
  EXPECT_NE(anew.id, id);
  EXPECT_EQ(anew.id, "20240210-1000000001-2");
  EXPECT_EQ(anew.amount, Money::Cents(48000));
  EXPECT_EQ(anew.sealed_account, "new account");
  EXPECT_EQ(anew.bank, "LVUNLA");
  EXPECT_TRUE(story.Run("2024-02-11").empty());
}

TEST(DecidePayTest, AReissueIsNotTaxedAgain) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-04-10").payments[0].id;
  const Money tax = story.balances().tax;
  story.person.Tell("2024-04-16", BankAnswered{id, BankOutcome::kRejected, "AC01", ""});
  story.person.Tell("2024-04-17", AccountChanged{"new account", "LVUNLA", 0});
  story.Run("2024-04-20");
  EXPECT_EQ(story.balances().tax, tax);
  EXPECT_THAT(story.balances().returned, IsEmpty());
}

TEST(DecidePayTest, AReturnAfterSettlementIsBookedOnce) {
  DecidedStory story = OfficialExample();
  const std::string id = story.Run("2024-01-10").payments[0].id;
  story.person.Tell("2024-01-15", BankAnswered{id, BankOutcome::kSettled, "", ""});
  story.Run("2024-01-16");
  story.person.Tell("2024-01-25", BankAnswered{id, BankOutcome::kReturned, "AC04", ""});
  EXPECT_EQ(PostingsOf(story.Run("2024-01-26")), "return 480.00 AC04\n");
  EXPECT_EQ(story.balances().settled, Money());
  story.person.Tell("2024-01-27", AccountChanged{"new account", "LVUNLA", 0});
  EXPECT_EQ(PostingsOf(story.Run("2024-01-28")), "pay 480.00\n");
  EXPECT_TRUE(story.Run("2024-01-29").empty());
  EXPECT_TRUE(story.Run("2024-01-30").empty()) << "the return is known, and was answered";
}

TEST(DecidePayTest, AReturnOfAPaymentNobodyKnowsHoldsThePerson) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2024-01-05", BankAnswered{"X-1", BankOutcome::kReturned, "AC04", ""});
  EXPECT_THAT(story.Run("2024-01-10").held,
              ElementsAre(HasSubstr("gave back X-1, which is not in the books")));
}

TEST(DecidePayTest, ThePayDayIsThePersonsOwnOrThePaymentDayBefore) {
  DecidedStory story = OfficialExample();
  EXPECT_EQ(story.Run("2024-01-10").payments[0].pay_date, Date::Of(2024, 1, 15));
  story.person.Tell("2024-01-15", AccountChanged{"account", "LVHABA", 10});
  EXPECT_EQ(story.Run("2024-02-05").payments[0].pay_date, Date::Of(2024, 2, 9)) << "a Saturday";
  story.person.Tell("2024-02-15", AccountChanged{"account", "LVHABA", 28});
  EXPECT_EQ(story.Run("2024-03-05").payments[0].pay_date, Date::Of(2024, 3, 28));
  story.person.Tell("2024-05-15", AccountChanged{"account", "LVHABA", 24});
  EXPECT_EQ(story.Run("2024-06-05").payments[0].pay_date, Date::Of(2024, 6, 21))
      << "Jāņi and the weekend before";
}

TEST(DecidePayTest, NothingIsPaidBeforeTheBusinessDate) {
  DecidedStory story = OfficialExample();
  EXPECT_EQ(story.Run("2024-01-20").payments[0].pay_date, Date::Of(2024, 1, 22)) << "a Saturday";
  story.person.Tell("2024-02-01", AccountChanged{"account", "LVHABA", 10});
  EXPECT_EQ(story.Run("2024-03-10").payments[0].pay_date, Date::Of(2024, 3, 11))
      << "the payment day before the 10th has passed";
}

}  // namespace
}  // namespace izmaksa
