#include "batch/json.h"

#include <utility>

#include "ledger/status.h"

namespace izmaksa {

void JsonWriter::Break(size_t depth) {
  if (layout_ == Layout::kOneLine) return;
  text_ += '\n';
  text_.append(2 * depth, ' ');
}

void JsonWriter::Begin() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  CHECK(open_.empty() ? text_.empty() : open_.back() == '[');
  if (open_.empty()) return;
  if (!empty_) text_ += ',';
  Break(open_.size());
  empty_ = false;
}

JsonWriter& JsonWriter::Open(char bracket) {
  Begin();
  text_ += bracket;
  open_ += bracket;
  empty_ = true;
  return *this;
}

JsonWriter& JsonWriter::Close(char bracket) {
  CHECK(!open_.empty() && !after_key_ && open_.back() == (bracket == '}' ? '{' : '['));
  open_.pop_back();
  if (!empty_) Break(open_.size());
  text_ += bracket;
  empty_ = false;
  return *this;
}

JsonWriter& JsonWriter::Object() { return Open('{'); }
JsonWriter& JsonWriter::EndObject() { return Close('}'); }
JsonWriter& JsonWriter::Array() { return Open('['); }
JsonWriter& JsonWriter::EndArray() { return Close(']'); }

JsonWriter& JsonWriter::Key(absl::string_view name) {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  if (!empty_) text_ += ',';
  Break(open_.size());
  empty_ = false;
  after_key_ = true;
  String(name);
  text_ += layout_ == Layout::kOneLine ? ":" : ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(absl::string_view text) {
  Begin();
  text_ += '"';
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (c == '\n') {
      text_ += "\\n";
    } else if (byte < 0x20) {
      static const char kDigits[] = "0123456789abcdef";
      text_ += "\\u00";
      text_ += kDigits[byte >> 4];
      text_ += kDigits[byte & 15];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::Number(int64_t number) {
  Begin();
  text_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  Begin();
  text_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::Null() {
  Begin();
  text_ += "null";
  return *this;
}

std::string JsonWriter::Take() {
  CHECK(open_.empty() && !text_.empty() && !after_key_);
  text_ += '\n';
  empty_ = true;
  return std::exchange(text_, std::string());
}

}  // namespace izmaksa
