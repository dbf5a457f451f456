// A ledger of a few people in a directory of its own, for tests of what reads a ledger. Facts are
// appended as the door would append them: sealed, one record each.
#pragma once

#include <memory>
#include <string>

#include "batch/control.h"
#include "batch/ledger.h"
#include "batch/officer_key.h"
#include "batch/release.h"
#include "ledger/temp_directory.h"
#include "processors/event.h"
#include "processors/law.h"

namespace izmaksa {

class SmallLedger {
 public:
  // A valid account of each of two banks.
  static constexpr const char* kHabaIban = "LV97HABA0012345678910";
  static constexpr const char* kBankIban = "LV80BANK0000435195001";

  explicit SmallLedger(int shards = 2);

  Ledger& ledger() { return *ledger_; }
  const Law& law() const { return law_; }
  const std::string& directory() const { return directory_; }
  ControlState Control();
  void Reopen(Ledger::Access access);
  void Close() { ledger_.reset(); }

  // Facts. All are recorded on the day set last.
  void RecordedOn(Date day) { recorded_ = day; }
  void Register(uint64_t person, const std::string& given, const std::string& family,
                Date born = Date::Of(1951, 2, 3));
  void ChangeAccount(uint64_t person, const std::string& iban, Date from);
  void DetermineRecord(uint64_t person, Date from, int months_to_1995, int months_total);
  // `cents` of nought: a decision without an amount.
  void Decide(uint64_t person, DecisionKind kind, const std::string& benefit, Date from,
              int64_t cents = 0, Date amount_as_of = Date());
  void Die(uint64_t person, Date day);
  void Answer(uint64_t person, const std::string& payment, BankOutcome outcome,
              const std::string& reason, Date on);

  // Somebody with all facts of an old-age pension: registered, with account and record.
  void AddPensioner(uint64_t person, Date granted, int64_t cents, int months_to_1995);
  // The person of the official example: granted on 1 July 2013, 22 years, 480.00.
  void AddOfficialExample(uint64_t person, const std::string& given, const std::string& family);

  RunState Run(Date business_date);
  OfficerKey Officer(const std::string& name, OfficerRole role);  // registered when new
  void Approve(const std::string& run);                           // signed by its maker, and by two
  // Approved, and released into `out`.
  std::vector<ReleasedFile> Release(const std::string& run, const std::string& out);

 private:
  template <typename Message>
  void Append(Message& event);

  TempDirectory temp_;
  const std::string directory_;
  const Law law_;
  std::unique_ptr<Ledger> ledger_;
  Date recorded_ = Date::Of(2023, 12, 1);
  int events_ = 0;
};

}  // namespace izmaksa
