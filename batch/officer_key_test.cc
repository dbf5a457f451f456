#include "batch/officer_key.h"

#include <sys/stat.h>

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

class OfficerKeyTest : public ::testing::Test {
 protected:
  std::string Path(const std::string& name) const { return directory_.path() + "/" + name; }

  absl::StatusCode ReadOf(const std::string& text) const {
    std::ofstream(Path("key"), std::ios::binary) << text;
    return ReadOfficerKey(Path("key")).status().code();
  }

 private:
  const TempDirectory directory_;
};

TEST_F(OfficerKeyTest, AKeyIsReadAsItWasMade) {
  const absl::StatusOr<OfficerKey> made = CreateOfficerKey(Path("key"), "Līga Ozola");
  ASSERT_TRUE(made.ok()) << made.status();
  const absl::StatusOr<OfficerKey> read = ReadOfficerKey(Path("key"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->officer, "Līga Ozola");
  EXPECT_EQ(read->seed, made->seed);
  EXPECT_EQ(read->public_key, made->public_key);
  EXPECT_EQ(read->seed.size(), 32u);
  EXPECT_EQ(read->public_key.size(), 32u);
}

TEST_F(OfficerKeyTest, OnlyItsOwnerMayReadTheFile) {
  ASSERT_TRUE(CreateOfficerKey(Path("key"), "Līga").ok());
  struct stat info;
  ASSERT_EQ(stat(Path("key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(OfficerKeyTest, AKeyIsNeverOverwritten) {
  const absl::StatusOr<OfficerKey> made = CreateOfficerKey(Path("key"), "Līga");
  EXPECT_EQ(CreateOfficerKey(Path("key"), "Andris").status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReadOfficerKey(Path("key"))->seed, made->seed);
}

TEST_F(OfficerKeyTest, ANameIsOneLine) {
  EXPECT_EQ(CreateOfficerKey(Path("a"), "").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CreateOfficerKey(Path("b"), "Līga\nOzola").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(OfficerKeyTest, OtherFilesAreNoKeys) {
  const std::string seed(64, 'a');
  EXPECT_EQ(ReadOfficerKey(Path("none")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadOf("izmaksa officer key 1\nLīga\n" + seed + "\n"), absl::StatusCode::kOk);
  for (const std::string& text :
       {std::string(), std::string("izmaksa officer key 1\n"),
        "izmaksa officer key 2\nLīga\n" + seed + "\n", "izmaksa officer key 1\n\n" + seed + "\n",
        "izmaksa officer key 1\nLīga\n" + seed, "izmaksa officer key 1\nLīga\n" + seed + "\nx",
        "izmaksa officer key 1\nLīga\n" + seed + "a\n",
        "izmaksa officer key 1\nLīga\n" + std::string(64, 'A') + "\n"}) {
    EXPECT_EQ(ReadOf(text), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST_F(OfficerKeyTest, ASignatureHoldsForItsKeyAndTextOnly) {
  const absl::StatusOr<OfficerKey> liga = CreateOfficerKey(Path("a"), "Līga");
  const absl::StatusOr<OfficerKey> andris = CreateOfficerKey(Path("b"), "Andris");
  ASSERT_TRUE(liga.ok() && andris.ok());
  EXPECT_NE(liga->seed, andris->seed);
  const std::string signature = Sign(*liga, "text");
  EXPECT_EQ(signature.size(), 64u);
  EXPECT_TRUE(SignatureHolds(liga->public_key, "text", signature));
  EXPECT_FALSE(SignatureHolds(liga->public_key, "texts", signature));
  EXPECT_FALSE(SignatureHolds(andris->public_key, "text", signature));
  EXPECT_FALSE(SignatureHolds("short", "text", signature));
  EXPECT_FALSE(SignatureHolds(liga->public_key, "text", signature.substr(1)));
  std::string bent = signature;
  bent[10] = static_cast<char>(bent[10] ^ 1);
  EXPECT_FALSE(SignatureHolds(liga->public_key, "text", bent));
}

}  // namespace
}  // namespace izmaksa
