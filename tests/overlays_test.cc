// The overlays of docs/what-if are law files that fit the law of this program.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "processors/law.h"

namespace izmaksa {
namespace {

constexpr char kFolder[] = "docs/what-if";

std::vector<LawFile> Overlays() {
  std::vector<LawFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.push_back({entry.path().string(), text.str()});
  }
  return files;
}

TEST(OverlaysTest, EveryOverlayFitsTheLawAndChangesIt) {
  const std::vector<LawFile> overlays = Overlays();
  ASSERT_FALSE(overlays.empty());
  const Law law = *Law::Parse(Law::BuiltInFiles());
  for (const LawFile& overlay : overlays) {
    const absl::StatusOr<Law> with = Law::Parse(Law::BuiltInFiles(), {{overlay}});
    ASSERT_TRUE(with.ok()) << with.status().message();
    EXPECT_NE(with->digest(), law.digest());
  }
}

// Below the two lines for editors: what is asked, and why.
TEST(OverlaysTest, EveryOverlaySaysInTwoSentencesWhatItAsks) {
  for (const LawFile& overlay : Overlays()) {
    const std::vector<std::string> lines = absl::StrSplit(overlay.text, '\n');
    ASSERT_GT(lines.size(), 4u);
    EXPECT_EQ(lines[2].rfind("# What if ", 0), 0u) << overlay.path;
    EXPECT_EQ(lines[3].rfind("# ", 0), 0u) << overlay.path;
  }
}

}  // namespace
}  // namespace izmaksa
