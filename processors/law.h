// The law: every parameter of every benefit, by effective date, with its legal basis and the day it
// was published. Data, not code: one law.textproto a folder under processors/benefits/, compiled
// in.
//
// Three dates are never confused: a value holds *from* a date, became known when it was
// *published*, and may be *payable from* a later month. `KnownOn` answers what was law as known on
// a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/date.h"
#include "ledger/digest.h"
#include "ledger/money.h"

namespace izmaksa {

enum class Certainty { kVerified = 1, kDerived, kUnverified, kUnknown };

// One value of one parameter. Its address is stable as long as its Law lives; terms point at it.
struct LawValue {
  enum class Kind { kMoney, kRate, kNumber, kDate, kText, kNone };
  std::string benefit, parameter;
  Date from;
  Kind kind = Kind::kNone;
  Money money;
  bool lats = false;  // `money` is in lats (before 2014)
  Rate rate;
  int64_t number = 0;
  Date date;
  std::string text;
  std::string basis;  // article
  Date published;
  Certainty certainty = Certainty::kVerified;
  std::string source, note;
  std::optional<Month> payable_from;
  int line = 0, column = 0;  // in the file of its parameter, from 1
};

struct LawParameter {
  std::string name, meaning;
  std::string file;          // where it stands: LawFile::path
  int line = 0, column = 0;  // from 1
  Date reviewed;
  bool on_dates =
      false;  // values happen on their dates (an index) instead of being in force from them
  std::vector<LawValue> values;  // in order of `from`; what is published later stands later
};

// What a decision on a benefit may state by name, for a formula.
struct InputOfDecision {
  enum class Kind { kMoney = 1, kNumber, kRate, kDate, kWord };
  std::string name, meaning;
  Kind kind = Kind::kMoney;
  std::vector<std::string> words;  // of kWord
};

struct BenefitLaw {
  std::string id, name, name_lv, act, programme, purpose;
  std::string summary;          // who is entitled to what, in plain sentences; empty: not told
  bool taxable = false;         // above the pensioner's minimum and reliefs
  bool taxed_in_full = false;   // without them
  bool not_seizable = false;    // s. 596 of the Civil Procedure Law
  std::string payment_purpose;  // ISO 20022 purpose of each payment; `purpose` is of the block
  bool for_residents = false;   // only to those whom s. 4 of the Law on State Social Benefits names
  bool paid_for_previous_month = false;
  Month since;                   // first month the rule can answer for
  std::optional<Month> through;  // last month of a benefit that was temporary (`until`)
  std::vector<LawParameter> parameters;
  std::vector<InputOfDecision> inputs;
  std::vector<Date> changes_within_months;  // days, not the first of a month, values begin on

  const LawParameter* Find(absl::string_view name) const;
  // The value in force on a day: null before the first. The parameter must exist, else dies (the
  // loader's checks and the tests see to it that what a rule reads exists).
  const LawValue* At(absl::string_view name, Date date) const;
  // The value before the one in force on a day; null when there is none.
  const LawValue* Before(absl::string_view name, Date date) const;
  // Values of an on-dates parameter with after < from <= until, in order.
  std::vector<const LawValue*> Between(absl::string_view name, Date after, Date until) const;
};

// A file of the law as text, by its place, for messages and digest.
struct LawFile {
  std::string path;  // "pre_1996_supplement/law.textproto"
  std::string text;
};

class Law {
 public:
  // The law compiled into this program.
  static const std::vector<LawFile>& BuiltInFiles();

  // Reads and checks law files; `overlays` then replace parameters of the same name (a what-if, or
  // another month of payment). Every fault is named with file and place in one status: a syntax
  // error, an unknown benefit or (in an overlay) parameter, a repeated name, a value without basis,
  // source or date of publication, values out of order, overlapping, or twice for one day and
  // publication, a gap after the last day of a value, an impossible date, a kind that changes
  // within a parameter, money with more than two decimals, a value below zero.
  static absl::StatusOr<Law> Parse(absl::Span<const LawFile> files,
                                   absl::Span<const LawFile> overlays = {});

  // What was law as known at the end of a day: values published later are not there, and where one
  // day's value was published twice the later publication known by then holds.
  Law KnownOn(Date date) const;

  const std::vector<BenefitLaw>& benefits() const { return benefits_; }  // in order of id
  const BenefitLaw* Find(absl::string_view id) const;
  const BenefitLaw& Of(absl::string_view id) const;            // dies when there is none
  const BenefitLaw& general() const { return Of("general"); }  // income tax, pay days
  const BenefitLaw& deductions() const { return Of("deductions"); }

  // SHA-256 over all files, in order of path: recorded in every run.
  const Digest& digest() const { return digest_; }

 private:
  void FindChangesWithinMonths();

  std::vector<BenefitLaw> benefits_;
  Digest digest_{};
};

}  // namespace izmaksa
