// The law for people who read law: `izmaksa law list`, `law show`, `law check`; as text and JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/json.h"
#include "ledger/date.h"
#include "processors/law.h"

namespace izmaksa {

// "1.52 euro", "0.70 lats", "1.0640", "22", "2011-12-31", "none", "not known".
std::string ValueText(const LawValue& value);
absl::string_view NameOf(Certainty certainty);  // "verified", …

// A value as one JSON object: its parameter, value, the three dates, basis, certainty and source.
void WriteValue(const LawValue& value, JsonWriter& json);

// Every benefit in the order of its id: names, act, programme, and the dates covered.
std::string LawListText(const Law& law);
std::string LawListJson(const Law& law);

// One benefit: every parameter with the value in force on `at` (without it: with every value in
// full), and its history. NOT_FOUND when there is no such benefit, naming those there are.
absl::StatusOr<std::string> LawShowText(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at);
absl::StatusOr<std::string> LawShowJson(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at);

// What somebody should look at before relying on the law on a day.
struct LawFinding {
  enum class Kind {
    kGap,         // a fault: no value is in force that day, or a yearly one is missing
    kStale,       // a fault: nobody has checked the parameter in the year before that day
    kUnknown,     // a value in the past or future is not known: whoever needs it is held
    kUnverified,  // a value was never checked against a source
  };
  Kind kind;
  std::string benefit, parameter;
  std::optional<Date> from;  // of the value
  std::string what;
  bool is_fault() const { return kind == Kind::kGap || kind == Kind::kStale; }
};

std::vector<LawFinding> CheckLaw(const Law& law, Date at);
std::string LawCheckText(const std::vector<LawFinding>& findings, Date at);
std::string LawCheckJson(const std::vector<LawFinding>& findings, Date at);

}  // namespace izmaksa
