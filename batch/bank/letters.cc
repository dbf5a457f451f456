#include "batch/bank/letters.h"

#include <array>
#include <cstdint>

#include "absl/strings/str_format.h"

namespace izmaksa {
namespace {

// How characters outside the basic set are written in it. One letter for one letter where the EPC's
// conversion table has it so (ß is s, not ss); letters the table was not seen for (æ œ þ ð) follow
// the spelling of passports.
struct Folding {
  char32_t character;
  const char* basic;
};

// The alphabet of the literary language: the letters that the Latvian banks' guides list.
constexpr Folding kLatvian[] = {
    {U'Ā', "A"}, {U'ā', "a"}, {U'Č', "C"}, {U'č', "c"}, {U'Ē', "E"}, {U'ē', "e"},
    {U'Ģ', "G"}, {U'ģ', "g"}, {U'Ī', "I"}, {U'ī', "i"}, {U'Ķ', "K"}, {U'ķ', "k"},
    {U'Ļ', "L"}, {U'ļ', "l"}, {U'Ņ', "N"}, {U'ņ', "n"}, {U'Š', "S"}, {U'š', "s"},
    {U'Ū', "U"}, {U'ū', "u"}, {U'Ž', "Z"}, {U'ž', "z"},
};

constexpr Folding kOther[] = {
    // Latvian and Latgalian letters that older documents still show.
    {U'Ō', "O"},
    {U'ō', "o"},
    {U'Ŗ', "R"},
    {U'ŗ', "r"},
    // Lithuanian, Estonian, Polish.
    {U'Ą', "A"},
    {U'ą', "a"},
    {U'Ę', "E"},
    {U'ę', "e"},
    {U'Ė', "E"},
    {U'ė', "e"},
    {U'Į', "I"},
    {U'į', "i"},
    {U'Ų', "U"},
    {U'ų', "u"},
    {U'Ä', "A"},
    {U'ä', "a"},
    {U'Ö', "O"},
    {U'ö', "o"},
    {U'Õ', "O"},
    {U'õ', "o"},
    {U'Ü', "U"},
    {U'ü', "u"},
    {U'Ł', "L"},
    {U'ł', "l"},
    {U'Ó', "O"},
    {U'ó', "o"},
    {U'Ć', "C"},
    {U'ć', "c"},
    {U'Ń', "N"},
    {U'ń', "n"},
    {U'Ś', "S"},
    {U'ś', "s"},
    {U'Ź', "Z"},
    {U'ź', "z"},
    {U'Ż', "Z"},
    {U'ż', "z"},
    // The rest of Europe.
    {U'À', "A"},
    {U'à', "a"},
    {U'Á', "A"},
    {U'á', "a"},
    {U'Â', "A"},
    {U'â', "a"},
    {U'Ã', "A"},
    {U'ã', "a"},
    {U'Å', "A"},
    {U'å', "a"},
    {U'Ă', "A"},
    {U'ă', "a"},
    {U'Æ', "AE"},
    {U'æ', "ae"},
    {U'Ç', "C"},
    {U'ç', "c"},
    {U'Ď', "D"},
    {U'ď', "d"},
    {U'Đ', "D"},
    {U'đ', "d"},
    {U'Ð', "D"},
    {U'ð', "d"},
    {U'È', "E"},
    {U'è', "e"},
    {U'É', "E"},
    {U'é', "e"},
    {U'Ê', "E"},
    {U'ê', "e"},
    {U'Ë', "E"},
    {U'ë', "e"},
    {U'Ě', "E"},
    {U'ě', "e"},
    {U'Ğ', "G"},
    {U'ğ', "g"},
    {U'Ì', "I"},
    {U'ì', "i"},
    {U'Í', "I"},
    {U'í', "i"},
    {U'Î', "I"},
    {U'î', "i"},
    {U'Ï', "I"},
    {U'ï', "i"},
    {U'İ', "I"},
    {U'ı', "i"},
    {U'Ĺ', "L"},
    {U'ĺ', "l"},
    {U'Ľ', "L"},
    {U'ľ', "l"},
    {U'Ñ', "N"},
    {U'ñ', "n"},
    {U'Ň', "N"},
    {U'ň', "n"},
    {U'Ò', "O"},
    {U'ò', "o"},
    {U'Ô', "O"},
    {U'ô', "o"},
    {U'Ø', "O"},
    {U'ø', "o"},
    {U'Ő', "O"},
    {U'ő', "o"},
    {U'Œ', "OE"},
    {U'œ', "oe"},
    {U'Ŕ', "R"},
    {U'ŕ', "r"},
    {U'Ř', "R"},
    {U'ř', "r"},
    {U'Ş', "S"},
    {U'ş', "s"},
    {U'Ș', "S"},
    {U'ș', "s"},
    {U'ß', "s"},
    {U'Ť', "T"},
    {U'ť', "t"},
    {U'Ţ', "T"},
    {U'ţ', "t"},
    {U'Ț', "T"},
    {U'ț', "t"},
    {U'Þ', "TH"},
    {U'þ', "th"},
    {U'Ù', "U"},
    {U'ù', "u"},
    {U'Ú', "U"},
    {U'ú', "u"},
    {U'Û', "U"},
    {U'û', "u"},
    {U'Ů', "U"},
    {U'ů', "u"},
    {U'Ű', "U"},
    {U'ű', "u"},
    {U'Ý', "Y"},
    {U'ý', "y"},
    {U'Ÿ', "Y"},
    {U'ÿ', "y"},
    // Signs. The no-break space is written out, so that it can be seen.
    {U'&', "+"},
    {U'"', "'"},
    {U'`', "'"},
    {U'´', "'"},
    {U'«', "'"},
    {U'»', "'"},
    {U'\u00a0', " "},
};

// Signs of typography, beyond the table's reach.
constexpr Folding kTypography[] = {
    {U'\u2010', "-"}, {U'\u2011', "-"}, {U'\u2012', "-"}, {U'\u2013', "-"}, {U'\u2014', "-"},
    {U'\u2018', "'"}, {U'\u2019', "'"}, {U'\u201a', "'"}, {U'\u201b', "'"}, {U'\u201c', "'"},
    {U'\u201d', "'"}, {U'\u201e', "'"}, {U'\u201f', "'"}, {U'\u2039', "'"}, {U'\u203a', "'"},
};

constexpr const char* kBasicSigns = "/-?:().,'+ ";
constexpr char32_t kTableEnd = 0x250;  // the end of Latin Extended-B, past every letter above
constexpr char32_t kMarksBegin = 0x300, kMarksEnd = 0x370;
constexpr char32_t kMacron = 0x304, kCaron = 0x30c, kCommaBelow = 0x326, kCedilla = 0x327;
constexpr char32_t kNotUtf8 = 0xffffffff;

struct Entry {
  const char* basic = nullptr;  // null: refused
  bool stays_basic = false;
  bool stays_latvian = false;
};

constexpr std::array<Entry, kTableEnd> MakeTable() {
  std::array<Entry, kTableEnd> table{};
  for (const Folding& folding : kLatvian) table[folding.character] = {folding.basic, false, true};
  for (const Folding& folding : kOther) table[folding.character] = {folding.basic, false, false};
  for (char c = '0'; c <= '9'; ++c) table[c] = {"", true, true};
  for (char c = 'A'; c <= 'Z'; ++c) table[c] = {"", true, true};
  for (char c = 'a'; c <= 'z'; ++c) table[c] = {"", true, true};
  for (const char* c = kBasicSigns; *c != 0; ++c) table[*c] = {"", true, true};
  return table;
}
constexpr std::array<Entry, kTableEnd> kTable = MakeTable();

// Reads one character at `*at` and moves past it. Strict: no overlong form, no surrogate, nothing
// past U+10FFFF.
char32_t Decode(absl::string_view text, size_t* at) {
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<uint8_t>(text[(*at)++]);
  if (first < 0x80) return first;
  const int more = first >= 0xf8   ? -1
                   : first >= 0xf0 ? 3
                   : first >= 0xe0 ? 2
                   : first >= 0xc0 ? 1
                                   : -1;
  if (more < 0 || text.size() - *at < static_cast<size_t>(more)) return kNotUtf8;
  char32_t character = first & (0x3f >> more);
  for (int i = 0; i < more; ++i) {
    const auto byte = static_cast<uint8_t>(text[(*at)++]);
    if ((byte & 0xc0) != 0x80) return kNotUtf8;
    character = character << 6 | (byte & 0x3f);
  }
  if (character < kLeast[more] || character > 0x10ffff) return kNotUtf8;
  return character >= 0xd800 && character < 0xe000 ? kNotUtf8 : character;
}

// The Latvian letter that a basic letter and a combining mark make, or 0. Below ģ ķ ļ ņ Unicode
// sees a cedilla and the eye a comma; both are met.
char32_t Compose(char32_t base, char32_t mark) {
  for (const Folding& folding : kLatvian) {
    const char letter = folding.basic[0];
    if (static_cast<char32_t>(letter) != base) continue;
    const bool long_vowel = absl::string_view("AaEeIiUu").find(letter) != absl::string_view::npos;
    const bool hushed = absl::string_view("CcSsZz").find(letter) != absl::string_view::npos;
    const bool fits = long_vowel ? mark == kMacron
                      : hushed   ? mark == kCaron
                                 : mark == kCedilla || mark == kCommaBelow;
    return fits ? folding.character : 0;
  }
  return 0;
}

absl::Status Refuse(char32_t character, int place, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrFormat("CHARSET: character %d, U+%04X, %s", place,
                                                    static_cast<uint32_t>(character), why));
}

absl::Status Convert(absl::string_view text, Letters letters, int characters_max,
                     std::string* out) {
  const size_t begin = out->size();
  int place = 0, written = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    char32_t character = Decode(text, &at);
    ++place;
    if (character == kNotUtf8) {
      return absl::InvalidArgumentError(
          absl::StrFormat("CHARSET: not UTF-8 at character %d", place));
    }
    bool as_written = true;
    if (character < 0x80 && at < text.size() &&
        (text[at] & 0xfe) == 0xcc) {  // U+0300 to U+037F follows
      size_t past = at;
      const char32_t mark = Decode(text, &past);
      if (const char32_t composed = Compose(character, mark); composed != 0) {
        character = composed;
        as_written = false;
        at = past;
      }
    }
    if (character >= kMarksBegin && character < kMarksEnd) {
      return Refuse(character, place,
                    "is a combining mark: the text must be in composed form (NFC)");
    }
    const char* basic = nullptr;
    if (character < kTableEnd) {
      const Entry& entry = kTable[character];
      if (letters == Letters::kLatvian ? entry.stays_latvian : entry.stays_basic) {
        ++written;
        if (as_written) {
          out->append(text.data() + from, at - from);
        } else {  // every letter composed is of two bytes
          out->push_back(static_cast<char>(0xc0 | character >> 6));
          out->push_back(static_cast<char>(0x80 | (character & 0x3f)));
        }
        continue;
      }
      basic = entry.basic;
    } else {
      for (const Folding& folding : kTypography) {
        if (folding.character == character) basic = folding.basic;
      }
    }
    if (basic == nullptr) {
      return Refuse(
          character, place,
          character < 0x20 ? "is a control character" : "is not a letter or sign a bank takes");
    }
    for (; *basic != 0; ++basic, ++written) out->push_back(*basic);
  }
  const bool blank = out->find_first_not_of(' ', begin) == std::string::npos;
  if (blank) return absl::InvalidArgumentError("TEXT_MISSING: empty or only spaces");
  if (written > characters_max) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "TEXT_TOO_LONG: %d characters, at most %d are taken", written, characters_max));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendLetters(absl::string_view text, Letters letters, int characters_max,
                           std::string* out) {
  const size_t begin = out->size();
  absl::Status status = Convert(text, letters, characters_max, out);
  if (!status.ok()) out->resize(begin);
  return status;
}

bool IsBasicLatin(char byte) {
  const auto index = static_cast<uint8_t>(byte);
  return index < 0x80 && kTable[index].stays_basic;
}

}  // namespace izmaksa
