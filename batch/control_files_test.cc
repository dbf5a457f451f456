// What becomes of the files of a run: what the fold of the control log does not count.
#include "batch/control_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace izmaksa {
namespace {

TEST_F(ActsTest, ATreasurerWhoDidNotMakeTheRunReleasesIt) {
  const OfficerKey both = Officer("Ilze", {OfficerRole::kMaker, OfficerRole::kTreasurer});
  MakeRun("Ilze");
  ASSERT_TRUE(SignRun(log_, kRun, both).ok());
  ASSERT_TRUE(ApproveRun(log_, kRun, liga_, {}, total_).ok());
  Append(ReleaseRecord(zane_));
  EXPECT_FALSE(Run().is_released) << "one has approved it";
  ASSERT_TRUE(ApproveRun(log_, kRun, andris_, {}, total_).ok());
  Append(ReleaseRecord(both));
  EXPECT_FALSE(Run().is_released) << "the maker released it";
  Append(ReleaseRecord(liga_));
  EXPECT_FALSE(Run().is_released) << "an approver released it";
  v1::ControlRecord unsigned_release = ReleaseRecord(zane_);
  unsigned_release.mutable_run_released()->clear_officer();
  Append(unsigned_release);
  EXPECT_FALSE(Run().is_released) << "nobody released it";
  v1::ControlRecord changed = ReleaseRecord(zane_);
  changed.mutable_run_released()->mutable_files(0)->set_digest(ToBytes(Sha256("another file")));
  Append(changed);
  EXPECT_FALSE(Run().is_released) << "another file was signed";
  Append(ReleaseRecord(zane_));
  EXPECT_TRUE(Run().is_released);
}

TEST_F(ActsTest, AFileIsSentAsItWasReleasedAndThenNeverDiscarded) {
  ApprovedRun();
  AppendSent(zane_, digest_);
  Append(ReleaseRecord(zane_));
  EXPECT_EQ(Run().released[0].sent_by, "") << "sent before it was released";
  AppendSent(zane_, Sha256("another file"));
  EXPECT_EQ(Run().released[0].sent_by, "");
  AppendSent(liga_, digest_);
  EXPECT_EQ(Run().released[0].sent_by, "") << "sent by an approver";
  AppendSent(zane_, digest_);
  EXPECT_EQ(Run().released[0].sent_by, "Zane");
  AppendDiscarded(zane_, "too late");
  EXPECT_EQ(Run().released[0].discarded_by, "");
}

TEST_F(ActsTest, ADiscardedFileIsNeverSent) {
  ApprovedRun();
  Append(ReleaseRecord(zane_));
  AppendDiscarded(liga_, "not mine to discard");
  AppendDiscarded(zane_, "");
  AppendDiscarded(zane_, "two\nlines");
  EXPECT_EQ(Run().released[0].discarded_by, "");
  AppendDiscarded(zane_, "the bank is shut");
  EXPECT_EQ(Run().released[0].discarded_by, "Zane");
  EXPECT_EQ(Run().released[0].discard_reason, "the bank is shut");
  AppendSent(zane_, digest_);
  EXPECT_EQ(Run().released[0].sent_by, "");
}

}  // namespace
}  // namespace izmaksa
