#include "batch/control.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/day_sums.h"
#include "batch/officer_key.h"
#include "ledger/status.h"
#include "ledger/understood.h"

namespace izmaksa {
namespace {

constexpr int kReadAhead = 1024;

constexpr size_t kPublicKeySize = 32;

bool IsPublicKey(const std::string& bytes) { return bytes.size() == kPublicKeySize; }

bool IsDigest(const std::string& bytes) { return bytes.size() == std::tuple_size<Digest>::value; }

class Fold {
 public:
  // Says whether the record counts.
  absl::StatusOr<bool> Add(const v1::ControlRecord& record) {
    if (!Understood(record)) {
      return absl::FailedPreconditionError(
          "the control log has a record with a field that this program does not know: upgrade it "
          "first");
    }
    switch (record.record_case()) {
      case v1::ControlRecord::kLedgerOpened:
        return Opened(record.ledger_opened());
      case v1::ControlRecord::kOfficerRegistered:
        return Registered(record.officer_registered());
      case v1::ControlRecord::kRunOpened:
        return Opened(record.run_opened());
      case v1::ControlRecord::kRunClosed:
        return Closed(record.run_closed());
      case v1::ControlRecord::kRunApproved:
        return Approved(record.run_approved());
      case v1::ControlRecord::kRunReleased:
        return Released(record.run_released());
      case v1::ControlRecord::kRunSigned:
        return Signed(record.run_signed());
      case v1::ControlRecord::kLimitsSet:
        return Set(record.limits_set());
      case v1::ControlRecord::kFileSent:
        return Sent(record.file_sent());
      case v1::ControlRecord::kFileDiscarded:
        return Discarded(record.file_discarded());
      default:
        if (const std::optional<bool> counts = AddBankRecord(
                record, state.agency.iban,
                [this](const std::string& officer, absl::string_view text,
                       const std::string& signature) {
                  return SignedBy(officer, OfficerRole::kTreasurer, text, signature);
                },
                &state.bank))
          return *counts;
        break;
    }
    return absl::FailedPreconditionError(
        "the control log has a record of a kind that this program does not know: upgrade it first");
  }

  ControlState state;

 private:
  bool Opened(const v1::LedgerOpened& opened) {
    if (state.shards != 0 || opened.shards() < 1) return false;
    state.shards = opened.shards();
    state.agency = {opened.agency_name(), opened.agency_id(), opened.agency_iban(),
                    opened.agency_bic()};
    state.post = {opened.post_name(), opened.post_iban()};
    state.file_payments_max = opened.file_payments_max();
    if (opened.first_month() != 0) state.first_month = Month::FromNumber(opened.first_month());
    return true;
  }

  bool Registered(const v1::OfficerRegistered& officer) {
    if (officer.name().empty() || !IsPublicKey(officer.public_key())) return false;
    for (const Officer& known : state.officers) {
      // One key under two names would be one person approving twice.
      if (known.name == officer.name() || known.public_key == officer.public_key()) return false;
    }
    std::set<OfficerRole> roles;
    for (const int role : officer.roles()) {
      if (role < v1::MAKER || role > v1::TREASURER) return false;
      roles.insert(static_cast<OfficerRole>(role));
    }
    if (roles.empty()) roles.insert(OfficerRole::kApprover);  // versions before 0.3 knew no other
    state.officers.push_back({officer.name(), officer.public_key(), std::move(roles)});
    return true;
  }

  // Whether this officer has the role and signed the text.
  bool SignedBy(const std::string& name, OfficerRole role, absl::string_view text,
                const std::string& signature) const {
    const Officer* officer = state.FindOfficer(name);
    return officer != nullptr && officer->roles.count(role) > 0 &&
           SignatureHolds(officer->public_key, text, signature);
  }

  bool Set(const v1::LimitsSet& set) {
    if (set.number() != state.limits_number + 1) return false;
    absl::StatusOr<Limits> limits = LimitsFromRecord(set.limits());
    if (!limits.ok() || !SignedBy(set.officer(), OfficerRole::kTreasurer,
                                  LimitsSignedText(set.number(), *limits), set.signature()))
      return false;
    state.limits = *std::move(limits);
    state.limits_number = set.number();
    state.limits_set_by = set.officer();
    return true;
  }

  bool Opened(const v1::RunOpened& opened) {
    const RunState* last = state.LastClosed();
    if (state.Open() != nullptr || opened.previous() != (last == nullptr ? "" : last->run))
      return false;
    if (opened.run().empty() || state.Find(opened.run()) != nullptr) return false;
    if (last != nullptr && opened.business_date() <= last->business_date.days()) return false;
    if (opened.cutoffs_size() != state.shards || !IsDigest(opened.law_digest())) return false;
    if (opened.limits() != (opened.maker_signs() ? state.limits_number : 0)) return false;
    RunState run;
    run.run = opened.run();
    run.previous = opened.previous();
    run.build = opened.build();
    run.maker = opened.maker();
    run.business_date = Date::FromDays(opened.business_date());
    run.first_month = Month::FromNumber(opened.first_month());
    for (const int64_t cutoff : opened.cutoffs()) run.cutoffs.push_back(Offset(cutoff));
    run.law_digest = DigestFromBytes(opened.law_digest());
    run.maker_signs = opened.maker_signs();
    if (run.maker_signs) run.limits = state.limits;
    state.runs.push_back(std::move(run));
    return true;
  }

  bool Closed(const v1::RunClosed& closed) {
    if (state.Open() == nullptr || state.Open()->run != closed.run()) return false;
    if (closed.shards_size() != state.shards || !IsDigest(closed.root())) return false;
    for (const auto& shard : closed.shards()) {
      if (!IsDigest(shard.root())) return false;
    }
    if (RunRoot(closed) != DigestFromBytes(closed.root())) return false;
    RunState& run = state.runs.back();
    if (run.maker_signs && !DaysAddUp(closed)) return false;
    run.closed = closed;
    AddFindings(run);
    return true;
  }

  static DaySum SumOf(const v1::RunClosed& closed) {
    DaySum sum;
    for (const auto& shard : closed.shards()) {
      sum.payments += shard.totals().payments();
      sum.amount += Money::Cents(shard.totals().paid());
    }
    return sum;
  }

  // Over-limit days would go unseen if a closing could leave them out.
  static bool DaysAddUp(const v1::RunClosed& closed) {
    DaySum left = SumOf(closed);
    std::optional<int32_t> last;
    for (const auto& day : closed.days()) {
      if ((last && day.pay_date() <= *last) || day.payments() < 1 || day.amount() < 0) return false;
      last = day.pay_date();
      left.payments -= day.payments();
      left.amount -= Money::Cents(day.amount());
    }
    return left.payments == 0 && left.amount.is_zero();
  }

  void AddFindings(RunState& run) {
    RunSums sums;
    sums.year = run.business_date.in_month().year();
    for (const auto& shard : run.closed->shards()) {
      for (const auto& line : shard.totals().benefits())
        sums.programmes[line.programme()] += Money::Cents(line.paid_gross());
    }
    for (const auto& day : run.closed->days())
      run.days[Date::FromDays(day.pay_date())] = Money::Cents(day.amount());
    sums.days = run.days;
    sums.programmes_before = executed_[sums.year];
    sums.days_before = days_;
    run.findings = FindingsOf(run.limits, sums);
    for (const auto& [programme, amount] : sums.programmes)
      executed_[sums.year][programme] += amount;
    for (const auto& [day, amount] : run.days) days_[day] += amount;
  }

  RunState* ClosedRun(const std::string& name, const std::string& root) {
    for (RunState& run : state.runs) {
      if (run.run == name && run.closed && run.closed->root() == root) return &run;
    }
    return nullptr;
  }

  bool Signed(const v1::RunSigned& by_maker) {
    RunState* run = ClosedRun(by_maker.run(), by_maker.root());
    if (run == nullptr || !run->maker_signs || !run->signed_by.empty()) return false;
    // A run made without a key names no officer, or one who alone may take it upon him.
    if (state.FindOfficer(run->maker) != nullptr && run->maker != by_maker.officer()) return false;
    if (!SignedBy(by_maker.officer(), OfficerRole::kMaker, MakerText(run->run, run->root()),
                  by_maker.signature()))
      return false;
    run->signed_by = by_maker.officer();
    return true;
  }

  bool Approved(const v1::RunApproved& approved) {
    RunState* run = ClosedRun(approved.run(), approved.root());
    const std::string& officer = approved.officer();
    if (run == nullptr || run->IsMadeBy(officer)) return false;
    if (run->maker_signs && run->signed_by.empty()) return false;
    if (std::count(run->approved_by.begin(), run->approved_by.end(), officer) > 0) return false;
    const std::vector<std::string> accepted(approved.accepted().begin(), approved.accepted().end());
    if (accepted != NamesOf(run->findings)) return false;
    std::optional<HashTotal> total;
    if (run->maker_signs) {
      if (!IsDigest(approved.hash_total().hash())) return false;
      total =
          HashTotal{approved.hash_total().payments(), Money::Cents(approved.hash_total().amount()),
                    DigestFromBytes(approved.hash_total().hash())};
      // What the hash is of, the closing cannot say.
      const DaySum sum = SumOf(*run->closed);
      if (total->payments != sum.payments || total->amount != sum.amount) return false;
      if (run->hash_total && run->hash_total != total) return false;
    }
    if (!SignedBy(officer, OfficerRole::kApprover,
                  ApprovalText(run->run, run->root(), total, accepted), approved.signature()))
      return false;
    run->hash_total = total;
    run->approved_by.push_back(officer);
    return true;
  }

  bool Released(const v1::RunReleased& released) {
    RunState* run = ClosedRun(released.run(), released.root());
    if (run == nullptr || run->approved_by.size() < kApprovalsNeeded || run->is_released)
      return false;
    std::vector<FileText> files;
    for (const auto& file : released.files()) {
      if (!IsDigest(file.digest()) || !IsOneLine(file.name())) return false;
      if (!v1::FileKind_IsValid(file.kind())) return false;
      files.push_back({file.name(), DigestFromBytes(file.digest()), file.payments(),
                       Money::Cents(file.amount())});
    }
    if (run->maker_signs || !released.officer().empty()) {
      const std::string text =
          ReleaseText(run->run, run->root(), released.format(), released.basic_letters(), files);
      if (run->IsMadeBy(released.officer()) ||
          !SignedBy(released.officer(), OfficerRole::kTreasurer, text, released.signature()))
        return false;
    }
    run->is_released = true;
    run->released_by = released.officer();
    run->format = released.format();
    run->basic_letters = released.basic_letters();
    for (const FileText& file : files) {
      const v1::FileKind kind = released.files(static_cast<int>(run->released.size())).kind();
      run->released.push_back({file.name, file.digest, file.payments, file.amount, "", "", "",
                               static_cast<FileKind>(kind)});
    }
    return true;
  }

  // A released file that is neither sent nor discarded, for a treasurer who did not make the run.
  ReleasedFile* WaitingFile(const std::string& name, const std::string& file,
                            const std::string& digest, const std::string& officer) {
    for (RunState& run : state.runs) {
      if (run.run != name || run.IsMadeBy(officer)) continue;
      for (ReleasedFile& known : run.released) {
        if (known.name == file && ToBytes(known.digest) == digest && known.sent_by.empty() &&
            known.discarded_by.empty())
          return &known;
      }
    }
    return nullptr;
  }

  bool Sent(const v1::FileSent& sent) {
    ReleasedFile* file = WaitingFile(sent.run(), sent.name(), sent.digest(), sent.officer());
    if (file == nullptr ||
        !SignedBy(sent.officer(), OfficerRole::kTreasurer,
                  SentText(sent.run(), sent.name(), file->digest), sent.signature()))
      return false;
    file->sent_by = sent.officer();
    return true;
  }

  bool Discarded(const v1::FileDiscarded& discarded) {
    ReleasedFile* file =
        WaitingFile(discarded.run(), discarded.name(), discarded.digest(), discarded.officer());
    if (file == nullptr || !IsOneLine(discarded.reason()) ||
        !SignedBy(discarded.officer(), OfficerRole::kTreasurer,
                  DiscardText(discarded.run(), discarded.name(), file->digest, discarded.reason()),
                  discarded.signature()))
      return false;
    file->discarded_by = discarded.officer();
    file->discard_reason = discarded.reason();
    return true;
  }

  std::map<int64_t, std::map<std::string, Money>> executed_;  // by year and programme, before tax
  std::map<Date, Money> days_;                                // net by day of payment
};

}  // namespace

Digest RunState::root() const {
  CHECK(closed.has_value());
  return DigestFromBytes(closed->root());
}

bool RunState::IsMadeBy(absl::string_view officer) const {
  return officer == maker || officer == signed_by;
}

const RunState* ControlState::Find(absl::string_view run) const {
  for (const RunState& known : runs) {
    if (known.run == run) return &known;
  }
  return nullptr;
}

const RunState* ControlState::Open() const {
  return runs.empty() || runs.back().closed ? nullptr : &runs.back();
}

const RunState* ControlState::LastClosed() const {
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (run->closed) return &*run;
  }
  return nullptr;
}

const Officer* ControlState::FindOfficer(absl::string_view name) const {
  for (const Officer& officer : officers) {
    if (officer.name == name) return &officer;
  }
  return nullptr;
}

absl::StatusOr<ControlState> FoldControl(Log& control) {
  Fold fold;
  for (Offset from;;) {
    ASSIGN_OR_RETURN(const std::vector<Record> records, control.Read(from, kReadAhead));
    if (records.empty()) break;
    for (const Record& bytes : records) {
      v1::ControlRecord record;
      if (!record.ParseFromString(bytes.bytes)) {
        return absl::DataLossError(absl::StrCat("control log: the record at offset ",
                                                bytes.offset.position(), " cannot be read"));
      }
      ASSIGN_OR_RETURN(const bool counts, fold.Add(record));
      if (!counts) ++fold.state.void_records;
    }
    from = records.back().offset.next();
  }
  if (fold.state.shards == 0)
    return absl::DataLossError("the control log does not begin with the ledger's opening");
  return std::move(fold.state);
}

absl::Status AppendControl(Log& control, const v1::ControlRecord& record) {
  const std::string bytes = record.SerializeAsString();
  return control.Append({bytes});
}

Digest RunRoot(const v1::RunClosed& closed) {
  MerkleTree tree;
  for (const auto& shard : closed.shards()) tree.Add(LeafHash(shard.root()));
  return tree.Root();
}

}  // namespace izmaksa
