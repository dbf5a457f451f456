// The law of one day, as a rule reads it. What is read and not known is remembered, so that a rule
// reads on and the month becomes undetermined: no rule can forget to ask.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "processors/law.h"

namespace izmaksa {

class DayLaw {
 public:
  // `own` is the benefit's own part of `law`; both must outlive this.
  DayLaw(const Law& law, const BenefitLaw& own, Date day) : law_(&law), own_(&own), day_(day) {}

  Date day() const { return day_; }

  // The value in force that day. Where there is none, or it is UNKNOWN, a value of kind kNone comes
  // back, and the law is not known. The parameter must exist.
  const LawValue& At(absl::string_view parameter) const { return Read(*own_, parameter); }
  // The same of another folder of the law: "minimum_income".
  const LawValue& Of(absl::string_view benefit, absl::string_view parameter) const {
    return Read(law_->Of(benefit), parameter);
  }

  // The value as what it must be; anything else, a repealed value too, makes the law not known.
  Money Amount(absl::string_view parameter) const;
  izmaksa::Rate Rate(absl::string_view parameter) const;
  int Number(absl::string_view parameter) const;
  // Whether the value is this word.
  bool Is(absl::string_view parameter, absl::string_view word) const;
  // Whether there is a value that has not been repealed. Unlike the others it lets a parameter that
  // has not begun pass as one that does not hold.
  bool Has(absl::string_view parameter) const;

  // Not empty: what was read and is not known.
  const std::string& unknown() const { return unknown_; }

 private:
  const LawValue& Read(const BenefitLaw& benefit, absl::string_view parameter) const;
  const LawValue& Expect(LawValue::Kind kind, absl::string_view parameter) const;

  const Law* law_;
  const BenefitLaw* own_;
  Date day_;
  mutable std::string unknown_;
};

}  // namespace izmaksa
