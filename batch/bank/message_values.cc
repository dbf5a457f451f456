#include "batch/bank/message_values.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

constexpr Money kAmountMax = Money::Cents(10'000'000'000'000);

void Wrong(std::string why, std::string* fault) {
  if (fault->empty()) *fault = std::move(why);
}

}  // namespace

void AssignFirst(absl::string_view text, std::string* to) {
  if (to->empty()) to->assign(text.data(), text.size());
}

std::optional<Date> MessageDay(absl::string_view text) {
  const absl::StatusOr<Date> date = Date::Parse(text.substr(0, 10));
  if (!date.ok()) return std::nullopt;
  return *date;
}

std::optional<Instant> MessageMoment(absl::string_view text) {
  const std::string head = absl::StrCat(text.substr(0, 19), text.size() < 19 ? "" : "Z");
  const absl::StatusOr<Instant> local = Instant::Parse(head);
  if (!local.ok()) return std::nullopt;
  int hours = 0, minutes = 0;
  if (text.size() > 24 && text[text.size() - 3] == ':' &&
      absl::SimpleAtoi(text.substr(text.size() - 5, 2), &hours) &&
      absl::SimpleAtoi(text.substr(text.size() - 2), &minutes)) {
    const char sign = text[text.size() - 6];
    if (sign == '+') return Instant::FromSeconds(local->seconds() - hours * 3600 - minutes * 60);
    if (sign == '-') return Instant::FromSeconds(local->seconds() + hours * 3600 + minutes * 60);
  }
  return *local;
}

std::optional<int64_t> MessageNumber(absl::string_view text) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) return std::nullopt;
  return number;
}

std::optional<Money> MessageAmount(absl::string_view text, absl::string_view currency, bool sign,
                                   std::string* fault) {
  if (currency != "EUR") {
    Wrong(currency.empty() ? std::string("an amount without a currency")
                           : absl::StrCat("an amount in ", absl::CHexEscape(currency), ", not EUR"),
          fault);
    return std::nullopt;
  }
  const absl::StatusOr<Money> amount = Money::Parse(text);
  if (!amount.ok()) {
    Wrong(absl::StrCat("not an amount in cents: ", absl::CHexEscape(text.substr(0, 40))), fault);
    return std::nullopt;
  }
  // More than any account holds: sums of such amounts would leave the range of Money.
  if (*amount > kAmountMax || *amount < -kAmountMax) {
    Wrong("an amount beyond 100 billion euro", fault);
    return std::nullopt;
  }
  if (!sign && *amount < Money()) {
    Wrong(absl::StrCat("a negative amount: ", amount->ToString()), fault);
    return std::nullopt;
  }
  return *amount;
}

std::optional<bool> MessageDirection(absl::string_view text, std::string* fault) {
  if (text == "CRDT") return true;
  if (text == "DBIT") return false;
  Wrong(absl::StrCat("neither CRDT nor DBIT: ", absl::CHexEscape(text.substr(0, 20))), fault);
  return std::nullopt;
}

std::string ShownId(absl::string_view id) {
  return id.empty() ? std::string("without a reference") : absl::CHexEscape(id.substr(0, 40));
}

}  // namespace izmaksa
