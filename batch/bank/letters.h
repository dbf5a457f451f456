// Which letters a bank takes. The ledger keeps a name as the person writes it; here, at the edge,
// it is written so that the scheme accepts it: the EPC basic Latin set (a-z A-Z 0-9 / - ? : ( ) . ,
// ' + and space), and, between Latvian banks, the letters of the Latvian alphabet.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

enum class Letters {
  kLatvian,     // the 22 Latvian letters with marks stay as they are
  kBasicLatin,  // they lose their marks: Ņukša becomes Nuksa
};

// Appends `text` (UTF-8) as a bank takes it. Other European Latin letters lose their marks in both
// modes; the ampersand becomes +, quotation marks become ', dashes become -, as the EPC's best
// practices convert them. Decomposed Latvian letters are composed. What remains needs no XML
// escaping, because none of < > & can remain; all text enters a payment file through here.
// InvalidArgument, with the rule's name first, when the text is not UTF-8, is blank, holds a
// control character or anything that is not a Latin letter or known sign, or is longer than
// `characters_max` once converted. The message tells the character's number and place and never the
// text: names are personal data. On failure `out` is unchanged.
absl::Status AppendLetters(absl::string_view text, Letters letters, int characters_max,
                           std::string* out);

// Whether a byte is a character of the EPC basic set.
bool IsBasicLatin(char byte);

}  // namespace izmaksa
