#include "processors/identity.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/date.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Structure of the basic account number by country, in the notation of the IBAN registry without
// the exclamation mark: n digits, a upper-case letters, c letters or digits.
struct IbanCountry {
  absl::string_view country;
  absl::string_view bban;
};

// The SEPA area (European Payments Council, EPC409-09), in order of country. Territories that use
// the codes of France, Finland or the United Kingdom have no line of their own.
constexpr IbanCountry kIbanCountries[] = {
    {"AD", "8n12c"},    {"AL", "8n16c"},    {"AT", "16n"},   {"BE", "12n"},      {"BG", "4a6n8c"},
    {"CH", "5n12c"},    {"CY", "8n16c"},    {"CZ", "20n"},   {"DE", "18n"},      {"DK", "14n"},
    {"EE", "16n"},      {"ES", "20n"},      {"FI", "14n"},   {"FR", "10n11c2n"}, {"GB", "4a14n"},
    {"GI", "4a15c"},    {"GR", "7n16c"},    {"HR", "17n"},   {"HU", "24n"},      {"IE", "4a14n"},
    {"IS", "22n"},      {"IT", "1a10n12c"}, {"LI", "5n12c"}, {"LT", "16n"},      {"LU", "3n13c"},
    {"LV", "4a13c"},    {"MC", "10n11c2n"}, {"MD", "20c"},   {"ME", "18n"},      {"MK", "3n10c2n"},
    {"MT", "4a5n18c"},  {"NL", "4a10n"},    {"NO", "11n"},   {"PL", "24n"},      {"PT", "21n"},
    {"RO", "4a16c"},    {"RS", "18n"},      {"SE", "20n"},   {"SI", "15n"},      {"SK", "20n"},
    {"SM", "1a10n12c"}, {"VA", "18n"},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

bool IsOf(char kind, char c) {
  switch (kind) {
    case 'n':
      return IsDigit(c);
    case 'a':
      return IsUpper(c);
    default:
      return IsDigit(c) || IsUpper(c);
  }
}

bool HasStructure(absl::string_view bban, absl::string_view structure) {
  size_t at = 0;
  for (size_t i = 0; i < structure.size(); ++i) {
    size_t count = 0;
    for (; IsDigit(structure[i]); ++i) count = count * 10 + static_cast<size_t>(structure[i] - '0');
    for (const size_t end = at + count; at < end; ++at) {
      if (at >= bban.size() || !IsOf(structure[i], bban[at])) return false;
    }
  }
  return at == bban.size();
}

size_t LengthOf(absl::string_view structure) {
  size_t length = 0, count = 0;
  for (const char c : structure) {
    if (IsDigit(c)) {
      count = count * 10 + static_cast<size_t>(c - '0');
    } else {
      length += count;
      count = 0;
    }
  }
  return length;
}

// Remainder modulo 97, letters counting as 10 to 35 (ISO 7064 MOD 97-10).
int Mod97(absl::string_view text, int remainder = 0) {
  for (const char c : text) {
    remainder = IsDigit(c) ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10);
    remainder %= 97;
  }
  return remainder;
}

// Without the single spaces between groups of four, in upper case; empty when the spaces are
// anywhere else.
std::string Electronic(absl::string_view iban) {
  std::string text;
  for (size_t i = 0; i < iban.size(); ++i) {
    if (iban[i] != ' ') {
      text.push_back(absl::ascii_toupper(iban[i]));
    } else if (i % 5 != 4 || i + 1 == iban.size()) {
      return "";
    }
  }
  // A printed IBAN is grouped throughout.
  const size_t spaces = iban.size() - text.size();
  return spaces == 0 || spaces == (text.size() - 1) / 4 ? text : "";
}

absl::Status Refused(absl::string_view why) { return absl::InvalidArgumentError(why); }

}  // namespace

absl::StatusOr<std::string> CheckPersonalCode(absl::string_view code) {
  std::string digits(code.substr(0, 6));
  if (code.size() == 12 && code[6] == '-') {
    absl::StrAppend(&digits, code.substr(7));
  } else {
    absl::StrAppend(&digits, code.substr(std::min<size_t>(6, code.size())));
  }
  if (digits.size() != 11 || !std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return Refused("is not a personal code (expected NNNNNN-NNNNN)");
  }
  const std::string canonical = absl::StrCat(digits.substr(0, 6), "-", digits.substr(6));
  // The law lets new codes begin with 32 to 39; no day of a month does.
  if (digits[0] == '3' && digits[1] >= '2') return canonical;
  if (digits[6] > '2')
    return Refused("is not a personal code (the seventh digit tells the century: 0, 1 or 2)");
  const char* const century = digits[6] == '0' ? "18" : digits[6] == '1' ? "19" : "20";
  if (!Date::Parse(absl::StrCat(century, digits.substr(4, 2), "-", digits.substr(2, 2), "-",
                                digits.substr(0, 2)))
           .ok()) {
    return Refused("is not a personal code (it begins with a day that does not exist)");
  }
  if (digits[10] != PersonalCodeCheckDigit(digits.substr(0, 10))) {
    return Refused("is not a personal code (the check digit is wrong)");
  }
  return canonical;
}

char PersonalCodeCheckDigit(absl::string_view first_ten_digits) {
  constexpr int kWeights[] = {1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  CHECK(first_ten_digits.size() == std::size(kWeights));
  int sum = 0;
  for (size_t i = 0; i < std::size(kWeights); ++i) {
    CHECK(IsDigit(first_ten_digits[i]));
    sum += (first_ten_digits[i] - '0') * kWeights[i];
  }
  return static_cast<char>('0' + (1101 - sum) % 11 % 10);
}

absl::StatusOr<std::string> CheckIban(absl::string_view iban) {
  std::string text = Electronic(iban);
  const auto usable = [](char c) { return IsOf('c', c); };
  if (text.size() < 5 || !IsUpper(text[0]) || !IsUpper(text[1]) ||
      !std::all_of(text.begin(), text.end(), usable)) {
    return Refused("is not an IBAN (expected country, two check digits, account)");
  }
  const absl::string_view whole(text), country = whole.substr(0, 2), check = whole.substr(2, 2),
                                       bban = whole.substr(4);
  const auto* const end = std::end(kIbanCountries);
  const auto* const found = std::lower_bound(
      std::begin(kIbanCountries), end, country,
      [](const IbanCountry& c, absl::string_view name) { return c.country < name; });
  if (found == end || found->country != country)
    return Refused("is not an IBAN of a country of the SEPA area");
  if (const size_t length = LengthOf(found->bban) + 4; text.size() != length) {
    return Refused(absl::StrCat("is not an IBAN (one of ", country, " has ", length,
                                " characters, not ", text.size(), ")"));
  }
  if (!HasStructure(bban, found->bban)) {
    return Refused(
        absl::StrCat("is not an IBAN (letters and digits are not where ", country, " has them)"));
  }
  // Check digits 00, 01 and 99 leave the right remainder for some accounts but are never computed
  // (ISO 13616).
  if (!IsDigit(check[0]) || !IsDigit(check[1]) || check < "02" || check > "98" ||
      Mod97(whole.substr(0, 4), Mod97(bban)) != 1) {
    return Refused("is not an IBAN (the check digits are wrong)");
  }
  return text;
}

std::string IbanWithCheckDigits(absl::string_view country, absl::string_view bban) {
  for (const char c : bban) CHECK(IsOf('c', c));
  CHECK(country.size() == 2 && IsUpper(country[0]) && IsUpper(country[1]));
  const int check = 98 - Mod97("00", Mod97(country, Mod97(bban)));
  return absl::StrCat(country, absl::Dec(check, absl::kZeroPad2), bban);
}

std::string BankOf(absl::string_view iban) {
  CHECK(iban.size() >= 8);
  return absl::StrCat(iban.substr(0, 2), iban.substr(4, 4));
}

}  // namespace izmaksa
