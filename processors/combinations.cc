#include "processors/combinations.h"

#include "processors/benefits/child.h"

namespace izmaksa {
namespace {

using Scope = Exclusion::Scope;

constexpr Exclusion kExclusions[] = {
    {"assistant_benefit", "adult_care", Scope::kPerson, "the care benefit is granted",
     "The agency's page on the benefit"},
    {"childcare_benefit", "maternity_benefit", Scope::kSameBirth,
     "a maternity benefit is paid for the same child and day",
     "Law on State Social Benefits s. 7 (childcare)"},
    {"state_social_security_benefit", "old_age_pension", Scope::kPerson,
     "an old-age pension is paid", "Law on State Social Benefits s. 13"},
    {"state_social_security_benefit", "disability_pension", Scope::kPerson,
     "a disability pension is paid", "Law on State Social Benefits s. 13"},
    {"state_social_security_benefit", "service_pension", Scope::kPerson,
     "a service pension is paid", "Law on State Social Benefits s. 13"},
    {"state_social_security_benefit", "work_capacity_compensation", Scope::kPerson,
     "a compensation for lost work capacity is paid", "Law on State Social Benefits s. 13"},
    {"parental_benefit", "maternity_benefit", Scope::kSameBirth,
     "a maternity benefit is paid for the same child and day",
     "Law \"Par maternitātes un slimības apdrošināšanu\" (parental benefit)"},
    {"parental_benefit", "unemployment_benefit", Scope::kPerson,
     "an unemployment benefit is paid for the day",
     "Law \"Par maternitātes un slimības apdrošināšanu\" (parental benefit)"},
    {"work_capacity_compensation", "disability_pension", Scope::kPerson,
     "a disability pension is paid, and the person has one of the two",
     "Law \"Par obligāto sociālo apdrošināšanu pret nelaimes gadījumiem darbā un arodslimībām\", "
     "from 2020"},
};

// Benefits that are due only on the days of a certificate.
struct Certified {
  absl::string_view benefit;
  Status status;
};
constexpr Certified kCertified[] = {
    {"maternity_benefit", Status::kMaternityLeave},
    {"paternity_benefit", Status::kPaternityLeave},
    {"unemployment_benefit", Status::kUnemployed},
};

// Maternity leave begins at most 70 days before the expected birth (twice 70 days in all); a
// sibling is born earlier than that.
constexpr int kLeaveBeforeBirthMax = 140;

const StatusFact* CertificateOn(const PersonState& person, const Certified& certified,
                                const Claim& claim, Date day) {
  const StatusFact* numbered = person.Find(certified.status, day, claim.case_id);
  return numbered != nullptr ? numbered : person.Find(certified.status, day);
}

bool IsForBirthOf(const PersonState& person, const Claim& claim, const StatusFact* leave) {
  const Relative* child = ChildOfCase(person, claim.case_id);
  return child != nullptr && leave != nullptr &&
         child->born + kLeaveBeforeBirthMax >= leave->from &&
         (!leave->until || child->born <= *leave->until);
}

bool Excludes(const Question& question, const Exclusion& exclusion, const Claim& other, Date day) {
  const StandingFact* standing = other.standing.At(day);
  if (standing == nullptr || standing->standing != Standing::kGranted) return false;
  const StatusFact* certificate = nullptr;
  for (const Certified& certified : kCertified) {
    if (certified.benefit != other.benefit) continue;
    certificate = CertificateOn(question.person, certified, other, day);
    if (certificate == nullptr) return false;
  }
  switch (exclusion.scope) {
    case Scope::kPerson:
      return true;
    case Scope::kSameCase:
      return other.case_id == question.claim->case_id;
    case Scope::kSameBirth:
      return IsForBirthOf(question.person, *question.claim, certificate);
  }
  return true;
}

}  // namespace

absl::Span<const Exclusion> Exclusions() { return kExclusions; }

const Exclusion* ExcludedOn(const Question& question, Date day) {
  if (question.claim == nullptr) return nullptr;
  for (const Exclusion& exclusion : kExclusions) {
    if (exclusion.benefit != question.claim->benefit) continue;
    for (const Claim& other : question.person.claims) {
      if (other.benefit == exclusion.other && Excludes(question, exclusion, other, day))
        return &exclusion;
    }
  }
  return nullptr;
}

}  // namespace izmaksa
