// Whether this program understands all of a stored message.
#pragma once

#include <google/protobuf/message.h>

namespace izmaksa {

// False when the message, or one inside it, has a field that this program does not know: a newer
// one wrote it, and reading on without it would be guessing.
bool Understood(const google::protobuf::Message& message);

}  // namespace izmaksa
