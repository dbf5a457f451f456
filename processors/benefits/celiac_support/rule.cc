// State support for a child with celiac disease (atbalsts ar celiakiju slimam bērnam): Law on
// Social Services and Social Assistance s. 13(1)8; Cabinet Regulation 261 of 21.05.2013. While a
// physician's certificate is valid, and for an adult while studying; who is of age may be the
// recipient too.
#include "processors/benefits/child.h"
#include "processors/benefits/month_by_days.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

// The child: a relative, or the person, whose own claim has no case.
const Life* ChildOf(const Question& question) {
  if (question.claim->case_id.empty()) return &question.person;
  return ChildOfCase(question.person, question.claim->case_id);
}

// Whether the child may be supported at its age. Law: "not older than 20", that is until 21.
const char* NotOfAge(const DayLaw& law, const Life& child) {
  const Date day = law.day();
  if (!child.IsOfAge(day, law.Number("age_max"))) return nullptr;
  if (child.Has(Status::kStudyingAtSchool, day) &&
      !child.IsOfAge(day, law.Number("age_last_at_school") + 1)) {
    return nullptr;
  }
  if (child.Has(Status::kStudyingHigher, day) &&
      !child.IsOfAge(day, law.Number("age_last_at_university") + 1)) {
    return nullptr;
  }
  return "the child is of age, and does not study or is too old for it";
}

// The newest certificate valid on the day; one expires, whatever end it names.
const StatusFact* CertificateOn(const DayLaw& law, const Life& child) {
  const StatusFact* newest = nullptr;
  for (const StatusFact& fact : child.statuses) {
    if (fact.status != Status::kCeliacCertificate || !fact.Covers(law.day()) ||
        DayOfAge(fact.from, law.Number("certificate_years")) <= law.day()) {
      continue;
    }
    if (newest == nullptr || newest->from < fact.from) newest = &fact;
  }
  return newest;
}

Due OnDay(const Question& question, const DayLaw& law) {
  const Date day = law.day();
  const Life* child = ChildOf(question);
  if (child == nullptr) return UnknownChild(question);
  if (!child->IsAlive(day)) return NothingDue("the child has died");
  if (!LivesInLatvia(*child, day))
    return NothingDue("the child does not live permanently in Latvia");
  if (child->Has(Status::kStateFundedCare, day))
    return NothingDue("the child lives in an institution paid by the state");
  if (const char* why_not = NotOfAge(law, *child); why_not != nullptr) return NothingDue(why_not);
  const StatusFact* certificate = CertificateOn(law, *child);
  if (certificate == nullptr)
    return NothingDue("no certificate of celiac disease is valid that day");
  const Relative* relative = ChildOfCase(question.person, question.claim->case_id);
  if (relative != nullptr && relative->Find(Relation::kEmergencyGuardianOf, day) != nullptr &&
      !law.Is("emergency_guardian", "entitles")) {
    return NothingDue("an emergency guardian is not entitled to it that day");
  }
  return FixedAmount(law, "a child with celiac disease", certificate->at);
}

}  // namespace

Due CeliacSupport(const Question& question) { return MonthByDays(question, OnDay); }

}  // namespace izmaksa
