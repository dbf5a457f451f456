#include "processors/benefits/deceased.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace izmaksa {

const Relative* DeceasedOfCase(const Question& question) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(question.claim->case_id, &number)) return nullptr;
  const Relative* relative = question.person.FindRelative(PersonId(number));
  return relative != nullptr && relative->died ? relative : nullptr;
}

Due UnknownDeath(const Question& question) {
  return Undetermined(absl::StrCat("when the person of the case, ", question.claim->case_id,
                                   ", died is not known"));
}

}  // namespace izmaksa
