#include "text/money.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace sfi {
namespace {

TEST(Money, ReadsWhatAgenciesWrite) {
  const std::pair<const char*, std::int64_t> kCases[] = {
      {"0", 0},
      {"0.00", 0},
      {"5", 500},
      {"250.00", 25000},
      {"16996410.00", 1699641000},
      {"-325.00", -32500},
      {"325.00-", -32500},
      {"$1,000.00", 100000},
      {"($1,000.00)", -100000},
      {"$(12.50)", -1250},
      {"-$12.30", -1230},
      {"$-12.30", -1230},
      {" 12.3 ", 1230},
      {".5", 50},
      {"5.", 500},
      {"+4", 400},
      {"1.2E3", 120000},
      {"1.5e-1", 15},
      {"12.340", 1234},
      {"1,234,567.89", 123456789},
      {"0012.50", 1250},
      {"0.01", 1},
      {"-0.01", -1},
      {"$ 7", 700},
      {"99999999999999.99", 9999999999999999},
  };
  for (const auto& [text, cents] : kCases) {
    const auto parsed = parse_cents(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_EQ(parsed->value, cents) << text;
  }
}

TEST(Money, RefusesWhatIsNoExactAmount) {
  for (const char* text :
       {"",       " ",   "-",     "$",     "()",           "abc",      "12.345", "1.2.3",    "12a",
        "NaN",    "inf", "1e",    "1e99",  "(12.00",       "12.00)",   "--5",    "-5-",      "100000000000000.00",
        "1,,000", ",5",  "10,00", "1,2",   "12,34,567.00", "1234,567", "1,0000", "1,000,00", "1,000.5,0",
        "1,25",   "5,",  "0x10",  "12 34", "$$5",          "1e-3"}) {
    EXPECT_FALSE(parse_cents(text).has_value()) << text;
  }
}

TEST(Money, TakesThePrintOfABinaryNumberForWhatItStandsFor) {
  EXPECT_EQ(parse_cents("0.30000000000000004"), Cents(30));
  EXPECT_EQ(parse_cents("-0.9400000000000001"), Cents(-94));
  EXPECT_EQ(parse_cents("2.7799999999999998"), Cents(278));
  EXPECT_EQ(parse_cents("1234.5600000000002"), Cents(123456));
  for (const char* text : {"0.30000001", "0.3050000000000001", "0.12345678901234", "0.300000000001"}) {
    EXPECT_FALSE(parse_cents(text).has_value()) << text;
  }
}

TEST(Money, AgreesWithWholeNumbersOfCents) {
  for (std::int64_t cents = -250000; cents <= 250000; cents += 37) {
    const std::int64_t magnitude = cents < 0 ? -cents : cents;
    std::string text =
        std::to_string(magnitude / 100) + "." + std::to_string(magnitude % 100 / 10) + std::to_string(magnitude % 10);
    if (cents < 0) text = "-" + text;
    ASSERT_EQ(parse_cents(text), Cents(cents)) << text;
  }
}

}  // namespace
}  // namespace sfi
