// Reads XML from outside as a stream, in memory that does not grow with the file. No network, no
// entities, no document type: a file that declares one is refused at its first line, so that
// nothing in it can be expanded. The only file that knows the XML library.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

// The elements that somebody wants to know of, by their path below the root, "GrpHdr/MsgId". All
// others are passed over with what is in them.
class XmlPaths {
 public:
  // A path may be given once, a field more than once. `field` is at least 0.
  void Add(absl::string_view path, int field);

 private:
  friend class XmlStream;
  struct Node {
    std::string name;
    int field = -1;
    std::vector<int> children;
  };
  std::vector<Node> nodes_ = {Node()};
};

struct XmlCallbacks {
  // The namespace and name of the root's only child decide what is read: the paths, or a refusal.
  // The paths must outlive the stream.
  std::function<absl::StatusOr<const XmlPaths*>(absl::string_view name_space,
                                                absl::string_view name)>
      root;
  std::function<absl::Status(int field, int64_t line)> opened;
  // `text` is what stands between its last tag and this one, without blanks around it;
  // `currency` is the attribute Ccy.
  std::function<absl::Status(int field, absl::string_view text, absl::string_view currency)> closed;
};

// One file. An error of a callback, or of the XML, ends it: every later call returns it again. What
// was told before the error stands.
class XmlStream {
 public:
  static constexpr int kDepthMax = 40;
  // Longer text of an element is cut; `closed` then gets more than this and can tell.
  static constexpr size_t kTextMax = 1024;

  explicit XmlStream(XmlCallbacks callbacks);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // INVALID_ARGUMENT, "line 12: …".
  absl::Status Push(absl::string_view bytes);
  // The same, when the file is cut off: "line 12: the file ends …".
  absl::Status Finish();

  int64_t line() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace izmaksa
