#include "processors/benefits/insured_wage.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr const char* kLaw = "insured_wage";

int NumberOf(const DayLaw& law, absl::string_view parameter) {
  return static_cast<int>(law.Of(kLaw, parameter).number);
}

// s. 31: no wage because of unpaid leave. Each month that counts is as one with a share of the
// national average.
void TakeNationalAverage(const DayLaw& law, const WageMonths& months, absl::string_view share_name,
                         Provenance at, InsuredWage& wage) {
  const LawValue& share = law.Of(kLaw, share_name);
  const LawValue& average = law.Of(kLaw, "national_average_wage");
  const LawValue& how = law.Of(kLaw, "unpaid_leave_wage");
  if (!law.unknown().empty()) return;
  CHECK(how.text == "as_the_wage_of_each_month");
  const int count = months.last - months.first + 1;
  wage.sum = Times(Multiply(average.money, share.rate, Rounding::kHalfUp), count);
  wage.days = months.last.last() - months.first.first() + 1;
  wage.terms.push_back({Money(),
                        "no wage in the months that count: a share of the national average", &share,
                        at, average.money, 0});
}

void CapWage(const DayLaw& law, InsuredWage& wage) {
  const LawValue& object = law.Of(kLaw, "contribution_object_max");
  const int days = NumberOf(law, "contribution_object_days");
  if (!law.unknown().empty()) return;
  // sum / days > object / its days, multiplied out.
  if (Times(wage.sum, days) <= Times(object.money, wage.days)) return;
  wage.sum = object.money;
  wage.days = days;
  wage.terms.push_back({Money(), "only up to the largest wage of a year that is insured", &object,
                        std::nullopt, object.money, 0});
}

const std::string* Input(const Question& question, Date at, absl::string_view name) {
  const Timeline<InputFact>& known = question.claim->inputs;
  const InputFact* inputs = known.At(at);
  // What a decision says of a certificate holds for its days before the decision too.
  if (inputs == nullptr && !known.empty()) inputs = &known.steps().front().value;
  return inputs == nullptr ? nullptr : inputs->Find(name);
}

}  // namespace

WageMonths WageMonthsFor(const PersonState& person, const DayLaw& law) {
  const int count = NumberOf(law, "wage_months");
  Month month = law.day().in_month();
  int skipped = NumberOf(law, "wage_months_skipped");
  if (person.Has(Status::kSelfEmployed, law.day()) && !person.Has(Status::kEmployed, law.day())) {
    month = month - (month.month() - 1) % 3;  // the first of the quarter
    skipped = NumberOf(law, "wage_months_skipped_self_employed");
  }
  const Month last = month - skipped - 1;
  return {last - (count - 1), last};
}

InsuredWage AverageDailyWage(const Question& question, Date event,
                             absl::string_view unpaid_leave_share) {
  const DayLaw law(question.law, question.own, event);
  const WageMonths months = WageMonthsFor(question.person, law);
  InsuredWage wage;
  wage.days = 0;
  Provenance at{};
  for (Month month = months.first; month <= months.last; ++month) {
    const InsuredMonth* reported = question.person.WageOf(month);
    if (reported == nullptr) {
      wage.undetermined =
          absl::StrCat("the insured wage of ", month.ToWords(), ", which counts, is not known");
      return wage;
    }
    wage.sum += reported->wage;
    wage.days += month.days() - std::min(reported->excluded_days, month.days());
    at = reported->at;
  }
  if (wage.days > 0) {
    wage.terms.push_back({Money(), "insured wages of the months that count",
                          &law.Of(kLaw, "wage_months"), at, wage.sum, 0});
  } else {
    wage.sum = Money();
    wage.days = 1;
    TakeNationalAverage(law, months, unpaid_leave_share, at, wage);
  }
  CapWage(law, wage);
  wage.undetermined = law.unknown();
  return wage;
}

DailyAmount ShareOfWage(const InsuredWage& wage, Rate rate) {
  return {wage.sum, rate.millionths(), wage.days * Rate::kScale};
}

void AddWageTerms(const InsuredWage& wage, Due& due) {
  if (!due.determined() || due.terms.empty()) return;
  due.terms.insert(due.terms.begin(), wage.terms.begin(), wage.terms.end());
}

Insured IsInsured(const PersonState& person, Month before, int needed, int window) {
  int insured = 0, unknown = 0;
  for (Month month = before - window; month < before; ++month) {
    const InsuredMonth* reported = person.WageOf(month);
    if (reported == nullptr) {
      ++unknown;
    } else if (reported->wage.is_positive()) {
      ++insured;
    }
  }
  if (insured >= needed) return Insured::kYes;
  return insured + unknown >= needed ? Insured::kUnknown : Insured::kNo;
}

std::optional<Due> NotInsuredLongEnough(const Question& question, Date event) {
  const DayLaw law(question.law, question.own, event);
  const auto insured = [&](const char* needed, const char* window) {
    return IsInsured(question.person, event.in_month(), NumberOf(law, needed),
                     NumberOf(law, window));
  };
  const Insured recently = insured("recent_months_needed", "recent_months");
  const Insured before = insured("earlier_months_needed", "earlier_months");
  if (!law.unknown().empty()) return Undetermined(law.unknown());
  if (recently == Insured::kYes || before == Insured::kYes) return std::nullopt;
  if (recently == Insured::kNo && before == Insured::kNo)
    return NothingDue("too few months before it were insured");
  return Undetermined(absl::StrCat("whether enough months before ", event.in_month().ToWords(),
                                   " were insured is not known: not all are reported"));
}

bool Certificate::Covers(Date day) const {
  return std::any_of(parts.begin(), parts.end(),
                     [day](const StatusFact* part) { return part->Covers(day); });
}

Certificate CertificateOfCase(const Question& question, Status status) {
  Certificate found;
  for (const StatusFact& fact : question.person.statuses) {
    if (fact.status == status && fact.number == question.claim->case_id)
      found.parts.push_back(&fact);
  }
  std::sort(found.parts.begin(), found.parts.end(),
            [](const StatusFact* a, const StatusFact* b) { return a->from < b->from; });
  if (found.parts.empty()) return found;
  found.first = found.parts.front()->from;
  found.last = found.first;
  for (const StatusFact* part : found.parts)
    found.last = std::max(found.last, part->until.value_or(question.month.last()));
  return found;
}

const Grant* GrantOfCertificate(const Question& question, const Certificate& certificate) {
  const Claim& claim = *question.claim;
  const Grant* grant = claim.GrantOn(certificate.last);
  return grant == nullptr && !claim.grants.empty() ? &claim.grants.front() : grant;
}

Due UnknownCertificate(const Question& question) {
  const StandingFact* standing = question.claim->standing.At(question.month.last());
  if (standing == nullptr) return NothingDue("it is granted from a later day");
  if (standing->standing == Standing::kEnded) return NothingDue("it has ended");
  return Undetermined(
      absl::StrCat("the days of certificate ", question.claim->case_id, " are not known"));
}

bool HasDaysIn(Month month, Date first, Date last) {
  return first <= month.last() && last >= month.first() && first <= last;
}

std::optional<Date> DayInput(const Question& question, Date at, absl::string_view name) {
  const std::string* text = Input(question, at, name);
  if (text == nullptr) return std::nullopt;
  const absl::StatusOr<Date> day = Date::Parse(*text);
  return day.ok() ? std::optional(*day) : std::nullopt;
}

std::optional<Rate> DecimalInput(const Question& question, Date at, absl::string_view name) {
  const std::string* text = Input(question, at, name);
  if (text == nullptr) return std::nullopt;
  const absl::StatusOr<Rate> decimal = Rate::Parse(*text);
  return decimal.ok() ? std::optional(*decimal) : std::nullopt;
}

bool IsSaid(const Question& question, Date at, absl::string_view name, absl::string_view word) {
  const std::string* text = Input(question, at, name);
  return text != nullptr && *text == word;
}

}  // namespace izmaksa
