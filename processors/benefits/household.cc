#include "processors/benefits/household.h"

#include "absl/strings/numbers.h"

namespace izmaksa {

std::optional<int> NumberIn(const InputFact* inputs, absl::string_view name) {
  const std::string* text = inputs == nullptr ? nullptr : inputs->Find(name);
  int number = 0;
  if (text == nullptr || !absl::SimpleAtoi(*text, &number) || number < 0) return std::nullopt;
  return number;
}

std::optional<int> FurtherPersons(const InputFact* inputs) {
  const std::optional<int> persons = NumberIn(inputs, "persons");
  if (!persons || *persons == 0) return std::nullopt;
  return *persons - 1;
}

}  // namespace izmaksa
