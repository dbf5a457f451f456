// What of the law is here, and what is not: benefits with their law, examples and certainty, and
// the register of facts that the ministry's reports name. Generated; docs/coverage.md is its text.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "processors/law.h"

namespace izmaksa {

struct BenefitCoverage {
  std::string id, name, name_lv, act, programme;
  bool is_paid = false;  // in the table of benefits: the program answers what is due
  Month since;           // first month answered for
  Date first, last;      // of its values: when the first and the last begin
  int official = 0, published = 0, worked = 0;                   // examples
  int verified = 0, derived = 0, unverified = 0, not_known = 0;  // values
};

struct RegisterEntry {
  std::string id, fact;
  std::vector<std::string> benefits, parameters;  // that are here
  std::string report, no_payment;
};

struct Coverage {
  std::vector<BenefitCoverage> benefits;  // the table of benefits in its order, then other law
  std::vector<RegisterEntry> entries;     // in order of the register
};

// `examples` are lines "benefit official published worked"; `entries` is a v1::Register as text.
// INVALID_ARGUMENT, with every fault, when the register cannot be read, names a benefit or a
// parameter that is not there, or has an entry twice or one that says nothing.
absl::StatusOr<Coverage> MakeCoverage(const Law& law, absl::string_view examples,
                                      absl::string_view entries);

// As compiled into this program.
const char* ExampleCountsText();  // of processors/benefits/*/examples.textproto
const char* RegisterText();       // docs/register.textproto

std::string CoverageText(const Coverage& coverage);  // Markdown
std::string CoverageJson(const Coverage& coverage);

}  // namespace izmaksa
