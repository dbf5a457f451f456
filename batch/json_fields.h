// Reading JSON objects into messages and printing them again, from one table of fields: a format is
// written down once, and both directions follow it. Used by batch/event_json.cc only.
#pragma once

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "batch/fault.h"
#include "google/protobuf/repeated_field.h"
#include "ledger/money.h"

namespace izmaksa::json {

using Element = simdjson::dom::element;

template <typename E>
struct Word {
  absl::string_view word;
  E value;
};

// Carries where we are in the object, and collects what is wrong there. A faulty value reads as an
// empty one.
class Reader {
 public:
  explicit Reader(FieldFaults* faults) : faults_(faults) {}

  void Enter(absl::string_view name) { path_[depth_++] = {name, -1}; }
  void EnterItem(int index) { path_[depth_++] = {"", index}; }
  void Leave() { --depth_; }
  bool faulty() const { return faulty_; }
  void Fault(absl::string_view message);

  void Text(Element element, std::string* target);
  // Days since 1970-01-01. Where zero is how the stored form says "no day", the day that is zero is
  // a fault: it could not be told apart.
  int32_t Day(Element element, bool zero_is_none);
  int32_t Month(Element element);   // months since January 1970
  int64_t Moment(Element element);  // seconds since 1970-01-01T00:00:00Z
  int64_t Cents(Element element, bool zero_allowed = false);
  int64_t Whole(Element element, int64_t min, int64_t max);
  bool Flag(Element element);

  template <typename E, size_t n>
  E OneOf(Element element, const Word<E> (&words)[n]) {
    absl::string_view text;
    if (!View(element, &text)) return E{};
    for (const Word<E>& word : words) {
      if (word.word == text) return word.value;
    }
    std::string known;
    for (const Word<E>& word : words) absl::StrAppend(&known, known.empty() ? "" : ", ", word.word);
    Fault(absl::StrCat("must be one of ", known));
    return E{};
  }

 private:
  struct Step {
    absl::string_view name;
    int index;
  };
  bool View(Element element, absl::string_view* text);

  std::array<Step, 8> path_;
  int depth_ = 0;
  bool faulty_ = false;
  FieldFaults* const faults_;
};

// What is out of the range that a reader takes is printed as a bare number, which no reader takes.
void AppendQuoted(absl::string_view text, std::string* out);
void AppendDay(int32_t days, std::string* out);
void AppendMoment(int64_t seconds, std::string* out);

// One field of a message, in both directions.
template <typename M>
struct Field {
  absl::string_view name;
  bool required;
  void (*read)(Reader&, Element, M&);
  // Appends the value, or nothing where the message says nothing.
  void (*print)(const M&, bool required, std::string*);
};

template <typename M>
void ReadFields(Reader& reader, Element element, std::span<const Field<M>> fields, M& message) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return reader.Fault("must be an object, {…}");
  uint32_t seen = 0;
  size_t next = 0;  // fields mostly come in order
  const auto after = [&](size_t i) { return i + 1 == fields.size() ? 0 : i + 1; };
  for (const simdjson::dom::key_value_pair pair : object) {
    const absl::string_view key(pair.key.data(), pair.key.size());
    size_t i = next, tried = 0;
    for (; tried < fields.size() && fields[i].name != key; ++tried) i = after(i);
    if (tried == fields.size()) {
      reader.Fault(
          absl::StrCat("has an unknown field \"", absl::Utf8SafeCEscape(key.substr(0, 60)), "\""));
      continue;
    }
    next = after(i);
    reader.Enter(fields[i].name);
    if (seen & (1u << i)) {
      reader.Fault("is there twice");
    } else {
      seen |= 1u << i;
      fields[i].read(reader, pair.value, message);
    }
    reader.Leave();
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].required || (seen & (1u << i))) continue;
    reader.Enter(fields[i].name);
    reader.Fault("is missing");
    reader.Leave();
  }
}

template <typename M>
void PrintFields(std::span<const Field<M>> fields, const M& message, std::string* out) {
  out->push_back('{');
  bool first = true;
  for (const Field<M>& field : fields) {
    const size_t before = out->size();
    if (!first) out->push_back(',');
    absl::StrAppend(out, "\"", field.name, "\":");
    const size_t value_at = out->size();
    field.print(message, field.required, out);
    if (out->size() == value_at) {
      out->resize(before);
    } else {
      first = false;
    }
  }
  out->push_back('}');
}

constexpr bool kRequired = true, kOptional = false;

// The message that a member function belongs to.
template <typename F>
struct Member;
template <typename R, typename M>
struct Member<R (M::*)() const> {
  using Message = M;
};
template <auto kGet>
using MessageOf = typename Member<decltype(kGet)>::Message;

template <auto kGet, auto kMutable, typename M = MessageOf<kGet>>
constexpr Field<M> Text(absl::string_view name, bool required) {
  return {name, required,
          [](Reader& reader, Element element, M& m) { reader.Text(element, (m.*kMutable)()); },
          [](const M& m, bool, std::string* out) {
            if (!(m.*kGet)().empty()) AppendQuoted((m.*kGet)(), out);
          }};
}

// What only the door writes.
template <auto kGet, bool kBytes, typename M = MessageOf<kGet>>
constexpr Field<M> Written(absl::string_view name) {
  return {name, kOptional,
          [](Reader& reader, Element, M&) {
            reader.Fault("is written by the door, never by a source");
          },
          [](const M& m, bool, std::string* out) {
            if ((m.*kGet)().empty()) return;
            AppendQuoted(kBytes ? absl::Base64Escape((m.*kGet)()) : (m.*kGet)(), out);
          }};
}

template <auto kGet, auto kSet, bool kZeroIsNone = false, typename M = MessageOf<kGet>>
constexpr Field<M> Day(absl::string_view name, bool required) {
  return {
      name, required,
      [](Reader& reader, Element element, M& m) { (m.*kSet)(reader.Day(element, kZeroIsNone)); },
      [](const M& m, bool needed, std::string* out) {
        if (needed || (m.*kGet)() != 0) AppendDay((m.*kGet)(), out);
      }};
}

template <auto kGet, auto kSet, int64_t kMin, int64_t kMax, typename M = MessageOf<kGet>>
constexpr Field<M> Whole(absl::string_view name, bool required) {
  return {name, required,
          [](Reader& reader, Element element, M& m) {
            using Number = decltype((m.*kGet)());
            (m.*kSet)(static_cast<Number>(reader.Whole(element, kMin, kMax)));
          },
          [](const M& m, bool needed, std::string* out) {
            if (needed || (m.*kGet)() != 0) absl::StrAppend(out, (m.*kGet)());
          }};
}

// Cents. Where the field may be left out, leaving it out is how zero is said.
template <auto kGet, auto kSet, bool kNeeded, typename M = MessageOf<kGet>>
constexpr Field<M> Cents(absl::string_view name) {
  return {name, kNeeded,
          [](Reader& reader, Element element, M& m) { (m.*kSet)(reader.Cents(element, kNeeded)); },
          [](const M& m, bool, std::string* out) {
            if (kNeeded || (m.*kGet)() != 0)
              AppendQuoted(Money::Cents((m.*kGet)()).ToString(), out);
          }};
}

template <typename P>
using ListOf = google::protobuf::RepeatedPtrField<P>;

// A list of messages.
template <typename M, typename P, const ListOf<P>& (M::*kGet)() const, ListOf<P>* (M::*kMutable)(),
          auto& kFields>
constexpr Field<M> List(absl::string_view name, bool required) {
  return {name, required,
          [](Reader& reader, Element element, M& m) {
            simdjson::dom::array items;
            if (element.get(items) != simdjson::SUCCESS) return reader.Fault("must be a list, […]");
            int index = 0;
            for (const Element item : items) {
              reader.EnterItem(index++);
              ReadFields<P>(reader, item, std::span<const Field<P>>(kFields),
                            *(m.*kMutable)()->Add());
              reader.Leave();
            }
          },
          [](const M& m, bool, std::string* out) {
            bool first = true;
            for (const P& item : (m.*kGet)()) {
              out->push_back(first ? '[' : ',');
              first = false;
              PrintFields<P>(std::span<const Field<P>>(kFields), item, out);
            }
            if (!first) out->push_back(']');
          }};
}

template <auto kGet, auto kSet, typename M = MessageOf<kGet>>
constexpr Field<M> Flag(absl::string_view name) {
  return {name, kOptional,
          [](Reader& reader, Element element, M& m) { (m.*kSet)(reader.Flag(element)); },
          [](const M& m, bool, std::string* out) {
            if ((m.*kGet)()) out->append("true");
          }};
}

template <auto kGet, auto kSet, auto& kWords, typename M = MessageOf<kGet>>
constexpr Field<M> OneOf(absl::string_view name, bool required = kRequired) {
  return {name, required,
          [](Reader& reader, Element element, M& m) { (m.*kSet)(reader.OneOf(element, kWords)); },
          [](const M& m, bool, std::string* out) {
            for (const auto& word : kWords) {
              if (word.value == (m.*kGet)()) AppendQuoted(word.word, out);
            }
          }};
}

template <auto kHas, auto kGet, auto kMutable, auto& kFields, typename M = MessageOf<kGet>>
constexpr Field<M> Part(absl::string_view name, bool required = kRequired) {
  using P = std::remove_cvref_t<decltype((std::declval<M>().*kGet)())>;
  return {name, required,
          [](Reader& reader, Element element, M& m) {
            ReadFields<P>(reader, element, std::span<const Field<P>>(kFields), *(m.*kMutable)());
          },
          [](const M& m, bool, std::string* out) {
            if ((m.*kHas)()) PrintFields<P>(std::span<const Field<P>>(kFields), (m.*kGet)(), out);
          }};
}

}  // namespace izmaksa::json
