// Orphans' allowance for starting an independent life (vienreizējs pabalsts patstāvīgas dzīves
// uzsākšanai): Cabinet Regulation 857 of 15.11.2005. Once; paid by the municipality.
#include "processors/benefits/orphan.h"
#include "processors/benefits/rules.h"

namespace izmaksa {
namespace {

Due OnDay(const Question& question, const DayLaw& law) {
  if (const char* why_not = NotOrphanOfAge(law, question.person); why_not != nullptr)
    return NothingDue(why_not);
  return AmountByDisability(law, question.person,
                            question.person.Find(Status::kOrphan, law.day())->at);
}

}  // namespace

Due OrphanStartAllowance(const Question& question) { return OnceOfAge(question, OnDay); }

}  // namespace izmaksa
