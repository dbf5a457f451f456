#include "batch/sample/codes.h"

#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "processors/identity.h"

namespace izmaksa {
namespace {

enum : uint64_t { kCodes = 0x636f646573, kAccounts = 0x69626173, kBanks = 0x62616e6b };

// The first ten digits, a hyphen after the sixth, and their check digit.
std::string WithCheckDigit(int64_t ten_digits) {
  const std::string digits = absl::StrCat(absl::Dec(ten_digits, absl::kZeroPad10));
  return absl::StrCat(digits.substr(0, 6), "-", digits.substr(6),
                      std::string(1, PersonalCodeCheckDigit(digits)));
}

struct Bank {
  absl::string_view letters;
  absl::string_view branch;  // the four digits that the bank's account numbers begin with here
  int share;                 // of ten thousand
};

// Letters: the first four of the BIC of banks that hold accounts of pensioners (LPNS: the Post's
// settlement system).
constexpr std::array<Bank, 9> kBankShares = {{{"HABA", "0551", 4700},
                                              {"UNLA", "0050", 1900},
                                              {"PARX", "0001", 1420},
                                              {"RIKO", "0002", 880},
                                              {"LPNS", "0001", 760},
                                              {"REVO", "0099", 160},
                                              {"MULT", "0010", 80},
                                              {"CBBR", "1122", 60},
                                              {"RTMB", "0000", 40}}};

// Accounts begin with bank and branch and end with eight digits that count.
struct BankAbroad {
  PlaceAbroad place;
  absl::string_view begins;
};
constexpr BankAbroad kAbroad[] = {
    {{"LT", "Vilnius", "LT-01103", "Gedimino pr."}, "73000999"},
    {{"EE", "Tartu", "51003", "Õnne tänav"}, "22009990"},
    {{"DE", "Köln", "50667", "Müllerstraße"}, "5001051799"},
    {{"FI", "Helsinki", "00100", "Väinö Tannerin kuja"}, "123456"},
    {{"GB", "London", "SW1A 2AA", "Downing Street"}, "NWBK601613"},
};

}  // namespace

std::string OldPersonalCode(Date born, int serial) {
  CHECK(serial >= 0 && serial <= 999);
  const int year = born.year();
  CHECK(year >= 1800 && year < 2100);
  int64_t digits = born.day();
  digits = digits * 100 + born.month();
  digits = digits * 100 + year % 100;
  digits = digits * 10 + (year / 100 - 18);
  digits = digits * 1000 + serial;
  return WithCheckDigit(digits);
}

std::string NewPersonalCode(uint64_t seed, int64_t number) {
  CHECK(number >= 0 && number < 3'000'000);
  // Second digit 2–9 and eight more; the eleventh is the check.
  const Permutation codes(StreamKey(seed, kCodes), 800'000'000);
  return WithCheckDigit(3'200'000'000 + codes.At(number));
}

std::string MadeUpIban(uint64_t seed, int64_t number) {
  CHECK(number >= 0 && number < 12'000'000);
  Random random{StreamKey(seed, kBanks, static_cast<uint64_t>(number))};
  const Bank* bank = kBankShares.data();
  for (int left = random.Below(10'000); left >= bank->share; ++bank) left -= bank->share;
  const Permutation accounts(StreamKey(seed, kAccounts), 1'000'000'000);
  const std::string tail =
      absl::StrCat(1'000'000'000 + accounts.At(number));  // ten digits, the first always 1
  return IbanWithCheckDigits("LV", absl::StrCat(bank->letters, bank->branch, tail.substr(1)));
}

const PlaceAbroad& PlaceAbroadOf(int64_t number) {
  return kAbroad[static_cast<size_t>(number) % std::size(kAbroad)].place;
}

std::string MadeUpIbanAbroad(int64_t number) {
  CHECK(number >= 0 && number < 10'000'000);
  const BankAbroad& bank = kAbroad[static_cast<size_t>(number) % std::size(kAbroad)];
  return IbanWithCheckDigits(bank.place.country,
                             absl::StrCat(bank.begins, absl::Dec(number, absl::kZeroPad8)));
}

}  // namespace izmaksa
