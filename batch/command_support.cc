#include "batch/command_support.h"

#include <cstdio>
#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "batch/json.h"
#include "ledger/status.h"
#include "processors/benefits.h"

namespace izmaksa {
namespace {

absl::Status InOption(absl::string_view option, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(option, ": ", status.message()));
}

std::string FaultText(const Fault& fault) {
  return absl::StrCat(fault.file, fault.line == 0 ? "" : absl::StrCat(":", fault.line), ": ",
                      fault.field.empty() ? "" : absl::StrCat(fault.field, ": "), fault.message,
                      "\n");
}

}  // namespace

std::string Counted(int64_t count, absl::string_view one) {
  if (count == 1) return absl::StrCat(count, " ", one);
  return one == "person" ? absl::StrCat(count, " people") : absl::StrCat(count, " ", one, "s");
}

void PrintFaults(const std::vector<Fault>& faults, int64_t total, bool json) {
  if (json) {
    JsonWriter writer;
    writer.Object().Field("accepted", false).Field("faults_total", total).Key("faults").Array();
    for (const Fault& fault : faults) {
      writer.Object()
          .Field("file", fault.file)
          .Field("line", fault.line)
          .Field("field", fault.field);
      writer.Field("message", fault.message).EndObject();
    }
    writer.EndArray().EndObject();
    Print(writer.Take());
    return;
  }
  std::string text;
  for (const Fault& fault : faults) text += FaultText(fault);
  const int64_t more = total - static_cast<int64_t>(faults.size());
  if (more > 0) absl::StrAppend(&text, "… and ", more, " more\n");
  Print(text);
}

void Print(absl::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

absl::StatusOr<Date> DateOption(absl::string_view option, const std::string& text) {
  const absl::StatusOr<Date> date = Date::Parse(text);
  return date.ok() ? date : InOption(option, date.status());
}

absl::StatusOr<std::optional<Date>> OptionalDateOption(absl::string_view option,
                                                       const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  ASSIGN_OR_RETURN(const Date date, DateOption(option, text));
  return std::optional(date);
}

absl::StatusOr<Month> MonthOption(absl::string_view option, const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  return month.ok() ? month : InOption(option, month.status());
}

absl::StatusOr<PersonId> PersonOption(absl::string_view option, const std::string& text) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, ": not a client number: \"", text, "\""));
  }
  return PersonId(number);
}

KnownBenefit KnownTo(const Law& law) {
  return [&law](absl::string_view benefit) {
    return FindBenefit(benefit) == nullptr ? nullptr : &law.Of(benefit).inputs;
  };
}

absl::StatusOr<Law> LawOf(const CommandLine& line) {
  std::vector<LawFile> overlays;
  for (const std::string& path : line.law) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return absl::NotFoundError(absl::StrCat(path, ": no such law file"));
    std::ostringstream text;
    text << stream.rdbuf();
    overlays.push_back({path, text.str()});
  }
  return Law::Parse(Law::BuiltInFiles(), overlays);
}

int ExitCode(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 0;
    case absl::StatusCode::kInvalidArgument:
      return 3;
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kPermissionDenied:
      return 4;
    case absl::StatusCode::kNotFound:
      return 5;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
      return 6;
    case absl::StatusCode::kDataLoss:
      return 7;
    case absl::StatusCode::kResourceExhausted:
      return 8;
    default:
      return 1;
  }
}

}  // namespace izmaksa
