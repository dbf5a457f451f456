#include "batch/bank/bank_letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using ::testing::HasSubstr;

TEST(BankLettersTest, ABankInLatviaTakesItsOwnLettersOrTheOthers) {
  const BankLetters table = *ParseBankLetters("latvian LVRTMB=basic LVLLBB=basic");
  EXPECT_EQ(LettersFor(table, "LVLLBB"), Letters::kBasicLatin);
  EXPECT_EQ(LettersFor(table, "LVRTMB"), Letters::kBasicLatin);
  for (const char* bank : {"LVHABA", "LVAAAA", "LVMULT", "LVZZZZ"})
    EXPECT_EQ(LettersFor(table, bank), Letters::kLatvian) << bank;
  const BankLetters basic = *ParseBankLetters("basic LVHABA=latvian");
  EXPECT_EQ(LettersFor(basic, "LVHABA"), Letters::kLatvian);
  EXPECT_EQ(LettersFor(basic, "LVUNLA"), Letters::kBasicLatin);
}

TEST(BankLettersTest, ABankAbroadAlwaysGetsBasicLetters) {
  const BankLetters table;
  for (const char* bank : {"LT7300", "EE2200", "DE3704", ""})
    EXPECT_EQ(LettersFor(table, bank), Letters::kBasicLatin) << bank;
}

TEST(BankLettersTest, OneTextStandsForOneTable) {
  EXPECT_EQ(ToText(BankLetters{}), "latvian");
  EXPECT_EQ(ToText(*ParseBankLetters("basic")), "basic");
  EXPECT_EQ(ToText(*ParseBankLetters(" latvian  LVRTMB=basic LVHABA=latvian LVLLBB=basic ")),
            "latvian LVLLBB=basic LVRTMB=basic");
}

TEST(BankLettersTest, WhatCannotBeReadIsNamed) {
  for (const auto& [text, why] :
       {std::pair("", "nothing is said"),
        {"Latvian", "'Latvian' is neither latvian nor basic"},
        {"latvian HABA=basic", "'HABA=basic' does not begin with a bank"},
        {"latvian LTHABA=basic", "'LTHABA=basic' does not begin"},
        {"latvian LVHABA", "'' is neither latvian nor basic"},
        {"latvian LVHABA=greek", "'greek' is neither"},
        {"latvian LVHABA=basic LVHABA=basic", "LVHABA is named twice"},
        {"latvian LVHABA=basic LVHABA=latvian", "LVHABA is named twice"}}) {
    const absl::Status status = ParseBankLetters(text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  }
}

}  // namespace
}  // namespace izmaksa
