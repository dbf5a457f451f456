// Unemployment benefit (bezdarbnieka pabalsts): law "Par apdrošināšanu bezdarba gadījumam" s. 5 to
// 10; Cabinet Regulation 866 of 21.10.2008, from 2022 Cabinet Regulation 752 of 16.11.2021. The
// longer it is drawn, the smaller a part of the amount granted is paid.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// The unemployment that a grant is about.
const StatusFact* UnemployedBy(const Question& question, Date day) {
  const StatusFact* latest = nullptr;
  for (const StatusFact& fact : question.person.statuses) {
    if (fact.status != Status::kUnemployed || fact.from > day) continue;
    if (!question.claim->case_id.empty() && fact.number != question.claim->case_id) continue;
    if (latest == nullptr || fact.from > latest->from) latest = &fact;
  }
  return latest;
}

// s. 5: a year of record, and enough of the months before.
std::optional<Due> NotInsured(const Question& question, const DayLaw& law,
                              const RecordFact& record) {
  if (record.months_total < law.Number("record_months_min"))
    return NothingDue("the insurance record is too short");
  switch (IsInsured(question.person, law.day().in_month(), law.Number("insured_months"),
                    law.Number("insured_months_of"))) {
    case Insured::kYes:
      return std::nullopt;
    case Insured::kNo:
      return NothingDue("too few months before it were insured");
    case Insured::kUnknown:
      return Undetermined(absl::StrCat("whether enough months before ",
                                       law.day().in_month().ToWords(),
                                       " were insured is not known: not all are reported"));
  }
  return std::nullopt;
}

// The rate by full years of record.
const LawValue& RateFor(const DayLaw& law, const RecordFact& record) {
  const int years = record.months_total / 12;
  int band = 1;
  while (band < 4 && years >= law.Number(absl::StrCat("record_years_", band + 1))) ++band;
  return law.At(absl::StrCat("share_by_record_", band));
}

// The days of one unemployment.
class Unemployment {
 public:
  Unemployment(const Question& question, const StatusFact& status, Date first)
      : question_(question),
        status_(status),
        first_(first),
        then_(question.law, question.own, status.from) {}

  // The fixed amount of a month.
  Due Fixed() {
    return Find([&](const DayLaw& law, Rate part) {
      const LawValue& amount = law.At("fixed_amount");
      DayWorth worth;
      worth.daily = {amount.money, part.millionths(), law.day().in_month().days() * Rate::kScale};
      worth.term.law = &amount;
      worth.term.why = "the fixed amount, by the month of unemployment";
      return worth;
    });
  }

  // A share, by record, of the average wage of a day in euro.
  Due OfWage(Rate wage, const LawValue& rate) {
    return Find([&](const DayLaw&, Rate part) {
      // A millionth of a euro is a ten-thousandth of a cent.
      constexpr int64_t kPerCent = 10'000;
      DayWorth worth;
      worth.daily = {Money::Cents(wage.millionths()), rate.rate.millionths() * part.millionths(),
                     kPerCent * Rate::kScale * Rate::kScale};
      worth.term.law = &rate;
      worth.term.why = "a share of the average insured wage, by record and month of unemployment";
      return worth;
    });
  }

 private:
  Due Find(absl::FunctionRef<DayWorth(const DayLaw&, Rate)> worth_of) {
    int months = 0;  // whole months since the first day
    Due due = DailyDue(
        question_, first_, question_.month.last(), GrantedFor::kDaysFromIt, [&](const DayLaw& law) {
          if (!status_.Covers(law.day())) return WorthNothing("the person is not unemployed");
          while (law.day() >= DayOfAge(first_, 0, months + 1)) ++months;
          if (months >= then_.Number("months_max")) return WorthNothing("its months are over");
          DayWorth worth = worth_of(law, then_.Rate(absl::StrCat("part_month_", months + 1)));
          worth.term.fact = status_.at;
          return worth;
        });
    return then_.unknown().empty() ? due : Undetermined(then_.unknown());
  }

  const Question& question_;
  const StatusFact& status_;
  const Date first_;
  const DayLaw then_;
};

}  // namespace

Due UnemploymentBenefit(const Question& question) {
  const Grant* grant = question.claim->GrantOn(question.month.last());
  if (grant == nullptr) return NothingDue("it is granted from a later day");
  const StatusFact* status = UnemployedBy(question, question.month.last());
  if (status == nullptr) return NothingDue("the person is not unemployed");
  if (status->until && *status->until < question.month.first())
    return NothingDue("the person is not unemployed any more");
  const Application* application = question.person.FindApplication(grant->application);
  if (application == nullptr)
    return Undetermined("the decision names no known application, so when it begins is not known");
  const DayLaw then(question.law, question.own, status->from);
  // s. 9: from the day of application; later for who gave up the work, or broke its rules.
  Date first = std::max({grant->from, status->from, application->submitted});
  if (IsSaid(question, grant->from, "own_fault"))
    first = std::max(first, DayOfAge(status->from, 0, then.Number("own_fault_months")));
  if (first > question.month.last()) return NothingDue("it begins later");
  if (question.month.first() >= DayOfAge(first, 0, then.Number("months_max")))
    return NothingDue("its months are over");
  if (!then.unknown().empty()) return Undetermined(then.unknown());
  Unemployment unemployment(question, *status, first);
  if (IsSaid(question, grant->from, "fixed_amount")) return unemployment.Fixed();
  const RecordFact* record = question.person.records.At(status->from);
  if (record == nullptr) return Undetermined("the insurance record is not known");
  if (std::optional<Due> why_not = NotInsured(question, then, *record)) return *std::move(why_not);
  const std::optional<Rate> wage = DecimalInput(question, grant->from, "average_daily_wage");
  if (!wage) return Undetermined("the decision does not say the average wage of a day");
  const LawValue& rate = RateFor(then, *record);
  if (!then.unknown().empty()) return Undetermined(then.unknown());
  return unemployment.OfWage(*wage, rate);
}

}  // namespace izmaksa
