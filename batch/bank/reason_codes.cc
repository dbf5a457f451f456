#include "batch/bank/reason_codes.h"

namespace izmaksa {
namespace {

struct Reason {
  absl::string_view code;
  AfterReturn after;
  absl::string_view words;
  absl::string_view action;
};

using enum AfterReturn;

constexpr absl::string_view kCompare = "do not send again, compare with what was sent";
constexpr absl::string_view kLook = "hold, a person decides";
constexpr absl::string_view kNewFile = "correct our file and send a new one";
constexpr absl::string_view kDirectory = "correct the bank directory and re-issue";
constexpr absl::string_view kOtherAccount = "hold, ask recipient for a new account";

constexpr Reason kReasons[] = {
    {"AC01", kNewAccount, "account number wrong", "hold, correct account"},
    {"AC03", kNewAccount, "account number wrong", "hold, correct account"},
    {"AC04", kNewAccount, "account closed", kOtherAccount},
    {"AC06", kPersonDecides, "account blocked", "hold, contact recipient before any re-issue"},
    {"AC07", kNewAccount, "account closed", kOtherAccount},
    {"AG01", kNewAccount, "account cannot take this payment", kOtherAccount},
    {"AG02", kNewAccount, "account cannot take this payment", kOtherAccount},
    {"AG03", kNewAccount, "account cannot take this payment", kOtherAccount},
    {"AM01", kOurDefect, "amount is zero", kNewFile},
    {"AM04", kFunds, "not enough funds", "fund the account and send the same instruction again"},
    {"AM05", kDuplicate, "duplicate", kCompare},
    {"AM10", kOurDefect, "control sum wrong", kNewFile},
    {"AM16", kOurDefect, "control sum wrong", kNewFile},
    {"AM17", kOurDefect, "control sum wrong", kNewFile},
    {"AM18", kOurDefect, "number of payments wrong", kNewFile},
    {"AM19", kOurDefect, "number of payments wrong", kNewFile},
    {"AM20", kOurDefect, "number of payments wrong", kNewFile},
    {"BE01", kPersonDecides, "name and account differ", "hold, check identity"},
    {"BE04", kAddress, "address needed", "hold, correct and re-issue"},
    {"BE05", kPersonDecides, "party not known", "hold, check identity"},
    {"BE06", kPersonDecides, "recipient not known at the bank", "hold, check identity"},
    {"CNOR", kBankDirectory, "bank not reachable in the scheme", kDirectory},
    {"CUST", kRecallClosed, "returned at our request", "close the recall"},
    {"DT01", kRedate, "date not accepted", "re-issue with another date"},
    {"DU01", kDuplicate, "message sent twice", kCompare},
    {"DU02", kDuplicate, "payment block sent twice", kCompare},
    {"DU03", kDuplicate, "payment sent twice", kCompare},
    {"DU04", kDuplicate, "payment sent twice", kCompare},
    {"DU05", kDuplicate, "instruction sent twice", kCompare},
    {"DUPL", kDuplicate, "duplicate", kCompare},
    {"ED05", kRedate, "settlement failed", "re-issue with another date"},
    {"FF01", kOurDefect, "file format wrong", kNewFile},
    {"FOCR", kRecallClosed, "returned after our recall", "close the recall"},
    {"MD07", kDeceased, "recipient deceased", "stop entitlement, no re-issue to the same account"},
    {"MS02", kPersonDecides, "reason not given by recipient", kLook},
    {"MS03", kPersonDecides, "reason not given by bank", kLook},
    {"NARR", kPersonDecides, "reason given in words", kLook},
    {"RC01", kBankDirectory, "bank identifier wrong", kDirectory},
    {"RC04", kBankDirectory, "bank identifier wrong", kDirectory},
    {"RC07", kBankDirectory, "bank identifier wrong", kDirectory},
    {"RR03", kPersonDecides, "name or address missing", "hold, compliance decides"},
    {"RR04", kPersonDecides, "regulatory reason", "hold, compliance decides"},
    {"TM01", kRedate, "received after cut-off", "re-issue with another date"},
    {"UPAY", kRecallClosed, "payment not justified", "close the recall"},
};

constexpr Reason kUnknown = {"", kPersonDecides, "not a known reason", "look at it"};
constexpr Reason kNone = {"", kPersonDecides, "no reason given", "look at it"};

const Reason& Find(absl::string_view code) {
  if (code.empty()) return kNone;
  for (const Reason& reason : kReasons) {
    if (reason.code == code) return reason;
  }
  return kUnknown;
}

}  // namespace

AfterReturn MeaningOf(absl::string_view code) { return Find(code).after; }
absl::string_view WordsOf(absl::string_view code) { return Find(code).words; }
absl::string_view ActionOf(absl::string_view code) { return Find(code).action; }

}  // namespace izmaksa
