#include "batch/bank/postal_address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kFreeTextMax = 140, kLineMax = 70;

// The parts in the order of the schema, before the country.
struct Part {
  const char* element;
  std::string PostalAddress::*value;
  int characters_max;
};
constexpr Part kParts[] = {{"StrtNm", &PostalAddress::street, 70},
                           {"BldgNb", &PostalAddress::building, 16},
                           {"PstCd", &PostalAddress::post_code, 16},
                           {"TwnNm", &PostalAddress::town, 35}};

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

// Where the first line of free text ends, and where the second begins: at the last space that
// leaves neither too long, else after 70 characters.
std::pair<size_t, size_t> Parting(absl::string_view text) {
  size_t characters = 0, end = text.size(), space = absl::string_view::npos;
  const auto total = static_cast<size_t>(std::count_if(text.begin(), text.end(), BeginsCharacter));
  for (size_t at = 0; at < text.size(); ++at) {
    if (!BeginsCharacter(text[at])) continue;
    if (characters <= kLineMax && text[at] == ' ' && total - characters - 1 <= kLineMax) space = at;
    if (characters++ == kLineMax) end = at;
  }
  if (total <= kLineMax) return {text.size(), text.size()};
  return space == absl::string_view::npos ? std::pair(end, end) : std::pair(space, space + 1);
}

void AppendLine(absl::string_view line, std::string* out) {
  line = absl::StripAsciiWhitespace(line);
  if (!line.empty()) absl::StrAppend(out, "<AdrLine>", line, "</AdrLine>");
}

absl::Status Convert(const PostalAddress& address, Letters letters, std::string* out) {
  if (address.town.empty() || address.country.empty()) {
    return absl::InvalidArgumentError(
        "ADDRESS_UNSTRUCTURED: an address needs town and country in parts of their own");
  }
  const bool is_country = address.country.size() == 2 && absl::ascii_isupper(address.country[0]) &&
                          absl::ascii_isupper(address.country[1]);
  if (!is_country)
    return absl::InvalidArgumentError("ADDRESS_COUNTRY: not a country of two capital letters");
  absl::StrAppend(out, "<PstlAdr>");
  for (const Part& part : kParts) {
    const std::string& value = address.*part.value;
    if (value.empty()) continue;
    absl::StrAppend(out, "<", part.element, ">");
    if (absl::Status status = AppendLetters(value, letters, part.characters_max, out); !status.ok())
      return absl::Status(status.code(), absl::StrCat(status.message(), " in ", part.element));
    absl::StrAppend(out, "</", part.element, ">");
  }
  absl::StrAppend(out, "<Ctry>", address.country, "</Ctry>");
  if (!address.free_text.empty()) {
    std::string text;
    if (absl::Status status = AppendLetters(address.free_text, letters, kFreeTextMax, &text);
        !status.ok())
      return absl::Status(status.code(), absl::StrCat(status.message(), " in AdrLine"));
    const auto [end, begin] = Parting(text);
    AppendLine(absl::string_view(text).substr(0, end), out);
    AppendLine(absl::string_view(text).substr(begin), out);
  }
  absl::StrAppend(out, "</PstlAdr>");
  return absl::OkStatus();
}

}  // namespace

bool IsEmpty(const PostalAddress& address) { return address == PostalAddress(); }

absl::Status AppendPostalAddress(const PostalAddress& address, Letters letters, std::string* out) {
  const size_t begin = out->size();
  absl::Status status = Convert(address, letters, out);
  if (!status.ok()) out->resize(begin);
  return status;
}

}  // namespace izmaksa
