// What the benefits of a person's own insurance have in common: the average insured wage of a
// calendar day, and how long one must have been insured. Law "Par maternitātes un slimības
// apdrošināšanu" s. 31; Cabinet Regulations 270/1998 and, from 2022, 753/2021. The values stand in
// insured_wage/law.textproto.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "processors/benefits.h"
#include "processors/benefits/daily.h"

namespace izmaksa {

// The wage of a calendar day is sum / days, exactly: nothing is rounded here.
struct InsuredWage {
  Money sum;
  int64_t days = 1;
  std::vector<Term> terms;   // of no amount: what the wage rests on
  std::string undetermined;  // not empty: a wage, or the law, is not known
};

// The months whose wages count for an event on a day.
struct WageMonths {
  Month first, last;
};

// For an event in July 2024: May 2023 to April 2024; of who is only self-employed, April 2023 to
// March 2024.
WageMonths WageMonthsFor(const PersonState& person, const DayLaw& law);

// The average wage for the event of a day, up to the largest that is insured. A month that nobody
// has reported makes it undetermined. Where the law leaves out every day of the months that count,
// each month counts as `unpaid_leave_share` (a parameter of insured_wage) of the national average.
InsuredWage AverageDailyWage(const Question& question, Date event,
                             absl::string_view unpaid_leave_share);

// The share `rate` of the average wage of a day.
DailyAmount ShareOfWage(const InsuredWage& wage, Rate rate);

// The wage's terms before the days'; nothing where no day is due.
void AddWageTerms(const InsuredWage& wage, Due& due);

// Whether a wage was insured in at least `needed` of the `window` months before a month. Months
// that nobody has reported may make it unknown.
enum class Insured { kYes, kNo, kUnknown };
Insured IsInsured(const PersonState& person, Month before, int needed, int window);

// Why somebody is not insured long enough for an event on a day (3 of 6 or 6 of 24 months before
// it), or why that is not known; nullopt: insured long enough.
std::optional<Due> NotInsuredLongEnough(const Question& question, Date event);

// The days of the certificate that the question's case is: the first and the last of them, and the
// facts that say so. Empty where no such certificate is known.
struct Certificate {
  std::vector<const StatusFact*> parts;  // in order of day
  Date first, last;

  bool Covers(Date day) const;
};
Certificate CertificateOfCase(const Question& question, Status status);

// The grant that is about the case's certificate, which may be decided about before or after its
// days; null: none.
const Grant* GrantOfCertificate(const Question& question, const Certificate& certificate);

// What is due while no certificate of the case's number is known.
Due UnknownCertificate(const Question& question);

// Whether days from `first` to `last` lie in the question's month.
bool HasDaysIn(Month month, Date first, Date last);

// What the decisions about the case say a day is; nullopt: they do not say.
std::optional<Date> DayInput(const Question& question, Date at, absl::string_view name);
// The same for an exact decimal.
std::optional<Rate> DecimalInput(const Question& question, Date at, absl::string_view name);
// Whether they say this word.
bool IsSaid(const Question& question, Date at, absl::string_view name,
            absl::string_view word = "yes");

}  // namespace izmaksa
