#include "batch/tail.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/json.h"
#include "ledger/date.h"
#include "ledger/money.h"
#include "ledger/status.h"
#include "proto/control.pb.h"
#include "proto/event.pb.h"
#include "proto/journal.pb.h"

namespace izmaksa {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kReadAhead = 1024;

// Integers that are months since January 1970. What else is written as a whole number is one.
constexpr absl::string_view kMonths[] = {"month", "payable_from", "tax_month", "first_month"};
// Days that are always there, also when they are the day that is stored as nought.
constexpr absl::string_view kDays[] = {"born", "effective", "business_date", "pay_date"};

template <size_t N>
bool IsOneOf(const FieldDescriptor& field, const absl::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), field.name()) != std::end(names);
}

class Printer {
 public:
  explicit Printer(JsonWriter& json) : json_(json) {}

  void Print(const Message& message) {
    json_.Object();
    const Reflection& reflection = *message.GetReflection();
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor& field = *descriptor->field(i);
      if (field.is_repeated()) {
        PrintAll(message, field);
      } else if (reflection.HasField(message, &field) || IsOneOf(field, kDays)) {
        json_.Key(field.name());
        PrintOne(message, field);
      }
    }
    json_.EndObject();
  }

 private:
  void PrintAll(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, &field);
    if (size == 0) return;
    json_.Key(field.name()).Array();
    for (int i = 0; i < size; ++i) {
      switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_MESSAGE:
          Print(reflection.GetRepeatedMessage(message, &field, i));
          break;
        case FieldDescriptor::CPPTYPE_STRING:
          PrintBytes(field, reflection.GetRepeatedString(message, &field, i));
          break;
        case FieldDescriptor::CPPTYPE_INT64:
          json_.Number(reflection.GetRepeatedInt64(message, &field, i));
          break;
        case FieldDescriptor::CPPTYPE_ENUM:
          json_.String(
              absl::AsciiStrToLower(reflection.GetRepeatedEnum(message, &field, i)->name()));
          break;
        default:
          CHECK(!"a repeated field of a kind that no log has");
      }
    }
    json_.EndArray();
  }

  // In the formats, money is sint64, a day sint32, and only the moment of recording is another
  // sint64.
  void PrintOne(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.type()) {
      case FieldDescriptor::TYPE_MESSAGE:
        return Print(reflection.GetMessage(message, &field));
      case FieldDescriptor::TYPE_STRING:
      case FieldDescriptor::TYPE_BYTES:
        return PrintBytes(field, reflection.GetString(message, &field));
      case FieldDescriptor::TYPE_SINT32:
        json_.String(Date::FromDays(reflection.GetInt32(message, &field)).ToString());
        return;
      case FieldDescriptor::TYPE_SINT64: {
        const int64_t value = reflection.GetInt64(message, &field);
        if (field.name() == "recorded") {
          json_.String(Instant::FromSeconds(value).ToString());
        } else {
          json_.Money(Money::Cents(value));
        }
        return;
      }
      case FieldDescriptor::TYPE_INT32: {
        const int32_t value = reflection.GetInt32(message, &field);
        if (IsOneOf(field, kMonths)) {
          json_.String(Month::FromNumber(value).ToString());
        } else {
          json_.Number(value);
        }
        return;
      }
      case FieldDescriptor::TYPE_INT64:
        json_.Number(reflection.GetInt64(message, &field));
        return;
      case FieldDescriptor::TYPE_FIXED64:
        json_.Number(static_cast<int64_t>(reflection.GetUInt64(message, &field)));
        return;
      case FieldDescriptor::TYPE_BOOL:
        json_.Bool(reflection.GetBool(message, &field));
        return;
      case FieldDescriptor::TYPE_ENUM:
        json_.String(absl::AsciiStrToLower(reflection.GetEnum(message, &field)->name()));
        return;
      default:
        CHECK(!"a field of a kind that no log has");
    }
  }

  void PrintBytes(const FieldDescriptor& field, const std::string& value) {
    if (field.type() == FieldDescriptor::TYPE_STRING) {
      json_.String(value);
    } else if (absl::StartsWith(field.name(), "sealed_")) {
      json_.Object().Field("sealed", static_cast<int64_t>(value.size())).EndObject();
    } else {
      json_.String(absl::BytesToHexString(value));  // digests, roots, keys, signatures
    }
  }

  JsonWriter& json_;
};

absl::string_view NameOf(TailLog log) {
  return log == TailLog::kControl ? "control" : log == TailLog::kJournal ? "journal" : "events";
}

// The logs asked for, each with where to read on.
struct Place {
  int shard;
  Offset from;
};

absl::StatusOr<std::vector<Place>> PlacesOf(const Ledger& ledger, const TailOptions& options) {
  if (options.log == TailLog::kControl) return std::vector<Place>{{0, options.from}};
  if (options.shard) {
    if (*options.shard < 0 || *options.shard >= ledger.shards()) {
      return absl::InvalidArgumentError(absl::StrCat("there is no shard ", *options.shard,
                                                     ": the ledger has ", ledger.shards(),
                                                     ", counted from 0"));
    }
    return std::vector<Place>{{*options.shard, options.from}};
  }
  std::vector<Place> places;
  for (int shard = 0; shard < ledger.shards(); ++shard) places.push_back({shard, options.from});
  return places;
}

absl::Status Write(const Ledger& ledger, TailLog log, Place& place, const TailSink& sink) {
  Log& source = log == TailLog::kControl   ? ledger.control()
                : log == TailLog::kJournal ? ledger.journal(place.shard)
                                           : ledger.events(place.shard);
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<Record> records, source.Read(place.from, kReadAhead));
    if (records.empty()) return absl::OkStatus();
    for (const Record& record : records) {
      ASSIGN_OR_RETURN(const std::string line, RecordJson(log, place.shard, record));
      RETURN_IF_ERROR(sink(line));
      place.from = record.offset.next();
    }
  }
}

}  // namespace

absl::StatusOr<TailLog> ParseTailLog(absl::string_view name) {
  for (const TailLog log : {TailLog::kControl, TailLog::kJournal, TailLog::kEvents}) {
    if (NameOf(log) == name) return log;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("there is no log \"", name, "\"; there are: control, journal, events"));
}

absl::StatusOr<std::string> RecordJson(TailLog log, int shard, const Record& record) {
  v1::ControlRecord control;
  v1::JournalRecord journal;
  v1::Event event;
  Message& message = log == TailLog::kControl   ? static_cast<Message&>(control)
                     : log == TailLog::kJournal ? static_cast<Message&>(journal)
                                                : static_cast<Message&>(event);
  if (!message.ParseFromString(record.bytes)) {
    return absl::DataLossError(absl::StrCat("the record at offset ", record.offset.position(),
                                            " of the ", NameOf(log), " log cannot be read"));
  }
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.Object().Field("log", NameOf(log));
  if (log != TailLog::kControl) json.Field("shard", shard);
  json.Field("offset", record.offset.position()).Key("record");
  Printer(json).Print(message);
  json.EndObject();
  return json.Take();
}

absl::Status Tail(const Ledger& ledger, const TailOptions& options, const TailSink& sink) {
  ASSIGN_OR_RETURN(std::vector<Place> places, PlacesOf(ledger, options));
  for (Place& place : places) RETURN_IF_ERROR(Write(ledger, options.log, place, sink));
  return absl::OkStatus();
}

absl::Status FollowTail(const std::string& directory, const TailOptions& options,
                        const TailSink& sink, const std::function<bool()>& wait) {
  std::vector<Place> places;
  do {
    const absl::StatusOr<std::unique_ptr<Ledger>> ledger =
        Ledger::Open(directory, Ledger::Access::kReadOnly);
    if (absl::IsUnavailable(ledger.status())) continue;  // a writer was too fast: look again
    RETURN_IF_ERROR(ledger.status());
    if (places.empty()) {
      ASSIGN_OR_RETURN(places, PlacesOf(**ledger, options));
    }
    for (Place& place : places) RETURN_IF_ERROR(Write(**ledger, options.log, place, sink));
  } while (wait());
  return absl::OkStatus();
}

}  // namespace izmaksa
