#include "batch/law_check.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/json.h"
#include "batch/law_report.h"

namespace izmaksa {
namespace {

using Kind = LawFinding::Kind;

constexpr Kind kKinds[] = {Kind::kGap, Kind::kStale, Kind::kHole, Kind::kUnknown,
                           Kind::kUnverified};

absl::string_view NameOf(Kind kind) {
  switch (kind) {
    case Kind::kGap:
      return "gap";
    case Kind::kStale:
      return "not reviewed";
    case Kind::kHole:
      return "hole";
    case Kind::kUnknown:
      return "not known";
    case Kind::kUnverified:
      return "unverified";
  }
  return "";
}

// How many months may pass between two values of a parameter whose values happen on dates.
int MonthsMax(const BenefitLaw& law, Date at) {
  if (law.Find("months_between_reviews_max") == nullptr) return 12;
  const LawValue* value = law.At("months_between_reviews_max", at);
  return value == nullptr ? 12 : static_cast<int>(value->number);
}

class Checker {
 public:
  Checker(const BenefitLaw& benefit, const LawParameter& parameter, Date at,
          std::vector<LawFinding>& findings)
      : benefit_(benefit), parameter_(parameter), at_(at), findings_(findings) {}

  void Check() {
    CheckInForce();
    if (DayOfAge(parameter_.reviewed, 1) < at_) {
      Find(Kind::kStale, absl::StrCat("last checked on ", parameter_.reviewed.ToString()));
    }
    for (size_t i = 0; i < parameter_.values.size(); ++i) CheckValue(i);
  }

 private:
  void Find(Kind kind, std::string what) {
    findings_.push_back({kind, parameter_.file, parameter_.line, parameter_.column, benefit_.id,
                         parameter_.name, std::nullopt, std::move(what)});
  }
  void Find(Kind kind, const LawValue& value, std::string what) {
    findings_.push_back({kind, parameter_.file, value.line, value.column, benefit_.id,
                         parameter_.name, value.from, std::move(what)});
  }

  void CheckInForce() {
    if (at_ < benefit_.since.first()) return;  // not answered yet
    const LawValue* in_force = benefit_.At(parameter_.name, at_);
    if (in_force == nullptr) return Find(Kind::kGap, "no value is in force");
    const int months_max = MonthsMax(benefit_, at_);
    if (parameter_.on_dates && at_.in_month() - in_force->from.in_month() > months_max) {
      Find(Kind::kGap, absl::StrCat("the last value is of ", in_force->from.ToString(),
                                    ", more than ", months_max, " months before"));
    }
  }

  void CheckValue(size_t i) {
    const LawValue& value = parameter_.values[i];
    const LawValue* next = nullptr;
    for (size_t j = i + 1; next == nullptr && j < parameter_.values.size(); ++j) {
      if (parameter_.values[j].from > value.from) next = &parameter_.values[j];
    }
    const bool is_unknown = value.certainty == Certainty::kUnknown;
    if (value.kind == LawValue::Kind::kNone && i > 0 && next != nullptr && !parameter_.on_dates) {
      Find(Kind::kHole, value,
           absl::StrCat(is_unknown ? "not known" : "none", " to ", (next->from - 1).ToString(),
                        ", with values before and after", value.note.empty() ? "" : ": ",
                        value.note));
    } else if (is_unknown) {
      Find(Kind::kUnknown, value, value.note);
    } else if (value.certainty == Certainty::kUnverified) {
      Find(Kind::kUnverified, value,
           absl::StrCat(ValueText(value), value.note.empty() ? "" : ": ", value.note));
    }
  }

  const BenefitLaw& benefit_;
  const LawParameter& parameter_;
  const Date at_;
  std::vector<LawFinding>& findings_;
};

int64_t Count(const std::vector<LawFinding>& findings, Kind kind) {
  return std::count_if(findings.begin(), findings.end(),
                       [&](const LawFinding& finding) { return finding.kind == kind; });
}

int64_t Faults(const std::vector<LawFinding>& findings) {
  return Count(findings, Kind::kGap) + Count(findings, Kind::kStale);
}

}  // namespace

std::vector<LawFinding> CheckLaw(const Law& law, Date at) {
  std::vector<LawFinding> findings;
  for (const BenefitLaw& benefit : law.benefits()) {
    for (const LawParameter& parameter : benefit.parameters)
      Checker(benefit, parameter, at, findings).Check();
  }
  std::stable_sort(findings.begin(), findings.end(), [](const LawFinding& a, const LawFinding& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return findings;
}

std::vector<const LawValue*> UnverifiedIn(const Law& law, const LawUses& uses) {
  std::vector<const LawValue*> unverified;
  for (const BenefitLaw& benefit : law.benefits()) {
    const bool is_common = benefit.id == "general";
    for (const LawParameter& parameter : benefit.parameters) {
      for (size_t i = 0; i < parameter.values.size(); ++i) {
        const LawValue& value = parameter.values[i];
        if (value.certainty != Certainty::kUnverified) continue;
        const Date* end = i + 1 < parameter.values.size() ? &parameter.values[i + 1].from : nullptr;
        if (std::any_of(uses.begin(), uses.end(), [&](const auto& use) {
              return (is_common || use.first == benefit.id) && value.from <= use.second.last() &&
                     (end == nullptr || *end > use.second.first());
            })) {
          unverified.push_back(&value);
        }
      }
    }
  }
  return unverified;
}

std::string LawCheckText(const std::vector<LawFinding>& findings, Date at) {
  std::string text;
  for (const LawFinding& finding : findings) {
    absl::StrAppend(&text, finding.file, ":", finding.line, ":", finding.column, ": ",
                    NameOf(finding.kind), ": ", finding.parameter,
                    finding.from ? absl::StrCat(" from ", finding.from->ToString()) : "",
                    finding.what.empty() ? "" : ": ", finding.what, "\n");
  }
  const int64_t faults = Faults(findings);
  std::vector<std::string> counts;
  for (const Kind kind : kKinds)
    counts.push_back(absl::StrCat(NameOf(kind), " ", Count(findings, kind)));
  absl::StrAppend(&text, "The law on ", at.ToString(), ": ", faults,
                  faults == 1 ? " fault (" : " faults (", absl::StrJoin(counts, ", "), ")\n");
  return text;
}

std::string LawCheckJson(const std::vector<LawFinding>& findings, Date at) {
  JsonWriter json;
  json.Object().Field("at", at.ToString()).Field("faults", Faults(findings) > 0);
  json.Key("findings").Array();
  for (const LawFinding& finding : findings) {
    json.Object().Field("kind", NameOf(finding.kind)).Field("fault", finding.is_fault());
    json.Field("file", finding.file).Field("line", finding.line).Field("column", finding.column);
    json.Field("benefit", finding.benefit).Field("parameter", finding.parameter);
    if (finding.from) json.Field("from", finding.from->ToString());
    json.Field("what", finding.what).EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
