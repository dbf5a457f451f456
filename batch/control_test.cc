// Which records of the control log count.
#include "batch/control.h"

#include "batch/control_acts.h"
#include "batch/officer_key.h"
#include "batch/signed_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/list_log.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ControlTest : public ::testing::Test {
 protected:
  ControlTest() {
    v1::ControlRecord record;
    record.mutable_ledger_opened()->set_shards(2);
    record.mutable_ledger_opened()->set_agency_name("Aģentūra");
    record.mutable_ledger_opened()->set_file_payments_max(50);
    Append(record);
  }

  OfficerKey NewOfficer(const std::string& name) {
    const absl::StatusOr<OfficerKey> key =
        CreateOfficerKey(directory_.path() + "/" + std::to_string(keys_++), name);
    CHECK(key.ok());
    return *key;
  }

  OfficerKey Officer(const std::string& name) {
    OfficerKey key = NewOfficer(name);
    Register(name, key.public_key);
    return key;
  }

  void Register(const std::string& name, const std::string& public_key) {
    v1::ControlRecord record;
    record.mutable_officer_registered()->set_name(name);
    record.mutable_officer_registered()->set_public_key(public_key);
    Append(record);
  }

  v1::ControlRecord OpenedRecord(Date date, const std::string& previous, const std::string& maker) {
    v1::ControlRecord record;
    v1::RunOpened& opened = *record.mutable_run_opened();
    opened.set_run(date.ToString());
    opened.set_previous(previous);
    opened.set_business_date(date.days());
    opened.add_cutoffs(10);
    opened.add_cutoffs(20);
    opened.set_law_digest(std::string(32, 'l'));
    opened.set_build("b1");
    opened.set_maker(maker);
    opened.set_first_month(Month::Of(2024, 1).number());
    return record;
  }

  void OpenRun(Date date, const std::string& previous, const std::string& maker = "batch") {
    Append(OpenedRecord(date, previous, maker));
  }

  v1::ControlRecord ClosedRecord(const std::string& run) {
    v1::ControlRecord record;
    v1::RunClosed& closed = *record.mutable_run_closed();
    closed.set_run(run);
    for (const char shard : {'a', 'b'}) closed.add_shards()->set_root(std::string(32, shard));
    closed.set_root(ToBytes(RunRoot(closed)));
    return record;
  }

  // A run of 20 April 2024, closed.
  Digest CloseRun() {
    OpenRun(Date::Of(2024, 4, 20), "");
    Append(ClosedRecord("2024-04-20"));
    return State().runs[0].root();
  }

  void Approve(const std::string& officer, const OfficerKey& key, const Digest& root,
               const std::string& run = "2024-04-20") {
    v1::ControlRecord record;
    record.mutable_run_approved()->set_run(run);
    record.mutable_run_approved()->set_root(ToBytes(root));
    record.mutable_run_approved()->set_officer(officer);
    record.mutable_run_approved()->set_signature(
        Sign(key, ApprovalText(run, root, std::nullopt, {})));
    Append(record);
  }

  void Release(const Digest& root) {
    v1::ControlRecord record;
    v1::RunReleased& released = *record.mutable_run_released();
    released.set_run("2024-04-20");
    released.set_root(ToBytes(root));
    released.set_format("pain.001.001.09");
    released.set_basic_letters(true);
    v1::FileReleased& file = *released.add_files();
    file.set_name("a.xml");
    file.set_digest(std::string(32, 'f'));
    file.set_payments(3);
    file.set_amount(700);
    Append(record);
  }

  void Append(const v1::ControlRecord& record) { CHECK(AppendControl(log_, record).ok()); }

  ControlState State() {
    const absl::StatusOr<ControlState> state = FoldControl(log_);
    CHECK(state.ok());
    return *state;
  }

  ListLog log_;

 private:
  const TempDirectory directory_;
  int keys_ = 0;
};

TEST_F(ControlTest, TheLedgersOpeningSaysWhatItIs) {
  const ControlState state = State();
  EXPECT_EQ(state.shards, 2);
  EXPECT_EQ(state.agency.name, "Aģentūra");
  EXPECT_EQ(state.file_payments_max, 50);
  EXPECT_EQ(state.first_month, std::nullopt);
  v1::ControlRecord again;
  again.mutable_ledger_opened()->set_shards(8);
  Append(again);
  EXPECT_EQ(State().shards, 2) << "a ledger is opened once";
  EXPECT_EQ(State().void_records, 1);
}

TEST_F(ControlTest, ALogThatDoesNotBeginWithTheOpeningIsDamaged) {
  ListLog empty;
  EXPECT_EQ(FoldControl(empty).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ControlTest, ARunIsOpenedWithEverythingItWasMadeFrom) {
  OpenRun(Date::Of(2024, 4, 20), "", "Līga");
  const ControlState state = State();
  ASSERT_NE(state.Open(), nullptr);
  const RunState& run = *state.Open();
  EXPECT_EQ(run.run, "2024-04-20");
  EXPECT_EQ(run.maker, "Līga");
  EXPECT_EQ(run.build, "b1");
  EXPECT_EQ(run.business_date, Date::Of(2024, 4, 20));
  EXPECT_EQ(run.first_month, Month::Of(2024, 1));
  EXPECT_THAT(run.cutoffs, ElementsAre(Offset(10), Offset(20)));
  EXPECT_EQ(state.LastClosed(), nullptr);
}

TEST_F(ControlTest, OneRunIsOpenAtATime) {
  OpenRun(Date::Of(2024, 4, 20), "");
  OpenRun(Date::Of(2024, 4, 21), "");
  EXPECT_EQ(State().runs.size(), 1u);
}

TEST_F(ControlTest, ARunNamesTheLastClosedOne) {
  CloseRun();
  OpenRun(Date::Of(2024, 5, 20), "");  // its author saw the log before the April run
  OpenRun(Date::Of(2024, 5, 20), "2024-03-20");
  EXPECT_EQ(State().Open(), nullptr);
  OpenRun(Date::Of(2024, 5, 20), "2024-04-20");
  EXPECT_NE(State().Open(), nullptr);
  EXPECT_EQ(State().void_records, 2);
}

TEST_F(ControlTest, RunsGoForwardInTime) {
  CloseRun();
  OpenRun(Date::Of(2024, 4, 20), "2024-04-20");
  OpenRun(Date::Of(2024, 4, 19), "2024-04-20");
  EXPECT_EQ(State().runs.size(), 1u);
}

TEST_F(ControlTest, ANameIsUsedOnce) {
  CloseRun();
  v1::ControlRecord record = OpenedRecord(Date::Of(2024, 5, 20), "2024-04-20", "batch");
  record.mutable_run_opened()->set_run("2024-04-20");
  Append(record);
  EXPECT_EQ(State().runs.size(), 1u);
}

TEST_F(ControlTest, ARunThatDoesNotFitTheLedgerIsVoid) {
  v1::ControlRecord record = OpenedRecord(Date::Of(2024, 4, 20), "", "batch");
  record.mutable_run_opened()->add_cutoffs(30);
  Append(record);
  record = OpenedRecord(Date::Of(2024, 4, 20), "", "batch");
  record.mutable_run_opened()->set_law_digest("short");
  Append(record);
  EXPECT_THAT(State().runs, IsEmpty());
}

TEST_F(ControlTest, AClosingCountsWithItsShardsAndTheirRoot) {
  OpenRun(Date::Of(2024, 4, 20), "");
  v1::ControlRecord wrong_root = ClosedRecord("2024-04-20");
  wrong_root.mutable_run_closed()->set_root(std::string(32, 'x'));
  Append(wrong_root);
  v1::ControlRecord one_shard = ClosedRecord("2024-04-20");
  one_shard.mutable_run_closed()->mutable_shards()->RemoveLast();
  one_shard.mutable_run_closed()->set_root(ToBytes(RunRoot(one_shard.run_closed())));
  Append(one_shard);
  Append(ClosedRecord("2024-04-19"));
  EXPECT_NE(State().Open(), nullptr);
  Append(ClosedRecord("2024-04-20"));
  ASSERT_NE(State().LastClosed(), nullptr);
  Append(ClosedRecord("2024-04-20"));
  EXPECT_EQ(State().void_records, 4);
}

TEST_F(ControlTest, TwoDifferentOfficersApproveAndThenItIsReleased) {
  const OfficerKey liga = Officer("Līga"), andris = Officer("Andris");
  const Digest root = CloseRun();
  Release(root);
  EXPECT_FALSE(State().runs[0].is_released) << "nobody has approved it";
  Approve("Līga", liga, root);
  Release(root);
  EXPECT_FALSE(State().runs[0].is_released) << "one has approved it";
  Approve("Andris", andris, root);
  EXPECT_THAT(State().runs[0].approved_by, ElementsAre("Līga", "Andris"));
  Release(std::array<uint8_t, 32>{});
  EXPECT_FALSE(State().runs[0].is_released) << "of another root";
  Release(root);
  const ControlState state = State();
  const RunState& run = state.runs[0];
  EXPECT_TRUE(run.is_released);
  ASSERT_EQ(run.released.size(), 1u);
  EXPECT_EQ(run.released[0].name, "a.xml");
  EXPECT_EQ(run.released[0].payments, 3);
  EXPECT_EQ(run.released[0].amount, Money::Cents(700));
  EXPECT_EQ(run.format, "pain.001.001.09");
  EXPECT_TRUE(run.basic_letters);
  Release(root);
  EXPECT_EQ(State().runs[0].released.size(), 1u) << "once";
}

TEST_F(ControlTest, AnOfficerApprovesOnce) {
  const OfficerKey liga = Officer("Līga");
  const Digest root = CloseRun();
  Approve("Līga", liga, root);
  Approve("Līga", liga, root);
  EXPECT_THAT(State().runs[0].approved_by, ElementsAre("Līga"));
}

TEST_F(ControlTest, TheMakerDoesNotApprove) {
  const OfficerKey liga = Officer("Līga");
  OpenRun(Date::Of(2024, 4, 20), "", "Līga");
  Append(ClosedRecord("2024-04-20"));
  Approve("Līga", liga, State().runs[0].root());
  EXPECT_THAT(State().runs[0].approved_by, IsEmpty());
}

TEST_F(ControlTest, AnApprovalIsOfTheRunsRoot) {
  const OfficerKey liga = Officer("Līga");
  CloseRun();
  Approve("Līga", liga, LeafHash("another root"));
  EXPECT_THAT(State().runs[0].approved_by, IsEmpty());
}

TEST_F(ControlTest, AnApprovalOfAnOpenRunOrOfNoneIsVoid) {
  const OfficerKey liga = Officer("Līga");
  OpenRun(Date::Of(2024, 4, 20), "");
  const Digest root = LeafHash("root");
  Approve("Līga", liga, root);
  Approve("Līga", liga, root, "2024-04-21");
  EXPECT_EQ(State().void_records, 2);
}

TEST_F(ControlTest, AForgedApprovalIsVoid) {
  Officer("Līga");
  const OfficerKey stranger = NewOfficer("Līga");
  const Digest root = CloseRun();
  Approve("Līga", stranger, root);    // her name, another key
  Approve("Nobody", stranger, root);  // not registered
  EXPECT_THAT(State().runs[0].approved_by, IsEmpty());
}

TEST_F(ControlTest, ASignatureOverAnotherRunIsVoid) {
  const OfficerKey liga = Officer("Līga");
  const Digest root = CloseRun();
  v1::ControlRecord record;
  record.mutable_run_approved()->set_run("2024-04-20");
  record.mutable_run_approved()->set_root(ToBytes(root));
  record.mutable_run_approved()->set_officer("Līga");
  record.mutable_run_approved()->set_signature(
      Sign(liga, ApprovalText("2024-03-20", root, std::nullopt, {})));
  Append(record);
  EXPECT_THAT(State().runs[0].approved_by, IsEmpty());
}

TEST_F(ControlTest, AnOfficerIsRegisteredOnceAndAKeyIsOneOfficers) {
  const OfficerKey liga = Officer("Līga");
  Register("Līga", NewOfficer("Līga").public_key);
  Register("Līga's other name", liga.public_key);
  Register("Short key", "short");
  Register("", NewOfficer("x").public_key);
  const ControlState state = State();
  ASSERT_EQ(state.officers.size(), 1u);
  EXPECT_EQ(state.officers[0].public_key, liga.public_key);
  EXPECT_EQ(state.void_records, 4);
}

TEST_F(ControlTest, ApprovingSaysWhyItWouldNotCount) {
  const OfficerKey liga = Officer("Līga");
  const auto refusal = [&](const std::string& run, const OfficerKey& key) {
    return ApproveRun(log_, run, key, {}, HashTotal()).status();
  };
  EXPECT_EQ(refusal("2024-04-20", liga).code(), absl::StatusCode::kNotFound);
  OpenRun(Date::Of(2024, 4, 20), "", "Andris");
  EXPECT_EQ(refusal("2024-04-20", liga).code(), absl::StatusCode::kFailedPrecondition);
  Append(ClosedRecord("2024-04-20"));
  EXPECT_EQ(refusal("2024-04-20", NewOfficer("Zane")).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refusal("2024-04-20", NewOfficer("Līga")).message()),
              HasSubstr("not the one Līga is registered with"));
  EXPECT_THAT(std::string(refusal("2024-04-20", Officer("Andris")).message()),
              HasSubstr("maker and approvers"));
  const absl::StatusOr<RunState> approved = ApproveRun(log_, "2024-04-20", liga, {}, HashTotal());
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_THAT(approved->approved_by, ElementsAre("Līga"));
  EXPECT_THAT(std::string(refusal("2024-04-20", liga).message()), HasSubstr("already"));
  EXPECT_EQ(State().void_records, 0) << "what would not count is not appended";
}

TEST_F(ControlTest, TheFoldStopsAtAFieldItDoesNotKnow) {
  v1::ControlRecord record = OpenedRecord(Date::Of(2024, 4, 20), "", "batch");
  record.mutable_run_opened()->MergeFromString(std::string("\xa0\x06\x01", 3));
  Append(record);
  EXPECT_EQ(FoldControl(log_).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ControlTest, TheFoldStopsAtAKindItDoesNotKnow) {
  ASSERT_TRUE(log_.Append({std::string("\xf2\x01\x00", 3)}).ok());
  EXPECT_EQ(FoldControl(log_).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ControlTest, TheFoldStopsAtBytesThatAreNoRecord) {
  ASSERT_TRUE(log_.Append({"\xff"}).ok());
  EXPECT_EQ(FoldControl(log_).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace izmaksa
