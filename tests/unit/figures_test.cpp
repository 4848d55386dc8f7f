#include "wording/figures.h"

#include <gtest/gtest.h>

#include <limits>

namespace sfi {
namespace {

TEST(Figures, NumbersWithSeparators) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(1200, "row"), "1,200 rows");
}

TEST(Figures, AmountsAreExact) {
  EXPECT_EQ(dollars(Cents(0)), "$0.00");
  EXPECT_EQ(dollars(Cents(5)), "$0.05");
  EXPECT_EQ(dollars(Cents(-5)), "-$0.05");
  EXPECT_EQ(dollars(Cents(1703224350)), "$17,032,243.50");
  EXPECT_EQ(dollars(Cents(std::numeric_limits<std::int64_t>::min())), "-$92,233,720,368,547,758.08");
}

TEST(Figures, ShortNumbersAreCutNotRounded) {
  EXPECT_EQ(short_number(812), "812");
  EXPECT_EQ(short_number(9999), "9,999");
  EXPECT_EQ(short_number(10000), "10.0 k");
  EXPECT_EQ(short_number(12399), "12.3 k");
  EXPECT_EQ(short_number(999'999), "999 k");
  EXPECT_EQ(short_number(1'239'999), "1.23 M");
  EXPECT_EQ(short_number(999'999'999), "999 M");
  EXPECT_EQ(short_number(1'000'000'000), "1.00 G");
  EXPECT_EQ(short_number(std::numeric_limits<std::uint64_t>::max()), "18446744073 G");
}

TEST(Figures, Bytes) {
  EXPECT_EQ(short_bytes(0), "0 B");
  EXPECT_EQ(short_bytes(999), "999 B");
  EXPECT_EQ(short_bytes(1000), "1.00 kB");
  EXPECT_EQ(short_bytes(132'748'383), "132 MB");
  EXPECT_EQ(short_bytes(1'099'000'000), "1.09 GB");
  EXPECT_EQ(short_bytes(std::numeric_limits<std::uint64_t>::max()), "18446 PB");
}

TEST(Figures, Times) {
  EXPECT_EQ(clock_time(-1), "0:00");
  EXPECT_EQ(clock_time(59.9), "0:59");
  EXPECT_EQ(clock_time(83), "1:23");
  EXPECT_EQ(clock_time(3723), "1:02:03");
  EXPECT_EQ(clock_time(98 * 3600), "98:00:00");
  EXPECT_EQ(clock_time(1e18), "> 99 h");
  EXPECT_EQ(clock_time(std::numeric_limits<double>::infinity()), "> 99 h");
  EXPECT_EQ(clock_time(std::numeric_limits<double>::quiet_NaN()), "> 99 h");
  EXPECT_EQ(short_seconds(0.024), "0.02 s");
  EXPECT_EQ(short_seconds(9.999), "10.0 s");
  EXPECT_EQ(short_seconds(99.97), "100 s");
  EXPECT_EQ(short_seconds(-0.5), "0.00 s");
}

}  // namespace
}  // namespace sfi
