// The lists behind sample_names.h, most frequent first.
#pragma once

#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "batch/sample/names.h"

namespace izmaksa {

// Generations of birth: 0 before 1945, 1 to 1964, 2 to 1984, 3 to 2004, 4 since.
absl::Span<const absl::string_view> GivenNamesOf(bool latvian, bool female, int generation);
absl::Span<const absl::string_view> SurnamesOf(bool latvian);  // as men bear them
absl::Span<const std::pair<absl::string_view, absl::string_view>> IrregularSurnames();
absl::Span<const Town> Towns();
absl::Span<const absl::string_view> Streets();

}  // namespace izmaksa
