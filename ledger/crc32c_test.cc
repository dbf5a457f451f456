#include "ledger/crc32c.h"

#include <gtest/gtest.h>

#include <string>

namespace izmaksa {
namespace {

// RFC 3720 appendix B.4.
TEST(Crc32cTest, GivesTheSumsOfRfc3720) {
  std::string rising, falling;
  for (int i = 0; i < 32; ++i) {
    rising.push_back(static_cast<char>(i));
    falling.push_back(static_cast<char>(31 - i));
  }
  for (const auto sum : {Crc32c, PortableCrc32c}) {
    EXPECT_EQ(sum(std::string(32, '\0'), 0), 0x8a9136aau);
    EXPECT_EQ(sum(std::string(32, '\xff'), 0), 0x62a8ab43u);
    EXPECT_EQ(sum(rising, 0), 0x46dd794eu);
    EXPECT_EQ(sum(falling, 0), 0x113fdb5cu);
    EXPECT_EQ(sum("123456789", 0), 0xe3069283u);
    EXPECT_EQ(sum("", 0), 0u);
  }
}

TEST(Crc32cTest, SumsInPartsAsInWhole) {
  const std::string text = "The quick brown fox jumps over the lazy dog";
  for (size_t i = 0; i <= text.size(); ++i) {
    EXPECT_EQ(Crc32c(text.substr(i), Crc32c(text.substr(0, i))), Crc32c(text));
    EXPECT_EQ(PortableCrc32c(text.substr(i), PortableCrc32c(text.substr(0, i))), Crc32c(text));
  }
}

}  // namespace
}  // namespace izmaksa
