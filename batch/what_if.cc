#include "batch/what_if.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "absl/strings/str_cat.h"
#include "batch/as_of.h"
#include "batch/workshop.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "processors/contradictions.h"
#include "processors/event.h"
#include "processors/people.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kFolds = "people";

bool Same(const LawValue& a, const LawValue& b) {
  return a.from == b.from && a.kind == b.kind && a.money == b.money && a.lats == b.lats &&
         a.rate == b.rate && a.number == b.number && a.date == b.date && a.text == b.text &&
         a.published == b.published && a.certainty == b.certainty &&
         a.payable_from == b.payable_from;
}

bool Holds(const LawParameter& parameter, const LawValue& value) {
  return std::any_of(parameter.values.begin(), parameter.values.end(),
                     [&](const LawValue& known) { return Same(known, value); });
}

// What the overlay changes.
void CompareLaws(const Law& law, const Law& overlay, WhatIf& what_if) {
  for (const BenefitLaw& changed : overlay.benefits()) {
    const BenefitLaw& benefit = law.Of(changed.id);
    what_if.names[benefit.id] = benefit.name;
    for (const LawParameter& parameter : changed.parameters) {
      const LawParameter* before = benefit.Find(parameter.name);
      CHECK(before != nullptr);  // an overlay changes what is there
      bool differs = before->values.size() != parameter.values.size();
      for (const LawValue& value : parameter.values) {
        if (Holds(*before, value)) continue;
        differs = true;
        what_if.published_later += value.published > what_if.known;
      }
      if (differs) what_if.replaced[benefit.id].push_back(parameter.name);
    }
  }
}

// The part that the state gives back to municipalities, rounded each month.
Money StateShare(const BenefitLaw& law, Month month, Money amount) {
  if (!law.programme.empty() || law.Find("state_share") == nullptr) return Money();
  const LawValue* share = law.At("state_share", month.first());
  if (share == nullptr || share->kind != LawValue::Kind::kRate) return Money();
  return Multiply(amount, share->rate, Rounding::kHalfUp);
}

// The row of the histogram: by the change a month, on average of `months`.
int RowOf(Money change, int months) {
  const int64_t cents = std::abs(change.cents());
  int row = 1;
  for (const int64_t step : WhatIf::kSteps) row += cents > step * 100 * months;
  return change < Money() ? -row : row;
}

// What one shard adds.
class Part {
 public:
  Part(const Law& law, const Law& overlay, Month from, Month to)
      : law_(law), overlay_(overlay), from_(from), to_(to) {}

  void Add(const PersonState& person) {
    ++sum.people;
    if (!Doubts(person, to_.last()).empty()) {
      ++sum.doubtful;
      return;
    }
    Cost all;
    touched_.clear();
    not_determined_.clear();
    bool is_due = false;
    for (Month month = from_; month <= to_; ++month) is_due |= AddMonth(person, month, all);
    sum.compared += is_due;
    sum.together.Add(all.change());
    if (!all.change().is_zero()) {
      sum.histogram[RowOf(all.change(), to_ - from_ + 1)].Add(all.change());
    }
    for (const absl::string_view benefit : touched_) ++sum.benefits[std::string(benefit)].people;
    for (const auto& [benefit, which] : not_determined_) {
      NotDetermined& group = sum.not_determined[std::string(benefit)];
      group.before += which.first;
      group.after += which.second;
    }
    sum.not_determined_people += !not_determined_.empty();
  }

  WhatIf sum;  // its sums only
  Cliffs cliffs;

 private:
  // Whether anything is due.
  bool AddMonth(const PersonState& person, Month month, Cost& all) {
    const Dues before = Assess(person, law_, month), after = Assess(person, overlay_, month);
    Cost total;
    bool is_whole = true, is_due = false;
    const auto add = [&](const BenefitDue& entry, const Due* was, const Due* is) {
      if ((was != nullptr && !was->determined()) || (is != nullptr && !is->determined())) {
        NoteNotDetermined(entry.benefit, was, is);
        is_whole = false;
        return;
      }
      Cost cost;
      if (was != nullptr) cost.before = was->amount;
      if (is != nullptr) cost.after = is->amount;
      if (cost.is_zero()) return;
      is_due = true;
      const BenefitLaw& law = law_.Of(entry.benefit);
      cost.state_before = StateShare(law, month, cost.before);
      cost.state_after = StateShare(overlay_.Of(entry.benefit), month, cost.after);
      sum.programmes[{month, law.programme}].Add(cost);
      sum.benefits[law.id].cost.Add(cost);
      if (!cost.change().is_zero()) touched_.insert(entry.benefit);
      total.Add(cost);
    };
    // Both are in the order of the table; a case may be there under one law only.
    for (size_t i = 0; i < before.size(); ++i) {
      add(before[i], &before[i].due, Find(after, before[i], i));
    }
    for (size_t i = 0; i < after.size(); ++i) {
      if (Find(before, after[i], i) == nullptr) add(after[i], nullptr, &after[i].due);
    }
    all.Add(total);
    sum.months[month].Add(total.change());
    if (month == to_ && is_whole && is_due) cliffs.Add(total.before, total.change());
    return is_due;
  }

  static const Due* Find(const Dues& dues, const BenefitDue& like, size_t guess) {
    const auto is_it = [&](const BenefitDue& due) {
      return due.benefit == like.benefit && due.case_id == like.case_id;
    };
    if (guess < dues.size() && is_it(dues[guess])) return &dues[guess].due;
    const auto found = std::find_if(dues.begin(), dues.end(), is_it);
    return found == dues.end() ? nullptr : &found->due;
  }

  void NoteNotDetermined(absl::string_view benefit, const Due* was, const Due* is) {
    auto& [before, after] = not_determined_[benefit];
    std::string& reason = sum.not_determined[std::string(benefit)].reason;
    for (const auto& [due, flag] : {std::pair{was, &before}, {is, &after}}) {
      if (due == nullptr || due->determined()) continue;
      *flag = true;
      if (reason.empty() || due->undetermined < reason) reason = due->undetermined;
    }
  }

  const Law &law_, &overlay_;
  const Month from_, to_;
  // Of the person being added, by the benefit's id in the table.
  std::set<absl::string_view> touched_;
  std::map<absl::string_view, std::pair<bool, bool>> not_determined_;
};

class Maker {
 public:
  Maker(Ledger& ledger, const RunState* run, const Law& law, const Law& overlay,
        const WhatIfOptions& options, const Progress& progress, WhatIf& what_if)
      : ledger_(ledger),
        run_(run),
        law_(law.KnownOn(what_if.known)),
        overlay_(overlay.KnownOn(what_if.known)),
        options_(options),
        progress_(progress),
        what_if_(what_if) {
    if (run == nullptr) return;
    for (const auto& shard : run->closed->shards()) people_expected_ += shard.totals().people();
  }

  absl::Status Make() {
    std::unique_ptr<Workshop> workshop;
    if (options_.known) {
      ASSIGN_OR_RETURN(workshop, Workshop::Open(options_.temp, "what-if"));
    }
    std::vector<std::unique_ptr<Part>> parts;
    for (int shard = 0; shard < ledger_.shards(); ++shard)
      parts.push_back(std::make_unique<Part>(law_, overlay_, what_if_.from, what_if_.to));
    RETURN_IF_ERROR(ForEachShard(ledger_.shards(), [&](int shard) -> absl::Status {
      Part& part = *parts[static_cast<size_t>(shard)];
      if (!options_.known) return AddAsOfRun(shard, part);
      return AddAsKnown(shard, absl::StrCat(workshop->path(), "/", shard), part);
    }));
    Cliffs cliffs;
    for (const auto& part : parts) {
      Merge(part->sum);
      cliffs.Add(part->cliffs);
    }
    Finish(cliffs);
    return absl::OkStatus();
  }

 private:
  // The facts below the cut-off of the run.
  absl::Status AddAsOfRun(int shard, Part& part) {
    const Offset cutoff = run_->cutoffs[static_cast<size_t>(shard)];
    const Projection& people = ledger_.people(shard);
    if (people.position() < cutoff) {
      return absl::FailedPreconditionError(
          absl::StrCat("the people of shard ", shard, " are not folded to the cut-off of run ",
                       run_->run, ": make or finish the run first"));
    }
    return ForEachPerson(
        people, [&](PersonId person, Offset true_at, absl::string_view value) -> absl::Status {
          if (true_at < cutoff) {
            ASSIGN_OR_RETURN(const PersonState state, DecodePerson(value));
            part.Add(state);
            return absl::OkStatus();
          }
          ASSIGN_OR_RETURN(const std::optional<PersonAsOf> as_of,
                           FoldPersonAsOf(ledger_, person, cutoff));
          if (as_of) part.Add(as_of->state);
          return absl::OkStatus();
        });
  }

  // The facts recorded by the end of a day, folded anew in a folder of their own.
  absl::Status AddAsKnown(int shard, const std::string& folder, Part& part) {
    ASSIGN_OR_RETURN(
        const std::unique_ptr<StateStore> store,
        StateStore::Open(folder, {std::string(kFolds)}, StateStore::Access::kReadWrite));
    FoldRules rules = PeopleFold();
    rules.sequential = [day = *options_.known](std::string&, Offset offset,
                                               absl::string_view record) -> absl::StatusOr<bool> {
      const absl::StatusOr<Event> event = DecodeEvent(record);
      if (event.ok()) return event->recorded.date() <= day;
      return absl::Status(event.status().code(), absl::StrCat("event at offset ", offset.position(),
                                                              ": ", event.status().message()));
    };
    ASSIGN_OR_RETURN(const Offset end, ledger_.events(shard).End());
    Projection& people = *store->Get(std::string(kFolds));
    RETURN_IF_ERROR(
        people.CatchUp(ledger_.events(shard), end, rules, Ledger::kFoldMemoryMax / 2, nullptr));
    return ForEachPerson(people, [&](PersonId, Offset, absl::string_view value) -> absl::Status {
      ASSIGN_OR_RETURN(const PersonState state, DecodePerson(value));
      part.Add(state);
      return absl::OkStatus();
    });
  }

  absl::Status ForEachPerson(
      const Projection& people,
      const std::function<absl::Status(PersonId, Offset, absl::string_view)>& visit) {
    const std::unique_ptr<Projection::Cursor> at = people.Scan();
    int64_t since_report = 0;
    for (; at->Valid(); at->Next()) {
      RETURN_IF_ERROR(visit(at->person(), at->true_at(), at->value()));
      if (++since_report < 1000) continue;
      Report(since_report);
      since_report = 0;
    }
    Report(since_report);
    return at->status();
  }

  void Report(int64_t more) {
    const std::lock_guard<std::mutex> lock(mutex_);
    people_done_ += more;
    if (progress_) progress_("assessing", people_done_, std::max(people_expected_, people_done_));
  }

  void Merge(const WhatIf& part) {
    what_if_.people += part.people;
    what_if_.compared += part.compared;
    what_if_.doubtful += part.doubtful;
    what_if_.not_determined_people += part.not_determined_people;
    what_if_.together.Add(part.together);
    for (const auto& [key, cost] : part.programmes) what_if_.programmes[key].Add(cost);
    for (const auto& [month, change] : part.months) what_if_.months[month].Add(change);
    for (const auto& [row, tally] : part.histogram) what_if_.histogram[row].Add(tally);
    for (const auto& [id, benefit] : part.benefits) {
      what_if_.benefits[id].cost.Add(benefit.cost);
      what_if_.benefits[id].people += benefit.people;
    }
    for (const auto& [id, group] : part.not_determined) {
      NotDetermined& all = what_if_.not_determined[id];
      all.before += group.before;
      all.after += group.after;
      if (all.reason.empty() || group.reason < all.reason) all.reason = group.reason;
    }
  }

  void Finish(const Cliffs& cliffs) {
    for (const auto& [benefit, parameters] : what_if_.replaced) {
      if (FindBenefit(benefit) == nullptr) continue;  // others read it; nothing is due of itself
      if (what_if_.benefits.count(benefit) == 0) what_if_.zero.push_back(benefit);
    }
    what_if_.cliffs = cliffs.Find();
    what_if_.cliffs_total = static_cast<int64_t>(what_if_.cliffs.size());
    if (what_if_.cliffs.size() <= WhatIf::kCliffsMax) return;
    std::stable_sort(what_if_.cliffs.begin(), what_if_.cliffs.end(),
                     [](const Cliff& a, const Cliff& b) { return a.people > b.people; });
    what_if_.cliffs.resize(WhatIf::kCliffsMax);
    std::sort(what_if_.cliffs.begin(), what_if_.cliffs.end(),
              [](const Cliff& a, const Cliff& b) { return a.from < b.from; });
  }

  Ledger& ledger_;
  const RunState* run_;
  const Law law_, overlay_;
  const WhatIfOptions& options_;
  const Progress& progress_;
  WhatIf& what_if_;
  std::mutex mutex_;
  int64_t people_done_ = 0, people_expected_ = 0;
};

}  // namespace

void Cost::Add(const Cost& more) {
  before += more.before;
  after += more.after;
  state_before += more.state_before;
  state_after += more.state_after;
}

void GainAndLoss::Add(Money change) {
  if (change.is_positive()) gain.Add(change);
  if (change < Money()) loss.Add(change);
}

void GainAndLoss::Add(const GainAndLoss& more) {
  gain.Add(more.gain);
  loss.Add(more.loss);
}

Cost WhatIf::total() const {
  Cost total;
  for (const auto& [key, cost] : programmes) total.Add(cost);
  return total;
}

std::map<int, Cost> WhatIf::years() const {
  std::map<int, Cost> years;
  for (const auto& [key, cost] : programmes) years[key.first.year()].Add(cost);
  return years;
}

absl::StatusOr<WhatIf> MakeWhatIf(Ledger& ledger, const ControlState& control, const Law& law,
                                  const Law& overlay, const WhatIfOptions& options,
                                  const Progress& progress) {
  const RunState* run = control.LastClosed();
  if (run == nullptr && (!options.to || !options.known)) {
    return absl::FailedPreconditionError(
        "no run is closed yet: say which months (--from, --to) and as known on which day "
        "(--known)");
  }
  WhatIf what_if;
  what_if.from = options.from;
  what_if.to = options.to ? *options.to : run->business_date.in_month();
  what_if.known = options.known ? *options.known : run->business_date;
  if (!options.known) what_if.run = run->run;
  if (what_if.from < Month::Of(2014, 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        what_if.from.ToString(), " is before 2014: amounts were in lats, a ledger keeps euro"));
  }
  if (what_if.to < what_if.from) {
    return absl::InvalidArgumentError(absl::StrCat("the months end with ", what_if.to.ToString(),
                                                   " before they begin with ",
                                                   what_if.from.ToString()));
  }
  what_if.law_digest = law.digest();
  what_if.overlay_digest = overlay.digest();
  what_if.is_law_of_run = run == nullptr || run->law_digest == law.digest();
  CompareLaws(law, overlay, what_if);
  RETURN_IF_ERROR(Maker(ledger, run, law, overlay, options, progress, what_if).Make());
  return what_if;
}

}  // namespace izmaksa
