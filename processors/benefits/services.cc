#include "processors/benefits/services.h"

#include <algorithm>

#include "processors/benefits/child.h"

namespace izmaksa {
namespace {

bool TakesOffDays(const Term& term) {
  return term.law != nullptr && term.law->parameter == "part_month";
}

// The terms of a month's parts stand one after the other, each followed by what other days take
// off: without that, those after the last but one are a whole month like its last days.
Money WholeMonth(const Due& due) {
  Money whole, part;
  bool ended = false;
  for (const Term& term : due.terms) {
    if (TakesOffDays(term)) {
      whole = part;
      ended = true;
      continue;
    }
    if (ended) part = Money();
    ended = false;
    part += term.amount;
  }
  return ended ? whole : part;
}

}  // namespace

Services ServicesOf(const Question& question, absl::Span<const absl::string_view> benefits) {
  Services services;
  Money largest;
  for (const BenefitDue& entry : question.earlier) {
    if (std::find(benefits.begin(), benefits.end(), entry.benefit) == benefits.end()) continue;
    if (!entry.due.determined()) {
      services.undetermined = entry.due.undetermined;
      return services;
    }
    if (!entry.due.amount.is_positive()) continue;
    const Money whole = WholeMonth(entry.due);
    services.sum += whole;
    for (const Term& term : entry.due.terms) {
      if (!term.fact || whole <= largest) continue;
      services.fact = term.fact;
      largest = whole;
    }
  }
  return services;
}

const StatusFact* ProtectedIn(const Question& question) {
  for (const StatusFact& status : question.person.statuses) {
    if (status.status != Status::kRefugee && status.status != Status::kAlternativeStatus) continue;
    if (status.from > question.month.last()) continue;
    if (!status.until || *status.until >= question.month.first()) return &status;
  }
  return nullptr;
}

const char* NotLivingHere(const Question& question) {
  if (!question.person.IsAlive(question.month.first()))
    return "the person had died before this month";
  return LivesInLatvia(question.person, question.month.last())
             ? nullptr
             : "the person does not live permanently in Latvia";
}

}  // namespace izmaksa
