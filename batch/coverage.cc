#include "batch/coverage.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "batch/json.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "proto/coverage.pb.h"

namespace izmaksa {
namespace {

void CountValues(const BenefitLaw& law, BenefitCoverage& coverage) {
  bool any = false;
  for (const LawParameter& parameter : law.parameters) {
    for (const LawValue& value : parameter.values) {
      coverage.first = any ? std::min(coverage.first, value.from) : value.from;
      coverage.last = any ? std::max(coverage.last, value.from) : value.from;
      any = true;
      coverage.verified += value.certainty == Certainty::kVerified;
      coverage.derived += value.certainty == Certainty::kDerived;
      coverage.unverified += value.certainty == Certainty::kUnverified;
      coverage.not_known += value.certainty == Certainty::kUnknown;
    }
  }
}

BenefitCoverage CoverageOf(const BenefitLaw& law) {
  BenefitCoverage coverage;
  coverage.id = law.id;
  coverage.name = law.name;
  coverage.name_lv = law.name_lv;
  coverage.act = law.act;
  coverage.programme = law.programme;
  coverage.is_paid = FindBenefit(law.id) != nullptr;
  coverage.since = law.since;
  CountValues(law, coverage);
  return coverage;
}

class RegisterReader {
 public:
  explicit RegisterReader(const Law& law) : law_(law) {}

  absl::StatusOr<std::vector<RegisterEntry>> Read(absl::string_view text) {
    v1::Register read;
    if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &read))
      return absl::InvalidArgumentError("docs/register.textproto is not a register");
    std::vector<RegisterEntry> entries;
    for (const v1::RegisterRow& row : read.row()) entries.push_back(Entry(row));
    if (faults_.empty()) return entries;
    return absl::InvalidArgumentError(absl::StrJoin(faults_, "\n"));
  }

 private:
  RegisterEntry Entry(const v1::RegisterRow& row) {
    RegisterEntry entry{row.id(), row.fact(), {}, {}, row.report(), row.no_payment()};
    if (!seen_.insert(row.id()).second) Fault(row, "is there twice");
    if (row.fact().empty()) Fault(row, "has no fact");
    for (const std::string& benefit : row.benefit()) {
      if (law_.Find(benefit) == nullptr) Fault(row, absl::StrCat("there is no benefit ", benefit));
      entry.benefits.push_back(benefit);
    }
    for (const std::string& parameter : row.parameter()) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(parameter, '.');
      const BenefitLaw* law = law_.Find(parts.first);
      if (law == nullptr || law->Find(parts.second) == nullptr)
        Fault(row, absl::StrCat("there is no parameter ", parameter));
      entry.parameters.push_back(parameter);
    }
    if (entry.benefits.empty() && entry.parameters.empty() && entry.report.empty() &&
        entry.no_payment.empty()) {
      Fault(row, "says nothing of where it is, or why it is no payment");
    }
    return entry;
  }

  void Fault(const v1::RegisterRow& row, absl::string_view what) {
    faults_.push_back(absl::StrCat("docs/register.textproto: ", row.id(), ": ", what));
  }

  const Law& law_;
  std::set<std::string> seen_;
  std::vector<std::string> faults_;
};

absl::Status AddExamples(absl::string_view lines, std::vector<BenefitCoverage>& benefits) {
  for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = absl::StrSplit(line, ' ');
    const auto benefit =
        std::find_if(benefits.begin(), benefits.end(),
                     [&](const BenefitCoverage& known) { return known.id == cells[0]; });
    if (benefit == benefits.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("there are examples of ", cells[0], ", and no law"));
    }
    int* const counts[] = {&benefit->official, &benefit->published, &benefit->worked};
    CHECK(cells.size() == 1 + std::size(counts));
    for (size_t i = 0; i < std::size(counts); ++i) CHECK(absl::SimpleAtoi(cells[i + 1], counts[i]));
  }
  return absl::OkStatus();
}

std::string DatesOf(const BenefitCoverage& benefit) {
  return absl::StrCat(benefit.is_paid && benefit.since != Month()
                          ? absl::StrCat("months from ", benefit.since.ToString(), "; ")
                          : "",
                      "values of ", benefit.first.ToString(), " to ", benefit.last.ToString());
}

std::string Quoted(const std::vector<std::string>& names) {
  return absl::StrJoin(names, ", ", [](std::string* out, const std::string& name) {
    absl::StrAppend(out, "`", name, "`");
  });
}

std::string PlaceOf(const RegisterEntry& entry) {
  std::vector<std::string> parts;
  if (!entry.benefits.empty()) parts.push_back(Quoted(entry.benefits));
  if (!entry.parameters.empty()) parts.push_back("value " + Quoted(entry.parameters));
  if (!entry.report.empty()) parts.push_back("report " + Quoted({entry.report}));
  if (!entry.no_payment.empty()) parts.push_back(entry.no_payment);
  return absl::StrJoin(parts, "; ");
}

}  // namespace

absl::StatusOr<Coverage> MakeCoverage(const Law& law, absl::string_view examples,
                                      absl::string_view entries) {
  Coverage coverage;
  for (const Benefit& benefit : Benefits())
    coverage.benefits.push_back(CoverageOf(law.Of(benefit.id)));
  for (const BenefitLaw& benefit : law.benefits()) {
    if (FindBenefit(benefit.id) == nullptr) coverage.benefits.push_back(CoverageOf(benefit));
  }
  RETURN_IF_ERROR(AddExamples(examples, coverage.benefits));
  ASSIGN_OR_RETURN(coverage.entries, RegisterReader(law).Read(entries));
  return coverage;
}

std::string CoverageText(const Coverage& coverage) {
  std::string text =
      "# Coverage\n\n"
      "What of the law is in this program. Generated by `izmaksa law coverage` from the table of "
      "benefits, the law files,\n"
      "the examples and `docs/register.textproto`; `make golden` rewrites it, and nobody edits "
      "it.\n\n"
      "## Benefits and their law\n\n"
      "Examples are counted as official / published / worked, values as verified / derived / "
      "unverified / not known.\n\n"
      "| Benefit | Latvian name | Law | Programme | Dates covered | Examples | Values |\n"
      "|---|---|---|---|---|---|---|\n";
  BenefitCoverage sum;
  for (const BenefitCoverage& benefit : coverage.benefits) {
    absl::StrAppend(&text, "| `", benefit.id, "` | ", benefit.name_lv, " | ", benefit.act, " | ",
                    benefit.programme.empty() ? (benefit.is_paid ? "municipalities" : "none")
                                              : benefit.programme,
                    " | ", DatesOf(benefit), " | ", benefit.official, " / ", benefit.published,
                    " / ", benefit.worked, " | ", benefit.verified, " / ", benefit.derived, " / ",
                    benefit.unverified, " / ", benefit.not_known, " |\n");
    sum.official += benefit.official;
    sum.published += benefit.published;
    sum.worked += benefit.worked;
    sum.verified += benefit.verified;
    sum.derived += benefit.derived;
    sum.unverified += benefit.unverified;
    sum.not_known += benefit.not_known;
  }
  absl::StrAppend(&text, "| together ", coverage.benefits.size(), " | | | | | ", sum.official,
                  " / ", sum.published, " / ", sum.worked, " | ", sum.verified, " / ", sum.derived,
                  " / ", sum.unverified, " / ", sum.not_known, " |\n");
  absl::StrAppend(&text,
                  "\n## The register\n\n"
                  "Every fact that the ministry's reports name, and where it is: a benefit, a "
                  "value of its law file, a report of the\n"
                  "program, or why it is not a payment.\n\n"
                  "| Row | Fact | Where |\n|---|---|---|\n");
  for (const RegisterEntry& entry : coverage.entries)
    absl::StrAppend(&text, "| ", entry.id, " | ", entry.fact, " | ", PlaceOf(entry), " |\n");
  return text;
}

std::string CoverageJson(const Coverage& coverage) {
  JsonWriter json;
  json.Object().Key("benefits").Array();
  for (const BenefitCoverage& benefit : coverage.benefits) {
    json.Object().Field("benefit", benefit.id).Field("name", benefit.name);
    json.Field("name_lv", benefit.name_lv).Field("act", benefit.act).Key("programme");
    benefit.programme.empty() ? json.Null() : json.String(benefit.programme);
    if (benefit.is_paid) json.Field("since", benefit.since.ToString());
    json.Field("first_value", benefit.first.ToString());
    json.Field("last_value", benefit.last.ToString()).Key("examples").Object();
    json.Field("official", benefit.official).Field("published", benefit.published);
    json.Field("worked", benefit.worked).EndObject().Key("values").Object();
    json.Field("verified", benefit.verified).Field("derived", benefit.derived);
    json.Field("unverified", benefit.unverified).Field("not_known", benefit.not_known);
    json.EndObject().EndObject();
  }
  json.EndArray().Key("register").Array();
  for (const RegisterEntry& entry : coverage.entries) {
    json.Object().Field("row", entry.id).Field("fact", entry.fact);
    const std::pair<const char*, const std::vector<std::string>*> lists[] = {
        {"benefits", &entry.benefits}, {"parameters", &entry.parameters}};
    for (const auto& [name, list] : lists) {
      json.Key(name).Array();
      for (const std::string& item : *list) json.String(item);
      json.EndArray();
    }
    if (!entry.report.empty()) json.Field("report", entry.report);
    if (!entry.no_payment.empty()) json.Field("no_payment", entry.no_payment);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
