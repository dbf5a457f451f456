#include "batch/sample/names.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "batch/sample/name_tables.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Lists are written most frequent first; the weight of rank r is 1 / (r + kFlatness), as names of a
// people fall off.
constexpr int64_t kFlatness = 6;

constexpr auto kCumulativeWeights = [] {
  constexpr int64_t kScale = 1'000'000;
  std::array<int32_t, 256> sums{};
  int64_t sum = 0;
  for (size_t rank = 0; rank < sums.size(); ++rank) {
    sum += kScale / (static_cast<int64_t>(rank) + kFlatness);
    sums[rank] = static_cast<int32_t>(sum);
  }
  return sums;
}();

size_t PickRank(size_t count, Random& random) {
  CHECK(count > 0 && count <= kCumulativeWeights.size());
  const int32_t* begin = kCumulativeWeights.data();
  const int32_t drawn = random.Below(begin[count - 1]);
  return static_cast<size_t>(std::upper_bound(begin, begin + count, drawn) - begin);
}

int Generation(int birth_year) {
  if (birth_year < 1945) return 0;
  if (birth_year < 1965) return 1;
  if (birth_year < 1985) return 2;
  return birth_year < 2005 ? 3 : 4;
}

}  // namespace

absl::string_view GivenName(Tradition tradition, bool female, int birth_year, Random& random) {
  const absl::Span<const absl::string_view> names =
      GivenNamesOf(tradition == Tradition::kLatvian, female, Generation(birth_year));
  return names[PickRank(names.size(), random)];
}

absl::string_view Surname(Tradition tradition, Random& random) {
  const absl::Span<const absl::string_view> names = SurnamesOf(tradition == Tradition::kLatvian);
  return names[PickRank(names.size(), random)];
}

std::string WomansSurname(absl::string_view mans) {
  for (const auto& [man, woman] : IrregularSurnames()) {
    if (mans == man) return std::string(woman);
  }
  absl::string_view stem = mans;
  // The longer ending first: each of these is also caught, wrongly, by a shorter one below it.
  if (absl::ConsumeSuffix(&stem, "skis")) return absl::StrCat(stem, "ska");
  if (absl::ConsumeSuffix(&stem, "ckis")) return absl::StrCat(stem, "cka");
  if (absl::ConsumeSuffix(&stem, "nieks")) return absl::StrCat(stem, "niece");
  if (absl::ConsumeSuffix(&stem, "sons")) return absl::StrCat(stem, "sone");
  if (absl::ConsumeSuffix(&stem, "āns")) return absl::StrCat(stem, "āne");
  if (absl::ConsumeSuffix(&stem, "ers")) return absl::StrCat(stem, "ere");
  if (absl::ConsumeSuffix(&stem, "is")) return absl::StrCat(stem, "e");
  if (absl::ConsumeSuffix(&stem, "š")) return absl::StrCat(stem, "a");
  if (absl::ConsumeSuffix(&stem, "s")) return absl::StrCat(stem, "a");
  return std::string(mans);  // Liepa, Roze, Kovaļenko: the same for both
}

const Town& PickTown(Random& random) {
  const absl::Span<const Town> towns = Towns();
  int total = 0;
  for (const Town& town : towns) total += town.people;
  int left = random.Below(total);
  for (const Town& town : towns) {
    left -= town.people;
    if (left < 0) return town;
  }
  return towns.back();
}

absl::string_view PickStreet(Random& random) {
  const absl::Span<const absl::string_view> streets = Streets();
  return streets[static_cast<size_t>(random.Below(static_cast<int32_t>(streets.size())))];
}

}  // namespace izmaksa
