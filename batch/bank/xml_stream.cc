#include "batch/bank/xml_stream.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

absl::string_view Text(const xmlChar* text) {
  return text == nullptr ? absl::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace

void XmlPaths::Add(absl::string_view path, int field) {
  int at = 0;
  for (const absl::string_view name : absl::StrSplit(path, '/')) {
    int next = -1;
    for (const int child : nodes_[at].children) {
      if (nodes_[child].name == name) next = child;
    }
    if (next < 0) {
      next = static_cast<int>(nodes_.size());
      nodes_.push_back({std::string(name), -1, {}});
      nodes_[at].children.push_back(next);
    }
    at = next;
  }
  CHECK(nodes_[at].field < 0 && field >= 0);
  nodes_[at].field = field;
}

struct XmlStream::Parser {
  XmlCallbacks callbacks;
  xmlParserCtxtPtr context = nullptr;
  absl::Status status;
  std::string name_space;
  const XmlPaths* paths = nullptr;
  std::vector<int> open;              // nodes of `paths` from its root to here
  std::vector<std::string> currency;  // of each open node
  int depth = 0;                      // of elements open, the unknown ones too
  int passed_over = 0;                // how many of them are unknown
  bool wanted = false;                // somebody asked for the text here
  bool finishing = false;
  bool ended = false;  // the root was closed
  std::string text;

  int64_t Line() const {
    return context == nullptr || context->input == nullptr ? 0 : context->input->line;
  }
  void Stop(absl::Status why) {
    if (status.ok()) status = std::move(why);
    xmlStopParser(context);
  }
  void Refuse(absl::string_view why) {
    Stop(absl::InvalidArgumentError(absl::StrCat("line ", Line(), ": ", why)));
  }
  // A callback's refusal, with the place if it names none.
  void StopAt(const absl::Status& why) {
    if (why.ok()) return;
    if (why.code() == absl::StatusCode::kInvalidArgument) return Refuse(why.message());
    Stop(why);
  }

  void Start(absl::string_view name, absl::string_view uri, int attributes,
             const xmlChar** attribute) {
    if (!status.ok()) return;
    ++depth;
    if (depth > kDepthMax) return Refuse(absl::StrCat("elements nested deeper than ", kDepthMax));
    text.clear();
    if (depth == 1) {
      if (name != "Document") {
        return Refuse(absl::StrCat("the root is ", absl::CHexEscape(name.substr(0, 60)),
                                   ", not Document: this is no ISO 20022 message"));
      }
      name_space.assign(uri.data(), uri.size());
      return;
    }
    if (depth == 2) {
      if (paths != nullptr) return Refuse("a second message in one file");
      absl::StatusOr<const XmlPaths*> found = callbacks.root(name_space, name);
      if (!found.ok()) return StopAt(found.status());
      paths = *found;
      open.push_back(0);
      currency.emplace_back();
      return;
    }
    if (passed_over > 0 || uri != name_space) {
      ++passed_over;
      wanted = false;
      return;
    }
    int next = -1;
    for (const int child : paths->nodes_[open.back()].children) {
      if (paths->nodes_[child].name == name) {
        next = child;
        break;
      }
    }
    if (next < 0) {
      ++passed_over;
      wanted = false;
      return;
    }
    const int field = paths->nodes_[next].field;
    open.push_back(next);
    currency.emplace_back();
    wanted = field >= 0;
    for (int i = 0; i < attributes; ++i) {
      const xmlChar** a = attribute + 5 * i;  // name, prefix, namespace, value, end of value
      if (Text(a[0]) != "Ccy") continue;
      const size_t size = static_cast<size_t>(a[4] - a[3]);
      currency.back().assign(reinterpret_cast<const char*>(a[3]), std::min<size_t>(size, 16));
    }
    if (field >= 0) StopAt(callbacks.opened(field, Line()));
  }

  void End() {
    if (!status.ok()) return;
    --depth;
    if (depth == 0) ended = true;
    if (passed_over > 0) {
      --passed_over;
      text.clear();
      return;
    }
    if (open.empty()) return;
    const int field = paths->nodes_[open.back()].field;
    if (field >= 0) {
      StopAt(callbacks.closed(field, absl::StripAsciiWhitespace(text), currency.back()));
    }
    open.pop_back();
    currency.pop_back();
    text.clear();
    wanted = false;
  }

  void Characters(const xmlChar* characters, int size) {
    if (!wanted || text.size() > kTextMax) return;
    const size_t room = kTextMax + 1 - text.size();
    text.append(reinterpret_cast<const char*>(characters),
                std::min(room, static_cast<size_t>(size)));
  }

  void Fault(const xmlError& error) {
    if (!status.ok() || error.level < XML_ERR_ERROR) return;
    std::string words(absl::StripAsciiWhitespace(error.message == nullptr ? "" : error.message));
    for (char& c : words) {
      if (c == '\n') c = ' ';
    }
    const int64_t line = std::max<int64_t>(error.line, 1);
    if (finishing) {
      status = absl::InvalidArgumentError(
          absl::StrCat("line ", line, ": the file ends before the message does (", words,
                       "): it is cut off; what was complete before is kept"));
    } else {
      status =
          absl::InvalidArgumentError(absl::StrCat("line ", line, ": not well-formed XML: ", words));
    }
  }

  static Parser* Of(void* data) { return static_cast<Parser*>(data); }
};

XmlStream::XmlStream(XmlCallbacks callbacks) : parser_(std::make_unique<Parser>()) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  parser_->callbacks = std::move(callbacks);
  xmlSAXHandler sax;
  std::memset(&sax, 0, sizeof sax);
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = [](void* data, const xmlChar* name, const xmlChar*, const xmlChar* uri, int,
                          const xmlChar**, int attributes, int, const xmlChar** attribute) {
    Parser::Of(data)->Start(Text(name), Text(uri), attributes, attribute);
  };
  sax.endElementNs = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    Parser::Of(data)->End();
  };
  sax.characters = [](void* data, const xmlChar* text, int size) {
    Parser::Of(data)->Characters(text, size);
  };
  sax.cdataBlock = sax.characters;
  sax.ignorableWhitespace = sax.characters;
  sax.internalSubset = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    Parser::Of(data)->Refuse("a document type (DTD) is declared: refused, as are entities");
  };
  sax.serror = [](void* data, xmlErrorPtr error) { Parser::Of(data)->Fault(*error); };
  parser_->context = xmlCreatePushParserCtxt(&sax, parser_.get(), nullptr, 0, nullptr);
  CHECK(parser_->context != nullptr);
  xmlCtxtUseOptions(parser_->context, XML_PARSE_NONET);
}

XmlStream::~XmlStream() { xmlFreeParserCtxt(parser_->context); }

int64_t XmlStream::line() const { return parser_->Line(); }

absl::Status XmlStream::Push(absl::string_view bytes) {
  constexpr size_t kPiece = 64 << 10;  // the library copies what it is given
  while (!bytes.empty() && parser_->status.ok()) {
    const size_t size = std::min(bytes.size(), kPiece);
    const int code =
        xmlParseChunk(parser_->context, bytes.data(), static_cast<int>(size), /*terminate=*/0);
    if (code != 0 && parser_->status.ok()) {
      const xmlError* error = xmlCtxtGetLastError(parser_->context);
      if (error != nullptr && error->level >= XML_ERR_ERROR) parser_->Fault(*error);
    }
    bytes.remove_prefix(size);
  }
  return parser_->status;
}

absl::Status XmlStream::Finish() {
  if (!parser_->status.ok()) return parser_->status;
  parser_->finishing = true;
  xmlParseChunk(parser_->context, nullptr, 0, /*terminate=*/1);
  if (parser_->status.ok() && !parser_->ended) {
    parser_->status = absl::InvalidArgumentError(
        absl::StrCat("line ", std::max<int64_t>(parser_->Line(), 1),
                     ": the file ends before the message does: it is cut off"));
  }
  return parser_->status;
}

}  // namespace izmaksa
