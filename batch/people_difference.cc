#include "batch/people_difference.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/cause_words.h"
#include "batch/control_acts.h"
#include "batch/json.h"
#include "batch/run.h"
#include "batch/two_runs.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Where an entry's payments to the person go, as sealed: the same bytes, the same fact.
std::set<std::string> AccountsOf(const JournalEntry& entry) {
  std::set<std::string> accounts;
  for (const Payment& payment : entry.payments) {
    if (payment.deduction.empty()) accounts.insert(payment.sealed_account);
  }
  return accounts;
}

bool AccountChanged(const Compared& compared) {
  return compared.was && compared.is && IsPaid(&*compared.was) && IsPaid(&*compared.is) &&
         AccountsOf(*compared.was) != AccountsOf(*compared.is);
}

class Walk {
 public:
  Walk(Ledger& ledger, const Law& law, const RunState& run, const RunState* previous)
      : ledger_(ledger), law_(law), run_(run), previous_(previous) {}

  absl::Status Open() {
    ASSIGN_OR_RETURN(const std::vector<ShardRun> now, ShardRunsOf(ledger_, run_.run));
    std::vector<ShardRun> before;
    if (previous_ != nullptr) {
      ASSIGN_OR_RETURN(before, ShardRunsOf(ledger_, previous_->run));
    }
    for (size_t shard = 0; shard < now.size(); ++shard) {
      ASSIGN_OR_RETURN(shards_.emplace_back(),
                       TwoRuns::Open(ledger_.journal(static_cast<int>(shard)), now[shard],
                                     previous_ == nullptr ? nullptr : &before[shard]));
    }
    return absl::OkStatus();
  }

  // The shard with the next person; null at the end.
  TwoRuns* Next() const {
    TwoRuns* first = nullptr;
    for (const auto& shard : shards_) {
      if (shard->Valid() && (first == nullptr || shard->person() < first->person()))
        first = shard.get();
    }
    return first;
  }

  // What became of one person; without causes when nothing did.
  absl::StatusOr<PersonDifference> Compare(const Compared& compared) {
    std::string not_due;
    if (compared.NothingIsDue()) {
      ASSIGN_OR_RETURN(not_due, WhyNotDue(ledger_, run_, law_, *compared.was));
    }
    Difference difference(previous_ == nullptr ? Month() : previous_->business_date.in_month(),
                          run_.business_date.in_month());
    difference.Add(compared.was ? &*compared.was : nullptr, compared.is ? &*compared.is : nullptr,
                   not_due);
    PersonDifference person;
    person.person = compared.person;
    person.before = difference.net_before();
    person.now = difference.net_now();
    CHECK(difference.sum() == person.now - person.before);
    for (const auto& [cause, tally] : difference.causes())
      person.causes.emplace_back(cause, tally.amount);
    person.account_changed = AccountChanged(compared);
    if (previous_ != nullptr && (!person.causes.empty() || person.account_changed)) {
      ASSIGN_OR_RETURN(person.new_facts, HasNewFacts(ledger_, run_, *previous_, person.person));
    }
    return person;
  }

 private:
  Ledger& ledger_;
  const Law& law_;
  const RunState& run_;
  const RunState* previous_;
  std::vector<std::unique_ptr<TwoRuns>> shards_;
};

}  // namespace

absl::StatusOr<PeopleDifference> ForEachDifference(
    Ledger& ledger, const ControlState& control, const Law& law, absl::string_view name,
    const std::function<absl::Status(const PersonDifference&)>& visit) {
  ASSIGN_OR_RETURN(const RunState* run, ClosedRunOf(control, name));
  const Law known = law.KnownOn(run->business_date);
  Walk walk(ledger, known, *run, control.Find(run->previous));
  RETURN_IF_ERROR(walk.Open());
  PeopleDifference sum;
  sum.previous = run->previous;
  while (TwoRuns* next = walk.Next()) {
    ASSIGN_OR_RETURN(const Compared compared, next->Next());
    ASSIGN_OR_RETURN(const PersonDifference person, walk.Compare(compared));
    sum.before += person.before;
    sum.now += person.now;
    if (person.causes.empty() && !person.account_changed) continue;
    ++sum.people;
    RETURN_IF_ERROR(visit(person));
  }
  return sum;
}

std::string DifferenceLine(const PersonDifference& person,
                           const std::map<std::string, std::string>& names) {
  std::string line = absl::StrFormat("%s  %12s → %12s  %12s ", person.person.ToString(),
                                     person.before.ToReadable(), person.now.ToReadable(),
                                     Signed(person.now - person.before));
  const char* before = " ";
  for (const auto& [cause, amount] : person.causes) {
    absl::StrAppend(&line, before, CauseText(cause, names), " ", Signed(amount));
    before = "; ";
  }
  if (person.account_changed) {
    absl::StrAppend(&line, before, "another account");
    before = "; ";
  }
  return absl::StrCat(line, person.new_facts ? "; new facts\n" : "\n");
}

std::string DifferenceJson(const PersonDifference& person) {
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.Object().Field("person", person.person.ToString());
  json.Field("before", person.before).Field("now", person.now);
  json.Field("difference", person.now - person.before).Key("causes").Array();
  for (const auto& [cause, amount] : person.causes) {
    json.Object().Field("cause", WordsOf(cause.kind).id).Field("subject", cause.subject);
    json.Field("amount", amount).EndObject();
  }
  json.EndArray().Field("account_changed", person.account_changed);
  json.Field("new_facts", person.new_facts).EndObject();
  return json.Take();
}

std::string SumLine(const PeopleDifference& sum, absl::string_view run) {
  return absl::StrCat(sum.people, sum.people == 1 ? " person" : " people",
                      " paid otherwise than before. Run ",
                      sum.previous.empty() ? "before: none" : sum.previous, ", net ",
                      sum.before.ToReadable(), "; run ", run, ", net ", sum.now.ToReadable(),
                      "; difference ", Signed(sum.now - sum.before), "\n");
}

std::string SumJson(const PeopleDifference& sum, absl::string_view run) {
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.Object().Field("run", run).Key("previous");
  sum.previous.empty() ? json.Null() : json.String(sum.previous);
  json.Field("people", sum.people).Field("net_before", sum.before).Field("net_now", sum.now);
  json.Field("difference", sum.now - sum.before).EndObject();
  return json.Take();
}

}  // namespace izmaksa
