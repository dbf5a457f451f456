#include "processors/identity.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace izmaksa {
namespace {

// The rows of a file of test vectors kept outside the repository; without the header, empty when
// there is no such file. Only the fields before any quoted one are read.
std::vector<std::vector<std::string>> Vectors(const std::string& name) {
  const char* const folder = std::getenv("IZMAKSA_FIXTURES");
  std::ifstream file((folder != nullptr ? std::string(folder) : "../shared/fixtures") + "/" + name);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    rows.push_back(absl::StrSplit(line, ','));
  }
  if (rows.empty())
    std::cout << "skipped: the vectors " << name << " are not here (IZMAKSA_FIXTURES)\n";
  return rows;
}

TEST(PersonalCodeTest, OldCodesHaveARealDateAndACheckDigit) {
  EXPECT_EQ(CheckPersonalCode("161175-19997").value(), "161175-19997");
  EXPECT_EQ(CheckPersonalCode("16117519997").value(), "161175-19997");
  EXPECT_EQ(CheckPersonalCode("290200-20009").value(), "290200-20009");  // a leap day
  EXPECT_FALSE(CheckPersonalCode("290200-10009").ok());                  // there was none in 1900
  EXPECT_FALSE(CheckPersonalCode("161175-19998").ok());
  EXPECT_FALSE(CheckPersonalCode("161375-19997").ok());
  EXPECT_FALSE(CheckPersonalCode("310185-30002").ok());
  EXPECT_FALSE(CheckPersonalCode("000000-00000").ok());
}

TEST(PersonalCodeTest, ARemainderOfTenGivesCheckDigitZero) {
  EXPECT_EQ(PersonalCodeCheckDigit("0101100001"), '0');
  EXPECT_TRUE(CheckPersonalCode("010110-00010").ok());
}

TEST(PersonalCodeTest, OfNewCodesOnlyTheBeginningIsChecked) {
  EXPECT_EQ(CheckPersonalCode("32867300679").value(), "328673-00679");
  EXPECT_TRUE(CheckPersonalCode("328673-00678").ok());
  EXPECT_TRUE(CheckPersonalCode("399999-99997").ok());
  EXPECT_FALSE(CheckPersonalCode("310000-00000").ok());
  EXPECT_FALSE(CheckPersonalCode("40003521600").ok());
}

TEST(PersonalCodeTest, LooserFormsAreRefusedWithoutRepeatingThem) {
  for (const char* code :
       {"", "161175", "161175-1999", "161175-199977", "161175 19997", "161175 - 19997",
        "161175–19997", "161175-1999x", "-16117519997", "16117-519997", "161175--9997"}) {
    const absl::Status status = CheckPersonalCode(code).status();
    EXPECT_FALSE(status.ok()) << code;
    EXPECT_EQ(std::string(status.message()).find("161175"), std::string::npos) << status.message();
  }
}

TEST(IbanTest, IsCheckedByCountryStructureAndDigits) {
  EXPECT_EQ(CheckIban("LV80BANK0000435195001").value(), "LV80BANK0000435195001");
  EXPECT_EQ(CheckIban("LV80 BANK 0000 4351 9500 1").value(), "LV80BANK0000435195001");
  EXPECT_EQ(CheckIban("lv80bank0000435195001").value(), "LV80BANK0000435195001");
  EXPECT_TRUE(CheckIban("DE89370400440532013000").ok());
  EXPECT_TRUE(CheckIban("GB29NWBK60161331926819").ok());
  for (const char* iban :
       {"", "LV", "LV80", "LV80BANK000043519500", "LV80BANK00004351950012", "LV81BANK0000435195001",
        "LV5212349990000000001", "XX52HABA9990000000001", " LV80BANK0000435195001",
        "LV80BANK0000435195001 ", "LV80BA NK0000435195001", "LV80  BANK0000435195001",
        "LV80 BANK0000435195001", "LV80BANK000043519500\n", "LVX0BANK0000435195001",
        "LV52HABĀ9990000000001"}) {
    EXPECT_FALSE(CheckIban(iban).ok()) << iban;
  }
}

// 97 − 1: for each account one wrong pair of check digits would pass the remainder alone.
TEST(IbanTest, CheckDigitsThatAreNeverComputedAreRefused) {
  int found = 0;
  for (int account = 1; account <= 400; ++account) {
    std::string digits = std::to_string(account);
    const std::string bban = "HABA" + std::string(13 - digits.size(), '0') + digits;
    const std::string iban = IbanWithCheckDigits("LV", bban);
    EXPECT_TRUE(CheckIban(iban).ok()) << iban;
    const std::string twin = iban.substr(2, 2) == "97"   ? "00"
                             : iban.substr(2, 2) == "98" ? "01"
                             : iban.substr(2, 2) == "02" ? "99"
                                                         : "";
    if (twin.empty()) continue;
    ++found;
    EXPECT_FALSE(CheckIban("LV" + twin + bban).ok()) << twin;
  }
  EXPECT_GT(found, 0);
}

TEST(IbanTest, KnowsItsBank) {
  EXPECT_EQ(BankOf(CheckIban("LV59HABA0551018547392").value()), "LVHABA");
  EXPECT_EQ(BankOf("DE89370400440532013000"), "DE3704");
}

TEST(IdentityVectorsTest, EveryPersonalCodeIsJudgedAsExpected) {
  for (const auto& row : Vectors("lv_personal_code/personal_code_vectors.csv")) {
    ASSERT_GE(row.size(), 3u);
    EXPECT_EQ(CheckPersonalCode(row[0]).ok(), row[1] == "valid") << row[0] << ": " << row[2];
  }
}

TEST(IdentityVectorsTest, EveryIbanIsJudgedAsExpected) {
  for (const auto& row : Vectors("iban/iban_vectors.csv")) {
    ASSERT_GE(row.size(), 2u);
    EXPECT_EQ(CheckIban(row[0]).ok(), row[1] == "valid") << row[0] << ": " << row[2];
  }
}

// The table of countries against an independent one: an IBAN made to each structure is accepted in
// its own length only.
TEST(IdentityVectorsTest, CountriesHaveTheirRegisteredStructure) {
  int known = 0;
  for (const auto& row : Vectors("iban/iban_structures.csv")) {
    ASSERT_EQ(row.size(), 4u);
    std::string bban;
    for (absl::string_view spec = row[2]; !spec.empty();) {
      const size_t mark = std::min(spec.find('!'), spec.find_first_of("anc"));
      int count = 0;
      ASSERT_TRUE(absl::SimpleAtoi(spec.substr(0, mark), &count)) << row[2];
      const char kind = spec[mark] == '!' ? spec[mark + 1] : spec[mark];
      bban.append(static_cast<size_t>(count), kind == 'n' ? '7' : 'A');
      spec.remove_prefix(mark + (spec[mark] == '!' ? 2 : 1));
    }
    EXPECT_EQ(std::to_string(bban.size() + 4), row[1]) << row[0];
    const absl::StatusOr<std::string> iban = CheckIban(IbanWithCheckDigits(row[0], bban));
    if (!iban.ok() && iban.status().message() == "is not an IBAN of a country of the SEPA area")
      continue;
    ++known;
    EXPECT_TRUE(iban.ok()) << row[0] << ": " << iban.status();
    EXPECT_FALSE(CheckIban(IbanWithCheckDigits(row[0], bban + "7")).ok()) << row[0];
  }
  EXPECT_TRUE(known == 0 || known == 42) << known;
}

}  // namespace
}  // namespace izmaksa
