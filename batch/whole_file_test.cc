#include "batch/whole_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WholeFileTest : public ::testing::Test {
 protected:
  std::string path() const { return directory_.path() + "/file"; }

  std::string Content() const {
    std::ostringstream content;
    content << std::ifstream(path(), std::ios::binary).rdbuf();
    return content.str();
  }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path()))
      names.push_back(entry.path().filename().string());
    return names;
  }

 private:
  const TempDirectory directory_;
};

TEST_F(WholeFileTest, AFileHasItsNameOnceItIsWhole) {
  absl::StatusOr<std::unique_ptr<WholeFile>> file = WholeFile::Open(path());
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE((*file)->Append("one ").ok());
  ASSERT_TRUE((*file)->Append("two").ok());
  EXPECT_THAT(Names(), ElementsAre("file.part"));
  ASSERT_TRUE((*file)->Commit().ok());
  EXPECT_THAT(Names(), ElementsAre("file"));
  EXPECT_EQ(Content(), "one two");
}

TEST_F(WholeFileTest, WithoutCommitItIsAsIfItHadNeverBeenOpened) {
  ASSERT_TRUE(WriteWholeFile(path(), "old").ok());
  {
    absl::StatusOr<std::unique_ptr<WholeFile>> file = WholeFile::Open(path());
    ASSERT_TRUE((*file)->Append("new").ok());
  }
  EXPECT_THAT(Names(), ElementsAre("file"));
  EXPECT_EQ(Content(), "old");
}

TEST_F(WholeFileTest, WhatACrashLeftBehindIsWrittenOver) {
  std::ofstream(path() + ".part") << "half of a longer file";
  ASSERT_TRUE(WriteWholeFile(path(), "whole").ok());
  EXPECT_THAT(Names(), ElementsAre("file"));
  EXPECT_EQ(Content(), "whole");
}

TEST_F(WholeFileTest, AFolderThatIsNotThereIsNamed) {
  const absl::Status status = WriteWholeFile(path() + "/none/file", "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("/none/file"));
}

TEST_F(WholeFileTest, AFullDiskIsSaid) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  std::filesystem::create_symlink("/dev/full", path() + ".part");
  const absl::Status status = WriteWholeFile(path(), "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_THAT(Names(), IsEmpty());
}

}  // namespace
}  // namespace izmaksa
