// Numbers in their shortest form, and comparisons of texts as numbers or days.
#include "text/number.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sfi {
namespace {

std::string shortest(const std::string& text) {
  std::string room(text.size() + 2, '#');
  const auto number = shortest_number(text, room.data());
  return number ? std::string(*number) : "none";
}

TEST(Number, EqualNumbersAreEqualTexts) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"3", "3"},
      {"3.0", "3"},
      {"003", "3"},
      {"+3", "3"},
      {"3.", "3"},
      {".50", "0.5"},
      {"0.5", "0.5"},
      {"1,000", "1000"},
      {"1,234,567.10", "1234567.1"},
      {"-2.0", "-2"},
      {"-0", "0"},
      {"000", "0"},
      {"-.5", "-0.5"},
      {"12345678901234567890123", "12345678901234567890123"},
      {"", "none"},
      {".", "none"},
      {"-", "none"},
      {"1 2", "none"},
      {"1e3", "none"},
      {"1,00", "none"},
      {",100", "none"},
      {"1000,000", "none"},
      {"1,0000", "none"},
      {"1.2.3", "none"},
      {"$5", "none"},
      {"3-", "none"},
      {"1,", "none"},
  };
  for (const auto& [text, wanted] : cases) EXPECT_EQ(shortest(text), wanted) << text;
}

TEST(Number, DaysAndNumbersAreComparedByValue) {
  const auto less = [](std::string_view a, std::string_view b) {
    return compare_values(a, b) == std::weak_ordering::less;
  };
  EXPECT_TRUE(less("9", "10"));
  EXPECT_TRUE(less("-1", "0"));
  EXPECT_TRUE(less("($5.00)", "$1,000.00"));
  EXPECT_TRUE(less("2023-12-31", "2024-01-01"));
  EXPECT_TRUE(less("0.125", "0.126"));
  EXPECT_EQ(compare_values("5.00", "5"), std::weak_ordering::equivalent);
  EXPECT_EQ(compare_values("2024-01-01", "2024"), std::nullopt);
  EXPECT_EQ(compare_values("", "1"), std::nullopt);
  EXPECT_EQ(compare_values("nan", "1"), std::nullopt);
}

}  // namespace
}  // namespace sfi
