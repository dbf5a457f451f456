// The law for people who read law: `izmaksa law list`, `law show`; as text and JSON.
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
absl::string_view NameOf(Certainty certainty);   // "verified", …
absl::string_view WordsOf(Certainty certainty);  // "read in the source", …

// A value as one JSON object: its parameter, value, the three dates, basis, certainty and source.
void WriteValue(const LawValue& value, JsonWriter& json);

// Every benefit in the order of its id: names, act, programme, and the dates covered.
std::string LawListText(const Law& law);
std::string LawListJson(const Law& law);

// One benefit, a page: who is entitled to what, and every parameter with the value in force on `at`
// and those before and after it; without a day, with every value. NOT_FOUND when there is no such
// benefit, naming those there are.
absl::StatusOr<std::string> LawShowText(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at);
absl::StatusOr<std::string> LawShowJson(const Law& law, absl::string_view benefit,
                                        std::optional<Date> at);

}  // namespace izmaksa
