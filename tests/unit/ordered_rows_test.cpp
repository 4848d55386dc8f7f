// Rows of one key in an order: which of them holds at a day.
#include "plan/ordered_rows.h"

#include <gtest/gtest.h>

#include <optional>

namespace sfi {
namespace {

using Direction = JoinStep::Direction;

std::optional<Scalar> year(double value) {
  return Scalar{Scalar::Kind::number, value};
}

class Elections : public testing::Test {
 protected:
  void SetUp() override {
    // Not in the order of the years.
    rows.put("Roe", {year(2020), std::nullopt, 1});
    rows.put("Roe", {year(2012), std::nullopt, 0});
    rows.put("Roe", {year(2024), std::nullopt, 2});
  }
  std::optional<std::uint32_t> before(double at) { return rows.find("Roe", year(at), Direction::at_or_before); }
  std::optional<std::uint32_t> after(double at) { return rows.find("Roe", year(at), Direction::at_or_after); }
  OrderedRows rows;
};

TEST_F(Elections, TheFirstAtOrAfter) {
  EXPECT_EQ(after(1990), 0U);
  EXPECT_EQ(after(2012), 0U);
  EXPECT_EQ(after(2013), 1U);
  EXPECT_EQ(after(2024), 2U);
  EXPECT_EQ(after(2025), std::nullopt);
}

TEST_F(Elections, TheLastAtOrBefore) {
  EXPECT_EQ(before(2011), std::nullopt);
  EXPECT_EQ(before(2012), 0U);
  EXPECT_EQ(before(2023), 1U);
  EXPECT_EQ(before(2100), 2U);
}

TEST_F(Elections, AnotherKeyOrNoDayFindsNothing) {
  EXPECT_EQ(rows.find("Poe", year(2020), Direction::at_or_before), std::nullopt);
  EXPECT_EQ(rows.find("Roe", std::nullopt, Direction::at_or_before), std::nullopt);
}

TEST_F(Elections, ARowIsReplaced) {
  rows.put("Roe", {year(2022), std::nullopt, 2});
  EXPECT_EQ(after(2021), 2U);
  EXPECT_EQ(after(2023), std::nullopt);
}

TEST_F(Elections, DaysAndNumbersAreNotComparable) {
  EXPECT_TRUE(rows.is_comparable({Scalar::Kind::number, 1}));
  EXPECT_FALSE(rows.is_comparable({Scalar::Kind::day, 1}));
}

// A roster: when each entry holds.
TEST(OrderedRows, EntriesEnd) {
  OrderedRows rows;
  rows.put("Doe", {std::nullopt, year(1992), 0});
  rows.put("Doe", {year(2010), year(2014), 1});
  const auto at = [&](double when) { return rows.find("Doe", year(when), Direction::at_or_before); };
  EXPECT_EQ(at(1980), 0U);
  EXPECT_EQ(at(1992), 0U);
  EXPECT_EQ(at(2000), std::nullopt);
  EXPECT_EQ(at(2010), 1U);
  EXPECT_EQ(at(2014), 1U);
  EXPECT_EQ(at(2015), std::nullopt);
}

TEST(OrderedRows, ALongerEntryGoesOnAfterAShorterOneWithinIt) {
  OrderedRows rows;
  rows.put("Doe", {year(2000), std::nullopt, 0});
  rows.put("Doe", {year(2010), year(2014), 1});
  EXPECT_EQ(rows.find("Doe", year(2012), Direction::at_or_before), 1U);
  EXPECT_EQ(rows.find("Doe", year(2020), Direction::at_or_before), 0U);
}

TEST(OrderedRows, WithoutADayOnlyAnEntryWithoutBoundsIsCertain) {
  OrderedRows rows;
  rows.put("Doe", {std::nullopt, std::nullopt, 0});
  rows.put("Roe", {std::nullopt, year(1992), 1});
  EXPECT_EQ(rows.find("Doe", std::nullopt, Direction::at_or_before), 0U);
  EXPECT_EQ(rows.find("Roe", std::nullopt, Direction::at_or_before), std::nullopt);
}

}  // namespace
}  // namespace sfi
