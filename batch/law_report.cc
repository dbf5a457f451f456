#include "batch/law_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "batch/columns.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "processors/combinations.h"

namespace izmaksa {
namespace {

constexpr int kIndent = 4;

// Where a value is from, below the value itself.
std::string OriginText(const LawValue& value) {
  std::string text = Wrapped(absl::StrCat("Article: ", value.basis), kIndent);
  absl::StrAppend(&text, Wrapped(absl::StrCat("Published ", value.published.ToString(), "; ",
                                              WordsOf(value.certainty)),
                                 kIndent));
  absl::StrAppend(&text, Wrapped(absl::StrCat("Source: ", value.source), kIndent));
  if (!value.note.empty()) {
    absl::StrAppend(&text, Wrapped(absl::StrCat("Note: ", value.note), kIndent));
  }
  return text;
}

// "since 2023-10-01 to 2024-09-30"; of a value that happens on a day, that day.
std::string WhenText(const LawParameter& parameter, const LawValue& value, const LawValue* next) {
  std::string text = absl::StrCat(parameter.on_dates ? "on " : "since ", value.from.ToString());
  if (!parameter.on_dates && next != nullptr) {
    absl::StrAppend(&text, " to ", (next->from - 1).ToString());
  }
  if (value.payable_from) {
    absl::StrAppend(&text, ", paid not before ", value.payable_from->ToWords());
  }
  return text;
}

const LawValue* NextAfter(const LawParameter& parameter, Date day) {
  for (const LawValue& value : parameter.values) {
    if (value.from > day) return &value;
  }
  return nullptr;
}

const LawValue* InForce(const LawParameter& parameter, Date day) {
  const LawValue* found = nullptr;
  for (const LawValue& value : parameter.values) {
    if (value.from <= day) found = &value;  // published later stands later
  }
  return found;
}

std::string InForceText(const LawParameter& parameter, Date at) {
  const LawValue* value = InForce(parameter, at);
  const LawValue* next = NextAfter(parameter, at);
  const LawValue* before = value == nullptr ? nullptr : InForce(parameter, value->from - 1);
  std::string text;
  if (value == nullptr) {
    text = "  No value was in force that day.\n";
  } else {
    text = absl::StrCat(
        Wrapped(absl::StrCat(ValueText(*value), ", ", WhenText(parameter, *value, next)), 2),
        OriginText(*value));
  }
  if (before != nullptr) {
    absl::StrAppend(&text, Wrapped(absl::StrCat("Before it: ", ValueText(*before), ", ",
                                                WhenText(parameter, *before, value)),
                                   2));
  }
  if (next != nullptr) {
    absl::StrAppend(
        &text, Wrapped(absl::StrCat("After it: ", ValueText(*next), ", ",
                                    WhenText(parameter, *next, NextAfter(parameter, next->from)),
                                    ", published ", next->published.ToString()),
                       2));
  }
  return text;
}

std::string EveryValueText(const LawParameter& parameter) {
  std::string text;
  for (const LawValue& value : parameter.values) {
    const LawValue* next = NextAfter(parameter, value.from);
    absl::StrAppend(
        &text, Wrapped(absl::StrCat(ValueText(value), ", ", WhenText(parameter, value, next)), 2),
        OriginText(value));
  }
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
                      law.since == Month() ? ""
                                           : absl::StrCat("; answered for months from ",
                                                          law.since.ToWords(), " on"));
}

std::string Payer(const BenefitLaw& law) {
  if (!law.programme.empty()) return absl::StrCat("budget programme ", law.programme);
  return FindBenefit(law.id) == nullptr ? "not paid by itself" : "paid by municipalities";
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
  if (!law.summary.empty()) json.Field("summary", law.summary);
  json.Key("programme");
  law.programme.empty() ? json.Null() : json.String(law.programme);
  json.Field("payer", Payer(law));
  if (!law.programme.empty()) json.Field("purpose", law.purpose);
  if (law.since == Month()) return;  // no rule answers for it
  json.Field("taxable", law.taxable).Field("since", law.since.ToString());
  json.Field("for_residents", law.for_residents);
  json.Field("paid_for_previous_month", law.paid_for_previous_month);
}

// "an amount in euro", "one of insured, dependant".
std::string KindText(const InputOfDecision& input) {
  using Kind = InputOfDecision::Kind;
  switch (input.kind) {
    case Kind::kMoney:
      return "an amount in euro";
    case Kind::kNumber:
      return "a whole number";
    case Kind::kRate:
      return "a decimal number";
    case Kind::kDate:
      return "a day";
    case Kind::kWord:
      break;
  }
  return absl::StrCat("one of ", absl::StrJoin(input.words, ", "));
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

absl::string_view WordsOf(Certainty certainty) {
  switch (certainty) {
    case Certainty::kVerified:
      return "verified: read in the source";
    case Certainty::kDerived:
      return "derived: follows by arithmetic from values that were read";
    case Certainty::kUnverified:
      return "unverified: not checked against a source";
    case Certainty::kUnknown:
      return "not known: it exists, and whoever needs it is held";
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
                    benefit.act, "\n  ", Payer(benefit), "; ", Coverage(benefit), "\n");
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

namespace {

// Which other benefits leave nothing due of this one.
std::string ExclusionsText(const BenefitLaw& law) {
  std::string text;
  for (const Exclusion& exclusion : Exclusions()) {
    if (exclusion.benefit != law.id) continue;
    absl::StrAppend(&text,
                    Wrapped(absl::StrCat("while ", exclusion.why, " (", exclusion.basis, ")"), 2));
  }
  return text.empty() ? text : absl::StrCat("\nNot due\n\n", text);
}

// What a decision may state.
std::string InputsText(const BenefitLaw& law) {
  std::string text;
  for (const InputOfDecision& input : law.inputs) {
    absl::StrAppend(
        &text, Wrapped(absl::StrCat(input.name, ", ", KindText(input), ": ", input.meaning), 2));
  }
  return text.empty() ? text : absl::StrCat("\nWhat a decision may state\n\n", text);
}

}  // namespace

absl::StatusOr<std::string> LawShowText(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at) {
  ASSIGN_OR_RETURN(const BenefitLaw* found, FindLaw(law, benefit));
  std::string text = absl::StrCat(found->name, "\n", found->name_lv, "\n\n");
  Columns head({Columns::Align::kLeft, Columns::Align::kLeft});
  head.Row({"Payer", Payer(*found)});
  if (!found->programme.empty())
    head.Row({"Income tax", found->taxable         ? "is withheld"
                            : found->taxed_in_full ? "is withheld from all of it"
                                                   : "none"});
  if (found->since != Month()) {
    head.Row({"Answered", absl::StrCat("for months from ", found->since.ToWords(), " on")});
  }
  if (found->for_residents)
    head.Row({"Entitled", "whom s. 4 of the Law on State Social Benefits names"});
  if (found->paid_for_previous_month)
    head.Row({"Paid", "in the month after the one it is due for"});
  if (at) head.Row({"As in force on", at->ToString()});
  absl::StrAppend(&text, Wrapped(found->act, 2), head.Text());
  if (!found->summary.empty()) {
    absl::StrAppend(&text, "\nWho is entitled to what\n\n", Wrapped(found->summary, 2));
  }
  text += ExclusionsText(*found) + InputsText(*found);
  for (const LawParameter& parameter : found->parameters) {
    absl::StrAppend(&text, "\n", Wrapped(absl::StrCat(parameter.name, ": ", parameter.meaning), 0));
    absl::StrAppend(&text, at ? InForceText(parameter, *at) : EveryValueText(parameter));
    absl::StrAppend(&text, "  Last checked ", parameter.reviewed.ToString(), "\n");
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
  json.Key("excluded_by").Array();
  for (const Exclusion& exclusion : Exclusions()) {
    if (exclusion.benefit != found->id) continue;
    json.Object().Field("benefit", exclusion.other).Field("why", exclusion.why);
    json.Field("basis", exclusion.basis).EndObject();
  }
  json.EndArray().Key("inputs").Array();
  for (const InputOfDecision& input : found->inputs) {
    json.Object().Field("name", input.name).Field("kind", KindText(input));
    json.Field("meaning", input.meaning).EndObject();
  }
  json.EndArray().Key("parameters").Array();
  for (const LawParameter& parameter : found->parameters) {
    json.Object().Field("name", parameter.name).Field("meaning", parameter.meaning);
    json.Field("reviewed", parameter.reviewed.ToString()).Field("on_dates", parameter.on_dates);
    if (at) {
      const LawValue* in_force = InForce(parameter, *at);
      const LawValue* previous =
          in_force == nullptr ? nullptr : InForce(parameter, in_force->from - 1);
      const std::pair<const char*, const LawValue*> around[] = {
          {"in_force", in_force}, {"previous", previous}, {"next", NextAfter(parameter, *at)}};
      for (const auto& [name, value] : around) {
        json.Key(name);
        value == nullptr ? static_cast<void>(json.Null()) : WriteValue(*value, json);
      }
    }
    json.Key("values").Array();
    for (const LawValue& value : parameter.values) WriteValue(value, json);
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
