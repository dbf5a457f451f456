#include "batch/law_report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

std::string ValueInFull(const LawValue& value, absl::string_view indent) {
  std::string text = absl::StrCat(indent, ValueText(value), ", from ", value.from.ToString());
  if (value.payable_from) {
    absl::StrAppend(&text, ", paid not before ", value.payable_from->ToWords());
  }
  absl::StrAppend(&text, "\n", indent, "  Basis: ", value.basis, "\n");
  absl::StrAppend(&text, indent, "  Published ", value.published.ToString(), "; ",
                  NameOf(value.certainty), "; source: ", value.source, "\n");
  if (!value.note.empty()) absl::StrAppend(&text, indent, "  Note: ", value.note, "\n");
  return text;
}

// From the first month the rule answers for, else from the first value.
std::string Coverage(const BenefitLaw& law) {
  Date first, last;
  bool any = false;
  for (const LawParameter& parameter : law.parameters) {
    if (parameter.values.empty()) continue;
    const Date from = parameter.values.front().from, to = parameter.values.back().from;
    first = any ? std::min(first, from) : from;
    last = any ? std::max(last, to) : to;
    any = true;
  }
  if (!any) return "no values";
  return absl::StrCat("values from ", first.ToString(), ", the latest change on ", last.ToString(),
                      law.programme.empty() ? ""
                                            : absl::StrCat("; answered for months from ",
                                                           law.since.ToWords(), " on"));
}

absl::StatusOr<const BenefitLaw*> FindLaw(const Law& law, absl::string_view benefit) {
  const BenefitLaw* found = law.Find(benefit);
  if (found != nullptr) return found;
  return absl::NotFoundError(absl::StrCat(
      "there is no benefit \"", benefit, "\"; there are: ",
      absl::StrJoin(law.benefits(), ", ",
                    [](std::string* out, const BenefitLaw& known) { out->append(known.id); })));
}

void WriteHead(const BenefitLaw& law, JsonWriter& json) {
  json.Field("benefit", law.id).Field("name", law.name).Field("name_lv", law.name_lv);
  json.Field("act", law.act);
  json.Key("programme");
  law.programme.empty() ? json.Null() : json.String(law.programme);
  if (law.programme.empty()) return;
  json.Field("purpose", law.purpose).Field("taxable", law.taxable);
  json.Field("since", law.since.ToString());
}

absl::string_view NameOf(LawFinding::Kind kind) {
  switch (kind) {
    case LawFinding::Kind::kGap:
      return "gap";
    case LawFinding::Kind::kStale:
      return "not reviewed";
    case LawFinding::Kind::kUnknown:
      return "not known";
    case LawFinding::Kind::kUnverified:
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

}  // namespace

absl::string_view NameOf(Certainty certainty) {
  switch (certainty) {
    case Certainty::kVerified:
      return "verified";
    case Certainty::kDerived:
      return "derived";
    case Certainty::kUnverified:
      return "unverified";
    case Certainty::kUnknown:
      return "not known";
  }
  return "";
}

std::string ValueText(const LawValue& value) {
  switch (value.kind) {
    case LawValue::Kind::kMoney:
      return absl::StrCat(value.money.ToString(), value.lats ? " lats" : " euro");
    case LawValue::Kind::kRate:
      // Indices are published to four places.
      return value.rate.ToString(value.rate > Rate::Millionths(Rate::kScale) ? 4 : 2);
    case LawValue::Kind::kNumber:
      return absl::StrCat(value.number);
    case LawValue::Kind::kDate:
      return value.date.ToString();
    case LawValue::Kind::kText:
      return value.text;
    case LawValue::Kind::kNone:
      break;
  }
  return value.certainty == Certainty::kUnknown ? "not known" : "none";
}

void WriteValue(const LawValue& value, JsonWriter& json) {
  json.Object().Field("benefit", value.benefit).Field("parameter", value.parameter);
  json.Key("value");
  value.kind == LawValue::Kind::kNone ? json.Null() : json.String(ValueText(value));
  json.Field("from", value.from.ToString()).Field("published", value.published.ToString());
  if (value.payable_from) json.Field("payable_from", value.payable_from->ToString());
  json.Field("basis", value.basis).Field("certainty", NameOf(value.certainty));
  json.Field("source", value.source);
  if (!value.note.empty()) json.Field("note", value.note);
  json.EndObject();
}

std::string LawListText(const Law& law) {
  std::string text;
  for (const BenefitLaw& benefit : law.benefits()) {
    absl::StrAppend(&text, benefit.id, "\n  ", benefit.name, " (", benefit.name_lv, ")\n  ",
                    benefit.act, "\n  ",
                    benefit.programme.empty()
                        ? "not paid by itself"
                        : absl::StrCat("budget programme ", benefit.programme),
                    "; ", Coverage(benefit), "\n");
  }
  return text;
}

std::string LawListJson(const Law& law) {
  JsonWriter json;
  json.Object().Field("law_digest", ToHex(law.digest())).Key("benefits").Array();
  for (const BenefitLaw& benefit : law.benefits()) {
    json.Object();
    WriteHead(benefit, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

absl::StatusOr<std::string> LawShowText(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at) {
  ASSIGN_OR_RETURN(const BenefitLaw* found, FindLaw(law, benefit));
  std::string text = absl::StrCat(found->name, "\n", found->name_lv, "\n", found->act, "\n");
  if (!found->programme.empty()) {
    absl::StrAppend(&text, "Budget programme ", found->programme, "; ",
                    found->taxable ? "income tax is withheld" : "free of income tax",
                    "; answered for months from ", found->since.ToWords(), " on\n");
  }
  if (at) absl::StrAppend(&text, "As in force on ", at->ToString(), "\n");
  for (const LawParameter& parameter : found->parameters) {
    absl::StrAppend(&text, "\n", parameter.name, ": ", parameter.meaning, "\n  (last checked ",
                    parameter.reviewed.ToString(),
                    parameter.on_dates ? "; each value happens on its day)" : ")", "\n");
    if (!at) {
      for (const LawValue& value : parameter.values) {
        absl::StrAppend(&text, ValueInFull(value, "  "));
      }
      continue;
    }
    const LawValue* in_force = found->At(parameter.name, *at);
    absl::StrAppend(
        &text, in_force == nullptr ? "  No value on that day.\n" : ValueInFull(*in_force, "  "));
    absl::StrAppend(&text, "  History:\n");
    for (const LawValue& value : parameter.values) {
      absl::StrAppend(&text, &value == in_force ? "  > " : "    ", value.from.ToString(), "  ",
                      absl::StrFormat("%-14s", ValueText(value)), "  published ",
                      value.published.ToString(), "  ", NameOf(value.certainty), "\n");
    }
  }
  return text;
}

absl::StatusOr<std::string> LawShowJson(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at) {
  ASSIGN_OR_RETURN(const BenefitLaw* found, FindLaw(law, benefit));
  JsonWriter json;
  json.Object();
  WriteHead(*found, json);
  if (at) json.Field("at", at->ToString());
  json.Key("parameters").Array();
  for (const LawParameter& parameter : found->parameters) {
    json.Object().Field("name", parameter.name).Field("meaning", parameter.meaning);
    json.Field("reviewed", parameter.reviewed.ToString()).Field("on_dates", parameter.on_dates);
    if (at) {
      const LawValue* in_force = found->At(parameter.name, *at);
      json.Key("in_force");
      in_force == nullptr ? static_cast<void>(json.Null()) : WriteValue(*in_force, json);
    }
    json.Key("values").Array();
    for (const LawValue& value : parameter.values) WriteValue(value, json);
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

std::vector<LawFinding> CheckLaw(const Law& law, Date at) {
  std::vector<LawFinding> findings;
  for (const BenefitLaw& benefit : law.benefits()) {
    for (const LawParameter& parameter : benefit.parameters) {
      const auto find = [&](LawFinding::Kind kind, std::optional<Date> from, std::string what) {
        findings.push_back({kind, benefit.id, parameter.name, from, std::move(what)});
      };
      const LawValue* in_force = benefit.At(parameter.name, at);
      const int months_max = MonthsMax(benefit, at);
      if (in_force == nullptr) {
        find(LawFinding::Kind::kGap, std::nullopt, "no value is in force");
      } else if (parameter.on_dates && at.in_month() - in_force->from.in_month() > months_max) {
        find(LawFinding::Kind::kGap, std::nullopt,
             absl::StrCat("the last value is of ", in_force->from.ToString(), ", more than ",
                          months_max, " months before"));
      }
      if (DayOfAge(parameter.reviewed, 1) < at) {
        find(LawFinding::Kind::kStale, std::nullopt,
             absl::StrCat("last checked on ", parameter.reviewed.ToString()));
      }
      for (const LawValue& value : parameter.values) {
        if (value.certainty == Certainty::kUnknown) {
          find(LawFinding::Kind::kUnknown, value.from, value.note);
        } else if (value.certainty == Certainty::kUnverified) {
          find(LawFinding::Kind::kUnverified, value.from,
               absl::StrCat(ValueText(value), value.note.empty() ? "" : ": ", value.note));
        }
      }
    }
  }
  return findings;
}

std::string LawCheckText(const std::vector<LawFinding>& findings, Date at) {
  std::string text;
  int faults = 0;
  for (const auto kind : {LawFinding::Kind::kGap, LawFinding::Kind::kStale,
                          LawFinding::Kind::kUnknown, LawFinding::Kind::kUnverified}) {
    for (const LawFinding& finding : findings) {
      if (finding.kind != kind) continue;
      faults += finding.is_fault();
      absl::StrAppend(&text, NameOf(kind), ": ", finding.benefit, " ", finding.parameter,
                      finding.from ? absl::StrCat(" from ", finding.from->ToString()) : "",
                      finding.what.empty() ? "" : ": ", finding.what, "\n");
    }
  }
  absl::StrAppend(&text, "The law on ", at.ToString(), ": ", faults,
                  faults == 1 ? " fault, " : " faults, ", findings.size() - faults,
                  " values not known or not verified\n");
  return text;
}

std::string LawCheckJson(const std::vector<LawFinding>& findings, Date at) {
  JsonWriter json;
  json.Object().Field("at", at.ToString());
  json.Field("faults", std::any_of(findings.begin(), findings.end(),
                                   [](const LawFinding& finding) { return finding.is_fault(); }));
  json.Key("findings").Array();
  for (const LawFinding& finding : findings) {
    json.Object().Field("kind", NameOf(finding.kind)).Field("fault", finding.is_fault());
    json.Field("benefit", finding.benefit).Field("parameter", finding.parameter);
    if (finding.from) json.Field("from", finding.from->ToString());
    json.Field("what", finding.what).EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
