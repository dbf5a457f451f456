#include "processors/benefits/child.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace izmaksa {

const Relative* ChildOfCase(const PersonState& person, absl::string_view case_id) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(case_id, &number)) return nullptr;
  const Relative* child = person.FindRelative(PersonId(number));
  return child != nullptr && child->registered ? child : nullptr;
}

Due UnknownChild(const Question& question) {
  return Undetermined(absl::StrCat("when the child of the case, ", question.claim->case_id,
                                   ", was born is not known"));
}

bool LivesInLatvia(const Life& life, Date day) {
  const ResidenceFact* residence = life.residence.At(day);
  return residence == nullptr || residence->country == "LV";
}

}  // namespace izmaksa
