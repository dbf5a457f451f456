#include "tests/worked_examples.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/event_json.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "processors/law.h"

namespace izmaksa {
namespace {

[[noreturn]] void Die(const std::string& example, const std::string& what) {
  std::fprintf(stderr, "%s: %s\n", example.c_str(), what.c_str());
  std::abort();
}

// The lines of an example's facts, those it begins with in common with others first.
std::vector<std::string> LinesOf(const v1::Examples& examples, const v1::Example& example) {
  std::vector<std::string> lines;
  for (const std::string& name : example.use()) {
    const auto facts = std::find_if(examples.facts().begin(), examples.facts().end(),
                                    [&](const v1::Facts& known) { return known.name() == name; });
    if (facts == examples.facts().end())
      Die(example.title(), absl::StrCat("there are no facts ", name));
    lines.insert(lines.end(), facts->fact().begin(), facts->fact().end());
  }
  lines.insert(lines.end(), example.fact().begin(), example.fact().end());
  return lines;
}

// A line as an event; what may be left out is filled in.
v1::Event EventOf(EventJsonReader& reader, std::string line, size_t number,
                  const std::string& example) {
  const std::string day_key = "\"effective\": \"";
  const size_t day = line.find(day_key);
  if (day == std::string::npos) Die(example, line);
  const auto fill = [&](const std::string& name, const std::string& value) {
    if (absl::StrContains(line, absl::StrCat("\"", name, "\":"))) return;
    line.insert(1, absl::StrCat("\"", name, "\": ", value, ", "));
  };
  const std::string effective = line.substr(day + day_key.size(), 10);
  fill("recorded", absl::StrCat("\"", effective, "T00:00:00Z\""));
  fill("person", "1");
  fill("source", "\"example\"");
  fill("id", absl::StrCat("\"e", number, "\""));
  if (!absl::StrContains(line, "\"officer\":")) {
    line = absl::StrReplaceAll(
        line, {{"\"decision_made\": {", absl::StrCat("\"decision_made\": {\"number\": \"D", number,
                                                     "\", \"officer\": \"example\", ")}});
  }
  FieldFaults faults;
  v1::Event event;
  if (!reader.Read(line, &event, &faults)) {
    Die(example, absl::StrCat("fact ", number, ": ", faults[0].field, " ", faults[0].message));
  }
  return event;
}

std::vector<WorkedExample> ReadAll() {
  std::vector<WorkedExample> all;
  EventJsonReader reader;
  for (const LawFile& file : Law::BuiltInFiles()) {
    const std::string folder = file.path.substr(0, file.path.find('/'));
    std::ifstream stream(absl::StrCat("processors/benefits/", folder, "/examples.textproto"),
                         std::ios::binary);
    if (!stream) continue;
    v1::Examples examples;
    if (!google::protobuf::TextFormat::ParseFromString({std::istreambuf_iterator<char>(stream), {}},
                                                       &examples)) {
      Die(folder, "the examples are not text of proto/law.proto");
    }
    for (const v1::Example& example : examples.example()) {
      const absl::StatusOr<Month> month = Month::Parse(example.month());
      if (!month.ok()) Die(example.title(), "the month is none");
      WorkedExample worked{folder, example, {}, "", *month};
      for (const std::string& line : LinesOf(examples, example)) {
        worked.facts += line;
        worked.events.push_back(EventOf(reader, line, worked.events.size() + 1, example.title()));
      }
      all.push_back(std::move(worked));
    }
  }
  return all;
}

}  // namespace

const std::vector<WorkedExample>& WorkedExamples() {
  static const auto* all = new std::vector<WorkedExample>(ReadAll());
  return *all;
}

}  // namespace izmaksa
