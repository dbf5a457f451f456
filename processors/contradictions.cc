#include "processors/contradictions.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

// A child younger than its parent by less than this is a mistake of somebody's.
constexpr int kParentAgeMin = 12;

class Finder {
 public:
  Finder(const PersonState& person, Date date) : person_(person), date_(date) {}

  std::vector<std::string> Find() {
    CheckLife(person_, "the person");
    const Relative* spouse = nullptr;
    for (const Relative& relative : person_.relatives) {
      CheckLife(relative, absl::StrCat("relative ", relative.person.ToString()));
      if (relative.Find(Relation::kParentOf, date_) != nullptr) CheckParent(relative);
      if (relative.Find(Relation::kSpouseOf, date_) == nullptr || !relative.IsAlive(date_))
        continue;
      if (spouse != nullptr) {
        Say(absl::StrCat("two spouses on ", date_.ToString(), ": ", spouse->person.ToString(),
                         " and ", relative.person.ToString()));
      }
      spouse = &relative;
    }
    CheckUnemployed();
    return std::move(found_);
  }

 private:
  void Say(std::string sentence) { found_.push_back(std::move(sentence)); }

  void CheckLife(const Life& life, const std::string& who) {
    if (!life.registered) return;
    if (life.died && *life.died < life.born) {
      Say(absl::StrCat(who, " died on ", life.died->ToString(), ", before being born on ",
                       life.born.ToString()));
    }
    for (const StatusFact& fact : life.statuses) {
      if (!life.died || fact.from <= *life.died || !IsAct(fact.status)) continue;
      Say(absl::StrCat(who, " died on ", life.died->ToString(), ", and has a status from ",
                       fact.from.ToString()));
    }
  }

  // What somebody does, and the dead cannot.
  static bool IsAct(Status status) {
    return status == Status::kMarried || status == Status::kEmployed ||
           status == Status::kSelfEmployed || status == Status::kUnemployed ||
           status == Status::kStudyingAtSchool || status == Status::kStudyingHigher;
  }

  void CheckParent(const Relative& child) {
    if (!child.registered || !person_.registered) return;
    if (child.born < person_.born) {
      Say(absl::StrCat("child ", child.person.ToString(), ", born on ", child.born.ToString(),
                       ", is older than the person"));
    } else if (child.born < DayOfAge(person_.born, kParentAgeMin)) {
      Say(absl::StrCat("child ", child.person.ToString(),
                       " was born when the person was younger than ", kParentAgeMin));
    }
  }

  // Law "On Insurance in Case of Unemployment": who works is not unemployed.
  void CheckUnemployed() {
    const StatusFact* unemployed = person_.Find(Status::kUnemployed, date_);
    if (unemployed == nullptr) return;
    for (const Status status : {Status::kEmployed, Status::kSelfEmployed}) {
      const StatusFact* works = person_.Find(status, date_);
      if (works == nullptr) continue;
      Say(absl::StrCat("the person is unemployed since ", unemployed->from.ToString(),
                       " and works since ", works->from.ToString()));
      return;
    }
  }

  const PersonState& person_;
  const Date date_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> Contradictions(const PersonState& person, Date date) {
  return Finder(person, date).Find();
}

std::vector<std::string> Doubts(const PersonState& person, Date date) {
  std::vector<std::string> doubts = person.doubts;
  for (std::string& sentence : Contradictions(person, date)) {
    doubts.push_back(std::move(sentence));
  }
  return doubts;
}

}  // namespace izmaksa
