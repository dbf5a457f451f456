#include "batch/json_fields.h"

#include "ledger/date.h"
#include "ledger/money.h"

namespace izmaksa::json {
namespace {

constexpr size_t kTextSizeMax = 500;

Date FirstDay() { return Date::Of(1800, 1, 1); }
Date LastDay() { return Date::Of(2199, 12, 31); }

}  // namespace

void Reader::Fault(absl::string_view message) {
  faulty_ = true;
  std::string field;
  for (int i = 0; i < depth_; ++i) {
    if (path_[i].index >= 0) {
      absl::StrAppend(&field, "[", path_[i].index, "]");
    } else {
      absl::StrAppend(&field, field.empty() ? "" : ".", path_[i].name);
    }
  }
  faults_->push_back({std::move(field), std::string(message)});
}

bool Reader::View(Element element, absl::string_view* text) {
  std::string_view view;
  if (element.get(view) != simdjson::SUCCESS) {
    Fault("must be a text");
    return false;
  }
  *text = {view.data(), view.size()};
  return true;
}

void Reader::Text(Element element, std::string* target) {
  absl::string_view text;
  if (!View(element, &text)) return;
  if (text.empty()) return Fault("is empty");
  if (text.size() > kTextSizeMax)
    return Fault(absl::StrCat("is longer than ", kTextSizeMax, " bytes"));
  bool control = false;
  for (const char c : text) control |= static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  if (control) return Fault("contains a control character");
  target->assign(text.data(), text.size());
}

int32_t Reader::Day(Element element, bool zero_is_none) {
  absl::string_view text;
  if (!View(element, &text)) return 0;
  const absl::StatusOr<Date> date = Date::Parse(text);
  if (!date.ok()) {
    Fault("must be a day that exists, YYYY-MM-DD, from 1800 to 2199");
    return 0;
  }
  if (zero_is_none && date->days() == 0) Fault("cannot be 1970-01-01, which stands for no day");
  return date->days();
}

int32_t Reader::Month(Element element) {
  absl::string_view text;
  if (!View(element, &text)) return 0;
  const absl::StatusOr<izmaksa::Month> month = izmaksa::Month::Parse(text);
  if (month.ok()) return month->number();
  Fault("must be a month, YYYY-MM, from 1800 to 2199");
  return 0;
}

int64_t Reader::Moment(Element element) {
  absl::string_view text;
  if (!View(element, &text)) return 0;
  const absl::StatusOr<Instant> instant = Instant::Parse(text);
  if (!instant.ok() || text.size() != 20) {
    Fault("must be a time that exists, YYYY-MM-DDTHH:MM:SSZ");
    return 0;
  }
  return instant->seconds();
}

int64_t Reader::Cents(Element element, bool zero_allowed) {
  absl::string_view text;
  if (!element.is_string()) {
    Fault("must be an amount in quotes, \"480.00\"");
    return 0;
  }
  if (!View(element, &text)) return 0;
  const absl::StatusOr<Money> money = Money::Parse(text);
  if (!money.ok()) {
    Fault("must be an amount in euro with at most two decimals, \"480.00\"");
    return 0;
  }
  if (money->is_zero() && !zero_allowed) Fault("is zero; leave the amount out where there is none");
  return money->cents();
}

int64_t Reader::Whole(Element element, int64_t min, int64_t max) {
  int64_t value = 0;
  if (element.get(value) != simdjson::SUCCESS || value < min || value > max) {
    Fault(absl::StrCat("must be a whole number from ", min, " to ", max));
    return min;
  }
  return value;
}

bool Reader::Flag(Element element) {
  bool value = false;
  if (element.get(value) != simdjson::SUCCESS) Fault("must be true or false");
  return value;
}

void AppendQuoted(absl::string_view text, std::string* out) {
  out->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppend(out, "\\u", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad4));
    } else {
      out->push_back(c);
    }
  }
  out->push_back('"');
}

void AppendDay(int32_t days, std::string* out) {
  const Date date = Date::FromDays(days);
  if (date < FirstDay() || date > LastDay()) {
    absl::StrAppend(out, days);
  } else {
    AppendQuoted(date.ToString(), out);
  }
}

void AppendMoment(int64_t seconds, std::string* out) {
  if (seconds < int64_t{FirstDay().days()} * 86400 ||
      seconds >= (int64_t{LastDay().days()} + 1) * 86400) {
    absl::StrAppend(out, seconds);
  } else {
    AppendQuoted(Instant::FromSeconds(seconds).ToString(), out);
  }
}

}  // namespace izmaksa::json
