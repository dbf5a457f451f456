#include "processors/law.h"

#include <algorithm>

#include "ledger/status.h"

namespace izmaksa {

const LawParameter* BenefitLaw::Find(absl::string_view parameter) const {
  for (const LawParameter& known : parameters) {
    if (known.name == parameter) return &known;
  }
  return nullptr;
}

const LawValue* BenefitLaw::At(absl::string_view parameter, Date date) const {
  const LawParameter* found = Find(parameter);
  CHECK(found != nullptr);
  for (auto value = found->values.rbegin(); value != found->values.rend(); ++value) {
    if (value->from <= date) return &*value;
  }
  return nullptr;
}

const LawValue* BenefitLaw::Before(absl::string_view parameter, Date date) const {
  const LawValue* current = At(parameter, date);
  return current == nullptr ? nullptr : At(parameter, current->from - 1);
}

std::vector<const LawValue*> BenefitLaw::Between(absl::string_view parameter, Date after,
                                                 Date until) const {
  const LawParameter* found = Find(parameter);
  CHECK(found != nullptr);
  std::vector<const LawValue*> between;
  for (const LawValue& value : found->values) {
    if (value.from <= after || value.from > until) continue;
    if (!between.empty() && between.back()->from == value.from) {
      between.back() = &value;  // published later
    } else {
      between.push_back(&value);
    }
  }
  return between;
}

Law Law::KnownOn(Date date) const {
  Law known = *this;
  for (BenefitLaw& benefit : known.benefits_) {
    for (LawParameter& parameter : benefit.parameters) {
      std::vector<LawValue> values;
      for (LawValue& value : parameter.values) {
        if (value.published > date) continue;
        if (!values.empty() && values.back().from == value.from) {
          values.back() = std::move(value);
        } else {
          values.push_back(std::move(value));
        }
      }
      parameter.values = std::move(values);
    }
  }
  known.FindChangesWithinMonths();
  return known;
}

void Law::FindChangesWithinMonths() {
  for (BenefitLaw& benefit : benefits_) {
    std::vector<Date>& days = benefit.changes_within_months;
    days.clear();
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        if (value.from != value.from.in_month().first()) days.push_back(value.from);
      }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
  }
}

const BenefitLaw* Law::Find(absl::string_view id) const {
  const auto found = std::find_if(benefits_.begin(), benefits_.end(),
                                  [&](const BenefitLaw& benefit) { return benefit.id == id; });
  return found == benefits_.end() ? nullptr : &*found;
}

const BenefitLaw& Law::Of(absl::string_view id) const {
  const BenefitLaw* found = Find(id);
  CHECK(found != nullptr);
  return *found;
}

}  // namespace izmaksa
