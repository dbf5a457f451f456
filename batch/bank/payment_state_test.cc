#include "batch/bank/payment_state.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace izmaksa {
namespace {

PaymentReport Said(absl::string_view status, absl::string_view reason, int64_t moment,
                   ReportRank rank = ReportRank::kPayment) {
  return {StageOf(status, reason),      rank, std::string(status), std::string(reason),
          Instant::FromSeconds(moment), 0};
}

PaymentReport Debited() {
  return {PaymentStage::kBooked, ReportRank::kEntry, "BOOK", "", Instant::FromSeconds(50), 0};
}
PaymentReport CameBack(absl::string_view reason) {
  return {PaymentStage::kReturned, ReportRank::kEntry,       "BOOK",
          std::string(reason),     Instant::FromSeconds(90), 0};
}

// The stage after all of them, the same in every order; dies when it is not.
PaymentStage After(std::vector<PaymentReport> reports) {
  std::vector<size_t> order(reports.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::optional<PaymentStage> stage;
  do {
    PaymentState state;
    for (const size_t i : order) state.Apply(reports[i]);
    EXPECT_EQ(stage.value_or(state.stage()), state.stage());
    stage = state.stage();
  } while (std::next_permutation(order.begin(), order.end()));
  return *stage;
}

TEST(PaymentStateTest, BeforeTheBankSpeaksAPaymentIsSent) {
  EXPECT_EQ(PaymentState().stage(), PaymentStage::kSent);
  EXPECT_EQ(PaymentState().deciding(), nullptr);
}

TEST(PaymentStateTest, TheLatestReportCountsUntilOneIsFinal) {
  EXPECT_EQ(After({Said("ACTC", "", 1), Said("PDNG", "", 2)}), PaymentStage::kPending);
  EXPECT_EQ(After({Said("ACTC", "", 1), Said("PDNG", "", 2), Said("ACSP", "", 3)}),
            PaymentStage::kAccepted);
}

TEST(PaymentStateTest, AFinalStateIsNeverLeft) {
  EXPECT_EQ(After({Said("ACSC", "", 1), Said("PDNG", "", 2), Said("ACSP", "", 3)}),
            PaymentStage::kBooked);
  EXPECT_EQ(After({Said("RJCT", "AC01", 1), Said("ACSP", "", 3)}), PaymentStage::kRejected);
  EXPECT_EQ(After({Said("CANC", "", 1), Said("ACTC", "", 3)}), PaymentStage::kCancelled);
}

TEST(PaymentStateTest, WhatIsBookedMayComeBack) {
  EXPECT_EQ(After({Said("ACSC", "", 1), Debited(), CameBack("AC04")}), PaymentStage::kReturned);
  EXPECT_EQ(After({CameBack("AC04")}), PaymentStage::kReturned);
}

TEST(PaymentStateTest, WhatIsSaidOfThePaymentOutranksWhatIsSaidOfTheFile) {
  EXPECT_EQ(After({Said("RJCT", "AM10", 5, ReportRank::kFile), Said("ACSC", "", 1)}),
            PaymentStage::kBooked);
  EXPECT_EQ(After({Said("ACSC", "", 9, ReportRank::kBlock), Said("RJCT", "AC01", 1)}),
            PaymentStage::kRejected);
  EXPECT_EQ(After({Said("RJCT", "AC01", 1), Debited()}), PaymentStage::kBooked);
}

TEST(PaymentStateTest, ADisagreementOfTheBankIsNoticed) {
  PaymentState state;
  EXPECT_TRUE(state.Apply(Said("ACSC", "", 1)));
  EXPECT_FALSE(state.contradicted());
  state.Apply(Said("RJCT", "AC01", 2));
  EXPECT_TRUE(state.contradicted());
  EXPECT_EQ(state.stage(), PaymentStage::kBooked) << "paying late is better than paying twice";
}

TEST(PaymentStateTest, ARefusalAsADuplicateAndAnUnknownCodeMoveNothing) {
  EXPECT_EQ(After({Said("RJCT", "DU01", 5, ReportRank::kFile)}), PaymentStage::kSent);
  EXPECT_EQ(After({Said("ACSP", "", 1), Said("RJCT", "DU04", 2)}), PaymentStage::kAccepted);
  EXPECT_EQ(After({Said("ACSP", "", 1), Said("RVNM", "", 2), Said("QQQQ", "", 3)}),
            PaymentStage::kAccepted);
}

TEST(PaymentStateTest, EveryReportIsKeptOnce) {
  PaymentState state;
  EXPECT_TRUE(state.Apply(Said("PDNG", "", 1)));
  EXPECT_FALSE(state.Apply(Said("PDNG", "", 1)));
  EXPECT_TRUE(state.Apply(Said("RVNM", "", 1)));
  EXPECT_EQ(state.reports().size(), 2u);
}

}  // namespace
}  // namespace izmaksa
