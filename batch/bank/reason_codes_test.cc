#include "batch/bank/reason_codes.h"

#include <gtest/gtest.h>

namespace izmaksa {
namespace {

TEST(ReasonCodesTest, SaysWhatHasToHappenBeforePayingAgain) {
  EXPECT_EQ(MeaningOf("AC04"), AfterReturn::kNewAccount);
  EXPECT_EQ(MeaningOf("AC01"), AfterReturn::kNewAccount);
  EXPECT_EQ(MeaningOf("MD07"), AfterReturn::kDeceased);
  EXPECT_EQ(MeaningOf("BE04"), AfterReturn::kAddress);
  EXPECT_EQ(MeaningOf("AM10"), AfterReturn::kOurDefect);
  EXPECT_EQ(MeaningOf("AM04"), AfterReturn::kFunds);
  EXPECT_EQ(MeaningOf("TM01"), AfterReturn::kRedate);
  EXPECT_EQ(MeaningOf("DU04"), AfterReturn::kDuplicate);
  EXPECT_EQ(MeaningOf("FOCR"), AfterReturn::kRecallClosed);
  EXPECT_EQ(MeaningOf("CNOR"), AfterReturn::kBankDirectory);
}

TEST(ReasonCodesTest, ABlockedAccountAndAnUnsaidReasonAreForAPerson) {
  // AC06 may be a seizure, MS03 often hides AC04: paying again without a word would be a guess.
  EXPECT_EQ(MeaningOf("AC06"), AfterReturn::kPersonDecides);
  EXPECT_EQ(MeaningOf("MS03"), AfterReturn::kPersonDecides);
  EXPECT_EQ(WordsOf("AC06"), "account blocked");
}

TEST(ReasonCodesTest, AnUnknownCodeIsLookedAtAndIsNoError) {
  EXPECT_EQ(MeaningOf("ZZ99"), AfterReturn::kPersonDecides);
  EXPECT_EQ(WordsOf("ZZ99"), "not a known reason");
  EXPECT_EQ(ActionOf("ZZ99"), "look at it");
  EXPECT_EQ(WordsOf(""), "no reason given");
  EXPECT_EQ(MeaningOf("ac04"), AfterReturn::kPersonDecides) << "codes are capital letters";
}

}  // namespace
}  // namespace izmaksa
