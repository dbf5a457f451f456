#include "batch/limits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "proto/control.pb.h"
#include "proto/limits.pb.h"

namespace izmaksa {
namespace {

// One word of letters, digits, points and underscores: it stands in a signed text as it is.
bool IsWord(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
  });
}

class FirstFault : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat(line + 1, ":", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Adds one line of a list; a name twice would leave open which line holds.
template <typename Key, typename Value>
absl::Status AddOnce(std::map<Key, Value>& lines, const Key& key, const Value& value,
                     absl::string_view what, absl::string_view name) {
  if (!lines.emplace(key, value).second)
    return absl::InvalidArgumentError(absl::StrCat(what, " ", name, " is there twice"));
  return absl::OkStatus();
}

absl::Status CheckWord(absl::string_view what, absl::string_view word) {
  if (IsWord(word)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": \"", word, "\" is not a word of letters, digits, points and _"));
}

absl::Status CheckCount(absl::string_view what, int64_t count) {
  if (count >= 0 && count <= 1'000'000) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(what, ": ", count, " is not from 0 to 1000000"));
}

absl::StatusOr<int64_t> Cents(absl::string_view what, const std::string& text) {
  if (text.empty()) return 0;
  const absl::StatusOr<Money> money = Money::Parse(text);
  if (!money.ok())
    return absl::InvalidArgumentError(
        absl::StrCat(what, ": \"", text, "\" is not an amount such as \"700000.00\""));
  return money->cents();
}

absl::StatusOr<Money> Amount(absl::string_view what, int64_t cents) {
  if (cents < 0) return absl::InvalidArgumentError(absl::StrCat(what, " is negative"));
  return Money::Cents(cents);
}

absl::StatusOr<v1::Limits> RecordOf(const v1::LimitsFile& file) {
  v1::Limits record;
  record.set_new_account_days(file.new_account_days());
  record.set_account_people_max(file.account_people_max());
  ASSIGN_OR_RETURN(const int64_t payment_max, Cents("payment_max", file.payment_max()));
  record.set_payment_max(payment_max);
  for (const auto& line : file.benefit()) {
    ASSIGN_OR_RETURN(const int64_t most,
                     Cents(absl::StrCat("benefit ", line.benefit()), line.payment_max()));
    record.add_benefits()->set_benefit(line.benefit());
    record.mutable_benefits()->rbegin()->set_payment_max(most);
  }
  ASSIGN_OR_RETURN(const int64_t daily_max, Cents("daily_max", file.daily_max()));
  record.set_daily_max(daily_max);
  record.set_notice_amount(Limits().notice_amount.cents());
  if (!file.notice_amount().empty()) {
    ASSIGN_OR_RETURN(const int64_t notice, Cents("notice_amount", file.notice_amount()));
    record.set_notice_amount(notice);
  }
  for (const auto& line : file.budget()) {
    ASSIGN_OR_RETURN(const int64_t plan,
                     Cents(absl::StrCat("budget ", line.programme()), line.plan()));
    v1::BudgetLine& budget = *record.add_budget();
    budget.set_programme(line.programme());
    budget.set_year(line.year());
    budget.set_plan(plan);
  }
  for (const auto& line : file.letters()) {
    record.add_letters()->set_bank(line.bank());
    record.mutable_letters()->rbegin()->set_basic_letters(line.basic());
  }
  return record;
}

}  // namespace

std::string LimitsText(const Limits& limits) {
  std::string text = absl::StrCat("new_account_days ", limits.new_account_days,
                                  "\naccount_people_max ", limits.account_people_max,
                                  "\npayment_max ", limits.payment_max.ToString(), "\n");
  for (const auto& [benefit, most] : limits.benefits)
    absl::StrAppend(&text, "benefit ", benefit, " ", most.ToString(), "\n");
  absl::StrAppend(&text, "daily_max ", limits.daily_max.ToString(), "\nnotice_amount ",
                  limits.notice_amount.ToString(), "\n");
  for (const auto& [line, plan] : limits.budget)
    absl::StrAppend(&text, "budget ", line.programme, " ", line.year, " ", plan.ToString(), "\n");
  for (const auto& [bank, basic] : limits.basic_letters)
    absl::StrAppend(&text, "letters ", bank, basic ? " basic" : " latvian", "\n");
  return text;
}

absl::StatusOr<Limits> ParseLimitsFile(absl::string_view text, absl::string_view file) {
  const auto fault = [&](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(file, ":", what));
  };
  v1::LimitsFile read;
  FirstFault faults;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&faults);
  if (!parser.ParseFromString(std::string(text), &read)) return fault(faults.text());
  const absl::StatusOr<v1::Limits> record = RecordOf(read);
  if (!record.ok()) return fault(absl::StrCat(" ", record.status().message()));
  absl::StatusOr<Limits> limits = LimitsFromRecord(*record);
  if (!limits.ok()) return fault(absl::StrCat(" ", limits.status().message()));
  return limits;
}

absl::StatusOr<Limits> LimitsFromRecord(const v1::Limits& record) {
  Limits limits;
  RETURN_IF_ERROR(CheckCount("new_account_days", record.new_account_days()));
  RETURN_IF_ERROR(CheckCount("account_people_max", record.account_people_max()));
  limits.new_account_days = record.new_account_days();
  limits.account_people_max = record.account_people_max();
  ASSIGN_OR_RETURN(limits.payment_max, Amount("payment_max", record.payment_max()));
  ASSIGN_OR_RETURN(limits.daily_max, Amount("daily_max", record.daily_max()));
  ASSIGN_OR_RETURN(limits.notice_amount, Amount("notice_amount", record.notice_amount()));
  for (const auto& line : record.benefits()) {
    RETURN_IF_ERROR(CheckWord("benefit", line.benefit()));
    ASSIGN_OR_RETURN(const Money most, Amount(line.benefit(), line.payment_max()));
    RETURN_IF_ERROR(AddOnce(limits.benefits, line.benefit(), most, "benefit", line.benefit()));
  }
  for (const auto& line : record.budget()) {
    RETURN_IF_ERROR(CheckWord("budget", line.programme()));
    if (line.year() < 2000 || line.year() > 2199)
      return absl::InvalidArgumentError(absl::StrCat("budget ", line.programme(), ": year ",
                                                     line.year(), " is not from 2000 to 2199"));
    ASSIGN_OR_RETURN(const Money plan, Amount(line.programme(), line.plan()));
    RETURN_IF_ERROR(AddOnce(limits.budget, PlanYear{line.programme(), line.year()}, plan, "budget",
                            absl::StrCat(line.programme(), " ", line.year())));
  }
  for (const auto& line : record.letters()) {
    RETURN_IF_ERROR(CheckWord("letters", line.bank()));
    RETURN_IF_ERROR(
        AddOnce(limits.basic_letters, line.bank(), line.basic_letters(), "letters", line.bank()));
  }
  return limits;
}

v1::Limits LimitsRecord(const Limits& limits) {
  v1::Limits record;
  record.set_new_account_days(limits.new_account_days);
  record.set_account_people_max(limits.account_people_max);
  record.set_payment_max(limits.payment_max.cents());
  record.set_daily_max(limits.daily_max.cents());
  record.set_notice_amount(limits.notice_amount.cents());
  for (const auto& [benefit, most] : limits.benefits) {
    v1::BenefitLimit& line = *record.add_benefits();
    line.set_benefit(benefit);
    line.set_payment_max(most.cents());
  }
  for (const auto& [budget, plan] : limits.budget) {
    v1::BudgetLine& line = *record.add_budget();
    line.set_programme(budget.programme);
    line.set_year(budget.year);
    line.set_plan(plan.cents());
  }
  for (const auto& [bank, basic] : limits.basic_letters) {
    v1::BankLetters& line = *record.add_letters();
    line.set_bank(bank);
    line.set_basic_letters(basic);
  }
  return record;
}

}  // namespace izmaksa
