#include "batch/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr int kYear = 2024;

Money Cents(int64_t cents) { return Money::Cents(cents); }

MATCHER_P2(TallyIs, count, cents, "") {
  return arg.count == count && arg.amount == Money::Cents(cents);
}

PaymentPart Part(const std::string& benefit, int month, int64_t cents) {
  return {{benefit, "", Month::Of(kYear, month), "04.01.00"}, Cents(cents)};
}

JournalEntry Paid(std::vector<PaymentPart> parts, int64_t tax = 0, int64_t recovered = 0) {
  JournalEntry entry;
  Payment payment;
  payment.parts = std::move(parts);
  payment.tax = Cents(tax);
  payment.recovered = Cents(recovered);
  payment.amount = payment.gross() - payment.tax - payment.recovered;
  entry.payments.push_back(std::move(payment));
  return entry;
}

JournalEntry Held(const std::string& reason) {
  JournalEntry entry;
  entry.held = {reason, "another reason"};
  return entry;
}

// From March to April.
Difference Of(const JournalEntry* before, const JournalEntry* now) {
  Difference difference(Month::Of(kYear, 3), Month::Of(kYear, 4));
  difference.Add(before, now, "the pension has ended");
  EXPECT_EQ(difference.sum(), difference.net_now() - difference.net_before());
  return difference;
}

TEST(DifferenceTest, SamePaymentHasNoCause) {
  const JournalEntry before = Paid({Part("a", 3, 500'00)}, 1'00),
                     now = Paid({Part("a", 4, 500'00)}, 1'00);
  EXPECT_THAT(Of(&before, &now).causes(), IsEmpty());
}

TEST(DifferenceTest, WhoIsNewlyPaidIsCountedNet) {
  const JournalEntry now = Paid({Part("a", 4, 500'00), Part("a", 3, 100'00)}, 20'00);
  EXPECT_THAT(Of(nullptr, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kNewlyPaid, ""}, TallyIs(1, 580'00))));
}

TEST(DifferenceTest, WhoWasHeldIsNotNew) {
  const JournalEntry before = Held("no account is known: none"), now = Paid({Part("a", 4, 500'00)});
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kPaidAfterHold, "no account is known"},
                               TallyIs(1, 500'00))));
}

TEST(DifferenceTest, WhoIsPaidNoLongerIsHeldOrOwedNothing) {
  const JournalEntry before = Paid({Part("a", 3, 500'00)}, 7'00), held = Held("died: 2024-03-30");
  EXPECT_THAT(Of(&before, &held).causes(),
              ElementsAre(Pair(Cause{CauseKind::kHeld, "died"}, TallyIs(1, -493'00))));
  EXPECT_THAT(
      Of(&before, nullptr).causes(),
      ElementsAre(Pair(Cause{CauseKind::kNotDue, "the pension has ended"}, TallyIs(1, -493'00))));
}

TEST(DifferenceTest, EachBenefitBeginsEndsRisesOrFalls) {
  const JournalEntry before = Paid({Part("a", 3, 500'00), Part("b", 3, 10'00), Part("c", 3, 9'00)}),
                     now = Paid({Part("a", 4, 512'34), Part("c", 4, 8'00), Part("d", 4, 3'00)});
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kBegins, "d"}, TallyIs(1, 3'00)),
                          Pair(Cause{CauseKind::kEnds, "b"}, TallyIs(1, -10'00)),
                          Pair(Cause{CauseKind::kRises, "a"}, TallyIs(1, 12'34)),
                          Pair(Cause{CauseKind::kFalls, "c"}, TallyIs(1, -1'00))));
}

TEST(DifferenceTest, ArrearsOfEitherRunAreCausesOfTheirOwn) {
  const JournalEntry before = Paid({Part("a", 2, 40'00), Part("a", 3, 500'00)}),
                     now = Paid({Part("a", 4, 500'00), Part("b", 1, 5'00), Part("b", 3, 6'00)});
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kArrears, "b"}, TallyIs(1, 11'00)),
                          Pair(Cause{CauseKind::kArrearsBefore, "a"}, TallyIs(1, -40'00))));
}

TEST(DifferenceTest, TaxAndRecoveryLowerTheNet) {
  const JournalEntry before = Paid({Part("a", 3, 500'00)}, 5'00, 30'00),
                     now = Paid({Part("a", 4, 500'00)}, 8'00);
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kTax, ""}, TallyIs(1, -3'00)),
                          Pair(Cause{CauseKind::kRecovery, ""}, TallyIs(1, 30'00))));
}

TEST(DifferenceTest, PaymentsSentAnewAreApart) {
  JournalEntry before = Paid({Part("a", 3, 500'00)}), now = Paid({Part("a", 4, 500'00)});
  Payment again;
  again.amount = Cents(500'00);
  again.reissue_of = "20240310-1-1";
  now.payments.push_back(again);
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kReissued, ""}, TallyIs(1, 500'00))));
  before.payments.push_back(again);
  now.payments.pop_back();
  EXPECT_THAT(Of(&before, &now).causes(),
              ElementsAre(Pair(Cause{CauseKind::kReissuedBefore, ""}, TallyIs(1, -500'00))));
}

TEST(DifferenceTest, PeopleAddUp) {
  const JournalEntry now = Paid({Part("a", 4, 500'00)});
  Difference sum = Of(nullptr, &now);
  sum.Add(Of(nullptr, &now));
  EXPECT_THAT(sum.causes(),
              ElementsAre(Pair(Cause{CauseKind::kNewlyPaid, ""}, TallyIs(2, 1000'00))));
  EXPECT_EQ(sum.net_now(), Cents(1000'00));
}

}  // namespace
}  // namespace izmaksa
