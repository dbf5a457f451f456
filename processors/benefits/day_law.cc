#include "processors/benefits/day_law.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace izmaksa {
namespace {

const LawValue& NoValue() {
  static const auto* none = new LawValue;
  return *none;
}

}  // namespace

const LawValue& DayLaw::Read(const BenefitLaw& benefit, absl::string_view parameter) const {
  const LawValue* value = benefit.At(parameter, day_);
  if (value != nullptr && value->certainty != Certainty::kUnknown) return *value;
  if (unknown_.empty()) {
    unknown_ = absl::StrCat("the law of ", day_.ToString(), " is not known: ", benefit.name, ", ",
                            absl::StrReplaceAll(parameter, {{"_", " "}}),
                            value == nullptr ? "" : absl::StrCat(" from ", value->from.ToString()));
  }
  return NoValue();
}

const LawValue& DayLaw::Expect(LawValue::Kind kind, absl::string_view parameter) const {
  const LawValue& value = Read(*own_, parameter);
  if (value.kind != kind && unknown_.empty()) {
    unknown_ = absl::StrCat("the law of ", day_.ToString(), " has no ", own_->name, ", ",
                            absl::StrReplaceAll(parameter, {{"_", " "}}));
  }
  return value;
}

Money DayLaw::Amount(absl::string_view parameter) const {
  return Expect(LawValue::Kind::kMoney, parameter).money;
}

izmaksa::Rate DayLaw::Rate(absl::string_view parameter) const {
  return Expect(LawValue::Kind::kRate, parameter).rate;
}

int DayLaw::Number(absl::string_view parameter) const {
  return static_cast<int>(Expect(LawValue::Kind::kNumber, parameter).number);
}

bool DayLaw::Is(absl::string_view parameter, absl::string_view word) const {
  return Expect(LawValue::Kind::kText, parameter).text == word;
}

bool DayLaw::Has(absl::string_view parameter) const {
  const LawValue* value = own_->At(parameter, day_);
  if (value == nullptr) return false;
  return Read(*own_, parameter).kind != LawValue::Kind::kNone;
}

}  // namespace izmaksa
