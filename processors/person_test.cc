#include "processors/person.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "processors/told_person.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Standing kGranted = Standing::kGranted;

TEST(PersonTest, RegistrationSaysWhoIsWho) {
  ToldPerson told;
  told.Tell("1951-03-07", PersonRegistered{Date::Of(1951, 3, 7), "sealed"}, "2020-05-01");
  EXPECT_TRUE(told.state().registered);
  EXPECT_EQ(told.state().person, PersonId(1000000001));
  EXPECT_EQ(told.state().born, Date::Of(1951, 3, 7));
  EXPECT_EQ(told.state().sealed_identity, "sealed");
  EXPECT_EQ(told.state().identity_at.recorded.date(), Date::Of(2020, 5, 1));
}

TEST(PersonTest, ALaterRegistrationCorrectsTheFirst) {
  ToldPerson told;
  told.Tell("1951-03-07", PersonRegistered{Date::Of(1951, 3, 7), "sealed"});
  told.Tell("1951-03-07", PersonRegistered{Date::Of(1952, 3, 7), "sealed anew"});
  EXPECT_EQ(told.state().born, Date::Of(1952, 3, 7));
  EXPECT_EQ(told.state().sealed_identity, "sealed anew");
  EXPECT_EQ(told.state().identity_at.offset, Offset(1));
}

TEST(PersonTest, ANewAccountHoldsFromItsDay) {
  ToldPerson told;
  told.Tell("2020-01-01", AccountChanged{"first", "LVHABA", 11});
  told.Tell("2024-03-01", AccountChanged{"second", "LVUNLA", 0});
  EXPECT_EQ(told.state().accounts.At(Date::Of(2019, 12, 31)), nullptr);
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 2, 29))->sealed_account, "first");
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 3, 1))->sealed_account, "second");
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 3, 1))->bank, "LVUNLA");
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 3, 1))->pay_day, 11)
      << "without a pay day of its own, the day the person is used to";
}

TEST(PersonTest, AnAccountToldLateTakesItsPlaceInTime) {
  ToldPerson told;
  told.Tell("2024-03-01", AccountChanged{"second", "LVUNLA", 5});
  told.Tell("2020-01-01", AccountChanged{"first", "LVHABA", 11});
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 2, 29))->sealed_account, "first");
  EXPECT_EQ(told.state().accounts.At(Date::Of(2024, 4, 1))->sealed_account, "second");
}

TEST(PersonTest, CodeAndAddressAreTheLastOnesTold) {
  ToldPerson told;
  told.Tell("2020-01-01", CodeChanged{"old"}).Tell("2021-01-01", CodeChanged{"new"});
  told.Tell("2020-01-01", AddressChanged{"here"}).Tell("2021-01-01", AddressChanged{"there"});
  EXPECT_EQ(told.state().sealed_code, "new");
  EXPECT_EQ(told.state().sealed_address, "there");
}

TEST(PersonTest, ADeathCanBeTakenBack) {
  ToldPerson told;
  told.Tell("2024-02-10", PersonDied{});
  EXPECT_EQ(told.state().died, Date::Of(2024, 2, 10));
  told.Tell("2024-02-10", PersonDied{true});
  EXPECT_EQ(told.state().died, std::nullopt);
  EXPECT_EQ(told.state().died_at.offset, Offset(1));
}

TEST(PersonTest, ResidenceHoldsFromItsDay) {
  ToldPerson told;
  told.Tell("2024-02-10", ResidenceChanged{"US"});
  EXPECT_EQ(told.state().residence.At(Date::Of(2024, 2, 9)), nullptr);
  EXPECT_EQ(told.state().residence.At(Date::Of(2024, 2, 10))->country, "US");
}

TEST(PersonTest, AStatusHoldsThroughItsLastDay) {
  ToldPerson told;
  const Status status = Status::kPoliticallyRepressed;
  told.Tell("2020-01-01", StatusDetermined{status, Date::Of(2023, 12, 31)});
  EXPECT_FALSE(told.state().Has(status, Date::Of(2019, 12, 31)));
  EXPECT_TRUE(told.state().Has(status, Date::Of(2020, 1, 1)));
  EXPECT_TRUE(told.state().Has(status, Date::Of(2023, 12, 31)));
  EXPECT_FALSE(told.state().Has(status, Date::Of(2024, 1, 1)));
  EXPECT_FALSE(told.state().Has(Status::kChernobylLiquidator, Date::Of(2020, 1, 1)));
  told.Tell("2020-01-01", StatusDetermined{status, std::nullopt});
  EXPECT_TRUE(told.state().Has(status, Date::Of(2024, 1, 1))) << "its end was corrected";
  EXPECT_EQ(told.state().statuses.size(), 1u);
}

TEST(PersonTest, ADisabilityHoldsThroughItsLastDay) {
  ToldPerson told;
  told.Tell("2020-01-01", DisabilityDetermined{2, Date::Of(2023, 12, 31), false});
  EXPECT_EQ(told.state().DisabilityGroup(Date::Of(2019, 12, 31)), 0);
  EXPECT_EQ(told.state().DisabilityGroup(Date::Of(2023, 12, 31)), 2);
  EXPECT_EQ(told.state().DisabilityGroup(Date::Of(2024, 1, 1)), 0);
  told.Tell("2024-01-01", DisabilityDetermined{1, std::nullopt, false});
  EXPECT_EQ(told.state().DisabilityGroup(Date::Of(2024, 1, 1)), 1);
  told.Tell("2024-06-01", DisabilityDetermined{0, std::nullopt, false});
  EXPECT_EQ(told.state().DisabilityGroup(Date::Of(2024, 6, 1)), 0);
}

TEST(PersonTest, TheInsuranceRecordHoldsFromItsDayAndCanBeCorrected) {
  ToldPerson told;
  told.Record("2013-07-01", 22, 40).Record("2013-07-01", 23, 41);
  ASSERT_NE(told.state().records.At(Date::Of(2024, 1, 1)), nullptr);
  EXPECT_EQ(told.state().records.At(Date::Of(2024, 1, 1))->months_to_1995, 23 * 12);
  EXPECT_EQ(told.state().records.At(Date::Of(2024, 1, 1))->months_total, 41 * 12);
}

TEST(PersonTest, ApplicationsAreSubmittedAndWithdrawn) {
  ToldPerson told;
  told.Tell("2024-01-05", ApplicationSubmitted{"old_age_pension", "A-1"});
  told.Tell("2024-01-06", ApplicationSubmitted{"disability_pension", "A-2"});
  told.Tell("2024-01-07", ApplicationWithdrawn{"A-1"});
  ASSERT_EQ(told.state().applications.size(), 2u);
  EXPECT_TRUE(told.state().applications[0].withdrawn);
  EXPECT_EQ(told.state().applications[0].submitted, Date::Of(2024, 1, 5));
  EXPECT_FALSE(told.state().applications[1].withdrawn);
}

TEST(PersonTest, AGrantBeginsAClaimWithItsAmount) {
  ToldPerson told;
  told.Grant("old_age_pension", "2013-07-01", 48000, "2023-10-01", "2013-06-20");
  const Claim* claim = told.state().FindClaim("old_age_pension");
  ASSERT_NE(claim, nullptr);
  EXPECT_EQ(claim->standing.At(Date::Of(2013, 6, 30)), nullptr);
  EXPECT_EQ(claim->standing.At(Date::Of(2013, 7, 1))->standing, kGranted);
  EXPECT_EQ(claim->awards.At(Date::Of(2013, 7, 1))->amount, Money::Cents(48000));
  EXPECT_EQ(claim->awards.At(Date::Of(2013, 7, 1))->as_of, Date::Of(2023, 10, 1));
  EXPECT_EQ(claim->awards.At(Date::Of(2013, 7, 1))->decision, "D-1");
  ASSERT_EQ(claim->grants.size(), 1u);
  EXPECT_EQ(claim->grants[0].from, Date::Of(2013, 7, 1));
  EXPECT_EQ(claim->grants[0].at.recorded.date(), Date::Of(2013, 6, 20));
  EXPECT_EQ(told.state().FindClaim("disability_pension"), nullptr);
}

TEST(PersonTest, AnAmountIsThatOfItsOwnDayWhenTheDecisionSaysNoOther) {
  ToldPerson told;
  told.Grant("old_age_pension", "2024-02-01", 48000, "");
  EXPECT_EQ(told.state().claims[0].awards.At(Date::Of(2024, 2, 1))->as_of, Date::Of(2024, 2, 1));
}

TEST(PersonTest, DecisionsChangeTheStandingFromTheirDay) {
  ToldPerson told;
  told.Grant("old_age_pension", "2020-01-01", 48000, "");
  told.Tell("2021-01-01", ToldPerson::Decision(DecisionKind::kSuspended, "old_age_pension"));
  told.Tell("2022-01-01", ToldPerson::Decision(DecisionKind::kResumed, "old_age_pension"));
  told.Tell("2023-01-01", ToldPerson::Decision(DecisionKind::kEnded, "old_age_pension"));
  const Claim& claim = told.state().claims[0];
  EXPECT_EQ(claim.standing.At(Date::Of(2020, 6, 1))->standing, kGranted);
  EXPECT_EQ(claim.standing.At(Date::Of(2021, 6, 1))->standing, Standing::kSuspended);
  EXPECT_EQ(claim.standing.At(Date::Of(2022, 6, 1))->standing, kGranted);
  EXPECT_EQ(claim.standing.At(Date::Of(2023, 6, 1))->standing, Standing::kEnded);
  EXPECT_EQ(claim.grants.size(), 1u) << "a resumption is no grant";
  EXPECT_THAT(told.state().doubts, IsEmpty());
}

TEST(PersonTest, AnAmendmentChangesTheAmountAndNothingElse) {
  ToldPerson told;
  told.Grant("old_age_pension", "2020-01-01", 48000, "2023-10-01");
  told.Amend("old_age_pension", "2024-01-01", 50000, "2024-01-01");
  const Claim& claim = told.state().claims[0];
  EXPECT_EQ(claim.awards.At(Date::Of(2023, 12, 31))->amount, Money::Cents(48000));
  EXPECT_EQ(claim.awards.At(Date::Of(2024, 1, 1))->amount, Money::Cents(50000));
  EXPECT_EQ(claim.standing.steps().size(), 1u);
  EXPECT_EQ(claim.grants.size(), 1u);
}

TEST(PersonTest, GrantsStandInOrderWhateverOrderTheyCameIn) {
  ToldPerson told;
  told.Grant("disability_pension", "2016-01-01", 20000, "");
  told.Grant("disability_pension", "2010-01-01", 15000, "");
  told.Grant("disability_pension", "2016-01-01", 20100, "");
  const Claim& claim = told.state().claims[0];
  ASSERT_EQ(claim.grants.size(), 2u) << "a grant decided again for the same day is the same grant";
  EXPECT_EQ(claim.grants[0].from, Date::Of(2010, 1, 1));
  EXPECT_EQ(claim.grants[1].from, Date::Of(2016, 1, 1));
  EXPECT_EQ(claim.grants[1].at.offset, Offset(0));
  EXPECT_EQ(claim.awards.At(Date::Of(2016, 1, 1))->amount, Money::Cents(20100));
}

TEST(PersonTest, ClaimsStandInOrderOfBenefit) {
  ToldPerson told;
  told.Grant("old_age_pension", "2020-01-01", 48000, "");
  told.Grant("disability_pension", "2010-01-01", 20000, "");
  ASSERT_EQ(told.state().claims.size(), 2u);
  EXPECT_EQ(told.state().claims[0].benefit, "disability_pension");
}

TEST(PersonTest, ARefusalChangesNothing) {
  ToldPerson told;
  told.Tell("2024-01-01", ToldPerson::Decision(DecisionKind::kRefused, "old_age_pension"));
  EXPECT_THAT(told.state().claims, IsEmpty());
  EXPECT_THAT(told.state().doubts, IsEmpty());
}

TEST(PersonTest, AChangeOfWhatWasNeverGrantedIsADoubt) {
  ToldPerson told;
  told.Tell("2024-01-01", ToldPerson::Decision(DecisionKind::kSuspended, "old_age_pension"));
  EXPECT_THAT(told.state().doubts, ElementsAre(HasSubstr("never granted")));
}

TEST(PersonTest, APaymentBothBookedAndRejectedIsADoubt) {
  ToldPerson told;
  told.Tell("2024-04-15", BankAnswered{"P-1", BankOutcome::kRejected, "AC04", ""});
  told.Tell("2024-04-16", BankAnswered{"P-1", BankOutcome::kReturned, "AC04", ""});
  EXPECT_THAT(told.state().doubts, IsEmpty());
  told.Tell("2024-04-17", BankAnswered{"P-1", BankOutcome::kSettled, "", ""});
  EXPECT_THAT(told.state().doubts, ElementsAre(HasSubstr("both booked and rejected")));
}

TEST(PersonTest, TheFirstAnswerOfTheBankHoldsButAReturnFollowsASettlement) {
  const auto answer = [](BankOutcome outcome) {
    return BankAnswered{"P-1", outcome, outcome == BankOutcome::kSettled ? "" : "AC04", ""};
  };
  ToldPerson told;
  told.Tell("2024-04-15", answer(BankOutcome::kSettled));
  told.Tell("2024-04-16", answer(BankOutcome::kSettled));
  ASSERT_EQ(told.state().answers.size(), 1u);
  EXPECT_EQ(told.state().answers[0].on, Date::Of(2024, 4, 15));
  told.Tell("2024-04-17", answer(BankOutcome::kRejected));
  EXPECT_EQ(told.state().answers[0].outcome, BankOutcome::kSettled) << "booked is not rejected";
  told.Tell("2024-04-18", answer(BankOutcome::kReturned));
  ASSERT_EQ(told.state().answers.size(), 1u);
  EXPECT_EQ(told.state().answers[0].outcome, BankOutcome::kReturned);
  EXPECT_EQ(told.state().answers[0].reason, "AC04");
  EXPECT_EQ(told.state().answers[0].at.offset, Offset(3));
  told.Tell("2024-04-19", answer(BankOutcome::kSettled));
  EXPECT_EQ(told.state().answers[0].outcome, BankOutcome::kReturned);
}

Event Died(const std::string& id, const std::string& source = "register") {
  return {id, source, PersonId(7), Date::Of(2024, 2, 10), Instant(), PersonDied{}};
}

TEST(PersonTest, ARepeatedEventChangesNothing) {
  PersonState state;
  Evolve(state, Died("R-1"), Offset(3), "bytes");
  const std::string before = EncodePerson(state);
  Evolve(state, Died("R-1"), Offset(9), "bytes");
  EXPECT_EQ(EncodePerson(state), before);
}

TEST(PersonTest, ARepeatAfterACorrectionDoesNotUndoIt) {
  PersonState state;
  Evolve(state, Died("R-1"), Offset(0), "died");
  Event annulled = Died("R-2");
  annulled.fact = PersonDied{true};
  Evolve(state, annulled, Offset(1), "annulled");
  Evolve(state, Died("R-1"), Offset(2), "died");
  EXPECT_EQ(state.died, std::nullopt);
}

TEST(PersonTest, TheSameIdWithOtherContentIsADoubtAndNoFact) {
  PersonState state;
  Evolve(state, Died("R-1"), Offset(0), "bytes");
  Event other = Died("R-1");
  other.effective = Date::Of(2024, 3, 1);
  Evolve(state, other, Offset(1), "other bytes");
  EXPECT_EQ(state.died, Date::Of(2024, 2, 10));
  EXPECT_THAT(state.doubts, ElementsAre(HasSubstr("came twice with different content")));
  const std::string before = EncodePerson(state);
  Evolve(state, other, Offset(2), "other bytes");
  EXPECT_EQ(EncodePerson(state), before) << "the same doubt again is no news";
}

TEST(PersonTest, TwoSourcesMayUseTheSameId) {
  PersonState state;
  Evolve(state, Died("1", "register"), Offset(0), "a");
  Evolve(state, Died("1", "cases"), Offset(1), "b");
  EXPECT_THAT(state.doubts, IsEmpty());
  EXPECT_EQ(state.seen.size(), 2u);
}

TEST(PersonTest, AStateIsReadAsItWasStored) {
  ToldPerson told;
  told.Live().Record("2013-07-01", 22, 40);
  told.Grant("old_age_pension", "2013-07-01", 48000, "2023-10-01");
  DecisionMade instead = ToldPerson::Decision(DecisionKind::kGranted, "disability_pension", 100);
  instead.instead_of = "old_age_pension";
  instead.case_id = "c";
  told.Tell("2014-01-01", instead);
  told.Tell("2015-01-01", ToldPerson::Decision(DecisionKind::kSuspended, "old_age_pension"));
  told.Tell("2015-02-01", ToldPerson::Decision(DecisionKind::kAmended, "survivors_pension"));
  told.Tell("2020-01-01", CodeChanged{"code"}).Tell("2020-01-01", AddressChanged{"address"});
  told.Tell("2024-02-10", PersonDied{}).Tell("2023-01-01", ResidenceChanged{"GB"});
  told.Tell("2020-01-01", StatusDetermined{Status::kChernobylLiquidator, Date::Of(2025, 1, 1)});
  told.Tell("2020-01-01", DisabilityDetermined{2, Date::Of(2023, 12, 31), true});
  told.Tell("2020-01-01", ApplicationSubmitted{"old_age_pension", "A-1"});
  told.Tell("2020-01-01", ApplicationWithdrawn{"A-1"});
  told.Tell("2024-04-15", BankAnswered{"P-1", BankOutcome::kReturned, "AC04", "M"});
  const std::string bytes = EncodePerson(told.state());
  const absl::StatusOr<PersonState> read = DecodePerson(bytes);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodePerson(*read), bytes);
  EXPECT_EQ(read->person, PersonId(1000000001));
  EXPECT_TRUE(read->registered);
  EXPECT_EQ(read->born, Date::Of(1951, 3, 7));
  EXPECT_EQ(read->sealed_identity, "sealed identity");
  EXPECT_EQ(read->sealed_code, "code");
  EXPECT_EQ(read->sealed_address, "address");
  EXPECT_EQ(read->died, Date::Of(2024, 2, 10));
  EXPECT_EQ(read->died_at.offset, told.state().died_at.offset);
  EXPECT_EQ(read->accounts.At(Date::Of(2024, 1, 1))->bank, "LVHABA");
  EXPECT_EQ(read->residence.At(Date::Of(2024, 1, 1))->country, "GB");
  EXPECT_TRUE(read->Has(Status::kChernobylLiquidator, Date::Of(2025, 1, 1)));
  EXPECT_FALSE(read->Has(Status::kChernobylLiquidator, Date::Of(2025, 1, 2)));
  EXPECT_EQ(read->DisabilityGroup(Date::Of(2023, 12, 31)), 2);
  EXPECT_TRUE(read->disability.At(Date::Of(2023, 1, 1))->since_childhood);
  EXPECT_EQ(read->records.At(Date::Of(2024, 1, 1))->months_total, 480);
  ASSERT_EQ(read->applications.size(), 1u);
  EXPECT_TRUE(read->applications[0].withdrawn);
  const Claim* old_age = read->FindClaim("old_age_pension");
  ASSERT_NE(old_age, nullptr);
  EXPECT_EQ(old_age->standing.At(Date::Of(2016, 1, 1))->standing, Standing::kSuspended);
  EXPECT_EQ(old_age->awards.At(Date::Of(2016, 1, 1))->as_of, Date::Of(2023, 10, 1));
  const Claim* disability = read->FindClaim("disability_pension", "c");
  ASSERT_NE(disability, nullptr);
  EXPECT_EQ(disability->grants[0].instead_of, "old_age_pension");
  ASSERT_EQ(read->answers.size(), 1u);
  EXPECT_EQ(read->answers[0].outcome, BankOutcome::kReturned);
  EXPECT_EQ(read->answers[0].on, Date::Of(2024, 4, 15));
  EXPECT_EQ(read->doubts, told.state().doubts);
  EXPECT_EQ(read->doubts.size(), 1u);
  EXPECT_EQ(read->seen.size(), told.state().seen.size());
}

TEST(PersonTest, BytesThatAreNoStateAreRefused) {
  EXPECT_EQ(DecodePerson("\xff").status().code(), absl::StatusCode::kDataLoss);
}

TEST(PersonTest, AnAmountStatedAgainForTheSameDayIsCorrectedAndKept) {
  ToldPerson told;
  const auto state = [&](int64_t cents, absl::string_view recorded) {
    told.Tell("2024-01-20",
              AmountDetermined{AmountKind::kMaintenanceFundPayment, Money::Cents(cents), {}},
              recorded);
  };
  state(10750, "2024-01-20");
  state(12000, "2024-05-06");
  const PersonState& person = told.state();
  EXPECT_EQ(person.Find(AmountKind::kMaintenanceFundPayment, Date::Of(2024, 2, 1))->amount,
            Money::Cents(12000));
  ASSERT_EQ(person.amounts.size(), 2u);
  EXPECT_EQ(person.amounts[0].amount, Money::Cents(10750));
}

}  // namespace
}  // namespace izmaksa
