#include "batch/bank/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using ::testing::ElementsAre;

TEST(CsvTest, WhatIsWrittenIsRead) {
  std::string line;
  AppendCsvLine({"a", "", "b, c", "\"d\"", "'", "", ""}, &line);
  EXPECT_EQ(line, "a,,\"b, c\",\"\"\"d\"\"\",',,\n");
  line.pop_back();
  EXPECT_THAT(*ReadCsvLine(line), ElementsAre("a", "", "b, c", "\"d\"", "'", "", ""));
  EXPECT_THAT(*ReadCsvLine(""), ElementsAre(""));
  EXPECT_THAT(*ReadCsvLine("\"\""), ElementsAre(""));
}

TEST(CsvTest, QuotesThatDoNotMatchAreRefused) {
  for (const char* line : {"\"a", "a\"b\"", "\"a\"b", "\"\"\"", "a,\"", "\"a\" ,b"})
    EXPECT_EQ(ReadCsvLine(line).status().code(), absl::StatusCode::kInvalidArgument) << line;
}

}  // namespace
}  // namespace izmaksa
