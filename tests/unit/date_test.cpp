#include "text/date.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace sfi {
namespace {

std::string read(const char* format, const char* text) {
  const auto moment = DateFormat(format).parse(text);
  if (!moment) return "none";
  char iso[19];
  write_iso_datetime(*moment, iso);
  return std::string(iso, sizeof(iso));
}

TEST(Date, ReadsDeclaredFormats) {
  EXPECT_EQ(read("%Y%m%d", "20200115"), "2020-01-15T00:00:00");
  EXPECT_EQ(read("%Y%m%d", " 19941007 "), "1994-10-07T00:00:00");
  EXPECT_EQ(read("%m/%d/%Y", "1/5/2020"), "2020-01-05T00:00:00");
  EXPECT_EQ(read("%m/%d/%Y", "01/05/2020"), "2020-01-05T00:00:00");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "2/3/2000 12:00:00 AM"), "2000-02-03T00:00:00");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "2/3/2000 12:30:00 pm"), "2000-02-03T12:30:00");
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "2/3/2000  1:02:03 PM"), "2000-02-03T13:02:03");
  EXPECT_EQ(read("%d-%b-%y", "07-OCT-99"), "1999-10-07T00:00:00");
  EXPECT_EQ(read("%d-%b-%y", "7-October-24"), "2024-10-07T00:00:00");
  EXPECT_EQ(read("%b %d, %Y", "Sep 30, 2021"), "2021-09-30T00:00:00");
  EXPECT_EQ(read("%Y-%m-%dT%H:%M:%S.%f%z", "2021-09-30T23:59:58.123-07:00"), "2021-09-30T23:59:58");
  EXPECT_EQ(read("%Y-%m-%d...", "2021-09-30 whatever"), "2021-09-30T00:00:00");
}

TEST(Date, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2020011", "202001155", "20200230", "20210229", "20201301", "20200100", "2020-1-1",
                           "abcdefgh", "20200431"}) {
    EXPECT_EQ(read("%Y%m%d", text), "none") << text;
  }
  EXPECT_EQ(read("%Y%m%d", "20200229"), "2020-02-29T00:00:00");
  EXPECT_EQ(read("%m/%d/%Y", "13/01/2020"), "none");
  EXPECT_EQ(read("%m/%d/%Y", "1/5/20"), "none");
  EXPECT_EQ(read("%m/%d/%Y", "1/5/2020 10:00"), "none");
  EXPECT_EQ(read("%H:%M %m/%d/%Y", "25:00 1/5/2020"), "none");
  EXPECT_EQ(read("%I:%M %p %Y", "13:00 PM 2020"), "none");
}

TEST(Date, RefusesYearsInWhichNobodyFiled) {
  for (const char* text : {"02020115", "00010101", "19000101", "19491231", "21000101", "99991231"}) {
    EXPECT_EQ(read("%Y%m%d", text), "none") << text;
  }
  EXPECT_EQ(read("%m/%d/%Y", "5/29/0214"), "none");
  EXPECT_EQ(read("%Y%m%d", "19500101"), "1950-01-01T00:00:00");
  EXPECT_EQ(read("%Y%m%d", "20991231"), "2099-12-31T00:00:00");
}

TEST(Date, TwoDigitYearsTurnAtThePivot) {
  EXPECT_EQ(*DateFormat("%y%m%d", 30).parse("290101"), Day(std::chrono::year(2029) / 1 / 1));
  EXPECT_EQ(*DateFormat("%y%m%d", 30).parse("600101"), Day(std::chrono::year(1960) / 1 / 1));
}

TEST(Date, FormatsThatMakeNoSense) {
  EXPECT_THROW(DateFormat("%Q"), std::invalid_argument);
  EXPECT_THROW(DateFormat("%m/%d"), std::invalid_argument);
  EXPECT_THROW(DateFormat("%Y%"), std::invalid_argument);
}

TEST(Date, AMomentBefore1970LiesInItsOwnDay) {
  constexpr Day kDay{std::chrono::year(1969) / 12 / 31};
  for (const auto time : {std::chrono::seconds(0), std::chrono::seconds(1), std::chrono::seconds(86'399)}) {
    EXPECT_EQ(day_of(kDay + time), kDay) << time.count();
  }
  EXPECT_EQ(iso_date(kDay), "1969-12-31");
  EXPECT_EQ(read("%m/%d/%Y %H:%M:%S", "7/4/1965 18:30:01"), "1965-07-04T18:30:01");
  EXPECT_EQ(iso_date(day_of(*DateFormat("%Y-%m-%dT%H:%M:%S").parse("1965-07-04T18:30:01"))), "1965-07-04");
}

TEST(Date, AWrittenDayIsReadAgain) {
  for (const int since_1970 : {-719'528, -25'567, -1, 0, 18'262, 2'932'896}) {  // 0000-01-01 to 9999-12-31
    const Day day{std::chrono::days(since_1970)};
    EXPECT_EQ(day_from_iso(iso_date(day)), day) << iso_date(day);
  }
  for (const char* text :
       {"", "2020-1-15", "2020-01-15T00:00:00", "2020/01/15", "2020-02-30", "2020-00-10", "2020-01-0x", "-020-01-01"}) {
    EXPECT_FALSE(day_from_iso(text)) << text;
  }
}

}  // namespace
}  // namespace sfi
