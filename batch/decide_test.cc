// Stories of one person over several runs, decided without a ledger.
#include "batch/decide.h"

#include "batch/accounted_from.h"
#include "batch/decided_story.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The official example: old-age pension granted on 1 July 2013, 22 full years to 1995, 480.00.
TEST(DecideTest, TheSupplementOfJanuaryIsOwedButPaidWithApril) {
  DecidedStory story = OfficialExample();
  JournalEntry entry = story.Run("2024-01-10");
  EXPECT_EQ(PostingsOf(entry),
            "accrue old_age_pension 2024-01 480.00\n"
            "accrue pre_1996_supplement 2024-01 33.44 payable from 2024-04\n"
            "pay 480.00\n");
  EXPECT_EQ(story.balances().payable, Money::Cents(3344));
  story.Run("2024-02-10");
  story.Run("2024-03-10");
  EXPECT_EQ(story.balances().payable, Money::Cents(10032));

  entry = story.Run("2024-04-10");
  ASSERT_EQ(entry.payments.size(), 1u);
  const Payment& payment = entry.payments[0];
  EXPECT_EQ(payment.gross(), Money::Cents(61376));
  EXPECT_EQ(payment.taxable, Money::Cents(61376));
  EXPECT_EQ(payment.tax, Money::Cents(2275));
  EXPECT_EQ(payment.amount, Money::Cents(59101));
  EXPECT_EQ(payment.tax_month, Month::Of(2024, 4));
  EXPECT_EQ(PartsOf(payment),
            "old_age_pension 2024-04 480.00\n"
            "pre_1996_supplement 2024-01 33.44\n"
            "pre_1996_supplement 2024-02 33.44\n"
            "pre_1996_supplement 2024-03 33.44\n"
            "pre_1996_supplement 2024-04 33.44\n");
  EXPECT_EQ(story.balances().payable, Money());

  entry = story.Run("2024-05-10");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(51344));
  EXPECT_EQ(entry.payments[0].tax, Money::Cents(269));
  EXPECT_EQ(entry.payments[0].amount, Money::Cents(51075));
}

TEST(DecideTest, PaidInMarchTheSupplementOfThreeMonthsComesTogether) {
  DecidedStory story = OfficialExample();
  story.UseLaw({PaidInMarch()});
  story.Run("2024-01-10");
  story.Run("2024-02-10");
  const JournalEntry entry = story.Run("2024-03-10");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(58032));
  EXPECT_EQ(entry.payments[0].tax, Money::Cents(1606));
  EXPECT_EQ(entry.payments[0].amount, Money::Cents(56426));
}

TEST(DecideTest, ALawNotYetPublishedIsNotKnown) {
  DecidedStory story = OfficialExample(Month::Of(2023, 12));
  story.Run("2023-12-06");
  const JournalEntry december = story.Run("2023-12-20");
  EXPECT_TRUE(december.empty()) << PostingsOf(december);
  EXPECT_EQ(story.balances().items.size(), 1u) << "the supplement begins in January";
}

TEST(DecideTest, ASecondDecisionWithNothingNewIsEmpty) {
  DecidedStory story = OfficialExample();
  story.Run("2024-04-10");
  EXPECT_TRUE(story.Run("2024-04-11").empty());
  EXPECT_TRUE(story.Run("2024-04-30").empty());
}

TEST(DecideTest, WhoHasNoClaimIsNotDecided) {
  DecidedStory story;
  story.person.Live().Record("2013-07-01", 22, 40);
  EXPECT_TRUE(story.Run("2024-01-10").empty());
}

TEST(DecideTest, AMonthWithoutARunIsPaidWithTheNext) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  const JournalEntry entry = story.Run("2024-03-10");
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(96000));
}

TEST(DecideTest, AHigherAmountDecidedLateIsPaidAsArrears) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.Run("2024-02-10");
  story.person.Amend("old_age_pension", "2024-01-01", 50000, "2024-01-01", "2024-03-01");
  EXPECT_THAT(PostingsOf(story.Run("2024-03-10")),
              HasSubstr("accrue old_age_pension 2024-01 20.00\n"
                        "accrue old_age_pension 2024-02 20.00\n"
                        "accrue old_age_pension 2024-03 500.00\n"));
}

TEST(DecideTest, ALowerAmountDecidedLateIsRecoveredByTheLawsShare) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.Run("2024-02-10");
  story.person.Amend("old_age_pension", "2024-01-01", 38000, "2024-01-01", "2024-03-01");
  JournalEntry entry = story.Run("2024-03-10");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("reverse old_age_pension 2024-01 100.00\n"
                                           "reverse old_age_pension 2024-02 100.00\n"
                                           "accrue old_age_pension 2024-03 380.00\n"));
  // 30 % of 380.00; the supplements that April will pay are not yet payable.
  EXPECT_EQ(entry.payments[0].recovered, Money::Cents(11400));
  EXPECT_EQ(entry.payments[0].amount, Money::Cents(26600));
  EXPECT_EQ(story.balances().overpaid, Money::Cents(8600));
  // In April the supplements of January to March are arrears: set off in full, before anything.
  entry = story.Run("2024-04-10");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("recover pre_1996_supplement 2024-01 33.44\n"
                                           "recover pre_1996_supplement 2024-02 33.44\n"
                                           "recover pre_1996_supplement 2024-03 19.12\n"));
  EXPECT_EQ(entry.payments[0].recovered, Money());
  EXPECT_EQ(entry.payments[0].gross(), Money::Cents(38000 + 3344 + 1432));
  EXPECT_EQ(story.balances().overpaid, Money());
}

TEST(DecideTest, TheShareIsOfWhatIsLeftAfterTax) {
  DecidedStory story;
  story.person.Live().Record("2013-07-01", 0, 40);
  story.person.Grant("old_age_pension", "2013-07-01", 100000, "2023-10-01", "2013-06-20");
  story.Run("2024-01-10");
  story.person.Amend("old_age_pension", "2024-01-01", 60000, "2024-01-01", "2024-02-01");
  const JournalEntry entry = story.Run("2024-02-10");
  EXPECT_EQ(entry.payments[0].tax, Money::Cents(2000));         // 20 % of 600 − 500
  EXPECT_EQ(entry.payments[0].recovered, Money::Cents(17400));  // 30 % of 580
  EXPECT_EQ(entry.payments[0].amount, Money::Cents(40600));
}

TEST(DecideTest, WhatWasNeverPaidIsNotOwedWhenItIsNotDue) {
  DecidedStory story = OfficialExample();
  story.person.Tell("2024-01-01", ResidenceChanged{"US"}, "2024-01-05");
  story.Run("2024-01-10");
  story.Run("2024-02-10");  // the supplement stops from February; January's is unpaid
  EXPECT_EQ(story.balances().payable, Money::Cents(3344));
  story.person.Amend("old_age_pension", "2024-02-01", 50000, "2024-02-01");
  story.person.Record("2013-07-01", 10, 40);  // ten years, not twenty-two
  const JournalEntry entry = story.Run("2024-02-20");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("reverse pre_1996_supplement 2024-01 18.24\n"
                                           "recover pre_1996_supplement 2024-01 18.24\n"));
  EXPECT_EQ(story.balances().overpaid, Money());
  EXPECT_EQ(story.balances().payable, Money::Cents(1520));
}

TEST(DecideTest, AnOlderOverpaymentDoesNotTakeTheRunningMonthWithIt) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.person.Tell("2013-07-01", AccountChanged{"none", "LVHABA", 0});
  story.person.Amend("old_age_pension", "2024-01-01", 30000, "2024-01-01");
  story.person.Tell("2024-02-01", BankAnswered{"X", BankOutcome::kReturned, "AC04", ""});
  JournalEntry entry = story.Run("2024-02-10");  // held: 300.00 of February stay unpaid
  EXPECT_THAT(entry.held, ElementsAre(HasSubstr("not in the books")));
  EXPECT_EQ(story.balances().overpaid, Money::Cents(18000));
  story.person.Amend("old_age_pension", "2024-02-01", 29000, "2024-02-01");
  entry = story.Run("2024-02-20");
  EXPECT_EQ(PostingsOf(entry),
            "reverse old_age_pension 2024-02 10.00\n"
            "recover old_age_pension 2024-02 10.00\n"
            "recover 87.00\n"
            "pay 203.00\n");
}

TEST(DecideTest, WhatIsTakenBackAndGivenAgainIsPaidOnce) {
  DecidedStory story = OfficialExample();
  story.Run("2024-02-10");
  story.person.Tell("2024-01-20", PersonDied{}, "2024-02-15");
  EXPECT_THAT(PostingsOf(story.Run("2024-02-16")), HasSubstr("reverse old_age_pension 2024-02"));
  EXPECT_EQ(story.balances().overpaid, Money::Cents(48000));
  story.person.Tell("2024-01-20", PersonDied{true}, "2024-02-17");
  const JournalEntry entry = story.Run("2024-02-20");
  EXPECT_EQ(PostingsOf(entry),
            "accrue old_age_pension 2024-02 480.00\n"
            "recover old_age_pension 2024-02 480.00\n"
            "accrue pre_1996_supplement 2024-02 33.44 payable from 2024-04\n");
  EXPECT_EQ(story.balances().overpaid, Money());
}

TEST(DecideTest, AnotherBudgetProgrammeDoesNotPayAMonthAgain) {
  DecidedStory story = OfficialExample();
  story.Run("2024-01-10");
  story.UseProgramme("old_age_pension", "04.05.00");
  EXPECT_TRUE(story.Run("2024-01-20").empty());
  EXPECT_THAT(PostingsOf(story.Run("2024-02-10")),
              HasSubstr("accrue old_age_pension 2024-02 480.00 on 04.05.00"));
}

TEST(DecideTest, WhatWasDecidedBeforeTheLedgerWasPaidUpToIt) {
  DecidedStory story = OfficialExample();
  EXPECT_EQ(story.Run("2024-01-10").payments[0].gross(), Money::Cents(48000));
}

TEST(DecideTest, WhatIsDecidedSinceIsPaidFromItsBeginning) {
  DecidedStory story;
  story.person.Live("1959-03-07").Record("2023-11-01", 10, 35);
  story.person.Grant("old_age_pension", "2023-11-01", 40000, "2023-11-01", "2024-01-08");
  EXPECT_EQ(story.Run("2024-01-10").payments[0].gross(), Money::Cents(120000));
}

TEST(DecideTest, ADerivedBenefitGoesOnWhenASecondPensionIsGranted) {
  DecidedStory story;
  story.person.Live("1959-03-07").Record("2010-01-01", 10, 25);
  story.person.Tell("2010-01-01", DisabilityDetermined{2, std::nullopt, false});
  story.person.Grant("disability_pension", "2010-01-01", 20000, "2023-10-01", "2009-12-20");
  story.Run("2024-01-10");
  story.Run("2024-02-10");
  DecisionMade grant =
      ToldPerson::Decision(DecisionKind::kGranted, "old_age_pension", 30000, "2024-02-01");
  grant.instead_of = "disability_pension";
  story.person.Tell("2024-03-01", grant, "2024-02-20");
  story.Run("2024-03-10");
  // In April it is learned that she died in January: all of February and March was not due.
  story.person.Tell("2024-01-20", PersonDied{}, "2024-04-05");
  const JournalEntry entry = story.Run("2024-04-10");
  EXPECT_THAT(PostingsOf(entry), HasSubstr("reverse pre_1996_supplement 2024-02 15.20\n"));
  EXPECT_THAT(PostingsOf(entry), HasSubstr("reverse pre_1996_supplement 2024-03 15.20\n"));
}

TEST(DecideTest, ASupplementForAMonthBeforeTheSecondPensionIsPaidToo) {
  DecidedStory story;
  story.person.Live("1959-03-07");
  story.person.Tell("2024-01-01", DisabilityDetermined{2, std::nullopt, false});
  // Granted in the ledger's time, from a day that carries the supplement.
  story.person.Grant("disability_pension", "2011-12-01", 20000, "2023-10-01", "2024-01-05");
  EXPECT_EQ(AccountedFrom(story.person.state(), "pre_1996_supplement", "", Month::Of(2024, 1)),
            Month::Of(2011, 12));
  story.person.Grant("old_age_pension", "2024-03-01", 30000, "2024-03-01", "2024-02-20");
  EXPECT_EQ(AccountedFrom(story.person.state(), "pre_1996_supplement", "", Month::Of(2024, 1)),
            Month::Of(2011, 12))
      << "the second grant does not cut off what follows the first";
  EXPECT_EQ(AccountedFrom(story.person.state(), "old_age_pension", "", Month::Of(2024, 1)),
            Month::Of(2024, 3));
}

// A childcare benefit of a child born in 2023.
DecidedStory Childcare(absl::string_view decided) {
  DecidedStory story;
  story.person.Live("1995-03-07");
  story.person.TellAbout(11, "2023-06-05", PersonRegistered{Date::Of(2023, 6, 5), ""});
  story.person.Tell("2023-06-10", ApplicationSubmitted{"childcare_benefit", "A-1"});
  DecisionMade granted = ToldPerson::Decision(DecisionKind::kGranted, "childcare_benefit");
  granted.case_id = "11";
  granted.application = "A-1";
  story.person.Tell("2023-06-05", granted, decided);
  return story;
}

TEST(DecideTest, WhatIsPaidAfterwardsIsPaidInTheNextMonthAndIsNotLate) {
  DecidedStory story = Childcare("2023-06-20");
  const JournalEntry january = story.Run("2024-01-10");
  ASSERT_EQ(january.payments.size(), 1u);
  EXPECT_EQ(january.payments[0].amount, Money::Cents(17100)) << "December, payable in January";
  ASSERT_EQ(january.payments[0].parts.size(), 1u);
  EXPECT_EQ(january.payments[0].parts[0].purpose.month, Month::Of(2023, 12));
  EXPECT_FALSE(january.payments[0].parts[0].IsArrears(Month::Of(2024, 1)));
  EXPECT_TRUE(january.payments[0].parts[0].IsArrears(Month::Of(2024, 2)));
  const JournalEntry march = story.Run("2024-03-08");
  ASSERT_EQ(march.payments.size(), 1u);
  EXPECT_EQ(march.payments[0].amount, Money::Cents(2 * 17100)) << "January and February";
}

TEST(DecideTest, WhatIsPaidAfterwardsAndDecidedSinceIsPaidFromItsBeginning) {
  DecidedStory story = Childcare("2024-01-05");
  const JournalEntry january = story.Run("2024-01-10");
  ASSERT_EQ(january.payments.size(), 1u);
  // From 5 June 2023: 26 of 30 days, and six whole months.
  EXPECT_EQ(january.payments[0].amount, Money::Cents(14820 + 6 * 17100));
}

TEST(DecideTest, WhatNeedsNoClaimIsPaidToWhoHasNone) {
  DecidedStory story(Month::Of(2022, 11));
  story.person.Live("1995-03-07");
  story.person.Tell("2022-03-20", StatusDetermined{Status::kRefugee, std::nullopt});
  const JournalEntry december = story.Run("2022-12-05");
  ASSERT_EQ(december.payments.size(), 1u);
  EXPECT_EQ(december.payments[0].amount, Money::Cents(2 * 3000)) << "November and December";
  EXPECT_TRUE(story.Run("2022-12-20").empty());
  EXPECT_EQ(story.Run("2023-05-05").payments.at(0).amount, Money::Cents(5 * 3000));
  EXPECT_TRUE(story.Run("2023-06-05").empty()) << "the support has ended";
}

TEST(DecideTest, ContradictoryFactsHoldThePersonUntilTheyAreCorrected) {
  DecidedStory story = Childcare("2023-06-20");
  story.person.TellAbout(11, "1980-06-05", PersonRegistered{Date::Of(1980, 6, 5), ""});
  story.person.Tell("2023-06-05",
                    RelationDetermined{Relation::kParentOf, PersonId(11), std::nullopt});
  const JournalEntry january = story.Run("2024-01-10");
  EXPECT_TRUE(january.payments.empty());
  EXPECT_TRUE(january.postings.empty());
  ASSERT_EQ(january.held.size(), 1u);
  EXPECT_EQ(january.held[0],
            "contradictory facts: child 11, born on 1980-06-05, is older than the person");
  story.person.TellAbout(11, "2023-06-05", PersonRegistered{Date::Of(2023, 6, 5), ""});
  EXPECT_EQ(story.Run("2024-01-20").payments.size(), 1u);
}

TEST(DecideTest, PaymentIdsAreLegalEndToEndIds) {
  EXPECT_EQ(PaymentId("2024-04-20", PersonId(1000000001), 1), "20240420-1000000001-1");
  EXPECT_LE(PaymentId("2024-04-20", PersonId(18446744073709551615u), 99).size(), 35u);
}

}  // namespace
}  // namespace izmaksa
