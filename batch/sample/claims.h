// What the tellers of benefits share: claims, and the facts that claims rest on.
#pragma once

#include <optional>
#include <string>

#include "batch/sample/teller.h"

namespace izmaksa {

class ClaimTeller : public Teller {
 public:
  ClaimTeller(const Population& population, const Citizen& citizen, const SampleSpan& span,
              EventSink sink)
      : Teller(Source::kBenefits, population, citizen, span, sink) {}

 protected:
  struct Claim {
    absl::string_view benefit;
    std::string case_id;
    Date from;
    Date applied;
    std::string inputs = {};  // members of JSON, from Input()
    Money amount = {};        // zero: the benefit's law says how much
  };
  // Application and decision. Nothing where this program has no such benefit, or the claim was over
  // when the sample begins.
  void Grant(const Claim& claim, std::optional<Date> over = std::nullopt);
  // The account, if none is known by then; some three in a thousand have none.
  void Account(Date known);

  // The birth of a child, as the agency was told of it for this claimant.
  void Birth(const Citizen& child);
  void Death(int64_t deceased, Date died, Date known);
  void Relation(absl::string_view relation, int64_t relative, Date from, Date known);
  // `until`: the last day; nullopt: no end is known.
  void Status(absl::string_view status, Date from, std::optional<Date> until, Date known,
              absl::string_view number = "", std::optional<int64_t> about = std::nullopt);
  void Disability(int group, bool since_childhood, Date from, std::optional<Date> until, Date known,
                  std::optional<int64_t> about = std::nullopt);
  // The wages of the person's work in the months through `last`.
  void Wages(Month first, Month last, Date known) { Wages(first, last, known, wage_); }
  void Wages(Month first, Month last, Date known, Money wage);

  bool IsOver(Date end) const { return end < span_.first.first(); }
  bool IsAhead(Date day) const { return day > span_.last_recorded; }
  // A number that no other fact of the person has.
  std::string Number(absl::string_view prefix);
  Money Wage() const { return wage_; }
  Money PartOfWage(int percent) const { return MulDiv(wage_, percent, 100, Rounding::kHalfUp); }
  static std::string Input(absl::string_view name, absl::string_view value);
  static std::string CaseOf(int64_t index);

 private:
  int numbers_ = 0;
  std::optional<Date> account_known_;
  int pay_day_ = 0;
  const Money wage_ = DrawWage();

  Money DrawWage() const;
};

}  // namespace izmaksa
