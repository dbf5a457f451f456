// Every worked example of every benefit, exact to the cent; and what the examples must cover.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/assess.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "processors/benefits.h"
#include "proto/event.pb.h"
#include "proto/law.pb.h"
#include "tests/worked_examples.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;
const char kFolder[] = "processors/benefits";

std::string ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

using Case = WorkedExample;

const std::vector<Case>& Cases() { return WorkedExamples(); }

const Law& BuiltIn() {
  static const auto* law = new Law(*Law::Parse(Law::BuiltInFiles()));
  return *law;
}

// Thousands of assessments need no law of their own: this one outlives them.
std::shared_ptr<const Law> Borrowed(const Law& law) { return {std::shared_ptr<const Law>(), &law}; }

// The due of a case, or of all cases of the benefit as one; nullopt: nobody claimed it.
std::optional<Due> DueOf(const Dues& dues, const v1::Expected& expected) {
  std::optional<Due> all;
  for (const BenefitDue& entry : dues) {
    if (entry.benefit != expected.benefit()) continue;
    if (!expected.case_id().empty() && entry.case_id != expected.case_id()) continue;
    if (!all) {
      all = entry.due;
      continue;
    }
    for (const Term& term : entry.due.terms) all->Add(term);
    if (!entry.due.determined()) all->undetermined = entry.due.undetermined;
    if (*all->none_because == '\0') all->none_because = entry.due.none_because;
    if (entry.due.payable_from) all->payable_from = entry.due.payable_from;
  }
  return all;
}

// What differs from the example; empty: nothing.
std::string Differences(const Case& c, const Law& law) {
  std::optional<Date> known;
  if (!c.example.known().empty()) known = *Date::Parse(c.example.known());
  const auto assessment = AssessEvents(c.events, c.month, known, Borrowed(law));
  if (!assessment.ok()) return std::string(assessment.status().message());
  if (assessment->people.size() != 1) return "not one person";
  std::string differences;
  const auto differ = [&](const v1::Expected& expected, absl::string_view what) {
    absl::StrAppend(&differences, expected.benefit(), ": ", what, "\n");
  };
  for (const BenefitDue& entry : assessment->people[0].dues) {
    Money sum;
    for (const Term& term : entry.due.terms) sum += term.amount;
    if (sum != entry.due.amount) absl::StrAppend(&differences, entry.benefit, ": no sum\n");
  }
  for (const v1::Expected& expected : c.example.due()) {
    const std::optional<Due> due = DueOf(assessment->people[0].dues, expected);
    if (!due) {
      if (expected.amount() != "0.00") differ(expected, "nobody claimed it");
      continue;
    }
    if (!expected.held().empty()) {
      if (!absl::StrContains(due->undetermined, expected.held())) {
        differ(expected, absl::StrCat("held because: ", due->undetermined));
      }
      continue;
    }
    if (!due->determined()) differ(expected, absl::StrCat("held: ", due->undetermined));
    if (due->amount.ToString() != expected.amount()) {
      differ(expected, absl::StrCat(due->amount.ToString(), " instead of ", expected.amount(), " ",
                                    due->none_because));
    }
    if (due->lats != expected.lats()) differ(expected, "lats or euro");
    if (due->terms.empty() && *due->none_because == '\0') differ(expected, "no reason");
    // What is paid afterwards is payable in the next month; an example says so only when it is
    // later.
    const Month regular = c.month + (law.Of(expected.benefit()).paid_for_previous_month ? 1 : 0);
    const std::string payable_from =
        due->payable_from && *due->payable_from != regular ? due->payable_from->ToString() : "";
    if (payable_from != expected.payable_from()) {
      differ(expected, absl::StrCat("payable from ", payable_from));
    }
  }
  return differences;
}

TEST(ExamplesTest, EveryExampleIsExact) {
  std::map<std::string, int> counts;
  for (const Case& c : Cases()) {
    EXPECT_EQ(Differences(c, BuiltIn()), "") << c.folder << ": " << c.example.title();
    EXPECT_NE(c.example.kind(), v1::Example::KIND_UNSPECIFIED) << c.example.title();
    EXPECT_FALSE(c.example.source().empty()) << c.example.title();
    EXPECT_GT(c.example.due_size(), 0) << c.example.title();
    ++counts[v1::Example::Kind_Name(c.example.kind())];
  }
  EXPECT_GE(counts["OFFICIAL"], 5);
  EXPECT_GE(counts["PUBLISHED"], 15);
}

TEST(ExamplesTest, NoExampleIsThereTwice) {
  std::set<std::string> seen;
  for (const Case& c : Cases()) {
    EXPECT_TRUE(seen.insert(absl::StrCat(c.facts, c.month.ToString(), c.example.known())).second)
        << c.example.title();
  }
}

// Every term of every example cites the law, and leaving out an event it cites changes the dues
// (where no other event says the same).
TEST(ExamplesTest, EveryCitedEventMatters) {
  for (const Case& c : Cases()) {
    if (absl::StrContains(c.example.title(), "ended by decision too")) continue;
    const auto assessment = AssessEvents(c.events, c.month, std::nullopt, Borrowed(BuiltIn()));
    ASSERT_TRUE(assessment.ok());
    std::set<int64_t> cited;
    for (const BenefitDue& due : assessment->people[0].dues) {
      for (const Term& term : due.due.terms) {
        EXPECT_NE(term.law, nullptr) << c.example.title() << ": " << term.why;
        if (term.fact) cited.insert(term.fact->offset.position());
      }
    }
    for (const int64_t offset : cited) {
      std::vector<v1::Event> fewer = c.events;
      fewer.erase(fewer.begin() + offset);
      const auto without = AssessEvents(fewer, c.month, std::nullopt, Borrowed(BuiltIn()));
      ASSERT_TRUE(without.ok());
      bool changed = without->people.empty();
      for (size_t i = 0; !changed && i < assessment->people[0].dues.size(); ++i) {
        const BenefitDue& was = assessment->people[0].dues[i];
        const Due& a = was.due;
        const Due* b = FindDue(without->people[0].dues, was.benefit, was.case_id);
        changed = b == nullptr || a.amount != b->amount || a.undetermined != b->undetermined ||
                  a.payable_from != b->payable_from;
      }
      EXPECT_TRUE(changed) << c.example.title() << ": event " << offset + 1 << " does not matter";
    }
  }
}

// The law without one of its values.
Law LawWithout(const LawValue& value) {
  std::vector<LawFile> files = Law::BuiltInFiles();
  for (LawFile& file : files) {
    if (file.path != absl::StrCat(value.benefit, "/law.textproto")) continue;
    v1::BenefitLaw message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(file.text, &message));
    for (v1::Parameter& parameter : *message.mutable_parameter()) {
      if (parameter.name() != value.parameter) continue;
      for (int i = 0; i < parameter.value_size(); ++i) {
        if (parameter.value(i).from() != value.from.ToString()) continue;
        if (parameter.value_size() > 1) {
          parameter.mutable_value()->DeleteSubrange(i, 1);
        } else {
          parameter.mutable_value(i)->set_from("2199-01-01");
        }
        break;
      }
    }
    google::protobuf::TextFormat::PrintToString(message, &file.text);
  }
  const absl::StatusOr<Law> law = Law::Parse(files);
  EXPECT_TRUE(law.ok()) << law.status();
  return *law;
}

// Who changes an amount or a rate writes two examples: the same person in the month before and in
// the month of the change, and the second notices when the change is taken back. What changes
// otherwise (an age, a deadline, a word) may show later; some example notices.
TEST(ExamplesTest, EveryChangeOfTheLawHasExamplesOnBothSides) {
  for (const BenefitLaw& benefit : BuiltIn().benefits()) {
    if (benefit.id == "general") continue;         // tax is for the batch's scenarios
    if (benefit.id == "deductions") continue;      // batch/net_test.cc has their cases
    if (benefit.id == "minimum_income") continue;  // its own test compares it with what it feeds
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        if (value.from < Date::Of(2014, 1, 1) || value.certainty == Certainty::kUnknown) continue;
        // What the rule begins with is not a change.
        if (value.from <= benefit.since.first() && benefit.since != Month()) continue;
        if (parameter.name == "cap") {
          // Where the index is not known the ceiling decides nothing yet.
          if (benefit.At("index_29", value.from)->certainty == Certainty::kUnknown) continue;
        }
        const bool amount =
            value.kind == LawValue::Kind::kMoney || value.kind == LawValue::Kind::kRate;
        const Law without = LawWithout(value);
        const Month month = value.from.in_month();
        bool noticed = false, both_sides = !amount;
        for (const Case& after : Cases()) {
          if (amount && after.month != month) continue;
          if (Differences(after, without).empty()) continue;
          noticed = true;
          if (!amount) break;
          for (const Case& before : Cases()) {
            both_sides = both_sides || (before.month == month - 1 && before.facts == after.facts);
          }
        }
        const std::string place =
            absl::StrCat(benefit.id, " ", parameter.name, " from ", value.from.ToString());
        EXPECT_TRUE(noticed) << place << ": no example notices";
        EXPECT_TRUE(both_sides || !noticed) << place << ": no example of the month before";
      }
    }
  }
}

// Every value of an index, a ceiling or a rate that nobody knows has an example that is held for
// it.
TEST(ExamplesTest, EveryUnknownValueHoldsSomebody) {
  for (const BenefitLaw& benefit : BuiltIn().benefits()) {
    if (benefit.id == "minimum_income") continue;  // nothing is due by it
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        if (value.certainty != Certainty::kUnknown || parameter.name == "cap") continue;
        bool held = false;
        for (const Case& c : Cases()) {
          for (const v1::Expected& due : c.example.due()) {
            held = held || absl::StrContains(due.held(), value.from.ToString());
          }
        }
        EXPECT_TRUE(held) << parameter.name << " from " << value.from.ToString();
      }
    }
  }
}

TEST(ExamplesTest, TableFoldersAndLawsAgree) {
  std::set<std::string> folders, laws, table;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  }
  for (const BenefitLaw& benefit : BuiltIn().benefits()) {
    laws.insert(benefit.id);
    if (!benefit.programme.empty()) table.insert(benefit.id);
  }
  EXPECT_EQ(folders, laws);
  std::set<std::string> rules;
  for (const Benefit& benefit : Benefits()) rules.insert(std::string(benefit.id));
  for (const std::string& id : table)
    EXPECT_TRUE(rules.count(id) == 1) << id << ": no rule pays it";
  for (const std::string& id : rules) EXPECT_TRUE(laws.count(id) == 1) << id << ": has no law";
  for (const LawFile& file : Law::BuiltInFiles()) {
    EXPECT_EQ(file.text, ReadText(fs::path(kFolder) / file.path)) << file.path << ": build it anew";
  }
}

// Rules name parameters by text. Each such text must be a parameter, or a rule dies on it one day.
TEST(ExamplesTest, EveryParameterARuleReadsExists) {
  std::set<std::string> known;
  for (const BenefitLaw& benefit : BuiltIn().benefits()) {
    for (const LawParameter& parameter : benefit.parameters) known.insert(parameter.name);
  }
  std::set<std::string> read;
  for (const auto& entry : fs::recursive_directory_iterator(kFolder)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string text = ReadText(entry.path());
    for (const std::string call :
         {"At(\"", "Before(\"", "Between(\"", "On(law, \"", "{\"index_", "Amount(\"", "law.Rate(\"",
          "Number(\"", "law.Is(\"", "law.Has(\""}) {
      for (size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
        const size_t begin = at + call.find('"') + 1;
        read.insert(text.substr(begin, text.find('"', begin) - begin));
      }
    }
  }
  EXPECT_GE(read.size(), 15u);
  for (const std::string& name : read) EXPECT_TRUE(known.count(name) == 1) << name;
}

// The agency paid in March what the law's plan paid in April: the month is data.
TEST(ExamplesTest, TheMonthOfPaymentIsAParameter) {
  const LawFile overlay = {"paid_in_march.textproto",
                           ReadText("tests/law/paid_in_march.textproto")};
  const auto march = Law::Parse(Law::BuiltInFiles(), {overlay});
  ASSERT_TRUE(march.ok()) << march.status();
  const auto official = std::find_if(Cases().begin(), Cases().end(), [](const Case& c) {
    return absl::StrContains(c.example.title(), "together with the pension 513.44");
  });
  ASSERT_NE(official, Cases().end());
  const auto payable_from = [&](const Law& law, int month) {
    const auto assessment =
        AssessEvents(official->events, Month::Of(2024, month), std::nullopt, law);
    const Due* due = FindDue(assessment->people[0].dues, "pre_1996_supplement");
    EXPECT_EQ(due->amount, Money::Cents(3344));
    return due->payable_from;
  };
  for (const int month : {1, 2, 3}) {
    EXPECT_EQ(payable_from(BuiltIn(), month), Month::Of(2024, 4));
  }
  EXPECT_EQ(payable_from(BuiltIn(), 4), std::nullopt);
  for (const int month : {1, 2}) EXPECT_EQ(payable_from(*march, month), Month::Of(2024, 3));
  EXPECT_EQ(payable_from(*march, 3), std::nullopt);
}

}  // namespace
}  // namespace izmaksa
