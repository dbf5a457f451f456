// A control log with four officers, and the records they write, right and wrong. For tests.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "batch/control_acts.h"
#include "batch/signed_text.h"
#include "gtest/gtest.h"
#include "ledger/list_log.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"

namespace izmaksa {

inline constexpr char kRun[] = "2024-04-20";
inline const Date kDay = Date::Of(2024, 4, 22);

class ActsTest : public ::testing::Test {
 protected:
  ActsTest() {
    v1::ControlRecord record;
    record.mutable_ledger_opened()->set_shards(1);
    Append(record);
    maris_ = Officer("Māris", {OfficerRole::kMaker, OfficerRole::kApprover});
    liga_ = Officer("Līga", {OfficerRole::kApprover});
    andris_ = Officer("Andris", {OfficerRole::kApprover});
    zane_ = Officer("Zane", {OfficerRole::kTreasurer});
  }

  OfficerKey Officer(const std::string& name, const std::set<OfficerRole>& roles) {
    const absl::StatusOr<OfficerKey> key = CreateOfficerKey(directory_.path() + "/" + name, name);
    CHECK(key.ok());
    v1::ControlRecord record;
    record.mutable_officer_registered()->set_name(name);
    record.mutable_officer_registered()->set_public_key(key->public_key);
    for (const OfficerRole role : roles)
      record.mutable_officer_registered()->add_roles(static_cast<v1::Role>(role));
    Append(record);
    return *key;
  }

  void Open(const std::string& maker, const std::string& run = kRun,
            const std::string& previous = "") {
    v1::ControlRecord record;
    v1::RunOpened& opened = *record.mutable_run_opened();
    opened.set_run(run);
    opened.set_previous(previous);
    opened.set_business_date(Date::Parse(run)->days());
    opened.add_cutoffs(1);
    opened.set_law_digest(std::string(32, 'l'));
    opened.set_maker(maker);
    opened.set_maker_signs(true);
    opened.set_limits(State().limits_number);
    Append(record);
  }

  // Pays `cents` of programme 04.01.00, before tax and net, on 22 April.
  void Close(int64_t cents, const std::string& run = kRun) {
    v1::ControlRecord record;
    v1::RunClosed& closed = *record.mutable_run_closed();
    closed.set_run(run);
    v1::ShardClosed& shard = *closed.add_shards();
    shard.set_root(std::string(32, 'r'));
    shard.mutable_totals()->set_payments(2);
    shard.mutable_totals()->set_paid(cents);
    v1::BenefitTotal& benefit = *shard.mutable_totals()->add_benefits();
    benefit.set_programme("04.01.00");
    benefit.set_paid_gross(cents);
    closed.set_root(ToBytes(RunRoot(closed)));
    v1::PayDayTotal& day = *closed.add_days();
    day.set_pay_date(kDay.days());
    day.set_payments(2);
    day.set_amount(cents);
    closing_ = record;
    Append(record);
  }

  void MakeRun(const std::string& maker = "Māris", int64_t cents = 1000) {
    Open(maker);
    Close(cents);
  }

  // A run of Māris, approved by Līga and Andris.
  void ApprovedRun() {
    MakeRun();
    ASSERT_TRUE(SignRun(log_, kRun, maris_).ok());
    ASSERT_TRUE(ApproveRun(log_, kRun, liga_, {}, total_).ok());
    ASSERT_TRUE(ApproveRun(log_, kRun, andris_, {}, total_).ok());
  }

  void AppendApproval(const OfficerKey& key, const std::vector<std::string>& accepted = {}) {
    AppendApproval(key, accepted, total_);
  }

  void AppendApproval(const OfficerKey& key, const std::vector<std::string>& accepted,
                      const HashTotal& total) {
    v1::ControlRecord record;
    v1::RunApproved& approved = *record.mutable_run_approved();
    approved.set_run(kRun);
    approved.set_root(ToBytes(Run().root()));
    approved.set_officer(key.officer);
    approved.set_signature(Sign(key, ApprovalText(kRun, Run().root(), total, accepted)));
    approved.mutable_hash_total()->set_payments(total.payments);
    approved.mutable_hash_total()->set_amount(total.amount.cents());
    approved.mutable_hash_total()->set_hash(ToBytes(total.hash));
    for (const std::string& finding : accepted) approved.add_accepted(finding);
    Append(record);
  }

  v1::ControlRecord ReleaseRecord(const OfficerKey& key) {
    v1::ControlRecord record;
    v1::RunReleased& released = *record.mutable_run_released();
    released.set_run(kRun);
    released.set_root(ToBytes(Run().root()));
    released.set_format("pain.001.001.09");
    v1::FileReleased& file = *released.add_files();
    file.set_name("a.xml");
    file.set_digest(ToBytes(digest_));
    file.set_payments(2);
    file.set_amount(1000);
    released.set_officer(key.officer);
    released.set_signature(Sign(key, ReleaseText(kRun, Run().root(), "pain.001.001.09", false,
                                                 {{"a.xml", digest_, 2, Money::Cents(1000)}})));
    return record;
  }

  void AppendSent(const OfficerKey& key, const Digest& digest) {
    v1::ControlRecord record;
    v1::FileSent& sent = *record.mutable_file_sent();
    sent.set_run(kRun);
    sent.set_name("a.xml");
    sent.set_digest(ToBytes(digest));
    sent.set_officer(key.officer);
    sent.set_signature(Sign(key, SentText(kRun, "a.xml", digest)));
    Append(record);
  }

  void AppendDiscarded(const OfficerKey& key, const std::string& reason) {
    v1::ControlRecord record;
    v1::FileDiscarded& discarded = *record.mutable_file_discarded();
    discarded.set_run(kRun);
    discarded.set_name("a.xml");
    discarded.set_digest(ToBytes(digest_));
    discarded.set_reason(reason);
    discarded.set_officer(key.officer);
    discarded.set_signature(Sign(key, DiscardText(kRun, "a.xml", digest_, reason)));
    Append(record);
  }

  void Append(const v1::ControlRecord& record) { CHECK(AppendControl(log_, record).ok()); }

  ControlState State() {
    absl::StatusOr<ControlState> state = FoldControl(log_);
    CHECK(state.ok());
    return *std::move(state);
  }
  RunState Run() { return *State().Find(kRun); }

  static std::string Why(const absl::Status& status) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    return std::string(status.message());
  }

  ListLog log_;
  OfficerKey maris_, liga_, andris_, zane_;
  v1::ControlRecord closing_;
  const Digest digest_ = Sha256("the file");
  const HashTotal total_ = {2, Money::Cents(1000), Sha256("the payments")};  // of every run here

 private:
  const TempDirectory directory_;
};

}  // namespace izmaksa
