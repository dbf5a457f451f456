#include "ledger/seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"

namespace izmaksa {
namespace {

PersonKey KeyOf(uint8_t byte) {
  PersonKey key;
  key.state = PersonKey::State::kPresent;
  key.bytes.fill(byte);
  return key;
}

constexpr PersonId kAnna{1000000001}, kBerta{1000000002}, kCilda{1000000003};

TEST(SealTest, WhatWasSealedIsUnsealed) {
  for (const std::string& text :
       {std::string("Jānis Bērziņš"), std::string(), std::string(5000, 'x')}) {
    const std::string sealed = Seal(KeyOf(7), kAnna, SealedField::kIdentity, text).value();
    EXPECT_EQ(sealed.size(), text.size() + 41);
    EXPECT_EQ(Unseal(KeyOf(7), kAnna, SealedField::kIdentity, sealed).value(), text);
  }
}

TEST(SealTest, WithoutAKeyNothingChangesInPlace) {
  const std::string before = std::string(kSealHead, 'h') + "Jānis" + std::string(kSealTail, 't');
  std::string place = before;
  EXPECT_EQ(SealInPlace(PersonKey(), kAnna, SealedField::kIdentity, absl::MakeSpan(place)).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(place, before);
}

// The format is permanent: these bytes must open for ever.
TEST(SealTest, TheFormatDoesNotChange) {
  EXPECT_EQ(
      absl::BytesToHexString(Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10007").value()),
      "0162aab6c3748cd62c0f6ef1e9a2e526dffd671cc6649e02a44be5c4d688b2ffbb215042de1381e30b2d0d55df2c"
      "d654c5bb0a3e4a");
}

TEST(SealTest, TheSameFactGivesTheSameBytesAndAnotherOneDoesNot) {
  const std::string sealed = Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10007").value();
  EXPECT_EQ(Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10007").value(), sealed);
  const auto nonce = [](const std::string& bytes) { return bytes.substr(1, 24); };
  EXPECT_NE(nonce(Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10008").value()),
            nonce(sealed));
  EXPECT_NE(nonce(Seal(KeyOf(7), kBerta, SealedField::kCode, "070351-10007").value()),
            nonce(sealed));
  EXPECT_NE(nonce(Seal(KeyOf(7), kAnna, SealedField::kAccount, "070351-10007").value()),
            nonce(sealed));
  EXPECT_NE(nonce(Seal(KeyOf(8), kAnna, SealedField::kCode, "070351-10007").value()),
            nonce(sealed));
}

TEST(SealTest, AnotherKeyPersonOrFieldDoesNotOpenIt) {
  const std::string sealed = Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10007").value();
  EXPECT_EQ(Unseal(KeyOf(8), kAnna, SealedField::kCode, sealed).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(Unseal(KeyOf(7), kBerta, SealedField::kCode, sealed).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(Unseal(KeyOf(7), kAnna, SealedField::kIdentity, sealed).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(SealTest, EveryFlippedBitAndEveryTruncationIsNoticed) {
  const std::string sealed = Seal(KeyOf(7), kAnna, SealedField::kCode, "070351-10007").value();
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string damaged = sealed;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(Unseal(KeyOf(7), kAnna, SealedField::kCode, damaged).ok()) << "bit " << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(Unseal(KeyOf(7), kAnna, SealedField::kCode, sealed.substr(0, size)).ok()) << size;
  }
}

class KeyStoreTest : public testing::Test {
 protected:
  KeyStoreTest() {
    std::string pattern = testing::TempDir() + "/izmaksa-keys-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    directory_ = folder_ + "/keys";
    master_ = folder_ + "/master.key";
  }
  ~KeyStoreTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<KeyStore> Opened() {
    auto store = KeyStore::Open(directory_, master_, KeyStore::Access::kReadWrite);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  void Create() { ASSERT_TRUE(KeyStore::Create(directory_, master_).ok()); }

  // Everything the store's folder holds, as one string.
  std::string Stored() const {
    std::stringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_)) {
      if (entry.is_regular_file() && entry.file_size() > 0)
        all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
    return all.str();
  }

  std::string folder_, directory_, master_;
};

TEST_F(KeyStoreTest, KeysAreMadeOnceAndStay) {
  Create();
  std::vector<PersonKey> first;
  {
    const auto store = Opened();
    EXPECT_EQ(store->Keys({kAnna})->at(0).state, PersonKey::State::kMissing);
    first = store->EnsureKeys({kAnna, kCilda}).value();
    EXPECT_EQ(first[0].state, PersonKey::State::kPresent);
    EXPECT_NE(first[0].bytes, first[1].bytes);
    EXPECT_NE(first[0].bytes, PersonKey().bytes);
  }
  const auto store = Opened();
  const auto again = store->EnsureKeys({kAnna, kBerta, kCilda}).value();
  EXPECT_EQ(again[0].bytes, first[0].bytes);
  EXPECT_EQ(again[2].bytes, first[1].bytes);
  EXPECT_NE(again[1].bytes, first[0].bytes);
  EXPECT_EQ(store->Keys({kBerta})->at(0).bytes, again[1].bytes);
  EXPECT_TRUE(store->Keys({})->empty());
}

// What a crash in the midst of making many keys leaves: a file of keys under two names.
TEST_F(KeyStoreTest, WhatACrashLeftOfManyKeysIsNotWrittenOver) {
  Create();
  std::vector<PersonId> first, second;
  for (uint64_t i = 0; i < 30000; ++i) {
    first.push_back(PersonId(1000000000 + i));
    second.push_back(PersonId(2000000000 + i));
  }
  const std::vector<PersonKey> keys = Opened()->EnsureKeys(first).value();
  int tables = 0;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    if (entry.path().extension() == ".sst") files.push_back(entry.path());
  }
  for (const auto& file : files) {
    std::filesystem::create_hard_link(
        file, directory_ + "/new-keys-" + std::to_string(tables++) + ".sst");
  }
  ASSERT_GT(tables, 0);
  ASSERT_TRUE(Opened()->EnsureKeys(second).ok());
  const std::vector<PersonKey> again = Opened()->Keys(first).value();
  for (size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(again[i].bytes, keys[i].bytes);
}

TEST_F(KeyStoreTest, ManyKeysAtOnceAreTheSameWhenReadBack) {
  Create();
  std::vector<PersonId> people, some;
  for (uint64_t i = 0; i < 60000; ++i) people.push_back(PersonId(1000000000 + 3 * i));
  for (size_t i = 0; i < people.size(); i += 997) some.push_back(people[i]);
  std::vector<PersonKey> made;
  {
    const auto store = Opened();
    ASSERT_TRUE(store->EnsureKeys(some).ok());
    made = store->EnsureKeys(people).value();  // some there already, the rest taken over as a file
  }
  const auto store = Opened();
  const auto read = store->Keys(people).value();
  for (size_t i = 0; i < people.size(); ++i) {
    ASSERT_EQ(read[i].state, PersonKey::State::kPresent);
    ASSERT_EQ(read[i].bytes, made[i].bytes);
  }
  const auto read_some = store->Keys(some).value();  // few of many: another way of reading
  for (size_t i = 0; i < some.size(); ++i) ASSERT_EQ(read_some[i].bytes, made[i * 997].bytes);
}

TEST_F(KeyStoreTest, TheMasterKeyIsItsOwnersAloneAndNeverOverwritten) {
  Create();
  struct stat info;
  ASSERT_EQ(stat(master_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(info.st_size, 32);
  std::stringstream before, after;
  before << std::ifstream(master_).rdbuf();
  EXPECT_EQ(KeyStore::Create(directory_, master_).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(KeyStore::Create(folder_ + "/second", master_).ok());
  after << std::ifstream(master_).rdbuf();
  EXPECT_EQ(before.str(), after.str());
}

TEST_F(KeyStoreTest, AWrongOrMissingMasterKeyIsOneClearError) {
  Create();
  const std::string other = folder_ + "/other.key";
  std::ofstream(other) << std::string(32, 'x');
  const auto open = [&](const std::string& file) {
    return KeyStore::Open(directory_, file, KeyStore::Access::kReadWrite).status();
  };
  EXPECT_EQ(open(other).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(open(folder_ + "/none.key").code(), absl::StatusCode::kNotFound);
  std::ofstream(other) << std::string(33, 'x');
  EXPECT_EQ(open(other).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(
      KeyStore::Open(folder_ + "/none", master_, KeyStore::Access::kReadWrite).status().code(),
      absl::StatusCode::kNotFound);
}

TEST_F(KeyStoreTest, SecondWriterIsRefusedAndAReaderIsNot) {
  Create();
  const auto store = Opened();
  EXPECT_EQ(KeyStore::Open(directory_, master_, KeyStore::Access::kReadWrite).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_TRUE(KeyStore::Open(directory_, master_, KeyStore::Access::kReadOnly).ok());
}

TEST_F(KeyStoreTest, AnErasedPersonStaysErased) {
  Create();
  std::string sealed;
  {
    const auto store = Opened();
    const auto keys = store->EnsureKeys({kAnna, kBerta}).value();
    sealed = Seal(keys[0], kAnna, SealedField::kIdentity, "Anna").value();
    ASSERT_TRUE(store->Erase(kAnna).ok());
    ASSERT_TRUE(store->Erase(kAnna).ok());
    ASSERT_TRUE(store->Erase(kCilda).ok());  // never had a key, and never will
  }
  const auto store = Opened();
  const auto keys = store->EnsureKeys({kAnna, kBerta, kCilda}).value();
  EXPECT_EQ(keys[0].state, PersonKey::State::kErased);
  EXPECT_EQ(keys[0].bytes, PersonKey().bytes);
  EXPECT_EQ(keys[1].state, PersonKey::State::kPresent);
  EXPECT_EQ(keys[2].state, PersonKey::State::kErased);
  const absl::Status unsealed = Unseal(keys[0], kAnna, SealedField::kIdentity, sealed).status();
  EXPECT_EQ(unsealed.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(unsealed.message(), "the personal data of person 1000000001 was erased");
  EXPECT_FALSE(Seal(keys[0], kAnna, SealedField::kIdentity, "Anna").ok());
}

TEST_F(KeyStoreTest, AnErasedKeyIsInNoFileOfTheStore) {
  Create();
  const auto store = Opened();
  ASSERT_TRUE(store->EnsureKeys({kAnna}).ok());
  // In the write-ahead log a row is its key, the length of its value, its value.
  const std::string row("\0\0\0\0\x3b\x9a\xca\x01\x48", 9);
  const std::string logged = Stored();
  ASSERT_NE(logged.find(row), std::string::npos);
  const std::string wrapped = logged.substr(logged.find(row) + row.size(), 72);
  std::vector<PersonId> people;
  for (uint64_t i = 0; i < 30000; ++i) people.push_back(PersonId(1000000000 + i));
  ASSERT_TRUE(store->EnsureKeys(people).ok());  // and so that it is in a sorted file as well
  ASSERT_NE(Stored().find(wrapped), std::string::npos);
  ASSERT_TRUE(store->Erase(kAnna).ok());
  EXPECT_EQ(Stored().find(wrapped), std::string::npos);
  EXPECT_EQ(store->Keys({kBerta})->at(0).state, PersonKey::State::kPresent);
}

}  // namespace
}  // namespace izmaksa
