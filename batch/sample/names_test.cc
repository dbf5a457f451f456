#include "batch/sample/names.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "batch/sample/name_tables.h"

namespace izmaksa {
namespace {

TEST(SampleNamesTest, WomenBearTheirOwnFormOfASurname) {
  EXPECT_EQ(WomansSurname("Bērziņš"), "Bērziņa");
  EXPECT_EQ(WomansSurname("Ivanovs"), "Ivanova");
  EXPECT_EQ(WomansSurname("Ozols"), "Ozola");
  EXPECT_EQ(WomansSurname("Balodis"), "Balode");
  EXPECT_EQ(WomansSurname("Lācis"), "Lāce");
  EXPECT_EQ(WomansSurname("Jansons"), "Jansone");
  EXPECT_EQ(WomansSurname("Mūrnieks"), "Mūrniece");
  EXPECT_EQ(WomansSurname("Jurjāns"), "Jurjāne");
  EXPECT_EQ(WomansSurname("Millers"), "Millere");
  EXPECT_EQ(WomansSurname("Šmits"), "Šmite");
  EXPECT_EQ(WomansSurname("Petrovskis"), "Petrovska");
  EXPECT_EQ(WomansSurname("Savickis"), "Savicka");
  EXPECT_EQ(WomansSurname("Stankevičs"), "Stankeviča");
}

TEST(SampleNamesTest, SomeSurnamesAreTheSameForBoth) {
  for (const char* name : {"Liepa", "Roze", "Krauze", "Kovaļenko"})
    EXPECT_EQ(WomansSurname(name), name);
}

TEST(SampleNamesTest, ThereAreEnoughNamesForACountry) {
  std::set<absl::string_view> men, women, surnames;
  for (const bool latvian : {true, false}) {
    for (int generation = 0; generation < 5; ++generation) {
      for (const auto name : GivenNamesOf(latvian, false, generation)) men.insert(name);
      for (const auto name : GivenNamesOf(latvian, true, generation)) women.insert(name);
    }
    for (const auto name : SurnamesOf(latvian)) surnames.insert(name);
  }
  EXPECT_GE(men.size(), 120u);
  EXPECT_GE(women.size(), 120u);
  EXPECT_GE(surnames.size(), 200u);
}

TEST(SampleNamesTest, NamesGoIntoJsonAsTheyAre) {
  const auto check = [](absl::string_view text) {
    EXPECT_FALSE(text.empty());
    for (const char c : text) {
      EXPECT_TRUE(c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20)
          << std::string(text);
    }
  };
  for (const bool latvian : {true, false}) {
    for (const auto name : SurnamesOf(latvian)) check(name);
  }
  for (const auto street : Streets()) check(street);
  for (const Town& town : Towns()) check(town.name);
}

}  // namespace
}  // namespace izmaksa
