// Rules name parameters by text, so text is what must agree: a parameter that no source names is
// read by nobody, be it a typing error in the law file or a rule that is gone. (That every text a
// rule reads is a parameter is for tests/examples_test.cc.)
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "processors/law.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;

// Law that is there to be asked for, and that no rule reads: a benefit, or one parameter of it.
const std::set<std::string> kAskedForOnly = {
    "minimum_income",             // thresholds: municipalities apply them
    "general relief_dependant",   // dependants are no facts of a ledger yet
    "general tax_basis",          // says how tax is withheld; batch/withholding.cc is written so
    "general tax_rounding",       // "
    "general abroad_apply_from",  // nobody is held yet for want of the yearly application
    "general abroad_apply_by",    // "
    "general abroad_not_asked",   // "
    "deductions deduction_rounding",  // says how shares are cut; batch/net.cc is written so
};

// Every literal in snake_case of the sources that read the law.
std::set<std::string> Literals() {
  std::set<std::string> literals;
  for (const char* folder : {"processors", "batch"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (!absl::EndsWith(name, ".cc") && !absl::EndsWith(name, ".h")) continue;
      if (absl::EndsWith(name, "_test.cc")) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      const std::string letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
      for (size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
        const size_t end = text.find_first_not_of(letters, at + 1);
        if (end != std::string::npos && text[end] == '"' && end > at + 1)
          literals.insert(text.substr(at + 1, end - at - 1));
      }
    }
  }
  return literals;
}

// A name may be put together of a beginning that ends, and an ending that begins, with "_".
bool IsNamed(const std::string& parameter, const std::set<std::string>& literals) {
  if (literals.count(parameter) == 1) return true;
  for (const std::string& part : literals) {
    if (part.size() < 3 || part.size() >= parameter.size()) continue;
    if (part.back() == '_' && absl::StartsWith(parameter, part)) return true;
    if (part.front() == '_' && absl::EndsWith(parameter, part)) return true;
  }
  return false;
}

TEST(LawNamesTest, NoParameterIsThereThatNoRuleReads) {
  const std::set<std::string> literals = Literals();
  ASSERT_TRUE(IsNamed("rate_b", literals));
  ASSERT_FALSE(IsNamed("rate_bb", literals));
  const absl::StatusOr<Law> law = Law::Parse(Law::BuiltInFiles());
  ASSERT_TRUE(law.ok()) << law.status();
  for (const BenefitLaw& benefit : law->benefits()) {
    if (kAskedForOnly.count(benefit.id) == 1) continue;
    for (const LawParameter& parameter : benefit.parameters) {
      if (kAskedForOnly.count(benefit.id + " " + parameter.name) == 1) continue;
      EXPECT_TRUE(IsNamed(parameter.name, literals))
          << parameter.file << ":" << parameter.line << ":" << parameter.column
          << ": no rule reads " << parameter.name;
    }
  }
}

}  // namespace
}  // namespace izmaksa
