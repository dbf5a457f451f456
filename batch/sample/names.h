// Names of Latvia for made-up people: given names as they were given in each generation, surnames
// in both genders, towns and streets. Frequencies are plausible, not counted.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "batch/sample/random.h"

namespace izmaksa {

// The two naming traditions of the country; names of both are written as Latvian law spells them.
enum class Tradition { kLatvian, kSlavic };

// A given name that was usual for a child of that sex born in that year.
absl::string_view GivenName(Tradition tradition, bool female, int birth_year, Random& random);

// A surname as a man bears it.
absl::string_view Surname(Tradition tradition, Random& random);

// The same surname as a woman bears it: Bērziņš, Bērziņa; Balodis, Balode; Jansons, Jansone; Liepa,
// Liepa.
std::string WomansSurname(absl::string_view mans);

struct Town {
  absl::string_view name;
  int people;           // thousands; its weight
  int post_code_first;  // LV-1001
  int post_codes;       // how many follow
};
const Town& PickTown(Random& random);
absl::string_view PickStreet(Random& random);

}  // namespace izmaksa
