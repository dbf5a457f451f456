#include "batch/bank/post_answer.h"

#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "batch/bank/csv.h"
#include "batch/bank/letters.h"
#include "ledger/digest.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kHeader =
    "record,list,payment,result,date,reason,amount,payments,digest";
constexpr int kFaultsShown = 20;
constexpr size_t kIdMax = 35;
constexpr Money kAmountMax = Money::Cents(999'999'999'99);  // so that no file's sum overflows

constexpr std::pair<absl::string_view, PostResult> kResults[] = {
    {"delivered", PostResult::kDelivered},
    {"kept", PostResult::kKept},
    {"returned", PostResult::kReturned}};
constexpr std::pair<absl::string_view, PostReason> kReasons[] = {
    {"", PostReason::kNone},
    {"absent", PostReason::kAbsent},
    {"refused", PostReason::kRefused},
    {"moved", PostReason::kMoved},
    {"deceased", PostReason::kDeceased},
    {"unknown", PostReason::kUnknown},
    {"expired", PostReason::kExpired},
    {"other", PostReason::kOther}};

template <typename T, size_t kSize>
std::optional<T> Find(const std::pair<absl::string_view, T> (&words)[kSize],
                      absl::string_view word) {
  for (const auto& [known, value] : words) {
    if (known == word) return value;
  }
  return std::nullopt;
}

template <typename T, size_t kSize>
absl::string_view WordOf(const std::pair<absl::string_view, T> (&words)[kSize], T value) {
  for (const auto& [known, each] : words) {
    if (each == value) return known;
  }
  CHECK(false);
  return "";
}

bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > kIdMax) return false;
  for (const char c : id) {
    if (!IsBasicLatin(c) || c == ',') return false;
  }
  return true;
}

class Reader {
 public:
  explicit Reader(absl::string_view bytes) : bytes_(bytes) {}

  absl::StatusOr<std::vector<PostAnswerLine>> Read() {
    size_t begin = 0;
    while (begin < bytes_.size()) {
      ++line_;
      const size_t end = bytes_.find('\n', begin);
      if (end == absl::string_view::npos) {
        Fault("line", "does not end in a line feed: the file is cut off");
        total_seen_ = true;  // one fault for one cut
        break;
      }
      ReadLine(bytes_.substr(begin, end - begin), begin);
      begin = end + 1;
    }
    if (line_ == 0) Fault("file", "is empty");
    if (line_ > 0 && !total_seen_) Fault("record", "the file ends without its total");
    if (faults_ == 0) return std::move(lines_);
    if (faults_ > kFaultsShown) absl::StrAppend(&text_, "\nand ", faults_ - kFaultsShown, " more");
    return absl::InvalidArgumentError(text_);
  }

 private:
  void Fault(absl::string_view field, absl::string_view what) {
    if (++faults_ > kFaultsShown) return;
    absl::StrAppend(&text_, faults_ == 1 ? "" : "\n", "line ", line_, ", ", field, ": ", what);
  }

  void ReadLine(absl::string_view line, size_t begin) {
    if (line_ == 1) {
      if (line != kHeader) Fault("header", absl::StrCat("must be ", kHeader));
      return;
    }
    if (total_seen_) return Fault("record", "follows the total");
    const absl::StatusOr<std::vector<std::string>> values = ReadCsvLine(line);
    if (!values.ok()) return Fault("line", values.status().message());
    if (values->size() != 9) {
      return Fault("line", absl::StrCat("has ", values->size(), " values, not 9"));
    }
    if ((*values)[0] == "answer") return ReadAnswer(*values);
    if ((*values)[0] == "total") return ReadTotal(*values, begin);
    Fault("record", "is neither answer nor total");
  }

  void ReadAnswer(const std::vector<std::string>& values) {
    PostAnswerLine answer;
    const int faults_before = faults_;
    answer.line = line_;
    answer.list = values[1];
    answer.payment = values[2];
    if (!IsId(answer.list)) Fault("list", "is not the id of a list");
    if (!IsId(answer.payment)) Fault("payment", "is not the id of a payment");
    const std::optional<PostResult> result = Find(kResults, values[3]);
    if (!result) Fault("result", "is not delivered, kept or returned");
    const absl::StatusOr<Date> date = Date::Parse(values[4]);
    if (!date.ok()) Fault("date", "is not a day in the form YYYY-MM-DD");
    const std::optional<PostReason> reason = Find(kReasons, values[5]);
    if (!reason) {
      Fault("reason",
            "is not absent, refused, moved, deceased, unknown, expired or other, or empty");
    } else if (result && (*result == PostResult::kDelivered) != (*reason == PostReason::kNone)) {
      Fault("reason", *reason == PostReason::kNone ? "is missing: the cash was not handed over"
                                                   : "must be empty: the cash was handed over");
    }
    const absl::StatusOr<Money> amount = Money::Parse(values[6]);
    const bool usable = amount.ok() && amount->is_positive() && *amount <= kAmountMax;
    if (!usable) Fault("amount", "is not an amount from 0.01 to 999999999.99");
    if (values[7] != "1") Fault("payments", "is 1 in an answer");
    if (!values[8].empty()) Fault("digest", "is empty in an answer");
    if (!ids_.insert(answer.payment).second) Fault("payment", "was answered before in this file");
    ++payments_;
    if (usable) sum_ += *amount;
    if (faults_ != faults_before) return;
    answer.result = *result;
    answer.date = *date;
    answer.reason = *reason;
    answer.amount = *amount;
    lines_.push_back(std::move(answer));
  }

  void ReadTotal(const std::vector<std::string>& values, size_t begin) {
    total_seen_ = true;
    for (const size_t i : {1, 2, 3, 4, 5}) {
      if (!values[i].empty()) return Fault("record", "a total has amount, payments and digest");
    }
    const bool sound = faults_ == 0;  // a sum over faulty lines says nothing new
    const absl::StatusOr<Money> amount = Money::Parse(values[6]);
    if (!amount.ok()) Fault("amount", "is not an amount");
    if (sound && amount.ok() && *amount != sum_) {
      Fault("amount",
            absl::StrCat("says ", amount->ToString(), ", the answers add up to ", sum_.ToString()));
    }
    int64_t payments = 0;
    if (!absl::SimpleAtoi(values[7], &payments)) Fault("payments", "is not a number");
    if (sound && payments != payments_) {
      Fault("payments", absl::StrCat("says ", payments, ", there are ", payments_, " answers"));
    }
    if (values[8] != ToHex(Sha256(bytes_.substr(0, begin)))) {
      Fault("digest", "is not the SHA-256 of the lines before: the file was altered");
    }
  }

  const absl::string_view bytes_;
  int line_ = 0;
  int faults_ = 0;
  std::string text_;
  bool total_seen_ = false;
  int64_t payments_ = 0;
  Money sum_;
  std::set<std::string> ids_;
  std::vector<PostAnswerLine> lines_;
};

}  // namespace

absl::string_view ToText(PostResult result) { return WordOf(kResults, result); }
absl::string_view ToText(PostReason reason) { return WordOf(kReasons, reason); }

absl::StatusOr<std::vector<PostAnswerLine>> ReadPostAnswer(absl::string_view bytes) {
  return Reader(bytes).Read();
}

}  // namespace izmaksa
