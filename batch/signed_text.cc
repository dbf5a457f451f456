#include "batch/signed_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace izmaksa {

std::string MakerText(absl::string_view run, const Digest& root) {
  return absl::StrCat("izmaksa run made\n", run, "\n", ToHex(root), "\n");
}

std::string ApprovalText(absl::string_view run, const Digest& root,
                         const std::optional<HashTotal>& total,
                         const std::vector<std::string>& accepted) {
  std::string text = absl::StrCat("izmaksa run approval\n", run, "\n", ToHex(root), "\n");
  if (total) {
    absl::StrAppend(&text, "payments ", total->payments, " ", total->amount.ToString(), " ",
                    ToHex(total->hash), "\n");
  }
  for (const std::string& finding : accepted) absl::StrAppend(&text, "accepted ", finding, "\n");
  return text;
}

std::string ReleaseText(absl::string_view run, const Digest& root, absl::string_view format,
                        bool basic_letters, const std::vector<FileText>& files) {
  std::string text = absl::StrCat("izmaksa run release\n", run, "\n", ToHex(root), "\n", format,
                                  " ", basic_letters ? "basic" : "latvian", "\n");
  for (const FileText& file : files) {
    absl::StrAppend(&text, "file ", ToHex(file.digest), " ", file.payments, " ",
                    file.amount.ToString(), " ", file.name, "\n");
  }
  return text;
}

std::string SentText(absl::string_view run, absl::string_view name, const Digest& digest) {
  return absl::StrCat("izmaksa file sent\n", run, "\n", name, "\n", ToHex(digest), "\n");
}

std::string DiscardText(absl::string_view run, absl::string_view name, const Digest& digest,
                        absl::string_view reason) {
  return absl::StrCat("izmaksa file discarded\n", run, "\n", name, "\n", ToHex(digest), "\n",
                      reason, "\n");
}

std::string LimitsSignedText(int64_t number, const Limits& limits) {
  return absl::StrCat("izmaksa limits\n", number, "\n", LimitsText(limits));
}

bool IsOneLine(absl::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

}  // namespace izmaksa
