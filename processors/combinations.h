// Which benefits exclude one another on a day.
#pragma once

#include "absl/types/span.h"
#include "processors/benefits.h"

namespace izmaksa {

// While `other` is granted, `benefit` is not due.
struct Exclusion {
  absl::string_view benefit, other;
  enum class Scope {
    kPerson,     // whatever the case
    kSameCase,   // only for the same child or certificate
    kSameBirth,  // only for the child whose birth the leave of `other` is about
  } scope;
  const char* why;    // plain words
  const char* basis;  // article
};

// The table, in order of benefit.
absl::Span<const Exclusion> Exclusions();

// What excludes the question's benefit on a day; null: nothing. A benefit whose days a certificate
// counts (maternity, paternity, sickness, unemployment) excludes only on those days.
const Exclusion* ExcludedOn(const Question& question, Date day);

}  // namespace izmaksa
