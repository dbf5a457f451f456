#include "batch/bank/letters.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace izmaksa {
namespace {

std::string Written(absl::string_view text, Letters letters, int characters_max = 70) {
  std::string out = "before:";
  const absl::Status status = AppendLetters(text, letters, characters_max, &out);
  EXPECT_TRUE(absl::StartsWith(out, "before:"));
  if (!status.ok()) {
    EXPECT_EQ(out, "before:");
    return std::string(status.message());
  }
  return out.substr(7);
}

std::string Latvian(absl::string_view text) { return Written(text, Letters::kLatvian); }
std::string Basic(absl::string_view text) { return Written(text, Letters::kBasicLatin); }

TEST(LettersTest, LatvianLettersStayOrLoseTheirMarks) {
  const char* alphabet = "AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽ aābcčdeēfgģhiījkķlļmnņoprsštuūvzž";
  EXPECT_EQ(Latvian(alphabet), alphabet);
  EXPECT_EQ(Basic(alphabet), "AABCCDEEFGGHIIJKKLLMNNOPRSSTUUVZZ aabccdeefgghiijkkllmnnoprsstuuvzz");
  EXPECT_EQ(Basic("Līga Ņukša-Ūdre"), "Liga Nuksa-Udre");
}

TEST(LettersTest, OtherEuropeanLettersLoseTheirMarksInBothModes) {
  EXPECT_EQ(Latvian("Õnne Jürisöö, Łukasz Wójcik, André Müller, Žemaitė"),
            "Onne Jurisoo, Lukasz Wojcik, Andre Muller, Žemaite");
  EXPECT_EQ(Basic("Åse Sørensen, Æthel Strauß, Dvořák, Ștefan"),
            "Ase Sorensen, AEthel Straus, Dvorak, Stefan");
}

TEST(LettersTest, SignsOutsideTheBasicSetAreConvertedSoThatNothingNeedsEscaping) {
  EXPECT_EQ(Latvian("Šķēle & Co"), "Šķēle + Co");
  EXPECT_EQ(Latvian("SIA „Koks\" un “Zars” – ‘A’ «B» O’Neil"),
            "SIA 'Koks' un 'Zars' - 'A' 'B' O'Neil");
  EXPECT_EQ(Latvian("a\u00a0b"), "a b");
  for (const char* text : {"a<b", "a>b", "a]]>b", "a;b", "a@b", "a_b", "a#b"}) {
    EXPECT_TRUE(absl::StartsWith(Latvian(text), "CHARSET: character ")) << text;
  }
}

TEST(LettersTest, DecomposedLatvianLettersAreComposed) {
  EXPECT_EQ(Latvian("A\u0304bols S\u030ck\u0327e\u0304le G\u0327irts g\u0326"),
            "Ābols Šķēle Ģirts ģ");
  EXPECT_EQ(Basic("n\u0327u\u0304"), "nu");
  EXPECT_EQ(
      Latvian("Jose\u0301"),
      "CHARSET: character 5, U+0301, is a combining mark: the text must be in composed form (NFC)");
  EXPECT_TRUE(absl::StartsWith(Latvian("a\u030c"), "CHARSET: character 2, U+030C"));
  EXPECT_TRUE(absl::StartsWith(Latvian("\u0304a"), "CHARSET: character 1, U+0304"));
}

TEST(LettersTest, RefusesWhatIsNotLatinWithoutTellingTheName) {
  EXPECT_EQ(Latvian("Jānis Бērziņš"),
            "CHARSET: character 7, U+0411, is not a letter or sign a bank takes");
  EXPECT_EQ(Basic("\u0405mits"),
            "CHARSET: character 1, U+0405, is not a letter or sign a bank takes");  // looks like S
  for (const char* text : {"Αθηνά", "王", "😀", "a\u200bb", "a\ufeffb", "Ǆ"}) {
    EXPECT_TRUE(absl::StartsWith(Latvian(text), "CHARSET: character ")) << text;
  }
}

TEST(LettersTest, RefusesControlCharacters) {
  for (const std::string& text :
       {std::string("a\tb"), std::string("a\nb"), std::string("a\0b", 3), std::string("a\x1f")}) {
    EXPECT_TRUE(absl::EndsWith(Latvian(text), "is a control character"));
  }
  EXPECT_TRUE(absl::StartsWith(Latvian("a\x7f"), "CHARSET: character 2, U+007F"));
  EXPECT_TRUE(absl::StartsWith(Latvian("a\u0085"), "CHARSET: character 2, U+0085"));
}

TEST(LettersTest, RefusesWhatIsNotUtf8) {
  for (const char* text : {"a\xff", "a\x80", "a\xc4", "a\xc0\x80", "a\xe0\x80\x80", "a\xed\xa0\x80",
                           "a\xf4\x90\x80\x80",
                           "a\xc4"
                           "b",
                           "a\xe2\x80", "a\xf8\x88\x80\x80\x80", "a\xcc"}) {
    EXPECT_EQ(Latvian(text), "CHARSET: not UTF-8 at character 2");
  }
}

TEST(LettersTest, CountsCharactersAsWritten) {
  EXPECT_EQ(Written("ĀĒĪ", Letters::kLatvian, 3), "ĀĒĪ");
  EXPECT_EQ(Written("ĀĒĪa", Letters::kLatvian, 3),
            "TEXT_TOO_LONG: 4 characters, at most 3 are taken");
  EXPECT_EQ(Written("Œab", Letters::kLatvian, 3),
            "TEXT_TOO_LONG: 4 characters, at most 3 are taken");
  EXPECT_EQ(Written("u\u0304u\u0304u\u0304", Letters::kLatvian, 3), "ūūū");
  EXPECT_EQ(Latvian(""), "TEXT_MISSING: empty or only spaces");
  EXPECT_EQ(Latvian("  "), "TEXT_MISSING: empty or only spaces");
}

TEST(LettersTest, EveryCharacterEitherBecomesAllowedOrIsRefused) {
  for (uint32_t character = 1; character < 0x3000; ++character) {
    std::string text = "x";
    if (character < 0x80) {
      text += static_cast<char>(character);
    } else if (character < 0x800) {
      text += static_cast<char>(0xc0 | character >> 6);
      text += static_cast<char>(0x80 | (character & 0x3f));
    } else {
      text += static_cast<char>(0xe0 | character >> 12);
      text += static_cast<char>(0x80 | (character >> 6 & 0x3f));
      text += static_cast<char>(0x80 | (character & 0x3f));
    }
    std::string out;
    if (!AppendLetters(text, Letters::kBasicLatin, 9, &out).ok()) continue;
    for (const char byte : out) EXPECT_TRUE(IsBasicLatin(byte)) << character;
  }
}

TEST(LettersTest, AgreesWithThePublishedTableOfLatvianLetters) {
  const char* fixtures = std::getenv("IZMAKSA_FIXTURES");
  const std::string path = std::string(fixtures != nullptr ? fixtures : "../shared/fixtures") +
                           "/chars/lv_transliteration.csv";
  std::ifstream file(path);
  if (!file) GTEST_SKIP() << "skipped the comparison with the published table: no file " << path;
  std::string line;
  int letters = 0;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    if (fields.size() < 3 || fields[2].size() != 1 || !absl::ascii_isalpha(fields[2][0]) ||
        fields[0] == "€")
      continue;
    EXPECT_EQ(Basic(fields[0]), fields[2]) << line;
    ++letters;
  }
  EXPECT_GE(letters, 27);
}

}  // namespace
}  // namespace izmaksa
