// The law's text form: reads and checks law files. The only place that knows proto/law.proto.
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "processors/law.h"
#include "proto/law.pb.h"

namespace izmaksa {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;
using Places = TextFormat::ParseInfoTree;

bool IsName(absl::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

bool IsProgramme(absl::string_view text) {
  if (text.size() != 8) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % 3 == 2 ? text[i] != '.' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

// Reads one file and collects every fault with its place.
class Reader : public google::protobuf::io::ErrorCollector {
 public:
  Reader(const LawFile& file, std::vector<std::string>& faults) : file_(file), faults_(faults) {}

  // What could be read; not to be used when there are faults.
  BenefitLaw Read() {
    v1::BenefitLaw message;
    TextFormat::Parser parser;
    Places places;
    parser.RecordErrorsTo(this);
    parser.WriteLocationsTo(&places);
    BenefitLaw law;
    if (!parser.ParseFromString(file_.text, &message)) return law;
    law.id = message.id();
    law.name = message.name();
    law.name_lv = message.name_lv();
    law.act = message.act();
    law.programme = message.programme();
    law.purpose = message.purpose();
    law.taxable = message.taxable();
    law.taxed_in_full = message.taxed_in_full();
    law.payment_purpose =
        message.payment_purpose().empty() ? message.purpose() : message.payment_purpose();
    law.not_seizable = message.not_seizable();
    law.summary = message.summary();
    id_place_ = PlaceOf(places.GetLocation(Field(message, "id"), -1));
    law.for_residents = message.for_residents();
    law.paid_for_previous_month = message.paid_for_previous_month();
    if (!IsName(law.id)) Fault(&places, message, "id", "is not a name in snake_case");
    if (!message.since().empty()) {
      law.since = Parsed<Month>(&places, message, "since", message.since());
    }
    if (!message.until().empty()) {
      law.through = Parsed<Month>(&places, message, "until", message.until());
      if (*law.through < law.since) Fault(&places, message, "until", "is before since");
    }
    for (int i = 0; i < message.parameter_size(); ++i) {
      Places* inner = places.GetTreeForNested(Field(message, "parameter"), i);
      law.parameters.push_back(ReadParameter(law.id, message.parameter(i), inner));
      LawParameter& parameter = law.parameters.back();
      const auto location = places.GetLocation(Field(message, "parameter"), i);
      parameter.file = file_.path;
      parameter.line = location.line + 1;
      parameter.column = location.column + 1;
      for (int j = 0; j < i; ++j) {
        if (message.parameter(j).name() == message.parameter(i).name()) {
          Fault(inner, message.parameter(i), "name", "is there twice");
        }
      }
    }
    if (law.parameters.empty()) Fault(&places, message, "parameter", "is missing");
    for (int i = 0; i < message.input_size(); ++i) {
      law.inputs.push_back(
          ReadInput(message.input(i), places.GetTreeForNested(Field(message, "input"), i)));
    }
    return law;
  }

  // A whole benefit must say what it is; an overlay names only what it changes.
  void CheckWhole(const BenefitLaw& law) {
    if (law.id.empty()) return;  // already a fault
    const std::string folder = file_.path.substr(0, file_.path.find('/'));
    if (folder != law.id) FaultAt(absl::StrCat("id \"", law.id, "\" is not the folder's name"));
    for (const auto& [field, text] :
         {std::pair{"name", &law.name}, {"name_lv", &law.name_lv}, {"act", &law.act}}) {
      if (text->empty()) FaultAt(absl::StrCat(field, " is missing"));
    }
    if (law.programme.empty()) return;
    if (!IsProgramme(law.programme)) FaultAt("programme is not of the form 04.01.00");
    if (law.purpose.size() != 4) FaultAt("purpose is not an ISO 20022 code of four letters");
    if (law.since == Month()) FaultAt("since is missing: the first month the rule can answer for");
  }

  void FaultAt(absl::string_view what) { faults_.push_back(absl::StrCat(file_.path, ": ", what)); }

  void FaultAtId(absl::string_view what) { faults_.push_back(absl::StrCat(id_place_, ": ", what)); }

  void FaultAt(const LawParameter& parameter, absl::string_view what) {
    faults_.push_back(
        absl::StrCat(file_.path, ":", parameter.line, ":", parameter.column, ": ", what));
  }

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    faults_.push_back(absl::StrCat(file_.path, ":", line + 1, ":", column + 1, ": ", message));
  }

 private:
  static const FieldDescriptor* Field(const Message& message, const char* name) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
    CHECK(field != nullptr);
    return field;
  }

  std::string PlaceOf(const TextFormat::ParseLocation& location) const {
    if (location.line < 0) return file_.path;
    return absl::StrCat(file_.path, ":", location.line + 1, ":", location.column + 1);
  }

  // The place of a field; of the first field of the message where the field is absent.
  void Fault(const Places* places, const Message& message, const char* field,
             absl::string_view what) {
    TextFormat::ParseLocation location;
    if (places != nullptr) {
      const FieldDescriptor* own = Field(message, field);
      location = places->GetLocation(own, own->is_repeated() ? 0 : -1);
      for (int i = 0; location.line < 0 && i < message.GetDescriptor()->field_count(); ++i) {
        const FieldDescriptor* other = message.GetDescriptor()->field(i);
        location = places->GetLocation(other, other->is_repeated() ? 0 : -1);
      }
    }
    faults_.push_back(absl::StrCat(PlaceOf(location), ": ", context_, field, " ", what));
  }

  template <typename T>
  T Parsed(const Places* places, const Message& message, const char* field,
           absl::string_view text) {
    if (text.empty()) {
      Fault(places, message, field, "is missing");
      return T();
    }
    absl::StatusOr<T> parsed = T::Parse(text);
    if (parsed.ok()) return *parsed;
    Fault(places, message, field, absl::StrCat("\"", text, "\": ", parsed.status().message()));
    return T();
  }

  void Need(const Places* places, const Message& message, const char* field,
            absl::string_view text) {
    if (text.empty()) Fault(places, message, field, "is missing");
  }

  InputOfDecision ReadInput(const v1::InputOfDecision& message, const Places* places) {
    InputOfDecision input{message.name(), message.meaning(), {}, {}};
    context_ = absl::StrCat("input ", message.name(), ": ");
    if (!IsName(message.name())) Fault(places, message, "name", "is not a name in snake_case");
    Need(places, message, "meaning", message.meaning());
    if (message.kind() == v1::InputOfDecision::KIND_UNSPECIFIED) {
      Fault(places, message, "kind", "is missing");
    } else {
      input.kind = static_cast<InputOfDecision::Kind>(message.kind());
    }
    input.words.assign(message.words().begin(), message.words().end());
    if ((input.kind == InputOfDecision::Kind::kWord) == input.words.empty()) {
      Fault(places, message, "words", "are said of a WORD, and only of it");
    }
    context_.clear();
    return input;
  }

  LawParameter ReadParameter(const std::string& benefit, const v1::Parameter& message,
                             Places* places) {
    LawParameter parameter;
    parameter.name = message.name();
    parameter.meaning = message.meaning();
    parameter.on_dates = message.on_dates();
    context_ = absl::StrCat(message.name(), ": ");
    if (!IsName(message.name())) Fault(places, message, "name", "is not a name in snake_case");
    Need(places, message, "meaning", message.meaning());
    parameter.reviewed = Parsed<Date>(places, message, "reviewed", message.reviewed());
    if (message.value_size() == 0) Fault(places, message, "value", "is missing");
    std::optional<std::pair<LawValue::Kind, bool>> kind;
    for (int i = 0; i < message.value_size(); ++i) {
      const v1::Value& value = message.value(i);
      Places* inner = places->GetTreeForNested(Field(message, "value"), i);
      context_ = absl::StrCat(message.name(), " from ", value.from(), ": ");
      LawValue read = ReadValue(value, inner);
      read.benefit = benefit;
      read.parameter = message.name();
      const auto location = places->GetLocation(Field(message, "value"), i);
      read.line = location.line + 1;
      read.column = location.column + 1;
      if (!parameter.values.empty()) {
        const LawValue& before = parameter.values.back();
        if (read.from < before.from) {
          Fault(inner, value, "from", "is earlier than the value before it");
        } else if (read.from == before.from && read.published <= before.published) {
          Fault(inner, value, "from", "is there twice for one day, not published later");
        }
      }
      if (read.kind != LawValue::Kind::kNone) {
        // Lats give way to euro on one day; everything else stays what it is.
        if (kind && kind->first != read.kind) {
          Fault(inner, value, "from", "has another kind of value than those before it");
        } else if (kind && !kind->second && read.lats) {
          Fault(inner, value, "lats", "follow euro");
        }
        kind = {read.kind, read.lats};
      }
      parameter.values.push_back(std::move(read));
    }
    for (int i = 0; i < message.value_size(); ++i) CheckUntil(message, i, places);
    context_.clear();
    return parameter;
  }

  // Who names the last day of a value says what holds after it.
  void CheckUntil(const v1::Parameter& message, int at, Places* places) {
    const v1::Value& value = message.value(at);
    if (value.until().empty()) return;
    context_ = absl::StrCat(message.name(), " from ", value.from(), ": ");
    const Places* inner = places->GetTreeForNested(Field(message, "value"), at);
    const Date until = Parsed<Date>(inner, value, "until", value.until());
    int after = at + 1;
    while (after < message.value_size() && message.value(after).from() == value.from()) ++after;
    if (after == message.value_size()) {
      Fault(inner, value, "until", "is a gap: no value follows; say none where nothing holds");
      return;
    }
    const v1::Value& next = message.value(after);
    const absl::StatusOr<Date> from = Date::Parse(next.from());
    if (!from.ok() || *from == until + 1) return;  // already a fault, or in order
    context_ = absl::StrCat(message.name(), " from ", next.from(), ": ");
    Fault(places->GetTreeForNested(Field(message, "value"), after), next, "from",
          *from <= until
              ? absl::StrCat("overlaps the value before it, which holds until ", value.until())
              : absl::StrCat("leaves a gap after ", value.until(),
                             ": say what holds between, or none"));
  }

  LawValue ReadValue(const v1::Value& message, const Places* places) {
    LawValue value;
    value.from = Parsed<Date>(places, message, "from", message.from());
    value.published = Parsed<Date>(places, message, "published", message.published());
    value.basis = message.basis();
    value.source = message.source();
    value.note = message.note();
    Need(places, message, "basis", message.basis());
    Need(places, message, "source", message.source());
    if (message.certainty() < v1::VERIFIED || message.certainty() > v1::UNKNOWN) {
      Fault(places, message, "certainty", "is missing");
    } else {
      value.certainty = static_cast<Certainty>(message.certainty());
    }
    switch (message.value_case()) {
      case v1::Value::kMoney:
        value.kind = LawValue::Kind::kMoney;
        value.money = Parsed<Money>(places, message, "money", message.money());
        if (value.money < Money()) Fault(places, message, "money", "is below zero");
        break;
      case v1::Value::kLats:
        value.kind = LawValue::Kind::kMoney;
        value.lats = true;
        value.money = Parsed<Money>(places, message, "lats", message.lats());
        if (value.money < Money()) Fault(places, message, "lats", "are below zero");
        if (value.from >= Date::Of(2014, 1, 1)) {
          Fault(places, message, "lats", "ended on 2013-12-31");
        }
        break;
      case v1::Value::kRate:
        value.kind = LawValue::Kind::kRate;
        value.rate = Parsed<Rate>(places, message, "rate", message.rate());
        if (value.rate < Rate()) Fault(places, message, "rate", "is below zero");
        break;
      case v1::Value::kNumber:
        value.kind = LawValue::Kind::kNumber;
        value.number = message.number();
        if (value.number < 0) Fault(places, message, "number", "is below zero");
        break;
      case v1::Value::kDate:
        value.kind = LawValue::Kind::kDate;
        value.date = Parsed<Date>(places, message, "date", message.date());
        break;
      case v1::Value::kText:
        value.kind = LawValue::Kind::kText;
        value.text = message.text();
        Need(places, message, "text", message.text());
        break;
      case v1::Value::kNone:
        if (!message.none()) Fault(places, message, "none", "can only be true");
        break;
      case v1::Value::VALUE_NOT_SET:
        if (message.certainty() != v1::UNKNOWN) {
          Fault(places, message, "from", "has no value, and is not said to be UNKNOWN");
        }
        break;
    }
    if (message.certainty() == v1::UNKNOWN && message.value_case() != v1::Value::VALUE_NOT_SET) {
      Fault(places, message, "certainty", "is UNKNOWN, yet there is a value");
    }
    if (!message.payable_from().empty()) {
      value.payable_from = Parsed<Month>(places, message, "payable_from", message.payable_from());
      if (*value.payable_from < value.from.in_month()) {
        Fault(places, message, "payable_from", "is earlier than the value itself");
      }
    }
    return value;
  }

  const LawFile& file_;
  std::vector<std::string>& faults_;
  std::string context_;   // which parameter and value is being read
  std::string id_place_;  // file, line and column of the benefit's id
};

}  // namespace

absl::StatusOr<Law> Law::Parse(absl::Span<const LawFile> files,
                               absl::Span<const LawFile> overlays) {
  std::vector<std::string> faults;
  Law law;
  std::map<std::string, const LawFile*> by_path;
  for (const LawFile& file : files) {
    Reader reader(file, faults);
    BenefitLaw benefit = reader.Read();
    reader.CheckWhole(benefit);
    if (law.Find(benefit.id) != nullptr) reader.FaultAt("the benefit is there twice");
    if (!by_path.emplace(file.path, &file).second) reader.FaultAt("the file is there twice");
    law.benefits_.push_back(std::move(benefit));
  }
  for (const LawFile& file : overlays) {
    Reader reader(file, faults);
    BenefitLaw overlay = reader.Read();
    if (overlay.id.empty()) continue;  // already a fault
    if (!by_path.emplace(file.path, &file).second) reader.FaultAt("the file is there twice");
    const auto benefit =
        std::find_if(law.benefits_.begin(), law.benefits_.end(),
                     [&](const BenefitLaw& known) { return known.id == overlay.id; });
    if (benefit == law.benefits_.end()) {
      reader.FaultAtId(absl::StrCat("there is no benefit \"", overlay.id, "\" to change"));
      continue;
    }
    for (LawParameter& parameter : overlay.parameters) {
      const auto known =
          std::find_if(benefit->parameters.begin(), benefit->parameters.end(),
                       [&](const LawParameter& p) { return p.name == parameter.name; });
      if (known == benefit->parameters.end()) {
        reader.FaultAt(parameter,
                       absl::StrCat(overlay.id, " has no parameter \"", parameter.name, "\""));
      } else if (!known->values.empty() && !parameter.values.empty() &&
                 known->on_dates != parameter.on_dates) {
        reader.FaultAt(parameter, absl::StrCat(parameter.name, ": on_dates is not as in the law"));
      } else {
        *known = std::move(parameter);
      }
    }
  }
  if (law.Find("general") == nullptr) {
    faults.push_back("general/law.textproto: is missing");
  }
  if (!faults.empty()) return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
  std::sort(law.benefits_.begin(), law.benefits_.end(),
            [](const BenefitLaw& a, const BenefitLaw& b) { return a.id < b.id; });
  law.FindChangesWithinMonths();
  // Lengths stand before the texts, so that no text can pass for the end of another.
  Hasher hasher;
  for (const auto& [path, file] : by_path) {
    hasher.Update(absl::StrCat(path, "\n", file->text.size(), "\n"));
    hasher.Update(file->text);
  }
  law.digest_ = hasher.Finish();
  return law;
}

}  // namespace izmaksa
