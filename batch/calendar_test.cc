#include "batch/calendar.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace izmaksa {
namespace {

Date D(const char* text) { return *Date::Parse(text); }

TEST(CalendarTest, TreasuryIsShutOnPublicHolidays) {
  for (const char* text : {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-01", "2020-05-04",
                           "2024-06-24", "2026-06-23", "2024-11-18", "2026-12-24", "2024-12-25",
                           "2024-12-26", "2024-12-31", "2035-03-23", "2035-03-26"}) {
    EXPECT_FALSE(IsTreasuryDay(D(text))) << text;
  }
  for (const char* text :
       {"2024-01-02", "2024-03-28", "2024-04-02", "2024-05-02", "2024-05-03", "2026-12-23"}) {
    EXPECT_TRUE(IsTreasuryDay(D(text))) << text;
  }
}

TEST(CalendarTest, OnlyTwoHolidaysAreCarriedToMonday) {
  for (const char* text : {"2024-05-06", "2025-05-05", "2023-11-20", "2029-11-19"}) {
    EXPECT_FALSE(IsTreasuryDay(D(text))) << text;
    EXPECT_TRUE(IsTargetDay(D(text))) << text;
  }
  EXPECT_TRUE(IsTreasuryDay(D("2022-01-03")));  // 1 January 2022 was a Saturday
  EXPECT_TRUE(IsTreasuryDay(D("2022-05-02")));  // 1 May 2022 was a Sunday
  EXPECT_TRUE(IsTreasuryDay(D("2024-06-25")));  // 23 June 2024 was a Sunday
}

TEST(CalendarTest, MovedDayIsFreeAndItsSaturdayIsWorkedButNotForTarget) {
  EXPECT_FALSE(IsTreasuryDay(D("2026-01-02")));
  EXPECT_TRUE(IsTargetDay(D("2026-01-02")));
  EXPECT_TRUE(IsTreasuryDay(D("2026-01-17")));
  EXPECT_FALSE(IsTargetDay(D("2026-01-17")));
  EXPECT_FALSE(IsPaymentDay(D("2026-01-02")));
  EXPECT_FALSE(IsPaymentDay(D("2026-01-17")));
}

TEST(CalendarTest, KnowsDaysGivenOnce) {
  EXPECT_FALSE(IsPaymentDay(D("2023-05-29")));
  EXPECT_FALSE(IsPaymentDay(D("2023-07-10")));
  EXPECT_TRUE(IsPaymentDay(D("2024-05-29")));
}

TEST(CalendarTest, PaysEarlierAndNeverLater) {
  EXPECT_EQ(*PaymentDayOnOrBefore(D("2024-04-15")), D("2024-04-15"));
  EXPECT_EQ(*PaymentDayOnOrBefore(D("2024-05-06")), D("2024-05-03"));  // over 4 May and its Monday
  EXPECT_EQ(*PaymentDayOnOrBefore(D("2024-04-01")), D("2024-03-28"));  // over Easter
  EXPECT_EQ(*PaymentDayOnOrBefore(D("2024-12-26")), D("2024-12-20"));  // over the moved 23 December
  EXPECT_EQ(*PaymentDayOnOrBefore(D("2026-01-04")), D("2025-12-30"));  // over the moved 2 January
  EXPECT_EQ(*PaymentDayOnOrAfter(D("2025-12-31")), D("2026-01-05"));
  EXPECT_EQ(*PaymentDayOnOrAfter(D("2024-04-15")), D("2024-04-15"));
}

TEST(CalendarTest, RefusesYearsItDoesNotKnow) {
  EXPECT_FALSE(CalendarCovers(D("2019-12-31")));
  EXPECT_TRUE(CalendarCovers(D("2020-01-01")));
  EXPECT_TRUE(CalendarCovers(D("2035-12-31")));
  EXPECT_FALSE(CalendarCovers(D("2036-01-01")));
  EXPECT_EQ(PaymentDayOnOrBefore(D("2020-01-01")).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(PaymentDayOnOrAfter(D("2035-12-31")).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(PaymentDayOnOrBefore(D("2036-01-02")).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_DEATH((void)IsPaymentDay(D("2036-01-02")), "broken invariant");
}

// Every day of the sixteen years against a list made by somebody else.
TEST(CalendarTest, AgreesWithThePublishedListOnEveryDay) {
  const char* fixtures = std::getenv("IZMAKSA_FIXTURES");
  const std::string path = std::string(fixtures != nullptr ? fixtures : "../shared/fixtures") +
                           "/calendars/lv_target_days_2020_2035.csv";
  std::ifstream file(path);
  if (!file) GTEST_SKIP() << "skipped the comparison with the published calendar: no file " << path;
  std::map<Date, std::pair<bool, bool>> listed;
  std::string line;
  std::getline(file, line);
  ASSERT_EQ(absl::StripTrailingAsciiWhitespace(line),
            "date,weekday,lv_public_holiday,lv_working_day,target_open,note");
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    ASSERT_GE(fields.size(), 5u) << line;
    listed[D(fields[0].c_str())] = {fields[3] == "yes", fields[4] == "yes"};
  }
  ASSERT_GT(listed.size(), 200u);
  for (Date day = D("2020-01-01"); day <= D("2035-12-31"); day = day + 1) {
    const bool weekday = day.weekday() <= 5;
    const auto row = listed.find(day);
    const auto expected = row == listed.end() ? std::pair(weekday, weekday) : row->second;
    EXPECT_EQ(IsTreasuryDay(day), expected.first) << day.ToString();
    EXPECT_EQ(IsTargetDay(day), expected.second) << day.ToString();
  }
}

}  // namespace
}  // namespace izmaksa
