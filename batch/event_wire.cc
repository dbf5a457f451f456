#include "batch/event_wire.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>

#include "ledger/status.h"

namespace izmaksa {

bool EventWireReader::Read(absl::string_view bytes, v1::Event* event, FieldFaults* faults) {
  const google::protobuf::LogSilencer quiet;  // it would print what it could not read
  if (!parsed_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    faults->push_back({"", "is not an Event message, or its text is not valid UTF-8"});
    return false;
  }
  if (!json_.Read(EventToJson(parsed_), event, faults)) return false;
  SerializeEvent(*event, &again_);
  if (bytes == again_) return true;
  faults->push_back({"",
                     "has fields that this program does not know, or is not encoded with every "
                     "field once, in order"});
  return false;
}

void SerializeEvent(const v1::Event& event, std::string* bytes) {
  bytes->clear();
  google::protobuf::io::StringOutputStream stream(bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  CHECK(event.SerializeToCodedStream(&coded));
}

}  // namespace izmaksa
