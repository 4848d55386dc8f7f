#include "text/columns.h"

#include <gtest/gtest.h>

namespace sfi {
namespace {

TEST(Columns, NamesAreComparedByLettersAndDigits) {
  const Columns columns({"Zip Code", "AMOUNT"});
  EXPECT_EQ(columns.find("zip_code"), 0);
  EXPECT_EQ(columns.find("Amount"), 1);
  EXPECT_EQ(columns.find("zip"), std::nullopt);
}

TEST(Columns, RepeatedNamesAreNumbered) {
  const Columns columns({"OFFICE", "DISTRICT", "OFFICE"});
  EXPECT_TRUE(columns.is_repeated("OFFICE"));
  EXPECT_EQ(columns.find("OFFICE#1"), 0);
  EXPECT_EQ(columns.find("OFFICE#2"), 2);
}

TEST(Columns, AColumnGoesByItsPlaceToo) {
  const Columns columns({"a", "", "b", ""});
  EXPECT_EQ(columns.find("#1"), 0);
  EXPECT_EQ(columns.find("#4"), 3);
  EXPECT_EQ(columns.find("#5"), std::nullopt);
}

}  // namespace
}  // namespace sfi
