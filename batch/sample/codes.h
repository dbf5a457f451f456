// Personal codes and accounts for made-up people: valid by their check digits, and never two alike.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "batch/sample/random.h"
#include "ledger/date.h"

namespace izmaksa {

// A code as issued to 30 June 2017: DDMMYY-CNNNK, where C is the century (18xx: 0, 19xx: 1, 20xx:
// 2), NNN the `serial` among those born that day (0–999) and K = ((1101 − Σ digit × weight) mod 11)
// mod 10.
std::string OldPersonalCode(Date born, int serial);

// A code as issued since 1 July 2017: 32 to 39 and digits that tell nothing. Distinct numbers below
// 3 000 000 give distinct codes. The last digit also satisfies the older check, as every such code
// seen in public does.
std::string NewPersonalCode(uint64_t seed, int64_t number);

// A Latvian IBAN: LV, check digits (ISO 7064, mod 97-10), a bank's four letters, 13 digits.
// Distinct numbers below 12 000 000 give distinct accounts. The bank is drawn by share of
// pensioners' accounts (assumed, not published).
std::string MadeUpIban(uint64_t seed, int64_t number);

// Where somebody lives abroad who has an account there: a town for the address, and an account.
struct PlaceAbroad {
  absl::string_view country, town, post_code, street;
};
const PlaceAbroad& PlaceAbroadOf(int64_t number);
// Of the country of that place. Distinct numbers below 10 000 000 give distinct accounts.
std::string MadeUpIbanAbroad(int64_t number);

}  // namespace izmaksa
