#include "ledger/understood.h"

#include <deque>
#include <vector>

namespace izmaksa {
namespace {

using google::protobuf::FieldDescriptor;

// The fields of a kind of message that hold messages. Looked up once: going through every field of
// every message costs more than parsing it.
struct Inside {
  const google::protobuf::Descriptor* kind;
  std::vector<const FieldDescriptor*> single, repeated;
  std::vector<const google::protobuf::OneofDescriptor*> choices;
};

const Inside& InsideOf(const google::protobuf::Descriptor* kind) {
  thread_local std::deque<Inside> known;  // a dozen at most
  for (const Inside& inside : known) {
    if (inside.kind == kind) return inside;
  }
  Inside& inside = known.emplace_back(Inside{kind, {}, {}, {}});
  for (int i = 0; i < kind->field_count(); ++i) {
    const FieldDescriptor* field = kind->field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->containing_oneof() != nullptr) continue;
    (field->is_repeated() ? inside.repeated : inside.single).push_back(field);
  }
  for (int i = 0; i < kind->oneof_decl_count(); ++i) inside.choices.push_back(kind->oneof_decl(i));
  return inside;
}

}  // namespace

bool Understood(const google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return false;
  const Inside& inside = InsideOf(message.GetDescriptor());
  for (const auto* choice : inside.choices) {
    const FieldDescriptor* field = reflection.GetOneofFieldDescriptor(message, choice);
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!Understood(reflection.GetMessage(message, field))) return false;
  }
  for (const auto* field : inside.single) {
    if (!reflection.HasField(message, field)) continue;
    if (!Understood(reflection.GetMessage(message, field))) return false;
  }
  for (const auto* field : inside.repeated) {
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (!Understood(reflection.GetRepeatedMessage(message, field, i))) return false;
    }
  }
  return true;
}

}  // namespace izmaksa
