#include "batch/sample/codes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "processors/identity.h"

namespace izmaksa {
namespace {

TEST(SampleCodesTest, OldCodeTellsTheDayOfBirthAndPassesItsCheck) {
  // A published example of the form: 161175-19997.
  EXPECT_EQ(OldPersonalCode(Date::Of(1975, 11, 16), 999), "161175-19997");
  EXPECT_EQ(OldPersonalCode(Date::Of(2000, 2, 29), 0).substr(0, 8), "290200-2");
  for (int serial = 0; serial < 1'000; ++serial) {
    const std::string code = OldPersonalCode(Date::Of(1951, 3, 7), serial);
    EXPECT_TRUE(CheckPersonalCode(code).ok()) << code;
  }
}

TEST(SampleCodesTest, NewCodesAreValidAndDistinct) {
  std::set<std::string> codes;
  for (int64_t number = 0; number < 20'000; ++number) {
    const std::string code = NewPersonalCode(2024, number);
    EXPECT_TRUE(CheckPersonalCode(code).ok()) << code;
    EXPECT_TRUE(code[0] == '3' && code[1] >= '2' && code[1] <= '9') << code;
    EXPECT_TRUE(codes.insert(code).second) << code;
  }
}

TEST(SampleCodesTest, AccountsAreValidDistinctAndAtBanksOfTheCountry) {
  const std::set<std::string> banks = {"LVHABA", "LVUNLA", "LVPARX", "LVRIKO", "LVLPNS",
                                       "LVREVO", "LVMULT", "LVCBBR", "LVRTMB"};
  std::set<std::string> accounts, seen;
  for (int64_t number = 0; number < 20'000; ++number) {
    const std::string iban = MadeUpIban(2024, number);
    EXPECT_TRUE(CheckIban(iban).ok()) << iban;
    EXPECT_TRUE(accounts.insert(iban).second) << iban;
    seen.insert(BankOf(iban));
  }
  EXPECT_EQ(seen, banks);
}

}  // namespace
}  // namespace izmaksa
