// Orphans' allowance for household goods and soft inventory (vienreizējs pabalsts sadzīves
// priekšmetu un mīkstā inventāra iegādei): Cabinet Regulation 857 of 15.11.2005. Once; paid by the
// municipality.
#include "processors/benefits/orphan.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  if (const char* why_not = NotOrphanOfAge(law, question.person); why_not != nullptr)
    return NothingDue(why_not);
  const LawValue& amount = law.At("amount");
  Due due;
  due.Add({amount.money, "for household goods", &amount,
           question.person.Find(Status::kOrphan, law.day())->at, std::nullopt, 0});
  return due;
}

}  // namespace

Due OrphanHouseholdAllowance(const Question& question) { return OnceOfAge(question, OnDay); }

}  // namespace izmaksa
