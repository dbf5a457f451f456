// A person's story over several runs, for tests of Decide: facts are told, runs are decided, and
// every entry is folded into the books before the next.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "batch/decide.h"
#include "ledger/status.h"
#include "processors/told_person.h"

namespace izmaksa {

class DecidedStory {
 public:
  explicit DecidedStory(Month first_month = Month::Of(2024, 1)) : first_month_(first_month) {
    UseLaw({});
  }

  ToldPerson person;
  Limits limits;                 // of the runs from now on
  std::vector<uint64_t> shared;  // marks of accounts with too many people
  const Balances& balances() const { return balances_; }

  // The built-in law with parameters replaced, from the next run on.
  void UseLaw(const std::vector<LawFile>& overlays) { Parse(Law::BuiltInFiles(), overlays); }

  void UseProgramme(const std::string& benefit, const std::string& programme) {
    std::vector<LawFile> files = Law::BuiltInFiles();
    for (LawFile& file : files) {
      if (file.path != benefit + "/law.textproto") continue;
      const size_t at = file.text.find("\nprogramme: \"");
      CHECK(at != std::string::npos);
      file.text.replace(at + 13, programme.size(), programme);
    }
    Parse(files, {});
  }

  JournalEntry Run(absl::string_view date) {
    const absl::StatusOr<Date> day = Date::Parse(date);
    CHECK(day.ok());
    const Law known = law_.KnownOn(*day);
    RunContext context{std::string(date), *day,   first_month_, &known,
                       &limits,           shared, cutoff_,      std::nullopt};
    const PersonState state = Stored(person.state());
    JournalEntry entry = Decide(context, state, balances_);
    // What is assessed again only where something changed is decided alike.
    if (assessed_through_ && person.end() == cutoff_) {
      context.assessed_through = assessed_through_;
      CHECK(EncodeEntry(Decide(context, state, balances_, Facts::kUnchanged)) ==
            EncodeEntry(entry));
    }
    assessed_through_ = day->in_month();
    const absl::StatusOr<JournalEntry> stored = DecodeEntry(EncodeEntry(entry));
    CHECK(stored.ok());
    if (!entry.empty()) Apply(*stored, balances_);
    cutoff_ = person.end();
    return entry;
  }

 private:
  // As a run reads it.
  static PersonState Stored(const PersonState& state) {
    absl::StatusOr<PersonState> stored = DecodePerson(EncodePerson(state));
    CHECK(stored.ok());
    return *std::move(stored);
  }

  void Parse(const std::vector<LawFile>& files, const std::vector<LawFile>& overlays) {
    absl::StatusOr<Law> law = Law::Parse(files, overlays);
    if (!law.ok()) std::fprintf(stderr, "%s\n", std::string(law.status().message()).c_str());
    CHECK(law.ok());
    law_ = *std::move(law);
    assessed_through_.reset();
  }

  const Month first_month_;
  Law law_;
  Balances balances_;
  Offset cutoff_;
  std::optional<Month> assessed_through_;
};

// The agency's own example: old-age pension of 480.00 granted on 1 July 2013, 22 full years of
// record to 1995 (vsaa.gov.lv, notice on the restored supplement).
inline DecidedStory OfficialExample(Month first_month = Month::Of(2024, 1)) {
  DecidedStory story(first_month);
  story.person.Live().Record("2013-07-01", 22, 40);
  story.person.Grant("old_age_pension", "2013-07-01", 48000, "2023-10-01", "2013-06-20");
  return story;
}

// The law with the month of payment that the agency in fact chose.
inline LawFile PaidInMarch() {
  for (const LawFile& file : Law::BuiltInFiles()) {
    if (file.path != "pre_1996_supplement/law.textproto") continue;
    const size_t begin = file.text.find("parameter {\n  name: \"granted_through\"");
    const size_t end = file.text.find("\n}\n", begin);
    CHECK(begin != std::string::npos && end != std::string::npos);
    const std::string parameter = file.text.substr(begin, end + 3 - begin);
    const std::string march = absl::StrReplaceAll(parameter, {{"\"2024-04\"", "\"2024-03\""}});
    CHECK(march != parameter);
    return {"paid_in_march.textproto", absl::StrCat("id: \"pre_1996_supplement\"\n", march)};
  }
  CHECK(false);
  return {};
}

// "accrue old_age_pension 2024-01 480.00", a line a posting, in order.
inline std::string PostingsOf(const JournalEntry& entry) {
  std::string text;
  for (const Posting& posting : entry.postings) {
    absl::StrAppend(&text, NameOf(posting.kind));
    if (!posting.purpose.benefit.empty())
      absl::StrAppend(&text, " ", posting.purpose.benefit, " ", posting.purpose.month.ToString());
    absl::StrAppend(&text, " ", posting.amount.ToString());
    if (posting.kind == PostingKind::kAccrue && posting.payable_from != posting.purpose.month)
      absl::StrAppend(&text, " payable from ", posting.payable_from.ToString());
    if (posting.purpose.programme == "04.05.00") absl::StrAppend(&text, " on 04.05.00");
    if (!posting.reason.empty()) absl::StrAppend(&text, " ", posting.reason);
    text += '\n';
  }
  return text;
}

inline std::string PartsOf(const Payment& payment) {
  std::string text;
  for (const PaymentPart& part : payment.parts) {
    absl::StrAppend(&text, part.purpose.benefit, " ", part.purpose.month.ToString(), " ",
                    part.gross.ToString(), "\n");
  }
  return text;
}

}  // namespace izmaksa
