// What cannot have changed is not assessed again (docs/decisions.md, 7): over a small nation with
// every benefit, month by month, deciding with the shortcut and by assessing every month anew must
// say the same to the byte.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "batch/decide.h"
#include "batch/event_json.h"
#include "batch/sample/sample.h"
#include "batch/sample/shares.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kMonths = 24;  // January 2023 to December 2024

// Names, codes, accounts and addresses are sealed in a ledger; no decision asks what they hold.
void DropPersonalData(v1::Event& event) {
  if (event.has_person_registered()) event.mutable_person_registered()->clear_identity();
  if (event.has_code_changed()) event.mutable_code_changed()->clear_personal_code();
  if (event.has_account_changed()) event.mutable_account_changed()->clear_account();
  if (event.has_address_changed()) event.mutable_address_changed()->clear_address();
}

struct Life {
  PersonState state;
  Balances balances;
  bool is_new = false;  // a fact came in since the run before
};

class Nation {
 public:
  // Folds a file of events.
  void Take(const std::string& path) {
    std::ifstream file(path);
    CHECK(file.good());
    std::string line;
    while (std::getline(file, line)) {
      v1::Event event;
      FieldFaults faults;
      CHECK(reader_.Read(line, &event, &faults));
      DropPersonalData(event);
      const std::string bytes = event.SerializeAsString();
      const absl::StatusOr<Event> decoded = DecodeEvent(bytes);
      CHECK(decoded.ok());
      Life& life = people[decoded->person];
      Evolve(life.state, *decoded, Offset(end++), bytes);
      life.is_new = true;
    }
  }

  std::map<PersonId, Life> people;
  int64_t end = 0;

 private:
  EventJsonReader reader_;
};

bool IsPublishedBetween(const Law& law, Date after, Date through) {
  for (const BenefitLaw& benefit : law.benefits()) {
    for (const LawParameter& parameter : benefit.parameters) {
      for (const LawValue& value : parameter.values) {
        if (value.published > after && value.published <= through) return true;
      }
    }
  }
  return false;
}

TEST(ShortcutTest, DecidesWhatAssessingEveryMonthAnewDecidesForTheWholeNation) {
  const std::string out = testing::TempDir() + "/izmaksa_shortcut_nation";
  std::filesystem::remove_all(out);
  SampleOptions options;
  options.people = 5'000;
  options.seed = 7;
  options.out = out;
  options.benefits = SampleBenefits::kAll;
  options.first_month = Month::Of(2023, 1);
  ASSERT_TRUE(WriteSample(options).ok());
  const absl::StatusOr<Law> law = Law::Parse(Law::BuiltInFiles());
  ASSERT_TRUE(law.ok());

  Nation nation;
  for (const char* source : {"register", "cases", "benefits"})
    nation.Take(out + "/0-" + source + ".jsonl");
  std::set<std::string> accrued;
  int64_t shortcuts = 0, changed = 0, reversed = 0;
  Offset previous_cutoff(0);
  for (int number = 0; number < kMonths; ++number) {
    const Month month = options.first_month + number;
    for (const char* source : {"register", "cases", "benefits"})
      nation.Take(out + "/" + month.ToString() + "-" + source + ".jsonl");
    const Date date = month.first() + 2, before = (month - 1).first() + 2;
    const Law known = law->KnownOn(date);
    const Limits limits;
    RunContext whole{date.ToString(), date, options.first_month, &known,
                     &limits,         {},   previous_cutoff,     std::nullopt};
    RunContext some = whole;
    if (number > 0 && !IsPublishedBetween(*law, before, date)) some.assessed_through = month - 1;
    previous_cutoff = Offset(nation.end);
    for (auto& [person, life] : nation.people) {
      const Facts facts = life.is_new ? Facts::kMayHaveChanged : Facts::kUnchanged;
      life.is_new = false;
      const JournalEntry entry = Decide(whole, life.state, life.balances);
      const JournalEntry shortcut = Decide(some, life.state, life.balances, facts);
      ASSERT_EQ(EncodeEntry(shortcut), EncodeEntry(entry))
          << person.ToString() << " in the run of " << date.ToString();
      if (facts == Facts::kUnchanged && some.assessed_through) {
        ++shortcuts;
      } else {
        ++changed;
      }
      for (const Posting& posting : entry.postings) {
        if (posting.kind == PostingKind::kAccrue) accrued.insert(posting.purpose.benefit);
        if (posting.kind == PostingKind::kReverse) ++reversed;
      }
      if (!entry.empty()) Apply(entry, life.balances);
    }
  }
  EXPECT_GT(shortcuts, 50'000) << "and " << changed << " in full";
  EXPECT_GT(changed, 5'000);
  EXPECT_GT(reversed, 0) << "somebody's months are corrected";
  std::set<std::string> common = {"old_age_pension", "disability_pension", "pre_1996_supplement",
                                  "family_state_benefit", "childcare_benefit"};
  for (const Share& share : AllShares()) {
    // Of those that fall to somebody even in so small a nation.
    if (share.people_full >= 1'500 && FindBenefit(share.benefit) != nullptr)
      common.insert(std::string(share.benefit));
  }
  for (const std::string& benefit : common)
    EXPECT_EQ(accrued.count(benefit), 1u) << benefit << " is nobody's";
}

}  // namespace
}  // namespace izmaksa
