// Checks of the names by which the world outside knows people and accounts: Latvian personal codes
// and IBANs. Pure. No message repeats what was checked: it is personal data, and messages end in
// logs.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// A personal code in its canonical form NNNNNN-NNNNN, from that form or from eleven digits without
// the hyphen; anything looser is INVALID_ARGUMENT. Codes come in two kinds:
//   * old, DDMMYY-CNNNK (issued until 30 June 2017): the date must exist in the century C (0: 18xx,
//   1: 19xx, 2: 20xx),
//     and K must be the check digit;
//   * new, beginning 32 to 39: the rest is random and promises nothing, so nothing more is checked.
// Never derive a birth date or a sex from a code: people change codes, and new ones carry neither.
absl::StatusOr<std::string> CheckPersonalCode(absl::string_view code);

// The check digit K over the first ten digits of an old code: ((1101 − Σ dᵢwᵢ) mod 11) mod 10. The
// formula is not officially published; every published old code fits it. The digits must be ten
// digits, else it dies.
char PersonalCodeCheckDigit(absl::string_view first_ten_digits);

// An IBAN in its electronic form (upper case, no spaces), from that form or from the printed one in
// groups of four; of a country of the SEPA area, with that country's length and structure, check
// digits 02 to 98, and remainder 1 modulo 97 (ISO 13616, ISO 7064). Anything else is
// INVALID_ARGUMENT.
absl::StatusOr<std::string> CheckIban(absl::string_view iban);

// The IBAN of a basic account number: computes the check digits. The structure is not checked;
// characters other than letters and digits die.
std::string IbanWithCheckDigits(absl::string_view country, absl::string_view bban);

// The bank of a checked IBAN: the country and the first four characters after the check digits. In
// Latvia these are the bank's code, "LVHABA"; elsewhere they at least begin it.
std::string BankOf(absl::string_view iban);

}  // namespace izmaksa
