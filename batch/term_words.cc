#include "batch/term_words.h"

#include "absl/strings/str_cat.h"
#include "batch/law_report.h"

namespace izmaksa {

std::string TermWords(const Term& term) {
  if (term.times == 0) {
    return term.of ? absl::StrCat(term.why, ", of ", term.of->ToReadable()) : term.why;
  }
  const std::string days = absl::StrCat(term.times, term.times == 1 ? " day" : " days");
  if (!term.of) return absl::StrCat(term.why, ": ", days);
  // A share of a month is rounded; a product is not.
  const Money product = Times(*term.of, term.times);
  if (term.amount != product && term.amount != -product)
    return absl::StrCat(term.why, ": ", days, " of ", term.of->ToReadable());
  return absl::StrCat(term.why, ": ", term.times, " × ", term.of->ToString());
}

void WriteTerm(const Term& term, const std::function<void(const Provenance&)>& write_event,
               JsonWriter& json) {
  json.Object().Field("amount", term.amount).Field("why", term.why);
  if (term.of) json.Field("of", *term.of);
  if (term.times != 0) json.Field("times", term.times);
  if (term.law != nullptr) {
    json.Key("law");
    WriteValue(*term.law, json);
  }
  if (term.fact) write_event(*term.fact);
  json.EndObject();
}

}  // namespace izmaksa
