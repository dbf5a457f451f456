// Which letters each bank takes, as a table: one line in the record of a release, so that the files
// of a past run are written again in the letters they were sent with.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "batch/bank/letters.h"

namespace izmaksa {

// Banks in Latvia: between them Latvian letters are allowed, unless a bank is named here to take
// others. A bank abroad always gets basic Latin letters: the scheme promises no more.
struct BankLetters {
  Letters others = Letters::kLatvian;                  // of banks in Latvia that are not named
  std::vector<std::pair<std::string, Letters>> banks;  // in order of code, "LVHABA"; each once

  friend bool operator==(const BankLetters&, const BankLetters&) = default;
};

// `bank` is the country and the bank's code, as BankOf of processors/identity.h gives it.
Letters LettersFor(const BankLetters& table, absl::string_view bank);

// "latvian", "basic", or that and the banks that differ from it: "latvian LVLLBB=basic
// LVRTMB=basic". InvalidArgument, naming the word, for anything else: a word that is no kind of
// letters, a bank that is not of Latvia, a bank named twice. Order does not matter; the value is in
// order of code.
absl::StatusOr<BankLetters> ParseBankLetters(absl::string_view text);

// What ParseBankLetters reads; one text for one table.
std::string ToText(const BankLetters& table);

}  // namespace izmaksa
