// Writes JSON text: fields in the order they are written, the same bytes every time. Amounts are
// text ("33.44"), so that no reader turns them into floating point.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "ledger/money.h"

namespace izmaksa {

// One value is written, by calls in order. Text is UTF-8. A call out of place (a value in an object
// without its key) is a programmer error and dies.
class JsonWriter {
 public:
  enum class Layout { kIndented, kOneLine };
  explicit JsonWriter(Layout layout = Layout::kIndented) : layout_(layout) {}

  JsonWriter& Object();
  JsonWriter& EndObject();
  JsonWriter& Array();
  JsonWriter& EndArray();
  JsonWriter& Key(absl::string_view name);
  JsonWriter& String(absl::string_view text);
  JsonWriter& Number(int64_t number);
  JsonWriter& Money(izmaksa::Money amount) { return String(amount.ToString()); }
  JsonWriter& Bool(bool value);
  JsonWriter& Null();

  // A key and its value in one.
  JsonWriter& Field(absl::string_view name, absl::string_view text) {
    return Key(name).String(text);
  }
  JsonWriter& Field(absl::string_view name, const char* text) { return Key(name).String(text); }
  JsonWriter& Field(absl::string_view name, const std::string& text) {
    return Key(name).String(text);
  }
  JsonWriter& Field(absl::string_view name, int64_t number) { return Key(name).Number(number); }
  JsonWriter& Field(absl::string_view name, int number) { return Key(name).Number(number); }
  JsonWriter& Field(absl::string_view name, bool value) { return Key(name).Bool(value); }
  JsonWriter& Field(absl::string_view name, izmaksa::Money amount) {
    return Key(name).Money(amount);
  }

  // The text written, with a line break at its end; and starts anew. Everything must be closed.
  std::string Take();

 private:
  void Begin();  // what stands before a value: comma, line break, indent
  void Break(size_t depth);
  JsonWriter& Open(char bracket);
  JsonWriter& Close(char bracket);

  Layout layout_;
  std::string text_;
  std::string open_;   // brackets not yet closed
  bool empty_ = true;  // the innermost has nothing in it yet
  bool after_key_ = false;
};

}  // namespace izmaksa
