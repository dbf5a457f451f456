// Reports as pages: self-contained XHTML, without script and without anything from outside, that a
// browser shows and A4 paper takes. The same paper gives the same bytes.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "batch/report/paper.h"

namespace izmaksa {

// Text as XML takes it: &, <, >, quotes as entities; what is no character of XML 1.0, or not UTF-8,
// as U+FFFD.
std::string Escaped(absl::string_view text);

// A whole page: well-formed XML.
std::string PaperPage(const Paper& paper);

}  // namespace izmaksa
