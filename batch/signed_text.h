// The texts that officers sign, byte by byte; docs/controls.md lists them, so that another program
// can check a signature. Each begins with a line that no other begins with, so that a signature
// under one thing never counts for another. Names and reasons are single lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "batch/limits.h"
#include "ledger/digest.h"
#include "ledger/money.h"

namespace izmaksa {

struct FileText {
  std::string name;
  Digest digest{};
  int64_t payments = 0;
  Money amount;
};

// How many payments a run has, how much they come to, and a hash over whom they go to
// (batch/hash_total.h).
struct HashTotal {
  int64_t payments = 0;
  Money amount;
  Digest hash{};
  friend bool operator==(const HashTotal&, const HashTotal&) = default;
};

// The maker, under the run he or she made.
std::string MakerText(absl::string_view run, const Digest& root);
// An approver. `accepted`: the names of the run's findings, sorted. Without a hash total: of a run
// made before version 0.3.
std::string ApprovalText(absl::string_view run, const Digest& root,
                         const std::optional<HashTotal>& total,
                         const std::vector<std::string>& accepted);
// The treasurer, under the files made of a run.
std::string ReleaseText(absl::string_view run, const Digest& root, absl::string_view format,
                        bool basic_letters, const std::vector<FileText>& files);
std::string SentText(absl::string_view run, absl::string_view name, const Digest& digest);
std::string DiscardText(absl::string_view run, absl::string_view name, const Digest& digest,
                        absl::string_view reason);
std::string LimitsSignedText(int64_t number, const Limits& limits);

// Text that may stand in a signed one: not empty, and without a line break or another control
// character.
bool IsOneLine(absl::string_view text);

}  // namespace izmaksa
