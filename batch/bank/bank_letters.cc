#include "batch/bank/bank_letters.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kLatvianWord = "latvian", kBasicWord = "basic";

absl::string_view Word(Letters letters) {
  return letters == Letters::kLatvian ? kLatvianWord : kBasicWord;
}

absl::StatusOr<Letters> ParseLetters(absl::string_view word) {
  if (word == kLatvianWord) return Letters::kLatvian;
  if (word == kBasicWord) return Letters::kBasicLatin;
  return absl::InvalidArgumentError(
      absl::StrCat("letters: '", word, "' is neither ", kLatvianWord, " nor ", kBasicWord));
}

bool IsLatvianBank(absl::string_view bank) {
  return bank.size() == 6 && absl::StartsWith(bank, "LV") &&
         std::all_of(bank.begin(), bank.end(), absl::ascii_isupper);
}

}  // namespace

Letters LettersFor(const BankLetters& table, absl::string_view bank) {
  if (!absl::StartsWith(bank, "LV")) return Letters::kBasicLatin;
  const auto found =
      std::lower_bound(table.banks.begin(), table.banks.end(), bank,
                       [](const auto& row, absl::string_view code) { return row.first < code; });
  return found != table.banks.end() && found->first == bank ? found->second : table.others;
}

absl::StatusOr<BankLetters> ParseBankLetters(absl::string_view text) {
  BankLetters table;
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (words.empty()) return absl::InvalidArgumentError("letters: nothing is said");
  ASSIGN_OR_RETURN(table.others, ParseLetters(words.front()));
  for (size_t i = 1; i < words.size(); ++i) {
    const std::pair<absl::string_view, absl::string_view> row =
        absl::StrSplit(words[i], absl::MaxSplits('=', 1));
    if (!IsLatvianBank(row.first)) {
      return absl::InvalidArgumentError(
          absl::StrCat("letters: '", words[i],
                       "' does not begin with a bank in Latvia (expected LVHABA=basic)"));
    }
    ASSIGN_OR_RETURN(const Letters letters, ParseLetters(row.second));
    table.banks.emplace_back(row.first, letters);
  }
  std::sort(table.banks.begin(), table.banks.end());
  for (size_t i = 1; i < table.banks.size(); ++i) {
    if (table.banks[i].first == table.banks[i - 1].first) {
      return absl::InvalidArgumentError(
          absl::StrCat("letters: ", table.banks[i].first, " is named twice"));
    }
  }
  const auto as_others = [&](const auto& row) { return row.second == table.others; };
  table.banks.erase(std::remove_if(table.banks.begin(), table.banks.end(), as_others),
                    table.banks.end());
  return table;
}

std::string ToText(const BankLetters& table) {
  std::string text(Word(table.others));
  for (const auto& [bank, letters] : table.banks)
    absl::StrAppend(&text, " ", bank, "=", Word(letters));
  return text;
}

}  // namespace izmaksa
