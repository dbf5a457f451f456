#include "processors/benefits/month_by_days.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "processors/benefits/child.h"
#include "processors/combinations.h"

namespace izmaksa {
namespace {

// A benefit's law has these where the law limits how late it may be claimed.
constexpr const char* kBack = "back_months";
constexpr const char* kLostAfter = "lost_after_months";

constexpr const char* kNotDecided = "it is not granted";
constexpr const char* kNotYet = "it is granted from a later day";
constexpr const char* kSuspended = "it is suspended";
constexpr const char* kEnded = "it has ended";
constexpr const char* kDead = "the person had died before this month";
constexpr const char* kClaimedLate = "it was claimed too late for this month";
constexpr const char* kNotResident = "the person does not live permanently in Latvia";
constexpr const char* kNotEntitledByPermit =
    "the person lives in Latvia by a permit that does not entitle yet";

bool IsText(const LawValue* value, absl::string_view text) {
  return value != nullptr && value->kind == LawValue::Kind::kText && value->text == text;
}

// A day on which something may change, and the fact that changes it.
struct Break {
  Date day;
  std::optional<Provenance> by;
};

Date MonthsBefore(Date date, int64_t months) { return AddMonths(date, -static_cast<int>(months)); }

Due Ask(const Question& question, DayRule rule, Date day) {
  const DayLaw law(question.law, question.own, day);
  Due due = rule(question, law);
  return law.unknown().empty() ? due : Undetermined(law.unknown());
}

// Law on State Social Benefits s. 18 and its like: a late claim is paid back so many months.
std::optional<Due> ClaimedLate(const Question& question, Date day) {
  if (question.own.Find(kBack) == nullptr) return std::nullopt;
  const Grant* grant = question.claim->GrantOn(day);
  if (grant == nullptr) return NothingDue(kNotYet);
  const Application* application = question.person.FindApplication(grant->application);
  if (application == nullptr) {
    return Undetermined(
        "the decision names no known application, so how far back it may be paid is not known");
  }
  const LawValue* back = question.own.At(kBack, application->submitted);
  if (back == nullptr) return Undetermined("how far back a late claim is paid is not known");
  if (back->kind == LawValue::Kind::kNone ||
      day >= MonthsBefore(application->submitted, back->number)) {
    return std::nullopt;
  }
  return NothingDue(kClaimedLate);
}

// Law on State Social Benefits s. 4.
const char* NotEntitledOn(const Question& question, Date day) {
  const PersonState& person = question.person;
  if (!LivesInLatvia(person, day)) return kNotResident;
  const bool by_permit =
      person.Has(Status::kTemporaryPermit, day) || person.Has(Status::kAlternativeStatus, day);
  if (!by_permit || person.Has(Status::kUkraineCivilian, day)) return nullptr;
  return IsText(question.law.general().At("temporary_permit", day), "entitles")
             ? nullptr
             : kNotEntitledByPermit;
}

class Days {
 public:
  Days(const Question& question, DayRule rule)
      : question_(question),
        person_(question.person),
        first_(question.month.first()),
        last_(question.month.last()),
        rule_(rule) {}

  Due Find() {
    if (question_.claim != nullptr && question_.claim->standing.empty())
      return NothingDue(kNotDecided);
    if (person_.died && *person_.died < first_) return NothingDue(kDead);
    if (person_.died && *person_.died <= last_) {
      const LawValue* rule = question_.law.general().At("month_of_death", first_);
      if (IsText(rule, "in_full")) {
        frozen_from_ = *person_.died;
      } else if (IsText(rule, "to_the_day")) {
        dead_from_ = *person_.died + 1;
      } else {
        return Undetermined("how much is due for the month of death is not known");
      }
    }
    FindBreaks();
    for (size_t i = 0; i < breaks_.size(); ++i) {
      const Date end = i + 1 < breaks_.size() ? breaks_[i + 1].day - 1 : last_;
      Due due = OnDay(breaks_[i].day);
      if (!due.determined()) return due;
      if (!pieces_.empty() && Same(pieces_.back().due, due)) {
        pieces_.back().run.last = end;
        continue;
      }
      if (!pieces_.empty()) pieces_.back().run.ended_by = breaks_[i].by;
      pieces_.push_back({{breaks_[i].day, end, breaks_[i].by, {}}, std::move(due)});
    }
    return Total();
  }

 private:
  struct Piece {
    DayRun run;
    Due due;  // of a whole month like these days
  };

  Due Total() {
    if (pieces_.size() == 1) return std::move(pieces_.front().due);
    if (!IsText(question_.law.general().At("part_month", first_), "calendar_days"))
      return Undetermined("how much is due for a part of a month is not known");
    Due total;
    const char* none_because = "";
    for (Piece& piece : pieces_) {
      if (piece.due.terms.empty()) {
        none_because = piece.due.none_because;
        continue;
      }
      const Money monthly = piece.due.amount;
      if (piece.due.payable_from)
        total.payable_from = std::max(total.payable_from, piece.due.payable_from);
      for (Term& term : piece.due.terms) total.Add(std::move(term));
      TakeOffOtherDays(question_, piece.run, monthly, total);
    }
    return total.terms.empty() ? NothingDue(none_because) : total;
  }

  static bool Same(const Term& a, const Term& b) {
    return a.amount == b.amount && a.why == b.why && a.law == b.law && a.of == b.of &&
           a.times == b.times && a.fact.has_value() == b.fact.has_value() &&
           (!a.fact || a.fact->offset == b.fact->offset);
  }

  static bool Same(const Due& a, const Due& b) {
    return a.amount == b.amount && a.payable_from == b.payable_from &&
           a.none_because == b.none_because &&
           std::equal(a.terms.begin(), a.terms.end(), b.terms.begin(), b.terms.end(),
                      [](const Term& x, const Term& y) { return Same(x, y); });
  }

  // The day whose facts count for a day: what is decided because of a death does not shorten the
  // month of death.
  Date AsOf(Date day) const {
    return frozen_from_ && day >= *frozen_from_ ? *frozen_from_ - 1 : day;
  }

  Due OnDay(Date day) const {
    if (dead_from_ && day >= *dead_from_) return NothingDue(kDead);
    const Date as_of = AsOf(day);
    std::optional<Due> barred = Barred(question_, as_of);
    return barred ? *std::move(barred) : Ask(question_, rule_, as_of);
  }

  void Add(Date day, const std::optional<Provenance>& by) {
    if (day > first_ && day <= last_) breaks_.push_back({day, by});
  }

  template <typename Steps>
  void AddSteps(const Steps& steps) {
    for (const auto& step : steps) Add(step.from, step.value.at);
  }

  void AddEnd(const std::optional<Date>& until, const Provenance& at) {
    if (until) Add(*until + 1, at);
  }

  void AddDayOfMonth(Date from, const Provenance& by) {
    const int32_t months = question_.month - from.in_month();
    if (months > 0) Add(AddMonths(from, months), by);
  }

  void AddLife(const Life& life) {
    AddSteps(life.residence.steps());
    // Some rights begin so many months after a residence does, or a permit; a certificate expires.
    for (const auto& step : life.residence.steps()) AddDayOfMonth(step.from, step.value.at);
    for (const StatusFact& status : life.statuses) {
      if (status.status == Status::kUkraineCivilian ||
          status.status == Status::kCeliacCertificate) {
        AddDayOfMonth(status.from, status.at);
      }
    }
    AddSteps(life.records.steps());
    for (const auto& step : life.disability.steps()) {
      Add(step.from, step.value.at);
      AddEnd(step.value.until, step.value.at);
    }
    for (const StatusFact& status : life.statuses) {
      Add(status.from, status.at);
      AddEnd(status.until, status.at);
    }
    for (const AmountFact& amount : life.amounts) {
      Add(amount.from, amount.at);
      AddEnd(amount.until, amount.at);
    }
    // The law counts ages in years, half years, and for pensions quarters.
    const int32_t months = question_.month - life.born.in_month();
    if (life.registered && months % 3 == 0) Add(AddMonths(life.born, months), life.identity_at);
    if (life.registered) Add(life.born, life.identity_at);
  }

  void FindBreaks() {
    AddLife(person_);
    for (const Relative& relative : person_.relatives) {
      AddLife(relative);
      for (const RelationFact& relation : relative.relations) {
        Add(relation.from, relation.at);
        AddEnd(relation.until, relation.at);
      }
      if (!relative.died) continue;
      Add(*relative.died, relative.died_at);
      // What is due for some months after a death ends on its day of a month.
      Add(first_ + std::min(relative.died->day(), last_.day()), relative.died_at);
    }
    for (const Claim& claim : person_.claims) {
      AddSteps(claim.standing.steps());
      if (&claim != question_.claim) continue;
      AddSteps(claim.awards.steps());
      AddSteps(claim.inputs.steps());
      for (const Grant& grant : claim.grants) {
        Add(grant.from, grant.at);
        const Application* application = person_.FindApplication(grant.application);
        if (application == nullptr || question_.own.Find(kBack) == nullptr) continue;
        const LawValue* back = question_.own.At(kBack, application->submitted);
        if (back != nullptr) {
          Add(MonthsBefore(application->submitted, back->number), application->at);
        }
      }
    }
    for (const Date day : question_.own.changes_within_months) Add(day, std::nullopt);
    for (const Date day : question_.law.general().changes_within_months) Add(day, std::nullopt);
    if (dead_from_) Add(*dead_from_, person_.died_at);
    std::stable_sort(breaks_.begin(), breaks_.end(),
                     [](const Break& a, const Break& b) { return a.day < b.day; });
    breaks_.erase(std::unique(breaks_.begin(), breaks_.end(),
                              [](const Break& a, const Break& b) { return a.day == b.day; }),
                  breaks_.end());
    breaks_.insert(breaks_.begin(), {first_, std::nullopt});
  }

  const Question& question_;
  const PersonState& person_;
  const Date first_, last_;
  const DayRule rule_;
  std::optional<Date> frozen_from_, dead_from_;
  absl::InlinedVector<Break, 4> breaks_;  // in order; the first of the month stands first
  absl::InlinedVector<Piece, 1> pieces_;
};

}  // namespace

std::optional<Due> Barred(const Question& question, Date day) {
  if (question.claim != nullptr) {
    const StandingFact* standing = question.claim->standing.At(day);
    if (standing == nullptr) return NothingDue(kNotYet);
    if (standing->standing == Standing::kSuspended) return NothingDue(kSuspended);
    if (standing->standing == Standing::kEnded) return NothingDue(kEnded);
    std::optional<Due> late = ClaimedLate(question, day);
    if (late) return late;
    if (const Exclusion* exclusion = ExcludedOn(question, day); exclusion != nullptr)
      return NothingDue(exclusion->why);
  }
  if (question.own.for_residents) {
    if (const char* why_not = NotEntitledOn(question, day); why_not != nullptr)
      return NothingDue(why_not);
  }
  return std::nullopt;
}

Date AddMonths(Date date, int months) {
  const Month month = date.in_month() + months;
  return std::min(month.first() + (date.day() - 1), month.last());
}

Due MonthByDays(const Question& question, DayRule rule) { return Days(question, rule).Find(); }

void TakeOffOtherDays(const Question& question, const DayRun& run, Money monthly, Due& due) {
  const Month month = question.month;
  if (run.Fills(month)) return;
  const LawValue* rule = question.law.general().At("part_month", month.first());
  const int days = run.last - run.first + 1;
  const int before = run.first - month.first(), after = month.last() - run.last;
  const Money share = Prorate(monthly, days, month.days(), Rounding::kHalfUp);
  // The share of the days due is rounded once; what is taken off is what remains.
  const Money off_before =
      after == 0 ? monthly - share : Prorate(monthly, before, month.days(), Rounding::kHalfUp);
  if (before > 0) {
    due.Add(
        {-off_before, "less the days of the month before", rule, run.begun_by, monthly, before});
  }
  if (after > 0) {
    const Money off_after = before == 0 ? monthly - share : monthly - share - off_before;
    due.Add({-off_after, "less the days of the month after", rule, run.ended_by, monthly, after});
  }
}

Due Once(const Question& question, Date right, DayRule rule) {
  const Claim& claim = *question.claim;
  if (claim.grants.empty()) return NothingDue(kNotDecided);
  if (std::max(right, claim.grants.front().from).in_month() != question.month)
    return NothingDue("it is due once, for another month");
  if (claim.standing.steps().back().value.standing == Standing::kEnded) return NothingDue(kEnded);
  if (question.own.for_residents) {
    if (const char* why_not = NotEntitledOn(question, right); why_not != nullptr)
      return NothingDue(why_not);
  }
  if (std::optional<Due> lost = LostByLateness(question, &claim.grants.back(), right))
    return *std::move(lost);
  return Ask(question, rule, right);
}

std::optional<Due> LostByLateness(const Question& question, const Grant* grant, Date right) {
  if (question.own.Find(kLostAfter) == nullptr) return std::nullopt;
  const Application* application =
      question.person.FindApplication(grant == nullptr ? "" : grant->application);
  if (application == nullptr) {
    return Undetermined(
        "the decision names no known application, so whether the right was lost is not known");
  }
  const LawValue* months = question.own.At(kLostAfter, right);
  if (months == nullptr) return Undetermined("when the right is lost is not known");
  if (months->kind != LawValue::Kind::kNumber ||
      right >= MonthsBefore(application->submitted, months->number)) {
    return std::nullopt;
  }
  return NothingDue("it was claimed so late that the right is lost");
}

void AddDays(Month month, Date first, Date last, const DailyAmount& daily, Term term, Due& due) {
  const Date from = std::max(first, month.first()), to = std::min(last, month.last());
  if (from > to) return;
  AddCountedDays(from - first, to - first + 1, daily, std::move(term), due);
}

void AddCountedDays(int64_t before, int64_t through, const DailyAmount& daily, Term term,
                    Due& due) {
  const auto of = [&](int64_t days) {
    return MulDiv(daily.amount, daily.numerator * days, daily.denominator, Rounding::kHalfUp);
  };
  term.amount = of(through) - of(before);
  term.times = through - before;
  due.Add(std::move(term));
}

}  // namespace izmaksa
