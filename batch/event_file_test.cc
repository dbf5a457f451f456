#include "batch/event_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

using testing::ElementsAre;

class EventFileTest : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& bytes) {
    const std::string path = directory_.path() + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  // All items of a file, block after block; too long ones as "…".
  static std::vector<std::string> Items(const EventFile& file) {
    std::vector<std::string> items;
    std::string buffer;
    for (const EventFile::Block& block : file.blocks()) {
      const auto count = file.Read(block, &buffer, [&](const EventFile::Item& item) {
        items.push_back(item.too_long ? "…" : std::string(item.bytes));
      });
      EXPECT_TRUE(count.ok()) << count.status();
    }
    return items;
  }

  TempDirectory directory_;
};

std::string Message(const std::string& bytes) {
  std::string length;
  size_t n = bytes.size();
  for (; n >= 0x80; n >>= 7) length.push_back(static_cast<char>(n | 0x80));
  length.push_back(static_cast<char>(n));
  return length + bytes;
}

TEST_F(EventFileTest, LinesEndAtLineBreaksAndAtTheEnd) {
  EXPECT_THAT(Items(*EventFile::Open(Write("a", "one\ntwo\n"))), ElementsAre("one", "two"));
  EXPECT_THAT(Items(*EventFile::Open(Write("b", "one\n\ntwo"))), ElementsAre("one", "", "two"));
  EXPECT_THAT(Items(*EventFile::Open(Write("c", ""))), ElementsAre());
  EXPECT_THAT(Items(*EventFile::Open(Write("d", "\n"))), ElementsAre(""));
}

// Lines of every length, so that blocks are cut at every place of a line, also exactly between two.
TEST_F(EventFileTest, EveryLineBelongsToExactlyOneBlock) {
  for (const size_t size : {1000u, 1023u, 65535u, 700001u}) {
    std::string bytes;
    std::vector<std::string> lines;
    while (bytes.size() < 3 * static_cast<size_t>(EventFile::kBlockSize)) {
      lines.push_back(absl::StrCat(lines.size(), std::string(size, 'x')));
      bytes += lines.back() + "\n";
    }
    const auto file = EventFile::Open(Write("lines", bytes));
    EXPECT_GE(file->blocks().size(), 3u);
    EXPECT_EQ(Items(*file), lines);
  }
  const std::string line(1023, 'x');  // with its break a divisor of the block's size
  std::string bytes;
  for (int i = 0; i < (EventFile::kBlockSize >> 10) + 5; ++i) bytes += line + "\n";
  EXPECT_EQ(Items(*EventFile::Open(Write("exact", bytes))).size(),
            static_cast<size_t>(EventFile::kBlockSize >> 10) + 5);
}

TEST_F(EventFileTest, ALineOfOneMebibyteIsReadAndALongerOneIsNot) {
  const std::string most(EventFile::kRecordSizeMax, 'x');
  EXPECT_THAT(Items(*EventFile::Open(Write("a", "a\n" + most + "\nb\n"))),
              ElementsAre("a", most, "b"));
  EXPECT_THAT(Items(*EventFile::Open(Write("b", "a\n" + most + "x\nb\n"))),
              ElementsAre("a", "…", "b"));
  EXPECT_THAT(Items(*EventFile::Open(Write("c", "a\n" + most + "x"))), ElementsAre("a", "…"));
}

// Ten gigabytes without a line break, of which the disk stores nothing: read, counted once, never
// held.
TEST_F(EventFileTest, AnEndlessLineDoesNoHarm) {
  const std::string path = Write("sparse", "a\n");
  ASSERT_EQ(truncate(path.c_str(), off_t{10} << 30), 0);
  const auto file = EventFile::Open(path);
  ASSERT_EQ(file->blocks().size(),
            static_cast<size_t>((int64_t{10} << 30) / EventFile::kBlockSize));
  std::string buffer;
  std::vector<std::string> items;
  for (size_t i : {size_t{0}, size_t{1}, size_t{600}, file->blocks().size() - 1}) {
    ASSERT_TRUE(file->Read(file->blocks()[i], &buffer,
                           [&](const EventFile::Item& item) {
                             items.push_back(item.too_long ? "…" : std::string(item.bytes));
                           })
                    .ok());
  }
  EXPECT_THAT(items, ElementsAre("a", "…"));
  EXPECT_LT(buffer.capacity(), 20u << 20);
}

TEST_F(EventFileTest, MessagesAreNumberedAcrossBlocks) {
  std::string bytes;
  std::vector<std::string> messages;
  while (bytes.size() < 2 * static_cast<size_t>(EventFile::kBlockSize) + 100) {
    messages.push_back(absl::StrCat(messages.size(), std::string(messages.size() % 40000, 'x')));
    bytes += Message(messages.back());
  }
  const auto file = EventFile::Open(Write("events.pb", bytes));
  EXPECT_FALSE(file->broken().has_value());
  ASSERT_GE(file->blocks().size(), 2u);
  EXPECT_EQ(Items(*file), messages);
  std::string buffer;
  int64_t expected = 1;
  for (const EventFile::Block& block : file->blocks()) {
    EXPECT_EQ(block.first, expected);
    expected += *file->Read(block, &buffer, [](const EventFile::Item&) {});
  }
}

TEST_F(EventFileTest, ATruncatedMessageIsNamedByNumberAndByte) {
  const std::string good = Message("first") + Message("second");
  const auto fault = [&](const std::string& bytes) {
    const auto file = EventFile::Open(Write("events.pb", bytes));
    EXPECT_EQ(Items(*file), std::vector<std::string>({"first", "second"}));
    EXPECT_TRUE(file->broken().has_value());
    EXPECT_EQ(file->broken()->line, 3);
    return file->broken()->message;
  };
  EXPECT_EQ(
      fault(good + Message("third").substr(0, 4)),
      "the record is cut off: it should have 5 bytes (byte 13); the rest of the file was not read");
  EXPECT_EQ(
      fault(good + "\x80"),
      "the length of a record is cut off or damaged (byte 13); the rest of the file was not read");
  EXPECT_EQ(
      fault(good + "\xff\xff\xff\xff\xff\x01"),
      "the length of a record is cut off or damaged (byte 13); the rest of the file was not read");
  EXPECT_EQ(fault(good + "\x81\x80\x40" + std::string(1 << 20, 'x') + "x"),
            "the record would have 1048577 bytes; at most 1048576 are taken (byte 13); the rest of "
            "the file was not read");
}

TEST_F(EventFileTest, OnlyFilesAreTaken) {
  EXPECT_EQ(EventFile::Open(directory_.path() + "/none").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(EventFile::Open(directory_.path()).status().code(), absl::StatusCode::kInvalidArgument);
  const std::string pipe = directory_.path() + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(EventFile::Open(pipe).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(EventFileTest, AFileThatShrinksIsNoticed) {
  const std::string path = Write("a", "one\ntwo\n");
  const auto file = EventFile::Open(path);
  ASSERT_EQ(truncate(path.c_str(), 3), 0);
  std::string buffer;
  EXPECT_EQ(file->Read(file->blocks()[0], &buffer, [](const EventFile::Item&) {}).status().code(),
            absl::StatusCode::kAborted);
}

}  // namespace
}  // namespace izmaksa
