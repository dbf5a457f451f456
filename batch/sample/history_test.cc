#include "batch/sample/history.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "batch/sample/sample.h"
#include "ledger/status.h"
#include "processors/identity.h"

namespace izmaksa {
namespace {

std::string FreshDirectory(const std::string& name) {
  const std::string directory = testing::TempDir() + "/izmaksa_sample_" + name;
  std::filesystem::remove_all(directory);
  return directory;
}

SampleSummary Write(int64_t people, uint64_t seed, const std::string& out, int threads = 2) {
  absl::StatusOr<SampleSummary> summary = WriteSample({people, seed, out, threads});
  CHECK(summary.ok());
  return *std::move(summary);
}

// One person as the files tell, folded here without any code of the sample.
struct Person {
  bool registered = false;
  std::string born, country = "LV", died, code;
  std::string old_age_from, disability_from, suspended_from, disability_ended;
  std::string country_new_year = "LV";
  bool old_age_since_2024 = false;
  int64_t old_age_cents = 0, disability_cents = 0;
  int months_to_1995 = -1, months_total = 0;
  bool has_account = false;
  bool at_home = false;  // paid there
};

simdjson::dom::element Member(simdjson::dom::element object, const char* name) {
  simdjson::dom::element member;
  EXPECT_EQ(object[name].get(member), simdjson::SUCCESS) << name;
  return member;
}

std::string Text(simdjson::dom::element object, const char* name) {
  std::string_view text;
  return object[name].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

int64_t Number(simdjson::dom::element object, const char* name) {
  int64_t number = 0;
  return object[name].get(number) == simdjson::SUCCESS ? number : 0;
}

int64_t Cents(const std::string& text) {
  absl::StatusOr<Money> money = Money::Parse(text);
  EXPECT_TRUE(money.ok()) << text;
  return money.ok() ? money->cents() : 0;
}

class Fold {
 public:
  void Read(const std::string& directory, const SampleFile& file) {
    std::ifstream stream(directory + "/" + file.name);
    std::string line;
    int64_t events = 0;
    std::string before;
    while (std::getline(stream, line)) {
      ++events;
      simdjson::dom::element event;
      ASSERT_EQ(parser_.parse(line).get(event), simdjson::SUCCESS) << line;
      const std::string recorded = Text(event, "recorded");
      ASSERT_TRUE(Instant::Parse(recorded).ok()) << line;
      ASSERT_TRUE(Date::Parse(Text(event, "effective")).ok()) << line;
      ExpectMonth(file.name, recorded);
      if (!absl::StartsWith(file.name, "0-")) {
        EXPECT_LE(before, recorded);
        before = recorded;
      }
      ASSERT_TRUE(ids.insert(Text(event, "source") + Text(event, "id")).second) << line;
      EXPECT_TRUE(absl::StrContains(file.name, Text(event, "source"))) << line;
      Apply(event, line);
    }
    EXPECT_EQ(events, file.events);
  }

  std::map<int64_t, Person> people;
  std::set<std::string> ids, codes, ibans, kinds;

 private:
  static void ExpectMonth(const std::string& name, const std::string& recorded) {
    if (absl::StartsWith(name, "0-")) {
      EXPECT_LT(recorded, "2024-01-01");
      return;
    }
    const std::string month = name.substr(0, 7);
    EXPECT_LE(recorded, month + "-02T23:59:59Z");
    const Month previous = Month::Parse(month).value() - 1;
    EXPECT_GE(recorded, month == "2024-01" ? "2024-01-01" : previous.ToString() + "-03");
  }

  void Apply(simdjson::dom::element event, const std::string& line) {
    const std::string effective = Text(event, "effective");
    Person& person = people[Number(event, "person")];
    simdjson::dom::element fact;
    if (event["person_registered"].get(fact) == simdjson::SUCCESS) {
      const std::string code = Text(Member(fact, "identity"), "personal_code");
      EXPECT_TRUE(CheckPersonalCode(code).ok()) << line;
      if (!person.registered) {
        EXPECT_TRUE(codes.insert(code).second) << line;
      } else {
        EXPECT_EQ(code, person.code) << line;
      }
      person.registered = true;
      person.code = code;
      person.born = Text(fact, "born");
      EXPECT_FALSE(Text(Member(fact, "identity"), "given_name").empty());
      EXPECT_FALSE(Text(Member(fact, "identity"), "family_name").empty());
      kinds.insert("person_registered");
      return;
    }
    ASSERT_TRUE(person.registered) << "before the registration: " << line;
    ASSERT_GE(effective, person.born) << line;
    if (event["code_changed"].get(fact) == simdjson::SUCCESS) {
      person.code = Text(fact, "personal_code");
      EXPECT_TRUE(CheckPersonalCode(person.code).ok()) << line;
      EXPECT_EQ(person.code[0], '3') << line;
      EXPECT_TRUE(codes.insert(person.code).second) << line;
    } else if (event["account_changed"].get(fact) == simdjson::SUCCESS) {
      const std::string iban = Text(Member(fact, "account"), "iban");
      EXPECT_TRUE(CheckIban(iban).ok()) << line;
      const bool own = Text(Member(fact, "account"), "holder").empty();
      EXPECT_TRUE(!own || ibans.insert(iban).second) << line;
      const int64_t day = Number(fact, "pay_day");
      EXPECT_TRUE(day >= 5 && day <= 24) << line;
      person.has_account = true;
      kinds.insert(own ? "own account" : "shared account");
      if (!absl::StartsWith(iban, "LV")) kinds.insert("account abroad");
      std::string ground;
      if (fact["ground"].error() == simdjson::SUCCESS) {
        ground = Text(fact, "ground");
        kinds.insert(ground);
        EXPECT_FALSE(Text(fact, "document").empty()) << line;
      }
      EXPECT_EQ(own, ground.empty()) << line;
    } else if (event["home_delivery_chosen"].get(fact) == simdjson::SUCCESS) {
      const int64_t day = Number(fact, "pay_day");
      EXPECT_TRUE(day >= 5 && day <= 24) << line;
      EXPECT_FALSE(person.has_account) << line;
      person.at_home = true;
    } else if (event["residence_changed"].get(fact) == simdjson::SUCCESS) {
      person.country = Text(fact, "country");
      if (effective < "2024-01-01") person.country_new_year = person.country;
    } else if (event["person_died"].get(fact) == simdjson::SUCCESS) {
      bool annulled = false;
      person.died =
          fact["annulled"].get(annulled) == simdjson::SUCCESS && annulled ? "" : effective;
      kinds.insert(annulled ? "death annulled" : "death");
    } else if (event["insurance_record_determined"].get(fact) == simdjson::SUCCESS) {
      EXPECT_EQ(fact["months_to_1995"].error(), simdjson::SUCCESS)
          << "said even when it is 0: " << line;
      if (person.months_to_1995 < 0) {
        person.months_to_1995 = static_cast<int>(Number(fact, "months_to_1995"));
        person.months_total = static_cast<int>(Number(fact, "months_total"));
      } else {
        kinds.insert(Number(fact, "months_to_1995") > person.months_to_1995 ? "record raised"
                                                                            : "record lowered");
      }
      EXPECT_LE(Number(fact, "months_to_1995"), Number(fact, "months_total")) << line;
    } else if (event["decision_made"].get(fact) == simdjson::SUCCESS) {
      Decide(fact, effective, person);
    } else if (event["disability_determined"].get(fact) == simdjson::SUCCESS) {
      const int64_t group = Number(fact, "group");
      EXPECT_TRUE(group >= 1 && group <= 3) << line;
    } else if (event["status_determined"].get(fact) == simdjson::SUCCESS) {
      kinds.insert(Text(fact, "status"));
    } else {
      EXPECT_TRUE(event["address_changed"].error() == simdjson::SUCCESS ||
                  event["application_submitted"].error() == simdjson::SUCCESS)
          << line;
    }
  }

  void Decide(simdjson::dom::element fact, const std::string& effective, Person& person) {
    const std::string kind = Text(fact, "kind"), benefit = Text(fact, "benefit");
    kinds.insert(kind + " " + benefit);
    if (kind == "granted") {
      const std::string as_of = Text(fact, "amount_as_of");
      const int64_t cents = Cents(Text(fact, "amount"));
      if (benefit == "old_age_pension") {
        person.old_age_from = effective;
        person.old_age_cents = cents;
        person.old_age_since_2024 = as_of.empty();
        const int64_t years = person.months_total / 12;
        EXPECT_GE(cents, 188'10 + 3'42 * std::max<int64_t>(0, years - 15));
      } else {
        person.disability_from = effective;
        person.disability_cents = cents;
        EXPECT_GE(cents, 171'00);
      }
      EXPECT_TRUE(as_of.empty() || as_of == "2024-01-01");
      EXPECT_TRUE(!as_of.empty() || effective >= "2023-12-01");
    } else if (kind == "suspended") {
      person.suspended_from = effective;
    } else if (kind == "resumed") {
      person.suspended_from.clear();
    } else if (kind == "ended") {
      EXPECT_EQ(benefit, "disability_pension");
      person.disability_ended = effective;
    }
  }

  simdjson::dom::parser parser_;
};

// What SampleStatistics counts as it makes the people, counted again from the files.
SampleStatistics CountAgain(const Fold& fold) {
  const std::set<std::string> outside = {"US", "RU", "BY", "IL", "CA", "AU", "UA"};
  SampleStatistics counted;
  for (const auto& [number, person] : fold.people) {
    if (person.at_home) ++counted.paid_at_home;
    const bool alive = person.died.empty() || person.died >= "2024-04-01";
    const bool suspended = !person.suspended_from.empty();
    if (alive && !suspended && !person.old_age_from.empty() &&
        person.old_age_from <= "2024-04-30") {
      ++counted.old_age;
      counted.old_age_cents += person.old_age_cents;
      if (person.old_age_cents <= 600'00) ++counted.old_age_to_600;
    }
    const bool ended = !person.disability_ended.empty() && person.disability_ended <= "2024-04-30";
    if (alive && !person.disability_from.empty() && !ended) {
      ++counted.disability;
      counted.disability_cents += person.disability_cents;
    }
    const std::string granted =
        person.disability_from.empty() ? person.old_age_from : person.disability_from;
    const int years = std::max(0, person.months_to_1995) / 12;
    const bool died_before = !person.died.empty() && person.died < "2024-01-01";
    const bool paid_new_year = !(suspended && person.suspended_from <= "2024-01-01");
    if (granted.empty() || died_before || years == 0 || !paid_new_year ||
        outside.count(person.country_new_year) > 0) {
      continue;
    }
    if (granted <= "2011-12-31") ++counted.existing;
    if (granted > "2011-12-31" && granted <= "2014-12-31") {
      ++counted.affected_2024;
      counted.affected_2024_years += years;
    }
    if (granted > "2011-12-31" && granted <= "2017-12-31") ++counted.affected_2025;
    if (granted > "2011-12-31" && granted <= "2020-12-31") ++counted.affected_2026;
  }
  return counted;
}

TEST(SampleHistoryTest, EveryLineIsAValidEventInItsPlace) {
  const std::string out = FreshDirectory("history_lines");
  const SampleSummary summary = Write(20'000, 3, out);
  Fold fold;
  for (const SampleFile& file : summary.files) fold.Read(out, file);
  EXPECT_EQ(fold.people.size(), 20'000u);
  EXPECT_EQ(fold.ids.size(), static_cast<size_t>(summary.events));
  for (const auto& [number, person] : fold.people) {
    EXPECT_TRUE(person.registered) << number;
    EXPECT_TRUE(number >= 1'000'000'001 && number <= 1'000'020'000) << number;
  }
  for (const char* kind : {"person_registered",
                           "own account",
                           "shared account",
                           "death",
                           "death annulled",
                           "record raised",
                           "record lowered",
                           "politically_repressed",
                           "chernobyl_liquidator",
                           "granted old_age_pension",
                           "granted disability_pension",
                           "ended disability_pension",
                           "suspended old_age_pension",
                           "resumed old_age_pension",
                           "amended old_age_pension",
                           "refused old_age_pension",
                           "another_person",
                           "guardian",
                           "institution",
                           "account abroad"}) {
    EXPECT_EQ(fold.kinds.count(kind), 1u) << kind;
  }
}

TEST(SampleHistoryTest, FilesHoldThePeopleThatTheFiguresCount) {
  const std::string out = FreshDirectory("history_figures");
  const SampleSummary summary = Write(50'000, 5, out);
  Fold fold;
  for (const SampleFile& file : summary.files) fold.Read(out, file);
  const SampleStatistics counted = CountAgain(fold);
  const SampleStatistics& told = summary.statistics;
  EXPECT_EQ(counted.old_age, told.old_age);
  EXPECT_EQ(counted.old_age_cents, told.old_age_cents);
  EXPECT_EQ(counted.old_age_to_600, told.old_age_to_600);
  EXPECT_EQ(counted.disability, told.disability);
  EXPECT_EQ(counted.disability_cents, told.disability_cents);
  EXPECT_EQ(counted.existing, told.existing);
  EXPECT_EQ(counted.paid_at_home, told.paid_at_home);
  EXPECT_NEAR(static_cast<double>(told.paid_at_home) / static_cast<double>(told.old_age), 0.135,
              0.01);
  EXPECT_EQ(counted.affected_2024, told.affected_2024);
  EXPECT_EQ(counted.affected_2024_years, told.affected_2024_years);
  EXPECT_EQ(counted.affected_2025, told.affected_2025);
  EXPECT_EQ(counted.affected_2026, told.affected_2026);
}

}  // namespace
}  // namespace izmaksa
