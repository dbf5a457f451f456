// Benefits: named rules PersonState × Law × Month → Due. One folder each under
// processors/benefits/, one line each in the table. A rule answers one question: what was due to
// this person, for this benefit and month, knowing what is known now? It never asks what was paid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/date.h"
#include "ledger/money.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// One signed part of an amount, and why: the terms of a due add up to it exactly.
struct Term {
  Money amount;
  const char* why = "";            // plain words, static: "per full year of record to 1995"
  const LawValue* law = nullptr;   // the parameter's value used, with its article; null: none
  std::optional<Provenance> fact;  // the event the term rests on; nullopt: none
  std::optional<Money> of;         // what was multiplied: the amount a rate applied to, or per unit
  int64_t times = 0;               // how many units; 0: not a product
};

// An amount owed for one benefit and month.
struct Due {
  Money amount;
  bool lats = false;                  // a month before 2014: for assessment only, never booked
  std::optional<Month> payable_from;  // earliest month of payment, when later than the month itself
  std::vector<Term> terms;
  const char* none_because = "";  // why nothing is due, when nothing is
  std::string undetermined;       // not empty: a value of the law or a fact is unknown

  bool determined() const { return undetermined.empty(); }
  void Add(Term term);  // appends the term and adds its amount
};

Due NothingDue(const char* because);
Due Undetermined(std::string why);

struct BenefitDue {
  absl::string_view benefit;
  std::string case_id;
  Due due;
};
using Dues = std::vector<BenefitDue>;

// What a rule is asked.
struct Question {
  const PersonState& person;
  const Law& law;         // as known on the day the question is asked
  const BenefitLaw& own;  // the benefit's own parameters
  Month month;
  const Dues& earlier;  // this month's dues of the benefits that stand earlier in the table
  const Claim* claim = nullptr;  // the claim asked about; null where a benefit needs none
};

// When a rule is asked.
enum class Asked {
  kForEachClaim,  // once for each case that was decided about
  kAlways,        // of everybody: the benefit follows from other facts, without a claim
};

struct Benefit {
  absl::string_view id;  // the folder's name
  Due (*rule)(const Question& question);
  Asked asked = Asked::kForEachClaim;
};

// The table of benefits. Its order is the order of evaluation.
absl::Span<const Benefit> Benefits();
const Benefit* FindBenefit(absl::string_view id);

// All dues of a person for a month, due or not: of each benefit that the law can answer for, and of
// each case of it. In the order of the table, then of the case.
Dues Assess(const PersonState& person, const Law& law, Month month);

// The due of a benefit's case among `dues`; null when it is not there.
const Due* FindDue(const Dues& dues, absl::string_view benefit, absl::string_view case_id = "");

}  // namespace izmaksa
