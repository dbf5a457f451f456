#include "ledger/understood.h"

#include <vector>

namespace izmaksa {

bool Understood(const google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return false;
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        if (!Understood(reflection.GetRepeatedMessage(message, field, i))) return false;
      }
    } else if (!Understood(reflection.GetMessage(message, field))) {
      return false;
    }
  }
  return true;
}

}  // namespace izmaksa
